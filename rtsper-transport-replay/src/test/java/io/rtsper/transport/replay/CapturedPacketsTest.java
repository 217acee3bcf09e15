package io.rtsper.transport.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class CapturedPacketsTest {

  /** What was read, as text: time in milliseconds, link type, bytes. */
  private static List<String> read(byte[] file) throws IOException {
    List<String> found = new ArrayList<>();
    CapturedPackets packets = CaptureForms.packets(new ByteArrayInputStream(file));
    while (packets.next()) {
      byte[] bytes = new byte[packets.bytes().remaining()];
      packets.bytes().get(bytes);
      found.add(
          packets.nanos() / 1_000_000 + " " + packets.linkType() + " " + Arrays.toString(bytes));
    }
    return found;
  }

  @ParameterizedTest
  @EnumSource
  void packetsOfEveryFormAreRead(CaptureWriter.Form form) throws Exception {
    byte[] file =
        new CaptureWriter(form, 1).raw(new byte[] {1, 2, 3}).after(5).raw(new byte[] {4}).bytes();
    assertThat(read(file)).containsExactly("1700000000000 1 [1, 2, 3]", "1700000000005 1 [4]");
  }

  @ParameterizedTest
  @EnumSource
  void aFileThatWasCutOffEndsBeforeItsLastPacket(CaptureWriter.Form form) throws Exception {
    CaptureWriter writer = new CaptureWriter(form, 101).raw(new byte[] {1, 2, 3, 4});
    int first = writer.bytes().length;
    byte[] file = writer.raw(new byte[] {5, 6, 7, 8}).bytes();
    for (int end = first; end < file.length; end++) {
      assertThat(read(Arrays.copyOf(file, end))).as("cut at " + end).hasSize(1);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "GIF", "GIF89a and so on, which is no capture at all"})
  void anotherFileIsRefused(String text) {
    assertThatThrownBy(() -> read(text.getBytes(java.nio.charset.StandardCharsets.US_ASCII)))
        .isInstanceOf(UnreadableCaptureException.class);
  }

  /** Blocks as mergecap and others write them: a simple packet, and one of the obsolete kind. */
  @Test
  void allThreeKindsOfPacketBlocksAreRead() throws Exception {
    byte[] start = new CaptureWriter(CaptureWriter.Form.PCAPNG_BIG, 1).bytes();
    ByteBuffer file = ByteBuffer.allocate(start.length + 20 + 36 + 16);
    file.put(start);
    file.putInt(3).putInt(20).putInt(2).put(new byte[] {7, 8, 0, 0}).putInt(20);
    file.putInt(0x0BAD).putInt(16).putInt(0).putInt(16); // a block that nobody knows
    file.putInt(2).putInt(36).putInt(0).putLong(3_000_000).putInt(2).putInt(9);
    file.put(new byte[] {1, 2, 0, 0}).putInt(36);
    assertThat(read(file.array())).containsExactly("0 1 [7, 8]", "3000 1 [1, 2]");
  }

  @Test
  void eachSectionHasInterfacesOfItsOwn() throws Exception {
    byte[] one = new CaptureWriter(CaptureWriter.Form.PCAPNG_BIG, 1).raw(new byte[] {1}).bytes();
    byte[] two =
        new CaptureWriter(CaptureWriter.Form.PCAPNG_LITTLE, 101).raw(new byte[] {2}).bytes();
    byte[] both = Arrays.copyOf(one, one.length + two.length);
    System.arraycopy(two, 0, both, one.length, two.length);
    assertThat(read(both)).containsExactly("1700000000000 1 [1]", "1700000000000 101 [2]");
  }

  @Test
  void theResolutionOfTimeIsThatOfTheInterface() {
    assertThat(CapturedPackets.nanos(1_500_000_001, 1_000_000_000)).isEqualTo(1_500_000_001);
    assertThat(CapturedPackets.nanos(3, 2)).isEqualTo(1_500_000_000);
    assertThat(CapturedPackets.nanos((3L << 40) + (1L << 39), 1L << 40)).isEqualTo(3_500_000_000L);
    assertThat(CapturedPackets.nanos(-1, 1)).isEqualTo(-1_000_000_000L);
  }

  @Property
  void anyBytesArePacketsOrRefused(
      @ForAll CaptureWriter.Form form,
      @ForAll @Size(max = 300) byte[] bytes,
      @ForAll @IntRange(max = 60) int kept)
      throws IOException {
    byte[] file = new CaptureWriter(form, 1).raw(new byte[20]).bytes();
    byte[] mixed = Arrays.copyOf(file, Math.min(file.length, kept) + bytes.length);
    System.arraycopy(bytes, 0, mixed, mixed.length - bytes.length, bytes.length);
    try {
      assertThat(read(mixed).size()).isLessThanOrEqualTo(mixed.length);
    } catch (UnreadableCaptureException documented) {
      assertThat(documented).hasMessageMatching(".{10,}");
    }
  }
}
