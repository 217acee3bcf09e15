package io.rtsper.api.rtp;

import static io.rtsper.api.rtp.RtpPacketBytes.plain;
import static io.rtsper.api.rtp.WireBytes.hex;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rtsper.api.rtp.RtpPacket.Problem;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class RtpPacketTest {

  private static final byte[] PAYLOAD = hex("65 88 84 00 33");

  private final RtpPacket packet = new RtpPacket();

  private boolean wrap(byte[] bytes) {
    return packet.wrap(ByteBuffer.wrap(bytes), 0, bytes.length);
  }

  @Test
  void readsTheFixedHeader() {
    byte[] bytes = hex("80 E0 FF FE  89 AB CD EF  F0 00 00 01  65 88 84");

    assertThat(wrap(bytes)).isTrue();

    assertThat(packet.problem()).isEqualTo(Problem.NONE);
    assertThat(packet.marker()).isTrue();
    assertThat(packet.payloadType()).isEqualTo(96);
    assertThat(packet.sequenceNumber()).isEqualTo(0xFFFE);
    assertThat(packet.timestamp()).isEqualTo(0x89AB_CDEFL);
    assertThat(packet.ssrc()).isEqualTo(0xF000_0001L);
    assertThat(packet.csrcCount()).isZero();
    assertThat(packet.hasExtension()).isFalse();
    assertThat(packet.extensionProfile()).isEqualTo(-1);
    assertThat(packet.extensionOffset()).isEqualTo(-1);
    assertThat(packet.extensionLength()).isZero();
    assertThat(packet.payloadOffset()).isEqualTo(12);
    assertThat(packet.payloadLength()).isEqualTo(3);
    assertThat(packet.paddingLength()).isZero();
    assertThat(packet.length()).isEqualTo(15);
  }

  @Test
  void readsTheMarkerApartFromThePayloadType() {
    assertThat(wrap(hex("80 7F 0000 00000000 00000000"))).isTrue();
    assertThat(packet.marker()).isFalse();
    assertThat(packet.payloadType()).isEqualTo(127);
  }

  @Test
  void readsContributingSourcesExtensionAndPaddingTogether() {
    byte[] bytes =
        plain(PAYLOAD)
            .withCsrcs(1, 0xFFFF_FFFFL)
            .withExtension(0xABAC, hex("E4F1 2E56 8000 0000 A012 0000"))
            .withPadding(4)
            .toArray();

    assertThat(wrap(bytes)).isTrue();

    assertThat(packet.csrcCount()).isEqualTo(2);
    assertThat(packet.csrc(0)).isEqualTo(1);
    assertThat(packet.csrc(1)).isEqualTo(0xFFFF_FFFFL);
    assertThatThrownBy(() -> packet.csrc(2)).isInstanceOf(IndexOutOfBoundsException.class);
    assertThat(packet.extensionProfile()).isEqualTo(0xABAC);
    assertThat(packet.extensionOffset()).isEqualTo(12 + 8 + 4);
    assertThat(packet.extensionLength()).isEqualTo(12);
    assertThat(packet.payloadOffset()).isEqualTo(12 + 8 + 4 + 12);
    assertThat(packet.payloadLength()).isEqualTo(PAYLOAD.length);
    assertThat(packet.paddingLength()).isEqualTo(4);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 7})
  void readsFromAnywhereInAnyKindOfBuffer(int offset) {
    byte[] bytes = plain(PAYLOAD).withCsrcs(42).withExtension(0xABAC, new byte[4]).toArray();
    ByteBuffer direct = ByteBuffer.allocateDirect(bytes.length + 16);
    direct.position(offset).put(bytes).position(3);
    ByteBuffer littleEndian =
        ByteBuffer.wrap(Arrays.copyOf(new byte[offset], offset + bytes.length + 1))
            .order(ByteOrder.LITTLE_ENDIAN);
    littleEndian.put(offset, bytes);

    for (ByteBuffer buffer : new ByteBuffer[] {direct, littleEndian}) {
      int position = buffer.position();
      assertThat(packet.wrap(buffer, offset, bytes.length)).isTrue();
      assertThat(packet.sequenceNumber()).isEqualTo(4711);
      assertThat(packet.timestamp()).isEqualTo(0xFEDC_BA98L);
      assertThat(packet.ssrc()).isEqualTo(0x8765_4321L);
      assertThat(packet.csrc(0)).isEqualTo(42);
      assertThat(packet.extensionProfile()).isEqualTo(0xABAC);
      assertThat(packet.extensionLength()).isEqualTo(4);
      assertThat(packet.offset()).isEqualTo(offset);
      assertThat(packet.payloadByte(1)).isEqualTo((byte) 0x88);
      assertThat(buffer.position()).isEqualTo(position);
    }
  }

  static Stream<Arguments> notPackets() {
    return Stream.of(
        Arguments.of("nothing", Problem.TOO_SHORT, ""),
        Arguments.of("11 bytes", Problem.TOO_SHORT, "80 60 0001 00000001 000001"),
        Arguments.of("version 0", Problem.VERSION, "00 60 0001 00000001 00000001 AA"),
        Arguments.of("version 1", Problem.VERSION, "40 60 0001 00000001 00000001 AA"),
        Arguments.of("version 3", Problem.VERSION, "C0 60 0001 00000001 00000001 AA"),
        Arguments.of("CSRC past the end", Problem.CSRC_COUNT, "81 60 0001 00000001 00000001 AAAA"),
        Arguments.of(
            "15 CSRCs in a short packet", Problem.CSRC_COUNT, "8F 60 0001 00000001 00000001 AAAA"),
        Arguments.of(
            "no room for the extension's header",
            Problem.EXTENSION_LENGTH,
            "90 60 0001 00000001 00000001 BEDE00"),
        Arguments.of(
            "extension past the end",
            Problem.EXTENSION_LENGTH,
            "90 60 0001 00000001 00000001 BEDE0002 00000000"),
        Arguments.of(
            "extension length that would be negative as a signed number (Media3)",
            Problem.EXTENSION_LENGTH,
            "90 60 0001 00000001 00000001 BEDEFFFF 00000000"),
        Arguments.of(
            "padding of 0 bytes (pion GHSA-f26w-gh5m-qq77)",
            Problem.PADDING,
            "A0 60 0001 00000001 00000001 AAAAAA00"),
        Arguments.of(
            "padding longer than the payload (rvoip PR#17)",
            Problem.PADDING,
            "A0 60 0001 00000001 00000001 AAAAAA05"),
        Arguments.of("padding without a payload", Problem.PADDING, "A0 60 0001 00000001 00000004"),
        Arguments.of(
            "padding that would reach into the extension",
            Problem.PADDING,
            "B0 60 0001 00000001 00000001 BEDE0001 00000000 000004"));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("notPackets")
  void rejects(String what, Problem problem, String bytes) {
    wrap(plain(PAYLOAD).withCsrcs(7).toArray());

    assertThat(wrap(hex(bytes))).isFalse();

    assertThat(packet.problem()).isEqualTo(problem);
    assertThat(packet.length()).isZero();
    assertThat(packet.payloadLength()).isZero();
    assertThat(packet.csrcCount()).isZero();
    assertThat(packet.hasExtension()).isFalse();
    assertThat(packet).hasToString("RTP (none: " + problem + ")");
  }

  @Test
  void isAViewOfNothingAtFirst() {
    assertThat(packet.problem()).isEqualTo(Problem.TOO_SHORT);
    assertThat(packet.length()).isZero();
    assertThat(packet.payload().remaining()).isZero();
    assertThatIllegalStateException().isThrownBy(packet::copy);
  }

  @Test
  void isUsableAgainAfterARejection() {
    wrap(new byte[3]);
    assertThat(wrap(plain(PAYLOAD).toArray())).isTrue();
    assertThat(packet.problem()).isEqualTo(Problem.NONE);
    assertThat(packet.sequenceNumber()).isEqualTo(4711);
  }

  @Test
  void refusesARangeOutsideOfTheBuffer() {
    ByteBuffer buffer = ByteBuffer.wrap(plain(PAYLOAD).toArray()).limit(14);
    assertThatThrownBy(() -> packet.wrap(buffer, 0, 15))
        .isInstanceOf(IndexOutOfBoundsException.class);
    assertThatThrownBy(() -> packet.wrap(buffer, -1, 12))
        .isInstanceOf(IndexOutOfBoundsException.class);
  }

  @Test
  void takesAnEmptyPayload() {
    assertThat(wrap(plain(new byte[0]).toArray())).isTrue();
    assertThat(packet.payloadLength()).isZero();
  }

  @Test
  void takesAPacketOfNothingButPadding() {
    assertThat(wrap(plain(new byte[0]).withPadding(8).toArray())).isTrue();
    assertThat(packet.payloadLength()).isZero();
    assertThat(packet.paddingLength()).isEqualTo(8);
  }

  @Test
  void takesTheLongestExtension() {
    byte[] extension = new byte[0xFFFF * 4];
    assertThat(wrap(plain(PAYLOAD).withExtension(0x1234, extension).toArray())).isTrue();
    assertThat(packet.extensionLength()).isEqualTo(extension.length);
    assertThat(packet.payloadLength()).isEqualTo(PAYLOAD.length);
  }

  @Test
  void givesThePayloadInEveryForm() {
    wrap(plain(PAYLOAD).withPadding(3).toArray());

    ByteBuffer slice = packet.payload();
    assertThat(slice.isReadOnly()).isTrue();
    byte[] sliced = new byte[slice.remaining()];
    slice.get(sliced);
    assertThat(sliced).isEqualTo(PAYLOAD);

    byte[] array = new byte[7];
    assertThat(packet.copyPayload(array, 1)).isEqualTo(5);
    assertThat(array).isEqualTo(hex("00 6588840033 00"));

    ByteBuffer destination = ByteBuffer.allocate(8).position(2);
    assertThat(packet.copyPayload(destination)).isEqualTo(5);
    assertThat(destination.position()).isEqualTo(7);
    assertThat(destination.array()).isEqualTo(hex("0000 6588840033 00"));

    assertThatThrownBy(() -> packet.copyPayload(new byte[4], 0))
        .isInstanceOf(IndexOutOfBoundsException.class);
    assertThatThrownBy(() -> packet.payloadByte(5)).isInstanceOf(IndexOutOfBoundsException.class);
  }

  @Test
  void isNumberedByItselfUntilTheReceiverDoes() {
    wrap(plain(PAYLOAD).toArray());
    assertThat(packet.extendedSequence()).isEqualTo(4711);
    assertThat(packet.extendedTimestamp()).isEqualTo(0xFEDC_BA98L);
    assertThat(packet.receiveNanoTime()).isZero();

    assertThat(packet.presentationNanos()).isEqualTo(MediaTimeline.UNKNOWN);
    assertThat(packet.wallClock()).isEmpty();
    assertThat(packet.timeline()).isEmpty();
    packet.stamp(65536 + 4711, 0x1_FEDC_BA98L, 77, false);
    assertThat(packet.extendedSequence()).isEqualTo(65536 + 4711);
    assertThat(packet.extendedTimestamp()).isEqualTo(0x1_FEDC_BA98L);
    assertThat(packet.receiveNanoTime()).isEqualTo(77);

    wrap(plain(PAYLOAD).toArray());
    assertThat(packet.receiveNanoTime()).isZero();
    assertThat(packet.discontinuity()).isFalse();
  }

  @Test
  void aCopyStaysWhenTheBufferChanges() {
    byte[] bytes = new byte[64];
    byte[] wire = plain(PAYLOAD).withExtension(0xBEDE, hex("10AA 0000")).toArray();
    System.arraycopy(wire, 0, bytes, 9, wire.length);
    packet.wrap(ByteBuffer.wrap(bytes), 9, wire.length);
    packet.stamp(1_000_000, 2_000_000, 3, true);

    RtpPacket copy = packet.copy();
    Arrays.fill(bytes, (byte) 0);

    assertThat(copy.buffer().array()).isEqualTo(wire);
    assertThat(copy.offset()).isZero();
    assertThat(copy.sequenceNumber()).isEqualTo(4711);
    assertThat(copy.extendedSequence()).isEqualTo(1_000_000);
    assertThat(copy.extendedTimestamp()).isEqualTo(2_000_000);
    assertThat(copy.receiveNanoTime()).isEqualTo(3);
    assertThat(copy.discontinuity()).isTrue();
    assertThat(copy.payloadByte(0)).isEqualTo((byte) 0x65);
  }

  @Test
  void printsItsHeader() {
    wrap(
        plain(PAYLOAD)
            .withCsrcs(0x10)
            .withExtension(0xABAC, new byte[12])
            .withPadding(2)
            .toArray());
    assertThat(packet)
        .hasToString(
            "RTP PT=96 Seq=4711 Time=4275878552 SSRC=0x87654321 Mark CSRC=0x00000010"
                + " Ext=0xABAC/12 Payload=5 Padding=2");
  }
}
