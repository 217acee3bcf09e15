package io.rtsper.camera;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** How a camera numbers, times and marks what it sends. */
class SenderTest {

  private static final long NTP_OF_2020 = 3_786_825_600L;
  private static final Instant BEGIN = Instant.parse("2020-01-01T00:00:00.25Z");

  private static CameraBuilder fast(Sender sender) {
    return Camera.builder()
        .seed(1)
        .firstSequence(0)
        .firstTimestamp(0)
        .asFastAsPossible()
        .sender(sender);
  }

  @Test
  void theSsrcChangesWithEachSecondOfMedia() throws IOException {
    try (Camera camera = fast(Sender.usual().ssrcEvery(Duration.ofSeconds(1))).start();
        TestClient client = new TestClient(camera)) {
      client.play(0);
      List<Integer> ssrcs = new ArrayList<>();
      for (int sequence = 0; ssrcs.size() < 5; sequence++) {
        ByteBuffer packet = ByteBuffer.wrap(client.frame(0));
        assertThat(packet.getShort(2)).isEqualTo((short) sequence);
        int second = packet.getInt(4) / 90_000;
        if (second == ssrcs.size()) {
          ssrcs.add(packet.getInt(8));
        }
        assertThat(packet.getInt(8)).isEqualTo(ssrcs.get(second));
      }
      assertThat(ssrcs).doesNotHaveDuplicates();
    }
  }

  @Test
  void theNumbersBeginAnewUnderTheSameSsrc() throws IOException {
    try (Camera camera = fast(Sender.usual().sequenceEvery(Duration.ofSeconds(1))).start();
        TestClient client = new TestClient(camera)) {
      client.play(0);
      int restarts = 0;
      ByteBuffer last = ByteBuffer.wrap(client.frame(0));
      while (restarts < 3) {
        ByteBuffer packet = ByteBuffer.wrap(client.frame(0));
        assertThat(packet.getInt(8)).isEqualTo(last.getInt(8));
        if (packet.getShort(2) != (short) (last.getShort(2) + 1)) {
          restarts++;
          assertThat(packet.getInt(4)).isEqualTo(restarts * 90_000);
        }
        last = packet;
      }
    }
  }

  /**
   * A clock that is half as fast again, so that it shows at once, whatever this machine does
   * besides: the report is compared with the time that passed here.
   */
  @ParameterizedTest
  @CsvSource({"500000, 0, 1.5, 1.5", "0, 500000, 1.5, 1.0", "0, 0, 1.0, 1.0"})
  void aClockDriftsInTimestampsAndInReports(
      double clock, double sampling, double timestamps, double ntp) throws IOException {
    try (Camera camera =
            Camera.builder()
                .firstTimestamp(0)
                .sender(Sender.usual().drift(clock).samplingDrift(sampling))
                .senderReports(Duration.ofMillis(100))
                .start();
        TestClient client = new TestClient(camera)) {
      client.play(0);
      ByteBuffer first = ByteBuffer.wrap(client.frame(1));
      long start = System.nanoTime();
      ByteBuffer last = first;
      while (System.nanoTime() - start < 1_000_000_000L) {
        last = ByteBuffer.wrap(client.frame(1));
      }
      double passed = (System.nanoTime() - start) / 1e9;
      double byTimestamps = (last.getInt(16) - first.getInt(16)) / 90_000.0;
      double byNtp = (last.getLong(8) - first.getLong(8)) / 4294967296.0;
      assertThat(byTimestamps / byNtp).isCloseTo(timestamps / ntp, within(0.001));
      assertThat(byNtp / passed).isCloseTo(ntp, within(0.15));
    }
  }

  @Test
  void reportsTellTheWallClockThatIsGiven() throws IOException {
    try (Camera camera =
            fast(Sender.usual().wallClock(BEGIN)).senderReports(Duration.ofMillis(1)).start();
        TestClient client = new TestClient(camera)) {
      client.play(0);
      for (int i = 0; i < 3; i++) {
        ByteBuffer report = ByteBuffer.wrap(client.frame(1));
        double seconds = report.getLong(8) / 4294967296.0 + 4294967296.0 - NTP_OF_2020;
        double media = Integer.toUnsignedLong(report.getInt(16)) / 90_000.0;
        assertThat(seconds).isCloseTo(0.25 + media, within(0.0001));
      }
    }
  }

