package io.rtsper.benchmarks.rtp;

import io.pkts.buffer.Buffer;
import io.pkts.buffer.Buffers;
import io.pkts.packet.rtp.impl.RtpPacketImpl;
import io.rtsper.api.rtp.RtpPacket;
import io.rtsper.benchmarks.Same;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.concurrent.TimeUnit;
import net.sf.fmj.media.rtp.util.BadFormatException;
import net.sf.fmj.media.rtp.util.RTPPacket;
import net.sf.fmj.media.rtp.util.RTPPacketParser;
import net.sf.fmj.media.rtp.util.UDPPacket;
import org.jitsi.service.neomedia.ByteArrayBufferImpl;
import org.jitsi.service.neomedia.RawPacket;
import org.jitsi.srtp.utils.SrtpPacketUtils;
import org.jitsi.utils.ByteArrayBuffer;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * Reads all fields of one RTP packet of 1,412 bytes: payload type, marker, sequence number,
 * timestamp, source, count of contributing sources, and where the payload is and how long.
 *
 * <p>rtsper's figures include checking the packet; libjitsi's accessors read without a check. What
 * is read is summed up the same way each time, and must come to the same before anything is
 * measured.
 */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@State(Scope.Thread)
@Fork(3)
@Warmup(iterations = 5, time = 300, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 5, time = 300, timeUnit = TimeUnit.MILLISECONDS)
public class RtpParseBenchmark {

  private byte[] bytes = new byte[0];
  private ByteBuffer heap = ByteBuffer.allocate(0);
  private ByteBuffer direct = ByteBuffer.allocate(0);
  private final RtpPacket packet = new RtpPacket();
  private final RTPPacketParser fmjParser = new RTPPacketParser();
  private final UDPPacket fmjPacket = new UDPPacket();

  /**
   * Makes the packet, and sees to it that all competitors read the same from it.
   *
   * @throws BadFormatException if FMJ takes the packet for malformed
   * @throws IOException if pkts can't read the packet
   */
  @Setup
  public void makePacket() throws BadFormatException, IOException {
    bytes = SamplePackets.rtp();
    heap = ByteBuffer.wrap(bytes);
    direct = SamplePackets.direct(bytes);

    long expected =
        sum(
            SamplePackets.PAYLOAD_TYPE,
            true,
            SamplePackets.SEQUENCE_NUMBER,
            SamplePackets.TIMESTAMP,
            SamplePackets.SSRC,
            0,
            12,
            SamplePackets.PAYLOAD_LENGTH);
    Same.require("JDK", expected, jdkDirect());
    Same.require("rtsper (heap)", expected, rtsperHeap());
    Same.require("rtsper (direct)", expected, rtsperDirect());
    Same.require("libjitsi (static)", expected, libjitsiStatic());
    Same.require("libjitsi (RawPacket)", expected, libjitsiRawPacket());
    Same.require(
        "jitsi-srtp",
        partialSum(SamplePackets.SEQUENCE_NUMBER, (int) SamplePackets.SSRC, 0, 12),
        jitsiSrtp());
    Same.require("FMJ", expected, fmj());
    Same.require("pkts", expected, pkts());
    Same.require("object and copy", expected, objectAndCopy());
  }

  private static long sum(
      int payloadType,
      boolean marker,
      int sequenceNumber,
      long timestamp,
      long ssrc,
      int csrcCount,
      int payloadOffset,
      int payloadLength) {
    return payloadType
        + (marker ? 1L << 40 : 0)
        + sequenceNumber
        + timestamp
        + ssrc
        + csrcCount
        + payloadOffset
        + payloadLength;
  }

  private static int partialSum(int sequenceNumber, int ssrc, int csrcCount, int payloadOffset) {
    return sequenceNumber + ssrc + csrcCount + payloadOffset;
  }

  private long rtsper(ByteBuffer buffer) {
    RtpPacket view = packet;
    if (!view.wrap(buffer, 0, buffer.limit())) {
      throw new IllegalStateException(view.problem().name());
    }
    return sum(
        view.payloadType(),
        view.marker(),
        view.sequenceNumber(),
        view.timestamp(),
        view.ssrc(),
        view.csrcCount(),
        view.payloadOffset(),
        view.payloadLength());
  }

  /** Reads the words with the JDK alone and checks nothing: what no parser can do without. */
  @Benchmark
  public long jdkDirect() {
    int first = direct.getInt(0);
    return sum(
        (first >>> 16) & 0x7F,
        (first & 1 << 23) != 0,
        first & 0xFFFF,
        direct.getInt(4) & 0xFFFF_FFFFL,
        direct.getInt(8) & 0xFFFF_FFFFL,
        (first >>> 24) & 0xF,
        12,
        direct.limit() - 12);
  }

  /** Lays rtsper's view over the packet in a heap buffer. */
  @Benchmark
  public long rtsperHeap() {
    return rtsper(heap);
  }

