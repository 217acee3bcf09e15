package io.rtsper.it.interop;

import io.rtsper.api.EndReason;
import io.rtsper.api.ReconnectPolicy;
import io.rtsper.api.RtspClient;
import io.rtsper.api.RtspSession;
import io.rtsper.api.TrackStatistics;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * An application in a process of its own, for the client's end of a line: it plays a URL to its end
 * by one transport, and prints every packet that it was given, and then what the tracks counted.
 *
 * <pre>
 * packet TRACK SSRC SEQUENCE EXTENDED_SEQUENCE
 * track TRACK PACKETS LOST REORDERED DUPLICATES LATE MALFORMED DISCARDED
 * ended REASON
 * </pre>
 */
final class LineViewer {

  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final long LIMIT_SECONDS = 30;

  private LineViewer() {}

  /** Returns the command that runs it. */
  static List<String> command(String url, String transport) {
    String path =
        Stream.of(
                System.getProperty("java.class.path"),
                System.getProperty("jdk.module.path"),
                Path.of("target", "test-classes").toAbsolutePath().toString())
            .filter(part -> part != null && !part.isEmpty())
            .reduce((one, other) -> one + System.getProperty("path.separator") + other)
            .orElseThrow();
    return List.of(
        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
        "-XX:TieredStopAtLevel=1",
        "-Xmx128m",
        "-cp",
        path,
        LineViewer.class.getName(),
        url,
        transport);
  }

  /** Plays a URL, the first argument, by a transport, the second. */
  public static void main(String[] arguments) throws Exception {
    StringBuilder said = new StringBuilder();
    try (RtspClient client = RtspClient.builder().eventLoops(1).build();
        RtspSession session =
            client
                .session(arguments[0])
                .transports(arguments[1])
                .timeout(PATIENCE)
                .mediaStallTimeout(Duration.ofSeconds(2))
                .reconnect(ReconnectPolicy.none())
                .onPacket(
                    (track, packet) ->
                        said.append("packet ")
                            .append(track.index())
                            .append(' ')
                            .append(packet.ssrc())
                            .append(' ')
                            .append(packet.sequenceNumber())
                            .append(' ')
                            .append(packet.extendedSequence())
                            .append('\n'))
                .open()) {
      String reason =
          session
              .ended()
              .handle((EndReason ended, Throwable error) -> ended == null ? "" + error : "" + ended)
              .get(LIMIT_SECONDS, TimeUnit.SECONDS);
      List<TrackStatistics> tracks = session.statistics().tracks();
      PrintStream out = new PrintStream(System.out, false, java.nio.charset.StandardCharsets.UTF_8);
      out.print(said);
      for (TrackStatistics track : tracks) {
        out.printf(
            "track %d %d %d %d %d %d %d %d%n",
            track.trackIndex(),
            track.packets(),
            track.lost(),
            track.reordered(),
            track.duplicates(),
            track.late(),
            track.malformed(),
            track.discarded());
      }
      out.println("ended " + reason);
      out.flush();
    }
  }
}