  @Test
  void onvifsExtensionTellsTheTimeOfEachPacket() throws IOException {
    Sender sender = Sender.usual().wallClock(BEGIN).headerExtensions(HeaderExtension.ONVIF_REPLAY);
    try (Camera camera = fast(sender).start();
        TestClient client = new TestClient(camera)) {
      assertThat(client.ask("DESCRIBE", "").body()).doesNotContain("extmap");
      client.play(0);
      ByteBuffer first = ByteBuffer.wrap(client.frame(0));
      assertThat(first.get(0)).isEqualTo((byte) 0x90);
      assertThat(first.getInt(12)).isEqualTo(0xabac0003);
      assertThat(first.getLong(16)).isEqualTo((NTP_OF_2020 << 32) + (1L << 30));
      assertThat(first.get(24)).as("clean point").isEqualTo((byte) 0x80);
      assertThat(first.get(28) & 0x1f).as("STAP-A").isEqualTo(24);
      ByteBuffer later = first;
      while (later.getInt(4) == 0) {
        later = ByteBuffer.wrap(client.frame(0));
      }
      long fraction = (290_000L << 32) / 1_000_000;
      assertThat(later.getLong(16)).isEqualTo((NTP_OF_2020 << 32) + fraction);
      assertThat(later.get(24)).isZero();
    }
  }

  @Test
  void theExtensionsOfRfc8285AreAnnouncedAndTellTheTime() throws IOException {
    Sender sender =
        Sender.usual()
            .wallClock(BEGIN)
            .headerExtensions(
                HeaderExtension.NTP_56, HeaderExtension.NTP_64, HeaderExtension.ABS_SEND_TIME);
    try (Camera camera = fast(sender).start();
        TestClient client = new TestClient(camera)) {
      String description = client.ask("DESCRIBE", "").body();
      assertThat(description)
          .contains("a=extmap:2 urn:ietf:params:rtp-hdrext:ntp-64\r\n")
          .contains("a=extmap:3 urn:ietf:params:rtp-hdrext:ntp-56\r\n");
      client.play(0);
      ByteBuffer packet = ByteBuffer.wrap(client.frame(0));
      long ntp = (NTP_OF_2020 << 32) + (1L << 30);
      assertThat(packet.getInt(12)).isEqualTo(0xbede0006);
      assertThat(packet.getInt(16)).isEqualTo(0x12000000 | (int) (ntp >>> 14 & 0xffffff));
      assertThat(packet.get(20)).isEqualTo((byte) 0x27);
      assertThat(packet.getLong(21)).isEqualTo(ntp);
      assertThat(packet.get(29)).isEqualTo((byte) 0x36);
      assertThat(packet.getLong(29) & 0xff_ffff_ffff_ffffL).isEqualTo(ntp & 0xff_ffff_ffff_ffffL);
      assertThat(packet.getShort(37)).as("padding").isZero();
      assertThat(packet.get(40) & 0x1f).as("STAP-A").isEqualTo(24);
    }
    assertThatThrownBy(
            () ->
                Sender.usual()
                    .headerExtensions(HeaderExtension.NTP_64, HeaderExtension.ONVIF_REPLAY))
        .hasMessageContaining("only place");
  }

