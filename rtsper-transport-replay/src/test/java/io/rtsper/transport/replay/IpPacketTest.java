package io.rtsper.transport.replay;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Objects;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class IpPacketTest {

  private static final byte[] SEGMENT =
      CaptureWriter.tcp(true, 50_000, 77, 0x18, new byte[] {1, 2, 3});

  private static final byte[] IPV6_DATAGRAM =
      HexFormat.of()
          .parseHex(
              "60000000"
                  + "000b"
                  + "1140"
                  + "20010db8000000000000000000000001"
                  + "20010db8000000000000000000000002"
                  + "13881770000b0000"
                  + "070809");

  private static IpPacket of(int linkType, String before, byte[] ip) {
    byte[] link = HexFormat.of().parseHex(before);
    byte[] packet = Arrays.copyOf(link, link.length + ip.length);
    System.arraycopy(ip, 0, packet, link.length, ip.length);
    return Objects.requireNonNull(IpPacket.of(linkType, ByteBuffer.wrap(packet)));
  }

  @ParameterizedTest
  @CsvSource({
    "101, ''",
    "12, ''",
    "228, ''",
    "0, 02000000",
    "108, 00000002",
    "1, 0102030405060102030405060800",
    "1, 010203040506010203040506810000050800",
    "1, 01020304050601020304050688a80005810000060800",
    "113, 00000001000601020304050600000800",
    "276, 0800000000000001000100060102030405060000"
  })
  void aSegmentIsFoundBehindWhatIsBeforeIt(int linkType, String before) {
    IpPacket packet = of(linkType, before, SEGMENT);
    assertThat(packet.isTcp()).isTrue();
    assertThat(packet.source().address().getHostAddress()).isEqualTo("10.0.0.2");
    assertThat(packet.source().port()).isEqualTo(554);
    assertThat(packet.destination().port()).isEqualTo(50_000);
    assertThat(packet.sequence()).isEqualTo(77);
    assertThat(packet.payload().remaining()).isEqualTo(3);
    assertThat(packet.missing()).isZero();
    assertThat(packet.isSyn() || packet.isEnd()).isFalse();
  }

  @Test
  void whatPadsAShortFrameIsNoPayload() {
    byte[] padded = Arrays.copyOf(SEGMENT, SEGMENT.length + 6);
    assertThat(of(101, "", padded).payload().remaining()).isEqualTo(3);
  }

  @Test
  void whatWasNotCapturedIsMissing() {
    byte[] cut = Arrays.copyOf(SEGMENT, SEGMENT.length - 2);
    IpPacket packet = of(101, "", cut);
    assertThat(packet.payload().remaining()).isEqualTo(1);
    assertThat(packet.missing()).isEqualTo(2);
  }

  /** The card was to cut it into segments, and the capture was made before. */
  @Test
  void aLengthOfZeroIsAllThatIsThere() {
    byte[] large = SEGMENT.clone();
    large[2] = 0;
    large[3] = 0;
    assertThat(of(101, "", large).payload().remaining()).isEqualTo(3);
  }

  @Test
  void aDatagramOverIpv6IsFound() {
    IpPacket packet = of(229, "", IPV6_DATAGRAM);
    assertThat(packet.isTcp()).isFalse();
    assertThat(packet.destination().port()).isEqualTo(6000);
    assertThat(packet.payload().get(2)).isEqualTo((byte) 9);
  }

  @Test
  void furtherHeadersOfIpv6AreGoneBehind() {
    ByteBuffer longer = ByteBuffer.allocate(IPV6_DATAGRAM.length + 8);
    longer.put(IPV6_DATAGRAM, 0, 40).put((byte) 17).put(new byte[7]);
    longer.put(IPV6_DATAGRAM, 40, 11);
    longer.put(5, (byte) 19).put(6, (byte) 0); // hop-by-hop options
    assertThat(of(101, "", longer.array()).payload().remaining()).isEqualTo(3);
  }

  @ParameterizedTest
  @ValueSource(ints = {0x2000, 0x0001})
  void fragmentsAreLeftOut(int offset) {
    byte[] fragment = SEGMENT.clone();
    fragment[6] = (byte) (offset >> 8);
    fragment[7] = (byte) offset;
    assertThat(IpPacket.of(101, ByteBuffer.wrap(fragment))).isNull();
  }

  @Property
  void anyBytesAreAPacketOrNone(
      @ForAll @IntRange(max = 280) int linkType, @ForAll @Size(max = 100) byte[] bytes) {
    IpPacket packet = IpPacket.of(linkType, ByteBuffer.wrap(bytes));
    if (packet != null) {
      assertThat(packet.payload().remaining() + packet.missing()).isBetween(0, 0xFFFF);
    }
  }

  @Property
  void aPacketWithOddBytesIsAPacketOrNone(
      @ForAll @IntRange(max = 42) int at, @ForAll byte value, @ForAll @IntRange(max = 43) int end) {
    byte[] odd = SEGMENT.clone();
    odd[at] = value;
    IpPacket packet = IpPacket.of(101, ByteBuffer.wrap(Arrays.copyOf(odd, end)));
    if (packet != null) {
      assertThat(packet.payload().remaining()).isLessThanOrEqualTo(end);
    }
  }
}
