package io.rtsper.core.media;

import io.rtsper.api.spi.PacketInput;
import io.rtsper.core.capture.CapturedDatagrams;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/** Has what comes beside the control connection recorded, if anybody records. */
final class RecordedInput implements PacketInput {

  private final PacketInput input;
  private @Nullable CapturedDatagrams captured;

  RecordedInput(PacketInput input) {
    this.input = input;
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
  }

  @Override
  public void onRtcp(ByteBuffer buffer, int offset, int length, long arrivalNanos) {
    if (captured != null) {
      captured.receivedRtcp(buffer, offset, length, arrivalNanos);
    }
    input.onRtcp(buffer, offset, length, arrivalNanos);
  }
}
