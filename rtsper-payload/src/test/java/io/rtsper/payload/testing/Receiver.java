package io.rtsper.payload.testing;

import static org.assertj.core.api.Assertions.assertThat;

import io.rtsper.api.media.CodecParameters;
import io.rtsper.api.media.Discontinuity;
import io.rtsper.api.media.Track;
import io.rtsper.api.rtp.RtpPacket;
import io.rtsper.api.sdp.MediaDescription;
import io.rtsper.api.sdp.SdpAttribute;
import io.rtsper.api.sdp.SessionDescription;
import io.rtsper.api.spi.Depacketizer;
import io.rtsper.api.spi.DepacketizerContext;
import io.rtsper.api.spi.DepacketizerProvider;
import io.rtsper.api.spi.FrameWriter;
import io.rtsper.api.spi.MemoryBudget;
import io.rtsper.api.spi.QuirkReporter;
import io.rtsper.testkit.contract.FrameRecorder;
import io.rtsper.testkit.contract.RecordedFrame;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;

/** Gives packets to a depacketizer, and tells what it wrote and which quirks it reported. */
public final class Receiver {

  private static final int LONGEST_FRAME = 4 << 20;
  private static final int OFFSET = 5;

  private final FrameRecorder recorder = new FrameRecorder(LONGEST_FRAME);
  private final List<String> quirks = new ArrayList<>();
  private final Budget budget = new Budget();
  private final Depacketizer depacketizer;
  private long sequence = 70_000;

  public Receiver(DepacketizerProvider provider, Track track) {
    depacketizer =
        provider.depacketizer(
            new Context(track, recorder, budget, (quirk, detail) -> quirks.add(quirk.name())));
  }

  private record Context(Track track, FrameWriter frames, MemoryBudget memory, QuirkReporter quirks)
      implements DepacketizerContext {}

  /** Returns a track of one payload type, 96. */
  public static Track track(String media, String map, String... parameters) {
    var builder =
        MediaDescription.builder(media)
            .formats(List.of("96"))
            .attribute(new SdpAttribute("rtpmap", "96 " + map));
    if (parameters.length > 0) {
      builder.attribute(new SdpAttribute("fmtp", "96 " + String.join(";", parameters)));
    }
    return Track.listOf(SessionDescription.builder().media(builder.build()).build()).get(0);
  }

  /** Passes on a packet, and overwrites it afterwards. */
  public Receiver packet(long timestamp, boolean marker, byte[] payload) {
    byte[] header = new byte[RtpPacket.HEADER_LENGTH];
    ByteBuffer.wrap(header)
        .put((byte) 0x80)
        .put((byte) (marker ? 0xE0 : 0x60))
        .putShort((short) sequence)
        .putInt((int) timestamp);
    ByteBuffer buffer = ByteBuffer.allocate(OFFSET + header.length + payload.length + OFFSET);
    buffer.put(OFFSET, header).put(OFFSET + header.length, payload);
    RtpPacket packet = new RtpPacket();
    assertThat(packet.wrap(buffer, OFFSET, header.length + payload.length)).isTrue();
    packet.stamp(sequence++, timestamp, 0, false);
    depacketizer.onPacket(packet);
    Arrays.fill(buffer.array(), (byte) 0xA5);
    return this;
  }

  /** Passes on a packet of bytes in hexadecimal digits. */
  public Receiver packet(long timestamp, boolean marker, String payload) {
    return packet(timestamp, marker, hex(payload));
  }

  /** Passes on packets of a packetizer. */
  public Receiver packets(List<Packet> packets) {
    packets.forEach(packet -> packet(packet.timestamp(), packet.marker(), packet.payload()));
    return this;
  }

  /** Leaves out packets. */
  public Receiver lose(int packets) {
    sequence += packets;
    depacketizer.onDiscontinuity(Discontinuity.LOSS);
    return this;
  }

  public Receiver discontinuity(Discontinuity reason) {
    depacketizer.onDiscontinuity(reason);
    return this;
  }

  public Receiver close() {
    depacketizer.close();
    return this;
  }

  public List<RecordedFrame> frames() {
    return recorder.frames();
  }

  /** Returns what the frames hold, in hexadecimal digits, with a `!` before one that is damaged. */
  public List<String> data() {
    return frames().stream().map(frame -> (frame.damaged() ? "!" : "") + frame.data()).toList();
  }

  /** Returns the frames that aren't damaged. */
  public List<RecordedFrame> whole() {
    return frames().stream().filter(frame -> !frame.damaged()).toList();
  }

  /** Returns the names of the quirks that were reported, each once. */
  public List<String> quirks() {
    return quirks.stream().distinct().toList();
  }

  public CodecParameters parameters() {
    return recorder.parameters().orElseThrow();
  }

  public boolean hasParameters() {
    return recorder.parameters().isPresent();
  }

  /** Returns how much of the session's memory is taken. */
  public long taken() {
    return budget.taken;
  }

  public static byte[] hex(String digits) {
    return HexFormat.of().parseHex(digits.replace(" ", ""));
  }

  private static final class Budget implements MemoryBudget {

    private static final long LIMIT = 8 << 20;
    private long taken;

    @Override
    public boolean reserve(int bytes) {
      assertThat(bytes).isNotNegative();
      if (bytes > LIMIT - taken) {
        return false;
      }
      taken += bytes;
      return true;
    }

    @Override
    public void release(int bytes) {
      assertThat((long) bytes).isBetween(0L, taken);
      taken -= bytes;
    }

    @Override
    public long available() {
      return LIMIT - taken;
    }
  }
}
