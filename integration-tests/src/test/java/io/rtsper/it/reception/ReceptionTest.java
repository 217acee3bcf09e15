package io.rtsper.it.reception;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.rtsper.api.TrackStatistics;
import io.rtsper.camera.Camera;
import io.rtsper.camera.CameraBuilder;
import io.rtsper.camera.Line;
import io.rtsper.camera.Multicast;
import io.rtsper.camera.ReceiverReport;
import io.rtsper.camera.ReportFault;
import io.rtsper.camera.Sender;
import io.rtsper.camera.SentPacket;
import io.rtsper.camera.SentPacket.Fate;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A camera's packets over UDP and what becomes of them on the way, against what the camera says
 * that it sent: each that came is given once and in order, and counted as what it was.
 */
@Execution(ExecutionMode.CONCURRENT)
class ReceptionTest {

  private static final int PACKETS = 2000;

  /** A thousand packets a second: what the smallest receive buffer has room for is some time. */
  private static final double TWENTY_TIMES_AS_FAST_PPM = 19e6;

  /** More than three seconds of the clip's video. */
  private static final int SOME_SECONDS = 200;

  private static final int WRAPS_SOON = 65_000;
  private static final Duration LONGER_THAN_DRIFT_TAKES = Duration.ofSeconds(25);
  private static final double DRIFT_TOLERANCE_PPM = 80;

  /** Returns a camera that sends that many packets in about two seconds, and says goodbye. */
  private static CameraBuilder fast(Line line) {
    return Camera.builder()
        .transports("udp")
        .seed(2)
        .firstSequence(WRAPS_SOON)
        .sender(Sender.usual().drift(TWENTY_TIMES_AS_FAST_PPM))
        .packetLimit(PACKETS)
        .recordPackets()
        .line(line);
  }

  /** Returns a camera that sends some seconds in real time, and says goodbye. */
  private static CameraBuilder live() {
    return Camera.builder()
        .transports("udp")
        .seed(3)
        .firstSequence(WRAPS_SOON)
        .packetLimit(SOME_SECONDS)
        .recordPackets();
  }

  private static List<Integer> sequences(Camera camera, Fate... fates) {
    return camera.sentPackets(0).stream()
        .filter(packet -> List.of(fates).contains(packet.fate()))
        .map(SentPacket::sequence)
        .toList();
  }

  /** Holds what a viewer was given and counted against what the camera sent. */
  private static void compare(Camera camera, Viewer viewer) {
    assertThat(camera.sentPackets()).noneMatch(packet -> packet.fate() == Fate.REFUSED);
    Arrivals arrivals = Arrivals.of(sequences(camera, Fate.SENT, Fate.DUPLICATED));
    TrackStatistics counts = viewer.statistics();
    assumeThat(counts.systemDrops().orElse(0)).as("drops of this busy machine").isZero();
    assertThat(viewer.sequences()).isEqualTo(arrivals.inOrder());
    assertThat(viewer.packets()).extracting(Viewer.Given::extended).isSorted();
    assertThat(viewer.packets()).noneMatch(Viewer.Given::empty);
    assertThat(counts.packets()).isEqualTo(arrivals.distinct());
    assertThat(counts.lost()).isEqualTo(arrivals.missing());
    assertThat(counts.duplicates()).isEqualTo(arrivals.duplicates());
    assertThat(counts.reordered()).isEqualTo(arrivals.misordered());
    assertThat(counts.late()).isZero();
    assertThat(counts.malformed()).isZero();
    assertThat(lost(viewer)).isEqualTo(sequences(camera, Fate.DROPPED));
  }

  /** Returns the numbers that were said to be lost. */
  private static List<Integer> lost(Viewer viewer) {
    List<Integer> all = new ArrayList<>();
    for (Viewer.Loss loss : viewer.losses()) {
      for (int i = 0; i < loss.count(); i++) {
        all.add((int) (loss.first() + i) & 0xffff);
      }
    }
    return all;
  }

  @Test
  void aPerfectLineLosesNothing() throws Exception {
    try (Camera camera = fast(Line.perfect()).start();
        Viewer viewer = Viewer.play(camera, "udp").toTheEnd()) {
      compare(camera, viewer);
      assertThat(viewer.packets()).hasSize(PACKETS);
      assertThat(viewer.quirks()).isEmpty();
    }
  }