  /** Lays rtsper's view over the packet in a direct buffer, as its event loops have them. */
  @Benchmark
  public long rtsperDirect() {
    return rtsper(direct);
  }

  /** Reads with libjitsi's static accessors, which allocate nothing and check nothing. */
  @Benchmark
  public long libjitsiStatic() {
    byte[] packetBytes = bytes;
    int length = packetBytes.length;
    return sum(
        RawPacket.getPayloadType(packetBytes, 0, length),
        RawPacket.isPacketMarked(packetBytes, 0, length),
        RawPacket.getSequenceNumber(packetBytes, 0, length),
        RawPacket.getTimestamp(packetBytes, 0, length),
        RawPacket.getSSRCAsLong(packetBytes, 0, length),
        RawPacket.getCsrcCount(packetBytes, 0, length),
        RawPacket.getPayloadOffset(packetBytes, 0, length),
        RawPacket.getPayloadLength(packetBytes, 0, length, true));
  }

  /** Reads with an object of libjitsi's for each packet. */
  @Benchmark
  public long libjitsiRawPacket() {
    RawPacket raw = new RawPacket(bytes, 0, bytes.length);
    if (raw.isInvalid()) {
      throw new IllegalStateException("libjitsi takes the packet for invalid");
    }
    return sum(
        raw.getPayloadType(),
        raw.isPacketMarked(),
        raw.getSequenceNumber(),
        raw.getTimestamp(),
        raw.getSSRCAsLong(),
        raw.getCsrcCount(),
        raw.getPayloadOffset(),
        raw.getPayloadLength(true));
  }

  /**
   * Reads with jitsi-srtp the half of the fields that it needs itself.
   *
   * @return the sum of those fields
   */
  @Benchmark
  public int jitsiSrtp() {
    ByteArrayBuffer buffer = new ByteArrayBufferImpl(bytes, 0, bytes.length);
    return partialSum(
        SrtpPacketUtils.getSequenceNumber(buffer),
        SrtpPacketUtils.getSsrc(buffer),
        SrtpPacketUtils.getCsrcCount(buffer),
        SrtpPacketUtils.getTotalHeaderLength(buffer));
  }

  /**
   * Parses with FMJ, the successor of Sun's media framework.
   *
   * @return the sum of the fields
   * @throws BadFormatException if it takes the packet for malformed
   */
  @Benchmark
  public long fmj() throws BadFormatException {
    fmjPacket.data = bytes;
    fmjPacket.offset = 0;
    fmjPacket.length = bytes.length;
    fmjPacket.received = true;
    RTPPacket parsed = fmjParser.parse(fmjPacket);
    return sum(
        parsed.payloadType,
        parsed.marker != 0,
        parsed.seqnum,
        parsed.timestamp,
        parsed.ssrc & 0xFFFF_FFFFL,
        parsed.csrc.length,
        parsed.payloadoffset,
        parsed.payloadlength);
  }

  /**
   * Reads with pkts. Of this packet it reads the right values; it doesn't of one with a sequence
   * number above 32767, contributing sources or an extension.
   *
   * @return the sum of the fields
   * @throws IOException if it can't
   */
  @Benchmark
  public long pkts() throws IOException {
    Buffer buffer = Buffers.wrap(bytes);
    RtpPacketImpl parsed = new RtpPacketImpl(null, buffer.readBytes(12), buffer.slice());
    int headerLength = bytes.length - parsed.getPayload().capacity();
    return sum(
        parsed.getPayloadType(),
        parsed.hasMarker(),
        parsed.getSeqNumber(),
        parsed.getTimestamp(),
        parsed.getSyncronizationSource(),
        0,
        headerLength,
        parsed.getPayload().capacity());
  }

  /** Makes an object with a copy of the payload for each packet, as Android's Media3 does. */
  @Benchmark
  public long objectAndCopy() {
    CopiedPacket parsed = CopiedPacket.parse(bytes);
    return sum(
        parsed.payloadType,
        parsed.marker,
        parsed.sequenceNumber,
        parsed.timestamp,
        parsed.ssrc,
        parsed.csrcCount,
        bytes.length - parsed.payload.length,
        parsed.payload.length);
  }

  private static final class CopiedPacket {

    final int payloadType;
    final boolean marker;
    final int sequenceNumber;
    final long timestamp;
    final long ssrc;
    final int csrcCount;
    final byte[] payload;

    private CopiedPacket(ByteBuffer in) {
      csrcCount = in.get() & 0xF;
      int second = in.get();
      payloadType = second & 0x7F;
      marker = second < 0;
      sequenceNumber = in.getShort() & 0xFFFF;
      timestamp = in.getInt() & 0xFFFF_FFFFL;
      ssrc = in.getInt() & 0xFFFF_FFFFL;
      in.position(in.position() + csrcCount * 4);
      payload = new byte[in.remaining()];
      in.get(payload);
    }

    static CopiedPacket parse(byte[] bytes) {
      return new CopiedPacket(ByteBuffer.wrap(bytes));
    }
  }
}
