package io.rtsper.benchmarks.message;

import io.rtsper.api.RtspRequest;
import io.rtsper.api.RtspResponse;
import io.rtsper.core.message.FrameEvents;
import io.rtsper.core.message.MessageEvents;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/** Looks at what it gets as little as can be without being optimised away. */
final class CountingEvents implements MessageEvents, FrameEvents {

  long sum;
  @Nullable RtspResponse last;

  @Override
  public void response(RtspResponse response) {
    last = response;
  }

  @Override
  public void request(RtspRequest request) {
    throw new AssertionError(request);
  }

  @Override
  public void packet(int channel, ByteBuffer buffer, int offset, int length) {
    sum += buffer.getShort(offset + 2) + length + channel;
  }

  @Override
  public void garbage(int skippedBytes) {
    throw new AssertionError(skippedBytes + " bytes of garbage");
  }

  @Override
  public boolean isKnown(int channel) {
    return true;
  }
}