  @ParameterizedTest
  @ValueSource(doubles = {0.001, 0.02, 0.3})
  void whatIsLostIsToldToTheNumber(double share) throws Exception {
    try (Camera camera = fast(Line.perfect().loss(share).drop(700, 1200)).start();
        Viewer viewer = Viewer.play(camera, "udp").toTheEnd()) {
      compare(camera, viewer);
      assertThat(viewer.statistics().lost()).isGreaterThanOrEqualTo(501);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 3, 40})
  void whatWasOvertakenIsPutBack(int distance) throws Exception {
    try (Camera camera = fast(Line.perfect().reorder(0.05, distance)).start();
        Viewer viewer = Viewer.play(camera, "udp").toTheEnd()) {
      compare(camera, viewer);
      assertThat(viewer.statistics().reordered()).isGreaterThan(PACKETS / 50);
    }
  }

  @Test
  void whatComesTwiceIsGivenOnce() throws Exception {
    try (Camera camera = fast(Line.perfect().duplicate(0.1)).start();
        Viewer viewer = Viewer.play(camera, "udp").toTheEnd()) {
      compare(camera, viewer);
      assertThat(viewer.statistics().duplicates()).isGreaterThan(PACKETS / 20);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"udp", "multicast"})
  void allOfItAtOnce(String transport) throws Exception {
    Viewer.requireTransport(transport);
    Line line = Line.perfect().loss(0.02).reorder(0.05, 5).duplicate(0.01);
    try (Camera camera = fast(line).transports(transport).start();
        Viewer viewer = Viewer.play(camera, transport).toTheEnd()) {
      compare(camera, viewer);
    }
  }

  @Test
  void anotherSourceOfASourceSpecificGroupIsNotHeard() throws Exception {
    Viewer.requireTransport("multicast");
    try (Camera camera =
            fast(Line.perfect().forgeries(0.3, Line.Forgery.OTHER_ADDRESS))
                .transports("multicast")
                .multicast(Multicast.sourceSpecific())
                .start();
        Viewer viewer = Viewer.play(camera, "multicast").toTheEnd()) {
      assertThat(sequences(camera, Fate.FORGED)).hasSizeGreaterThan(PACKETS / 5);
      compare(camera, viewer);
    }
  }

  @Test
  void delayAndJitterLoseNothingAndAreMeasured() throws Exception {
    Line line = Line.perfect().delay(Duration.ofMillis(60)).jitter(Duration.ofMillis(40));
    try (Camera camera = live().line(line).start();
        Viewer viewer = Viewer.play(camera, "udp").toTheEnd()) {
      compare(camera, viewer);
      assertThat(viewer.statistics().jitter())
          .isBetween(Duration.ofMillis(3), Duration.ofMillis(40));
    }
  }

  @ParameterizedTest
  @EnumSource(Line.Forgery.class)
  void whatComesFromElsewhereIsNotGiven(Line.Forgery from) throws Exception {
    try (Camera camera = fast(Line.perfect().forgeries(0.3, from)).start();
        Viewer viewer = Viewer.play(camera, "udp").toTheEnd()) {
      assertThat(camera.sentPackets().get(0).fate()).isEqualTo(Fate.SENT);
      assertThat(sequences(camera, Fate.FORGED)).hasSizeGreaterThan(PACKETS / 5);
      compare(camera, viewer);
    }
  }

  @Test
  void aSourceThatChangesEachSecondLosesNothing() throws Exception {
    try (Camera camera = live().sender(Sender.usual().ssrcEvery(Duration.ofSeconds(1))).start();
        Viewer viewer = Viewer.play(camera, "udp").toTheEnd()) {
      assertThat(viewer.sequences()).isEqualTo(sequences(camera, Fate.SENT));
      assertThat(viewer.packets())
          .extracting(Viewer.Given::ssrc)
          .isEqualTo(
              camera.sentPackets(0).stream()
                  .map(packet -> Integer.toUnsignedLong(packet.ssrc()))
                  .toList());
      long sources = camera.sentPackets(0).stream().map(SentPacket::ssrc).distinct().count();
      assertThat(sources).isGreaterThanOrEqualTo(4);
      assertThat(viewer.statistics().ssrcChanges()).isEqualTo(sources - 1);
      assertThat(viewer.packets().stream().filter(Viewer.Given::discontinuity))
          .hasSize((int) sources - 1);
      assertThat(viewer.packets()).extracting(Viewer.Given::extended).isSorted();
      assertThat(viewer.statistics().lost()).isZero();
    }
  }

