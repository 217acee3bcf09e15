package io.rtsper.benchmarks.rtp;

import io.rtsper.api.rtp.RtcpCompound;
import io.rtsper.api.rtp.RtcpSenderInfo;
import io.rtsper.api.rtp.RtcpSourceDescription;
import io.rtsper.api.rtp.RtcpType;
import io.rtsper.benchmarks.Same;
import java.nio.ByteBuffer;
import java.util.concurrent.TimeUnit;
import net.sf.fmj.media.rtp.RTCPCompoundPacket;
import net.sf.fmj.media.rtp.RTCPPacket;
import net.sf.fmj.media.rtp.RTCPPacketParser;
import net.sf.fmj.media.rtp.RTCPSDESPacket;
import net.sf.fmj.media.rtp.RTCPSRPacket;
import net.sf.fmj.media.rtp.util.BadFormatException;
import net.sf.fmj.media.rtp.util.UDPPacket;
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

/** Reads a compound packet of a sender report and the sender's name. */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@State(Scope.Thread)
@Fork(2)
@Warmup(iterations = 5, time = 300, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 5, time = 300, timeUnit = TimeUnit.MILLISECONDS)
public class RtcpParseBenchmark {

  private byte[] bytes = new byte[0];
  private ByteBuffer direct = ByteBuffer.allocate(0);
  private final RtcpCompound compound = new RtcpCompound();
  private final RTCPPacketParser fmjParser = new RTCPPacketParser();
  private final UDPPacket fmjPacket = new UDPPacket();

  /**
   * Makes the packet, and sees to it that both read the same from it.
   *
   * @throws BadFormatException if FMJ takes it for malformed
   */
  @Setup
  public void makePacket() throws BadFormatException {
    bytes = SamplePackets.rtcp();
    direct = SamplePackets.direct(bytes);
    long expected =
        sum(
            SamplePackets.SSRC,
            0xB44D_B705L,
            0x2000_0000L,
            SamplePackets.TIMESTAMP,
            1_000,
            1_400_000,
            SamplePackets.CNAME.length());
    Same.require("rtsper", expected, rtsper());
    Same.require("FMJ", expected, fmj());
  }

  private static long sum(
      long ssrc,
      long ntpSeconds,
      long ntpFraction,
      long rtpTimestamp,
      long packets,
      long octets,
      int nameLength) {
    return ssrc + ntpSeconds * 3 + ntpFraction + rtpTimestamp * 5 + packets + octets + nameLength;
  }

  /** Goes through both packets with rtsper's view and reads all but the text. */
  @Benchmark
  public long rtsper() {
    RtcpCompound view = compound;
    if (!view.wrap(direct, 0, direct.limit())) {
      throw new IllegalStateException("rtsper takes the packet for malformed");
    }
    long ssrc = 0;
    long ntp = 0;
    long rtpTimestamp = 0;
    long packets = 0;
    long octets = 0;
    int nameLength = 0;
    while (view.next()) {
      if (view.type() == RtcpType.SENDER_REPORT) {
        RtcpSenderInfo info = view.senderInfo();
        ssrc = view.ssrc();
        ntp = info.ntp();
        rtpTimestamp = info.rtpTimestamp();
        packets = info.packetCount();
        octets = info.octetCount();
      } else if (view.type() == RtcpType.SOURCE_DESCRIPTION) {
        RtcpSourceDescription items = view.sourceDescription();
        while (items.next()) {
          nameLength = items.textLength();
        }
      }
    }
    return sum(ssrc, ntp >>> 32, ntp & 0xFFFF_FFFFL, rtpTimestamp, packets, octets, nameLength);
  }

  /**
   * Parses both packets with FMJ, which makes objects of all that is in them.
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
    RTCPCompoundPacket parsed = (RTCPCompoundPacket) fmjParser.parse(fmjPacket);
    long ssrc = 0;
    long ntpSeconds = 0;
    long ntpFraction = 0;
    long rtpTimestamp = 0;
    long packets = 0;
    long octets = 0;
    int nameLength = 0;
    for (RTCPPacket packet : parsed.packets) {
      if (packet instanceof RTCPSRPacket report) {
        ssrc = report.ssrc & 0xFFFF_FFFFL;
        ntpSeconds = report.ntptimestampmsw;
        ntpFraction = report.ntptimestamplsw;
        rtpTimestamp = report.rtptimestamp;
        packets = report.packetcount;
        octets = report.octetcount;
      } else if (packet instanceof RTCPSDESPacket description) {
        nameLength = description.sdes[0].items[0].data.length;
      }
    }
    return sum(ssrc, ntpSeconds, ntpFraction, rtpTimestamp, packets, octets, nameLength);
  }
}
