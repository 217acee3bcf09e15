package io.rtsper.it.interop;

import static org.assertj.core.api.Assertions.assertThat;

import io.rtsper.api.spi.MediaTransportProvider;
import io.rtsper.it.command.Program;
import io.rtsper.it.reception.Arrivals;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.assertj.core.api.Assumptions;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Plays from GStreamer's RTSP server in another network namespace, over a line that loses two
 * packets of a hundred, lets five overtake others, doubles one, and takes 40 ms, 20 more or less.
 * What came is what tshark saw at this end: each packet of it is delivered once and in order, and
 * counted as what it was, to the packet.
 */
@Tag("interop")
@Execution(ExecutionMode.SAME_THREAD) // so that they don't take the time from each other
class ReceptionInteropIT {

  private static final BadLine.Conditions BAD = new BadLine.Conditions(2, 40, 20, 5, 1);

  /** The line makes packets overtake others by 60 ms at most, and rtsper waits for 100. */
  private static final double SLOWER_THAN_THE_LINE_SECONDS = 0.09;

  private static final int FRAMES = 100;
  private static final Path TABLE = Path.of("target", "reception-over-a-bad-line.txt");
  private static final String ROW = "%-10s %-22s %6s %8s %10s %5s %10s %10s %5s%n";
  private static final Map<String, String> ROWS = new TreeMap<>();

  @TempDir Path folder;

  /** What a viewer was given and counted of one track. */
  private record Track(long ssrc, List<Integer> delivered, List<Long> numbers, long[] counts) {
    private static final int PACKETS = 0;
    private static final int LOST = 1;
    private static final int REORDERED = 2;
    private static final int DUPLICATES = 3;
    private static final int LATE = 4;
    private static final int MALFORMED = 5;
    private static final int DISCARDED = 6;

    long count(int which) {
      return counts[which];
    }
  }

  @ParameterizedTest
  @CsvSource({
    "udp, udp, ''",
    "multicast any-source, multicast, 239.7.0.1",
    "multicast source-specific, multicast, 232.7.0.1"
  })
  void whatArrivedIsDeliveredOnceAndInOrderAndCountedAsItWas(
      String row, String transport, String group) throws Exception {
    requireTransport(transport);
    try (BadLine line = BadLine.open(folder, BAD);
        Capture capture = Capture.start(line, folder);
        GStreamerServer server = server(line, group);
        Program viewer =
            Program.start(line.atClient(LineViewer.command(server.url(), transport)))) {
      assertThat(viewer.status()).as(viewer.err()).isZero();
      capture.stop();
      List<Capture.Seen> seen = dissected(capture, server).rtp(BadLine.SERVER);
      Map<Integer, Track> tracks = tracks(viewer.out());
      assertThat(tracks).hasSize(2);
      for (Map.Entry<Integer, Track> track : tracks.entrySet()) {
        compare(row + " " + track.getKey(), track.getValue(), seen);
      }
      assertThat(ReportCheck.check(capture, clockRates(tracks))).isGreaterThanOrEqualTo(2);
      if (!group.isEmpty()) {
        assertThat(membership(capture, group))
            .contains(row.contains("specific") ? "ALLOW of " + BadLine.SERVER : "EXCLUDE of ");
      }
    }
  }

  /** Returns what the client's IGMP reports said of a group (RFC 3376 §4.2.12). */
  private static List<String> membership(Capture capture, String group) throws Exception {
    Map<String, String> kinds = Map.of("4", "EXCLUDE of ", "5", "ALLOW of ");
    return capture
        .fields(
            "igmp.maddr == " + group + " && ip.src == " + BadLine.CLIENT,
            "igmp.record_type",
            "igmp.saddr")
        .stream()
        .map(record -> kinds.getOrDefault(record[0], record[0]) + record[1])
        .toList();
  }

  @Test
  void reportsOverTcpAreRightFieldByField() throws Exception {
    try (BadLine line = BadLine.open(folder, 0, 10);
        Capture capture = Capture.start(line, folder);
        GStreamerServer server = server(line, "");
        Program viewer = Program.start(line.atClient(LineViewer.command(server.url(), "tcp")))) {
      assertThat(viewer.status()).as(viewer.err()).isZero();
      capture.stop();
      dissected(capture, server);
      Map<Integer, Track> tracks = tracks(viewer.out());
      assertThat(ReportCheck.check(capture, clockRates(tracks))).isGreaterThanOrEqualTo(2);
      assertThat(tracks.values())
          .hasSize(2)
          .allSatisfy(track -> assertThat(track.count(Track.LOST)).isZero());
    }
  }

  private static Map<Long, Integer> clockRates(Map<Integer, Track> tracks) {
    return tracks.entrySet().stream()
        .collect(
            Collectors.toMap(
                track -> track.getValue().ssrc(), track -> track.getKey() == 0 ? 90_000 : 8_000));
  }

  private static void requireTransport(String name) {
    Assumptions.assumeThat(ServiceLoader.load(MediaTransportProvider.class).stream())
        .as("the transports that are there")
        .anyMatch(provider -> provider.get().name().equals(name));
  }