  @Test
  void numbersThatBeginAnewLoseNothing() throws Exception {
    try (Camera camera =
            live().sender(Sender.usual().sequenceEvery(Duration.ofSeconds(1))).start();
        Viewer viewer = Viewer.play(camera, "udp").toTheEnd()) {
      assertThat(viewer.sequences()).isEqualTo(sequences(camera, Fate.SENT));
      assertThat(viewer.packets()).extracting(Viewer.Given::extended).isSorted();
      assertThat(viewer.statistics().lost()).isZero();
      assertThat(viewer.statistics().ssrcChanges()).isGreaterThanOrEqualTo(2);
    }
  }

  @ParameterizedTest
  @ValueSource(doubles = {200, -200})
  void aClockThatDriftsIsMeasured(double ppm) throws Exception {
    try (Camera camera =
            Camera.builder()
                .transports("udp")
                .senderReports(Duration.ofMillis(200))
                .sender(Sender.usual().drift(ppm))
                .start();
        Viewer viewer = Viewer.play(camera, "udp")) {
      Awaitility.await()
          .atMost(LONGER_THAN_DRIFT_TAKES)
          .until(() -> viewer.statistics().driftPpm().isPresent());
      assertThat(viewer.statistics().driftPpm().getAsDouble())
          .isCloseTo(ppm, within(DRIFT_TOLERANCE_PPM));
    }
  }

  @ParameterizedTest
  @CsvSource({
    "NO_DESCRIPTION,",
    "DESCRIPTION_FIRST, rtcp-no-leading-report",
    "TRUNCATED, rtcp-unreadable-rest",
    "LENGTH_TOO_LARGE, rtcp-unreadable-rest",
    "WRONG_VERSION, rtcp-unreadable-rest",
    "PADDING_IN_FIRST, rtcp-padding-before-last",
    "COUNT_TOO_LARGE, rtcp-count-too-large",
    "TRAILING_BYTES, rtcp-trailing-bytes",
    "OTHER_SSRC, rtcp-unknown-ssrc",
    "NO_TIME,"
  })
  void aReportWithAMistakeIsReadAsFarAsItGoes(ReportFault fault, String quirk) throws Exception {
    try (Camera camera =
            Camera.builder()
                .transports("udp")
                .senderReports(Duration.ofMillis(50))
                .sender(Sender.usual().reportFault(fault))
                .start();
        Viewer viewer = Viewer.play(camera, "udp")) {
      Awaitility.await()
          .atMost(Viewer.LIMIT)
          .until(() -> viewer.statistics().packets() > 20 && reports(viewer) > 3);
      assertThat(viewer.quirks()).isEqualTo(quirk == null ? List.of() : List.of(quirk));
      assertThat(viewer.statistics().lost()).isZero();
    }
  }

  private static long reports(Viewer viewer) {
    return viewer.statistics().rtcpPackets() + viewer.statistics().rtcpMalformed();
  }

  @Test
  void reportsTellTheSenderWhatWasLost() throws Exception {
    try (Camera camera =
            Camera.builder()
                .transports("udp")
                .firstSequence(WRAPS_SOON)
                .recordPackets()
                .line(Line.perfect().drop(50, 69))
                .start();
        Viewer viewer = Viewer.play(camera, "udp")) {
      long last = WRAPS_SOON + 69;
      ReceiverReport report =
          camera
              .awaitRtcp(
                  "report after the loss",
                  rtcp -> rtcp.reports().stream().anyMatch(block -> block.highestSequence() > last),
                  Viewer.LIMIT)
              .reports()
              .get(0);
      assertThat(report.cumulativeLost()).isEqualTo(20);
      assertThat(report.source()).isEqualTo(camera.sentPackets(0).get(0).ssrc());
      long expected = report.highestSequence() - WRAPS_SOON + 1;
      assertThat(expected).isBetween(71L, (long) camera.sentPackets(0).size());
      assertThat(report.lastSenderReport()).isNotZero();
      assertThat(report.delaySinceLastSenderReport()).isBetween(1L, 2L * 65536);
      viewer.session().close();
      assertThat(camera.rtcp())
          .filteredOn(rtcp -> rtcp.reports().stream().anyMatch(block -> block.source() != 0))
          .allMatch(rtcp -> rtcp.types().subList(0, 2).equals(List.of(201, 202)))
          .allMatch(rtcp -> String.valueOf(rtcp.cname()).matches("[0-9a-f]{16}"));
      assertThat(camera.violations()).isEmpty();
    }
  }
}
