package io.rtsper.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.rtsper.api.LossCause;
import io.rtsper.api.SessionState;
import io.rtsper.api.SessionStatistics;
import io.rtsper.api.TrackStatistics;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StatusLineTest {

  private final StringWriter err = new StringWriter();

  @Test
  void showsTheMomentInPlaceOfTheLast() {
    StatusLine line = new StatusLine(new PrintWriter(err), true);
    line.show(statistics(SessionState.RECONNECTING));
    line.show(statistics(SessionState.PLAYING));
    line.end();

    String first = "\rRECONNECTING: 0 packets, 0 kbit/s, 0 lost";
    String second = "\rPLAYING: 0 packets, 0 kbit/s, 0 lost";
    assertThat(err.toString())
        .isEqualTo(
            first + second + " ".repeat(first.length() - second.length()) + System.lineSeparator());
  }

  @Test
  void keepsMessagesOnLinesOfTheirOwn() {
    StatusLine line = new StatusLine(new PrintWriter(err), true);
    line.show(statistics(SessionState.PLAYING));
    line.say("the connection was lost");
    line.end();

    assertThat(err.toString().lines())
        .containsExactly(
            "", "PLAYING: 0 packets, 0 kbit/s, 0 lost", "rtsper: the connection was lost");
  }

  @Test
  void showsNothingWhereNobodyWatches() {
    StatusLine line = new StatusLine(new PrintWriter(err), false);
    line.show(statistics(SessionState.PLAYING));
    line.end();

    assertThat(err.toString()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "/dev/pts/3, true",
    "/dev/tty1, true",
    "/dev/ttyS0, true",
    "/dev/console, true",
    "/dev/null, false",
    "/tmp/log, false",
    "pipe:[4711], false",
    "socket:[4711], false",
  })
  void whatStderrLeadsToSaysWhetherAPersonWatches(String device, boolean terminal) {
    assertThat(Terminal.isTerminal(device)).isEqualTo(terminal);
  }

  private static SessionStatistics statistics(SessionState state) {
    return new Counts(
        state,
        1,
        0,
        0,
        0,
        0,
        0,
        0,
        0,
        0,
        0,
        Optional.empty(),
        Map.of(),
        Optional.empty(),
        List.of());
  }

  private record Counts(
      SessionState state,
      long connections,
      long reconnects,
      long bytesReceived,
      long requests,
      long responses,
      long serverRequests,
      long lateResponses,
      long unknownChannelPackets,
      long garbageBytes,
      long keepalives,
      Optional<Duration> roundTrip,
      Map<LossCause, Long> losses,
      Optional<Duration> timeToFirstPacket,
      List<TrackStatistics> tracks)
      implements SessionStatistics {}
}
