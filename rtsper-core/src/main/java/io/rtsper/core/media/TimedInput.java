package io.rtsper.core.media;

import io.rtsper.api.spi.PacketInput;
import io.rtsper.core.capture.CapturedDatagrams;
import io.rtsper.core.context.SessionContext;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * Notes how long the application's listeners take for packets that come one by one. Those of a
 * control connection come many at a time, and whoever reads them measures them together.
 */
final class TimedInput implements PacketInput {

  private final PacketInput input;
  private final SessionContext context;
  private @Nullable CapturedDatagrams captured;

  TimedInput(PacketInput input, SessionContext context) {
    this.input = input;
    this.context = context;
  }

  /** Has what comes recorded as well, or no longer. */
  void capture(@Nullable CapturedDatagrams by) {
    captured = by;
  }

  @Override
  public void onRtp(ByteBuffer buffer, int offset, int length, long arrivalNanos) {
    if (captured != null) {
      captured.receivedRtp(buffer, offset, length, arrivalNanos);
    }
    input.onRtp(buffer, offset, length, arrivalNanos);
    context.notifier().took(context.loop().nanoTime() - arrivalNanos);
  }

  @Override
  public void onRtcp(ByteBuffer buffer, int offset, int length, long arrivalNanos) {
    if (captured != null) {
      captured.receivedRtcp(buffer, offset, length, arrivalNanos);
    }
    input.onRtcp(buffer, offset, length, arrivalNanos);
    context.notifier().took(context.loop().nanoTime() - arrivalNanos);
  }
}
