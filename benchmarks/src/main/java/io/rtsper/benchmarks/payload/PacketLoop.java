package io.rtsper.benchmarks.payload;

import io.rtsper.api.media.Track;
import io.rtsper.api.rtp.RtpPacket;
import io.rtsper.api.sdp.MediaDescription;
import io.rtsper.api.sdp.SdpAttribute;
import io.rtsper.api.sdp.SessionDescription;
import io.rtsper.api.spi.Depacketizer;
import io.rtsper.api.spi.DepacketizerContext;
import io.rtsper.api.spi.FrameWriter;
import io.rtsper.api.spi.MemoryBudget;
import io.rtsper.api.spi.ProviderCatalog;
import io.rtsper.api.spi.QuirkReporter;
import java.nio.ByteBuffer;
import java.util.List;

/** The packets of one frame in direct memory, as they are read, given to a depacketizer again. */
final class PacketLoop {

  private static final int TICKS = 3600;

  private final ReusedFrame frame = new ReusedFrame();
  private final Depacketizer depacketizer;
  private final ByteBuffer memory;
  private final int[] offsets;
  private final RtpPacket packet = new RtpPacket();
  private long sequence;
  private long timestamp;

  /**
   * Makes a loop.
   *
   * @param map the value of {@code a=rtpmap} without the payload type
   * @param format that of {@code a=fmtp}; empty for none
   * @param payloads those of one frame's packets, of which the last one has the marker
   */
  PacketLoop(String map, String format, List<byte[]> payloads) {
    var media =
        MediaDescription.builder("video")
            .formats(List.of("96"))
            .attribute(new SdpAttribute("rtpmap", "96 " + map))
            .attribute(new SdpAttribute("fmtp", "96 " + format))
            .build();
    Track track = Track.listOf(SessionDescription.builder().media(media).build()).get(0);
    depacketizer =
        ProviderCatalog.discover(List.of())
            .depacketizer(track.encoding())
            .orElseThrow()
            .depacketizer(
                new Context(track, frame, new Unlimited(), (quirk, detail) -> fail(quirk.name())));
    offsets = new int[payloads.size() + 1];
    for (int i = 0; i < payloads.size(); i++) {
      offsets[i + 1] = offsets[i] + RtpPacket.HEADER_LENGTH + payloads.get(i).length;
    }
    memory = ByteBuffer.allocateDirect(offsets[payloads.size()]);
    for (int i = 0; i < payloads.size(); i++) {
      int marker = i == payloads.size() - 1 ? 0x80 : 0;
      memory.put(offsets[i], (byte) 0x80).put(offsets[i] + 1, (byte) (marker | 96));
      memory.put(offsets[i] + RtpPacket.HEADER_LENGTH, payloads.get(i));
    }
  }

  private record Context(Track track, FrameWriter frames, MemoryBudget memory, QuirkReporter quirks)
      implements DepacketizerContext {}

  private static void fail(String quirk) {
    throw new IllegalStateException("the packets aren't as they should be: " + quirk);
  }

  /** Gives all packets of a frame to the depacketizer, and returns how many bytes came so far. */
  long frame() {
    timestamp += TICKS;
    for (int i = 0; i < offsets.length - 1; i++) {
      if (!packet.wrap(memory, offsets[i], offsets[i + 1] - offsets[i])) {
        throw new IllegalStateException("no packet: " + packet.problem());
      }
      packet.stamp(sequence++, timestamp, 0, false);
      depacketizer.onPacket(packet);
    }
    return frame.bytes();
  }

  /** Returns how many frames came so far. */
  long frames() {
    return frame.frames();
  }

  /** Memory without a bound. */
  private static final class Unlimited implements MemoryBudget {

    @Override
    public boolean reserve(int bytes) {
      return true;
    }

    @Override
    public void release(int bytes) {
      // Nothing is counted.
    }

    @Override
    public long available() {
      return Integer.MAX_VALUE;
    }
  }
}
