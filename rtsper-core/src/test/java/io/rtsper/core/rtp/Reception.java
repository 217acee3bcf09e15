package io.rtsper.core.rtp;

import io.rtsper.api.Quirk;
import io.rtsper.api.TrackStatistics;
import io.rtsper.api.rtp.RtcpCompound;
import io.rtsper.api.rtp.RtpPacket;
import io.rtsper.api.spi.QuirkReporter;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/**
 * A receiver under test, what it is sent and what it says. The log reads like a transcript: {@code
 * source A}, {@code packet 17}, {@code loss 18 x2}, {@code bye A done}.
 */
final class Reception implements TrackReceiver.Listener, QuirkReporter {

  static final long A = 0xAAAA_AAAAL;
  static final long B = 0xBBBB_BBBBL;
  static final int CLOCK_RATE = 90_000;
  static final long MILLI = 1_000_000L;

  final List<String> log = new ArrayList<>();
  final List<RtpPacket> packets = new ArrayList<>();
  final List<Quirk> quirks = new ArrayList<>();
  final TrackReceiver receiver;

  long now = Long.MAX_VALUE - 10_000 * MILLI; // wraps around in the course of a long test

  Reception(TrackFormat format) {
    receiver = new TrackReceiver(format, this, this);
  }

  static Reception overTcp(Integer... payloadTypes) {
    return new Reception(TrackFormat.ordered(3, CLOCK_RATE, List.of(payloadTypes)));
  }

  static Reception overUdp(Integer... payloadTypes) {
    return new Reception(TrackFormat.unordered(3, CLOCK_RATE, List.of(payloadTypes), false));
  }

  static byte[] rtp(long ssrc, int sequence, long timestamp, int payloadType) {
    return ByteBuffer.allocate(14)
        .put((byte) 0x80)
        .put((byte) payloadType)
        .putShort((short) sequence)
        .putInt((int) timestamp)
        .putInt((int) ssrc)
        .putShort((short) 0x4142)
        .array();
  }

  static byte[] hex(String digits) {
    return HexFormat.of().parseHex(digits.replace(" ", ""));
  }

  /** Sends packets of A or another source with these sequence numbers, one a millisecond. */
  Reception send(long ssrc, int... sequences) {
    for (int sequence : sequences) {
      now += MILLI;
      onRtp(rtp(ssrc, sequence, sequence * 90L, 96));
    }
    return this;
  }

  Reception after(long millis) {
    now += millis * MILLI;
    return this;
  }

  Reception onRtp(byte[] bytes) {
    receiver.onRtp(ByteBuffer.wrap(bytes), 0, bytes.length, now);
    return this;
  }

  Reception onRtcp(String digits) {
    byte[] bytes = hex(digits);
    receiver.onRtcp(ByteBuffer.wrap(bytes), 0, bytes.length, now);
    return this;
  }

  TrackStatistics counts() {
    return receiver.snapshot(0);
  }

  private static String name(long ssrc) {
    return ssrc == A ? "A" : ssrc == B ? "B" : Long.toHexString(ssrc);
  }

  @Override
  public void onPacket(RtpPacket packet) {
    packets.add(packet.copy());
    log.add("packet " + packet.extendedSequence());
  }

  @Override
  public void onRtcp(RtcpCompound compound) {
    log.add("rtcp " + compound.packetCount());
  }

  @Override
  public void onLoss(long expectedSequence, int count) {
    log.add("loss " + expectedSequence + " x" + count);
  }

  @Override
  public void onSource(long ssrc, boolean first) {
    log.add((first ? "source " : "new source ") + name(ssrc));
  }

  @Override
  public void onBye(long ssrc, String reason) {
    log.add(("bye " + name(ssrc) + " " + reason).trim());
  }

  @Override
  public void report(Quirk quirk, String detail) {
    quirks.add(quirk);
    if (!detail.equals("track 3")) {
      throw new AssertionError("a quirk is met at a track, not at: " + detail);
    }
  }
}