  @ParameterizedTest
  @EnumSource(ReportFault.class)
  void aReportHasTheMistakeThatIsAskedForAndNoOther(ReportFault fault) throws IOException {
    byte[] usual = report(Sender.usual().wallClock(BEGIN));
    byte[] faulty = report(Sender.usual().wallClock(BEGIN).reportFault(fault));
    int description = 28;
    byte[] expected = usual.clone();
    switch (fault) {
      case NO_DESCRIPTION -> expected = java.util.Arrays.copyOf(usual, description);
      case DESCRIPTION_FIRST -> {
        System.arraycopy(usual, description, expected, 0, usual.length - description);
        System.arraycopy(usual, 0, expected, usual.length - description, description);
      }
      case TRUNCATED -> expected = java.util.Arrays.copyOf(usual, usual.length - 6);
      case LENGTH_TOO_LARGE -> expected[description + 3] += 100;
      case WRONG_VERSION -> expected[description] = 0x41;
      case PADDING_IN_FIRST -> {
        expected = new byte[usual.length + 4];
        System.arraycopy(usual, 0, expected, 0, description);
        System.arraycopy(usual, description, expected, description + 4, usual.length - description);
        expected[0] = (byte) 0xa0;
        expected[3]++;
        expected[description + 3] = 4;
      }
      case COUNT_TOO_LARGE -> expected[0] = (byte) 0x81;
      case TRAILING_BYTES -> expected = java.util.Arrays.copyOf(usual, usual.length + 3);
      case OTHER_SSRC -> {
        for (int i = 4; i < 8; i++) {
          expected[i] ^= 0x55;
        }
      }
      case NO_TIME -> java.util.Arrays.fill(expected, 8, 16, (byte) 0);
    }
    assertThat(faulty).isEqualTo(expected);
  }

  private static byte[] report(Sender sender) throws IOException {
    try (Camera camera = fast(sender).start();
        TestClient client = new TestClient(camera)) {
      client.play(0);
      return client.frame(1);
    }
  }

  @Test
  void aReceiverReferenceTimeComesWithEachReport() throws IOException {
    byte[] usual = report(Sender.usual().wallClock(BEGIN));
    byte[] extended = report(Sender.usual().wallClock(BEGIN).receiverReferenceTime());
    ByteBuffer block = ByteBuffer.wrap(extended).position(usual.length).slice();
    assertThat(block.remaining()).isEqualTo(20);
    assertThat(block.getInt(0)).isEqualTo(0x80cf0004);
    assertThat(block.getInt(4)).isEqualTo(ByteBuffer.wrap(usual).getInt(4));
    assertThat(block.getInt(8)).isEqualTo(0x04000002);
    assertThat(block.getLong(12)).isEqualTo((NTP_OF_2020 << 32) + (1L << 30));
  }

  @Test
  void whatAClientsRtcpSaysIsRead() throws IOException {
    String compound =
        "81c9 0007 00000001 000000aa 40fffffe 00010203 00000007 12345678 00008000"
            + "81ca 0003 00000001 0103 616263 000000"
            + "81ce 0002 00000001 000000aa"
            + "84ce 0004 00000001 00000000 000000bb 05000000"
            + "80cf 0005 00000001 05000003 000000cc 11112222 00010000"
            + "81cb 0001 00000001";
    try (Camera camera = Camera.open();
        TestClient client = new TestClient(camera)) {
      client.play(0);
      client.raw(Wire.interleaved(1, Wire.hex(compound)));
      client.raw(Wire.interleaved(1, Wire.hex("81c9 0007 00000001 000000aa")));
      ClientRtcp read =
          camera.awaitRtcp("BYE", rtcp -> !rtcp.byes().isEmpty(), Duration.ofSeconds(5));
      assertThat(read.types()).containsExactly(201, 202, 206, 206, 207, 203);
      assertThat(read.reports())
          .containsExactly(
              new ReceiverReport(
                  0, 1, 0xaa, 0x40, -2, 0x10203, 7, 0x12345678, 0x8000, read.hex().length() / 2));
      assertThat(read.cname()).isEqualTo("abc");
      assertThat(read.byes()).containsExactly(1);
      assertThat(read.pictureLossIndications()).containsExactly(0xaa);
      assertThat(read.fullIntraRequests())
          .containsExactly(new ClientRtcp.FullIntraRequest(0xbb, 5));
      assertThat(read.receiverDelays())
          .containsExactly(new ClientRtcp.ReceiverDelay(0xcc, 0x11112222, 0x10000));
      assertThat(read.fault()).isNull();
      ClientRtcp cut =
          camera.awaitRtcp("a cut one", rtcp -> rtcp.fault() != null, Duration.ofSeconds(5));
      assertThat(cut.fault()).contains("claims 32 bytes, of which are 12");
      assertThat(camera.violations()).anyMatch(violation -> violation.contains("can't be read"));
    }
  }
}
