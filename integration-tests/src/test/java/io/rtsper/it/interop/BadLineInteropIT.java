package io.rtsper.it.interop;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.rtsper.it.build.Reactor;
import io.rtsper.it.command.Program;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/**
 * Plays with the built command from GStreamer's RTSP server over a line that loses three packets of
 * a hundred in each direction, takes 40 ms, and breaks. All play at once, each over a line of its
 * own.
 */
@Tag("interop")
@Execution(ExecutionMode.CONCURRENT)
class BadLineInteropIT {

  private static final double LOSS_PERCENT = 3;
  private static final int DELAY_MILLIS = 40;
  private static final int PACKETS = 300;
  private static final Duration PATIENCE = Duration.ofSeconds(50);
  private static final ExecutorService THREADS = Executors.newCachedThreadPool();

  @TempDir static Path folder;

  private static Future<JsonNode> overTcp;
  private static Future<JsonNode> overUdp;

  @BeforeAll
  static void playAll() throws Exception {
    // Here, since an assumption that fails on another thread is none.
    try (BadLine line = BadLine.open(folder, LOSS_PERCENT, DELAY_MILLIS);
        GStreamerServer server = GStreamerServer.start(line, folder)) {
      assertThat(server.port()).isPositive();
    }
    overTcp = THREADS.submit(playing("tcp"));
    overUdp = THREADS.submit(playing("udp"));
  }

  @AfterAll
  static void end() {
    THREADS.shutdownNow();
  }

  private static Callable<JsonNode> playing(String transport) throws Exception {
    Path own = Files.createDirectory(folder.resolve(transport));
    return () -> {
      try (BadLine line = BadLine.open(own, LOSS_PERCENT, DELAY_MILLIS);
          GStreamerServer server = GStreamerServer.start(line, own);
          Program play =
              play(
                  line,
                  server,
                  "--transports",
                  transport,
                  "--timeout",
                  "20s",
                  "--packets",
                  Integer.toString(PACKETS))) {
        assertThat(play.status()).as(play.err()).isZero();
        return play.json();
      }
    };
  }

  private static Program play(BadLine line, GStreamerServer server, String... options)
      throws Exception {
    List<String> command =
        new ArrayList<>(
            List.of(
                Program.java(),
                "-XX:TieredStopAtLevel=1",
                "-p",
                Reactor.commandModules().toString(),
                "-m",
                "io.rtsper.cli/io.rtsper.cli.Rtsper",
                "play",
                "--json"));
    command.addAll(List.of(options));
    command.add(server.url());
    return Program.start(line.atClient(Program.interruptible(command)));
  }

  @Test
  void tcpPlaysOnAndNothingIsLost() throws Exception {
    JsonNode played = overTcp.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
    assertThat(played.get("endedBy").textValue()).isEqualTo("packets");
    assertThat(played.get("reconnects").longValue()).isZero();
    assertThat(sum(played, "packets")).isGreaterThanOrEqualTo(PACKETS);
    assertThat(sum(played, "lost")).isZero();
  }

  @Test
  void udpPlaysOnAndCountsAboutAsMuchLossAsThereIs() throws Exception {
    JsonNode played = overUdp.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
    assertThat(played.get("transport").textValue()).isEqualTo("udp");
    assertThat(played.get("endedBy").textValue()).isEqualTo("packets");
    assertThat(played.get("reconnects").longValue()).isZero();
    long lost = sum(played, "lost");
    double percent = 100.0 * lost / (sum(played, "packets") + lost);
    // Chance may give less or more: bounds of some standard deviations, and at least one packet.
    assertThat(percent).as("%s", played).isBetween(LOSS_PERCENT / 15, LOSS_PERCENT * 2.5);
  }

  @Test
  @EnabledIfSystemProperty(
      named = "rtsper.interop",
      matches = "required",
      disabledReason = "takes a quarter of a minute: with -Drtsper.interop=required")
  void comesBackWhenALineThatWasCutForLongerThanTheStallDeadlineIsMended() throws Exception {
    Path own = Files.createDirectory(folder.resolve("cut"));
    try (BadLine line = BadLine.open(own, 0, DELAY_MILLIS);
        GStreamerServer server = GStreamerServer.start(line, own);
        Program play = play(line, server, "--reconnect", "forever", "--timeout", "1s")) {
      line.awaitPackets(100);
      line.cut();
      // The first attempt follows the stall deadline of ten seconds, the second another failure.
      awaitSaid(play, "no packet of");
      awaitSaid(play, "(attempt 2)");
      line.mend();
      awaitSaid(play, "playing again");
      line.awaitPackets(100);
      play.interrupt();
      assertThat(play.status()).as(play.err()).isEqualTo(130);
      // The viewer whose line was cut may hold GStreamer's pipeline up until the next PLAY seeks.
      assertThat(play.json().get("reconnects").longValue()).as(play.err()).isBetween(1L, 3L);
      assertThat(play.json().get("error").isNull()).isTrue();
    }
  }

  private static long sum(JsonNode played, String field) {
    long sum = 0;
    for (JsonNode track : played.get("tracks")) {
      sum += track.get(field).longValue();
    }
    return sum;
  }

  private static void awaitSaid(Program program, String text) throws Exception {
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (!program.err().contains(text)) {
      assertThat(System.nanoTime() - end)
          .as("not said: %s; but: %s", text, program.err())
          .isNegative();
      LockSupport.parkNanos(Duration.ofMillis(20).toNanos());
    }
  }
}