  private GStreamerServer server(BadLine line, String group) throws Exception {
    List<String> arguments = new ArrayList<>(List.of("--frames", Integer.toString(FRAMES)));
    if (!group.isEmpty()) {
      arguments.addAll(List.of("--group", group, "--interface", BadLine.INTERFACE));
    }
    return GStreamerServer.start(line, folder, arguments.toArray(String[]::new));
  }

  /** Names the ports that tshark can't know: those of RTSP, and of GStreamer's groups. */
  private static Capture dissected(Capture capture, GStreamerServer server) {
    capture.decode("tcp.port==" + server.port(), "rtsp");
    for (int port = 6000; port < 6004; port++) {
      capture.decode("udp.port==" + port, port % 2 == 0 ? "rtp" : "rtcp");
    }
    return capture;
  }

  private static Map<Integer, Track> tracks(String said) {
    Map<Integer, List<long[]>> packets = new TreeMap<>();
    Map<Integer, Track> tracks = new TreeMap<>();
    for (String line : said.lines().toList()) {
      String[] words = line.split(" ", -1);
      if (words[0].equals("ended")) {
        continue;
      }
      long[] numbers = Arrays.stream(words).skip(1).mapToLong(Long::parseLong).toArray();
      int track = (int) numbers[0];
      List<long[]> all = packets.computeIfAbsent(track, index -> new ArrayList<>());
      if (words[0].equals("packet")) {
        all.add(numbers);
      } else {
        assertThat(all).as(line).isNotEmpty();
        assertThat(all).extracting(packet -> packet[1]).containsOnly(all.get(0)[1]);
        tracks.put(
            track,
            new Track(
                all.get(0)[1],
                all.stream().map(packet -> (int) packet[2]).toList(),
                all.stream().map(packet -> packet[3]).toList(),
                Arrays.copyOfRange(numbers, 1, numbers.length)));
      }
    }
    return tracks;
  }

  private static void compare(String row, Track track, List<Capture.Seen> seen) {
    Arrivals arrivals = new Arrivals();
    seen.stream()
        .filter(packet -> packet.ssrc() == track.ssrc())
        .forEach(packet -> arrivals.add(packet.sequence(), packet.time()));
    note(row, track, arrivals);
    assertThat(arrivals.distinct()).as("packets of %s", row).isGreaterThan(FRAMES);
    assertThat(track.numbers()).as("order of %s", row).isSorted().doesNotHaveDuplicates();
    List<Integer> late = missing(track, arrivals);
    // The first packet may have overtaken others, and nobody knew of them; and a machine that is
    // busy with other things may make a line slower than it is to be.
    List<Integer> maybeLate = new ArrayList<>(arrivals.beforeTheFirst());
    maybeLate.addAll(arrivals.overtakenFor(SLOWER_THAN_THE_LINE_SECONDS));
    assertThat(maybeLate).as("late of %s", row).containsAll(late);
    assertThat(track.count(Track.LATE)).as("late of %s", row).isEqualTo(late.size());
    assertThat(track.count(Track.PACKETS))
        .as("packets of %s", row)
        .isEqualTo(arrivals.distinct() - late.size());
    assertThat(track.count(Track.LOST)).as("lost of %s", row).isEqualTo(arrivals.missing());
    assertThat(track.count(Track.DUPLICATES))
        .as("duplicates of %s", row)
        .isEqualTo(arrivals.duplicates());
    assertThat(track.count(Track.REORDERED))
        .as("reordered of %s", row)
        .isEqualTo(arrivals.misordered() - late.size());
    assertThat(track.count(Track.MALFORMED) + track.count(Track.DISCARDED)).isZero();
  }

  /** Returns what came and wasn't delivered. */
  private static List<Integer> missing(Track track, Arrivals arrivals) {
    List<Integer> missing = new ArrayList<>(arrivals.inOrder());
    assertThat(missing).containsAll(track.delivered());
    missing.removeAll(track.delivered());
    return missing;
  }

  private static synchronized void note(String row, Track track, Arrivals arrivals) {
    ROWS.put(
        row,
        ROW.formatted(
            "GStreamer",
            row,
            arrivals.distinct() + arrivals.missing(),
            arrivals.distinct() + arrivals.duplicates(),
            track.count(Track.PACKETS),
            track.count(Track.LOST),
            track.count(Track.REORDERED),
            track.count(Track.DUPLICATES),
            track.count(Track.LATE)));
  }

  @AfterAll
  static void writeTable() throws Exception {
    if (!ROWS.isEmpty()) {
      String head =
          ROW.formatted(
              "server",
              "transport, track",
              "sent",
              "arrived",
              "delivered",
              "lost",
              "reordered",
              "duplicate",
              "late");
      String table = head + ROWS.values().stream().collect(Collectors.joining());
      Files.writeString(TABLE, table);
      System.out.print(table); // for whoever reads the build's output
    }
  }
}
