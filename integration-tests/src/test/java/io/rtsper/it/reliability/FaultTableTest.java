package io.rtsper.it.reliability;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The fault table: each fault strikes a session of the synchronous and one of the asynchronous API,
 * ends in its exception within its deadline or is survived, and leaves no thread, socket or
 * session.
 *
 * <p>{@code -Drtsper.reliability.write=true} writes what was measured to {@code
 * docs/reliability.md}.
 */
class FaultTableTest {

  static final int AT_ONCE = 8;
  private static final Duration HANGS = Duration.ofSeconds(50);

  private static final Map<String, List<Fault>> THEMES = new LinkedHashMap<>();

  static {
    THEMES.put("Connecting", FaultsBeforePlay.connecting());
    THEMES.put("At each step", FaultsBeforePlay.steps());
    THEMES.put("Answers", FaultsBeforePlay.answers());
    THEMES.put("Authentication", FaultsBeforePlay.authentication());
    THEMES.put("Redirects", FaultsBeforePlay.redirects());
    THEMES.put("TLS", FaultsOfTls.all());
    THEMES.put("The connection, in play", FaultsInPlay.connection());
    THEMES.put("Media, in play", FaultsInPlay.media());
    THEMES.put("Keepalive and session, in play", FaultsInPlay.keepalive());
  }

  /** One run of each API. */
  private record Runs(Future<Long> sync, Future<Long> async) {}

  private static final Map<Fault, Runs> RUNS = new LinkedHashMap<>();
  private static final Map<Fault, long[]> MEASURED = new LinkedHashMap<>();
  private static final ExecutorService THREADS = Executors.newFixedThreadPool(AT_ONCE);

  static Stream<Fault> faults() {
    return THEMES.values().stream().flatMap(List::stream);
  }

  @BeforeAll
  static void startAll() {
    faults()
        .forEach(
            fault ->
                RUNS.put(
                    fault,
                    new Runs(
                        THREADS.submit(() -> new Run(fault, false).measure()),
                        THREADS.submit(() -> new Run(fault, true).measure()))));
  }

  @ParameterizedTest
  @MethodSource("faults")
  void endsOrIsSurvivedInTime(Fault fault) throws Exception {
    Runs runs = RUNS.get(fault);
    long sync = result(runs.sync());
    long async = result(runs.async());
    MEASURED.put(fault, new long[] {sync, async});
  }

  private static long result(Future<Long> run) throws Exception {
    try {
      return run.get(HANGS.toSeconds(), TimeUnit.SECONDS);
    } catch (ExecutionException failed) {
      if (failed.getCause() instanceof AssertionError assertion) {
        throw assertion;
      }
      throw failed;
    }
  }

  @Test
  void hasEachFaultOnceAndEnoughOfThem() {
    assertThat(faults().map(fault -> fault.name).toList()).doesNotHaveDuplicates();
    assertThat(faults().count()).isGreaterThanOrEqualTo(40);
  }

  @AfterAll
  static void write() throws IOException {
    THREADS.shutdownNow();
    ReliabilityReport report = new ReliabilityReport(THEMES, MEASURED);
    Files.createDirectories(Path.of("target"));
    Files.writeString(Path.of("target", "reliability.md"), report.text());
    List<String> missing = new ArrayList<>();
    faults().filter(fault -> !MEASURED.containsKey(fault)).forEach(f -> missing.add(f.name));
    if (Boolean.getBoolean("rtsper.reliability.write") && missing.isEmpty()) {
      Files.writeString(Path.of("..", "docs", "reliability.md"), report.text());
    }
  }
}
