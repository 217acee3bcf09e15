package io.rtsper.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.rtsper.api.TrackStatistics;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class PlayReportTest {

  private static final TrackStatistics COUNTS = counts(0, 0, 0, 0, 0);

  private static TrackStatistics counts(
      long duplicates, long reordered, long late, long malformed, long discarded) {
    return new Counts(
        1,
        7,
        700,
        2,
        duplicates,
        reordered,
        late,
        malformed,
        discarded,
        0,
        0,
        Optional.empty(),
        0,
        0,
        Duration.ZERO,
        0,
        Optional.empty(),
        OptionalInt.empty(),
        OptionalLong.empty(),
        OptionalDouble.empty(),
        5,
        1,
        2,
        3,
        Optional.of(Duration.ofMillis(250)));
  }

  private record Counts(
      int trackIndex,
      long packets,
      long bytes,
      long lost,
      long duplicates,
      long reordered,
      long late,
      long malformed,
      long discarded,
      long rtcpPackets,
      long rtcpMalformed,
      Optional<Long> ssrc,
      long ssrcChanges,
      long highestSequence,
      Duration jitter,
      long bitRate,
      Optional<Duration> sinceLastPacket,
      OptionalInt receiveBuffer,
      OptionalLong systemDrops,
      OptionalDouble driftPpm,
      long frames,
      long keyFrames,
      long framesDropped,
      long framesDamaged,
      Optional<Duration> timeToFirstFrame)
      implements TrackStatistics {}

  @Test
  void aCountWhoseTrackIsNoLongerDescribedIsKept() {
    PlayReport report = PlayReport.failed("rtsp://camera/", Failure.usage("it stopped"));
    report.tracks(List.of(), List.of(COUNTS));
    StringWriter words = new StringWriter();
    report.print(new PrintWriter(words, true));

    assertThat(JsonWriter.json(report.json()))
        .contains(
            "\"tracks\":[{\"index\":1,\"media\":\"unknown\",\"encoding\":\"\",\"packets\":7,"
                + "\"bytes\":700,\"lost\":2,\"duplicates\":0,\"reordered\":0,\"late\":0,"
                + "\"malformed\":0,\"discarded\":0,\"jitterMillis\":0.0,\"bitrate\":0,"
                + "\"driftPpm\":null,\"frames\":5,\"keyFrames\":1,\"dropped\":2,\"damaged\":3,"
                + "\"timeToFirstFrameMillis\":250.0,\"receiveBuffer\":null,\"systemDrops\":null}]");
    assertThat(words.toString())
        .contains("track 1  unknown", "7 packets", "2 lost" + System.lineSeparator());
  }

  @Test
  void whatElseBecameOfPacketsIsSaidBehindTheLostOnes() {
    PlayReport report = PlayReport.failed("rtsp://camera/", Failure.usage("it stopped"));
    StringWriter words = new StringWriter();

    report.tracks(List.of(), List.of(counts(3, 4, 5, 6, 8)));
    report.print(new PrintWriter(words, true));
    report.tracks(List.of(), List.of(counts(1, 0, 5, 0, 0)));
    report.print(new PrintWriter(words, true));

    assertThat(words.toString().lines().filter(line -> line.contains(" lost")))
        .satisfiesExactly(
            line ->
                assertThat(line)
                    .endsWith(
                        " 2 lost, 5 late, 4 reordered, 3 duplicates, 6 malformed, 8 discarded"),
            line -> assertThat(line).endsWith(" 2 lost, 5 late, 1 duplicate"));
  }
}
