package io.rtsper.core.session;

import io.rtsper.api.spi.QuirkReporter;
import java.nio.ByteBuffer;

/**
 * Gives each interleaved packet of a control connection to its track. The hot path: one array
 * access a packet, no allocation.
 */
final class Demultiplexer {

  private final InterleavedChannels channels = new InterleavedChannels();
  private final Counters counters;
  private final QuirkReporter quirks;
  private long nanoTime;
  private boolean closed;
  private boolean reported;

  Demultiplexer(Counters counters, QuirkReporter quirks) {
    this.counters = counters;
    this.quirks = quirks;
  }

  InterleavedChannels channels() {
    return channels;
  }

  /** Notes the time of the packets that one read brings. */
  void batchStarts(long now) {
    nanoTime = now;
  }

  /** Lets everything that still comes fall: the connection is on its way out. */
  void close() {
    closed = true;
  }

  void packet(int channel, ByteBuffer buffer, int offset, int length) {
    if (closed) {
      return;
    }
    TrackChannel rtp = channels.rtp(channel);
    if (rtp != null) {
      rtp.onRtp(buffer, offset, length, nanoTime);
      return;
    }
    TrackChannel rtcp = channels.rtcp(channel);
    if (rtcp != null) {
      rtcp.onRtcp(buffer, offset, length, nanoTime);
      return;
    }
    counters.unknownChannelPackets++;
    if (!channels.isLeft(channel)) {
      // Each counts, and the first is told: only that needs a text.
      String detail = reported ? "" : "channel " + channel;
      reported = true;
      quirks.report(SessionQuirks.UNASSIGNED_CHANNEL, detail);
    }
  }
}
