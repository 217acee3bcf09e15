package io.rtsper.api.rtp;

import static io.rtsper.api.rtp.RtpPacketBytes.plain;
import static io.rtsper.api.rtp.WireBytes.hex;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Elements of RFC 8285 in a header extension. */
class RtpExtensionTest {

  private final RtpPacket packet = new RtpPacket();

  private void wrap(int profile, String extension) {
    byte[] bytes = plain(new byte[] {1}).withExtension(profile, hex(extension)).toArray();
    assertThat(packet.wrap(ByteBuffer.wrap(bytes), 0, bytes.length)).isTrue();
  }

  private String element(int id) {
    int offset = packet.extensionElementOffset(id);
    int length = packet.extensionElementLength(id);
    if (offset < 0) {
      assertThat(length).isEqualTo(-1);
      return "absent";
    }
    StringBuilder out = new StringBuilder();
    for (int i = 0; i < length; i++) {
      out.append(String.format("%02X", packet.buffer().get(offset + i)));
    }
    return out.toString();
  }

  /** The example of RFC 8285 §4.2: lengths 1, 2 and 4, with padding between them. */
  @Test
  void findsElementsWithOneByteHeaders() {
    wrap(0xBEDE, "10 A1 21 B1 B2 00 00 33 C1 C2 C3 C4");
    assertThat(element(1)).isEqualTo("A1");
    assertThat(element(2)).isEqualTo("B1B2");
    assertThat(element(3)).isEqualTo("C1C2C3C4");
    assertThat(element(4)).isEqualTo("absent");
  }

  /** The example of RFC 8285 §4.3: lengths 0, 1 and 4, with padding between them. */
  @ParameterizedTest
  @CsvSource({"0x1000", "0x1007", "0x100F"})
  void findsElementsWithTwoByteHeaders(String profile) {
    wrap(Integer.decode(profile), "01 00 02 01 B1 00 03 04 C1 C2 C3 C4");
    assertThat(element(1)).isEmpty();
    assertThat(element(2)).isEqualTo("B1");
    assertThat(element(3)).isEqualTo("C1C2C3C4");
    assertThat(element(200)).isEqualTo("absent");
  }

  @Test
  void stopsAtIdentifier15OfOneByteHeaders() {
    wrap(0xBEDE, "10 A1 F0 00 20 B1 00 00");
    assertThat(element(1)).isEqualTo("A1");
    assertThat(element(2)).isEqualTo("absent");
    assertThat(element(15)).isEqualTo("absent");
  }

  @ParameterizedTest
  @CsvSource({
    "0xBEDE, 10 A1 23 B1, one byte",
    "0x1000, 01 01 A1 02, no length",
    "0x1000, 01 01 A1 00 02 04 B1 B2, two bytes"
  })
  void leavesOutAnElementThatDoesNotFit(String profile, String extension, String what) {
    wrap(Integer.decode(profile), extension);
    assertThat(element(1)).as(what).isEqualTo("A1");
    assertThat(element(2)).as(what).isEqualTo("absent");
  }

  @Test
  void doesNotLookIntoAnExtensionOfAnotherKind() {
    wrap(0xABAC, "10 A1 21 B1 B2 00 00 33 C1 C2 C3 C4");
    assertThat(element(1)).isEqualTo("absent");
  }

  @Test
  void findsNothingWithoutAnExtension() {
    byte[] bytes = plain(hex("10A1 0000")).toArray();
    packet.wrap(ByteBuffer.wrap(bytes), 0, bytes.length);
    assertThat(element(1)).isEqualTo("absent");
  }

  @Test
  void findsNothingInAnEmptyExtension() {
    wrap(0xBEDE, "");
    assertThat(element(0)).isEqualTo("absent");
    assertThat(element(1)).isEqualTo("absent");
  }
}
