package io.rtsper.core.media;

import io.rtsper.api.spi.PacketInput;
import io.rtsper.core.context.SessionContext;
import java.nio.ByteBuffer;

/**
 * Notes how long the application's listeners take for packets that come one by one. Those of a
 * control connection come many at a time, and whoever reads them measures them together.
 */
final class TimedInput implements PacketInput {

  private final PacketInput input;
  private final SessionContext context;

  TimedInput(PacketInput input, SessionContext context) {
    this.input = input;
    this.context = context;
  }

  @Override
  public void onRtp(ByteBuffer buffer, int offset, int length, long arrivalNanos) {
    input.onRtp(buffer, offset, length, arrivalNanos);
    context.notifier().took(context.loop().nanoTime() - arrivalNanos);
  }

  @Override
  public void onRtcp(ByteBuffer buffer, int offset, int length, long arrivalNanos) {
    input.onRtcp(buffer, offset, length, arrivalNanos);
    context.notifier().took(context.loop().nanoTime() - arrivalNanos);
  }
}
