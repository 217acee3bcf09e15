package io.rtsper.it.reliability;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
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
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.parallel.Isolated;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The fault table: each fault strikes a session of the synchronous and one of the asynchronous API,
 * ends in its exception within its deadline or is survived, and leaves no thread, socket or
 * session.
 *
 * <p>With {@code -Drtsper.reliability.load=0}, as {@code scripts/fault-table.sh} gives it, all
 * faults strike once unmeasured, so that nothing is loaded for the first time afterwards, and then
 * a few at once and to their deadlines; and the two rounds are compared for memory that is left.
 * {@code -Drtsper.reliability.write=true} writes what was measured to {@code docs/reliability.md}.
 */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
@Isolated
class FaultTableTest {

  /** Whether deadlines hold to the tolerance alone. */
  static final boolean EXACT = Run.LOAD.isZero();

  static final int AT_ONCE = Integer.getInteger("rtsper.reliability.atOnce", EXACT ? 2 : 8);

  /** How often a fault may strike until its outcome comes in time. */
  static final int TRIES = EXACT ? 3 : 1;

  private static final int AT_ONCE_UNMEASURED = 8;
  private static final long LOOK_AGAIN_NANOS = 20_000_000;
  private static final Duration HANGS = Duration.ofSeconds(50);

  /** What threads of the TLS handshake and of look-ups may idle before they end, and a second. */
  private static final Duration IDLE = Duration.ofSeconds(11);

  /**
   * What threads of the test may keep for their own I/O: far less than what one event loop reads
   * into, or than one connection of the camera has.
   */
  private static final long DIRECT_GROWTH = 64 * 1024;

  /** What the JVM may take to free the buffers that it has collected. */
  private static final Duration BUFFERS_FREED = Duration.ofSeconds(1);

  /** What a round of all faults may leave on the heap: far less than one session of each. */
  private static final long HEAP_GROWTH = 1_500_000;

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
    THEMES.put("Coming back, or not", FaultsOfReturning.all());
  }

  /** One run of each API. */
  private record Runs(Future<Long> sync, Future<Long> async) {}

  private static final Map<Fault, Runs> RUNS = new LinkedHashMap<>();
  private static final Map<Fault, long[]> MEASURED = new LinkedHashMap<>();
  private static final AtomicInteger MEASURED_AGAIN = new AtomicInteger();
  private static final ExecutorService THREADS = Executors.newFixedThreadPool(AT_ONCE);

  private static int socketsBefore;

  /** Those of the client that sessions without one of their own share. */
  private static List<String> threadsBefore = List.of();

  private static long heapBefore;
  private static long directBefore;

  static Stream<Fault> faults() {
    return THEMES.values().stream().flatMap(List::stream);
  }

  @BeforeAll
  @Timeout(value = 5, unit = TimeUnit.MINUTES)
  static void startAll() throws Exception {
    socketsBefore = Leftovers.sockets();
    threadsBefore = Leftovers.threads("rtsper-");
    if (EXACT) {
      strikeUnmeasured();
      awaitNothingIsLeft();
      heapBefore = Leftovers.heap();
      directBefore = Leftovers.directBuffers(0, BUFFERS_FREED);
    }
    faults()
        .forEach(
            fault ->
                RUNS.put(
                    fault,
                    new Runs(
                        THREADS.submit(() -> measure(fault, false)),
                        THREADS.submit(() -> measure(fault, true)))));
  }

  /** What fails here is going to fail, or to be late, when it is measured. */
  private static void strikeUnmeasured() throws InterruptedException {
    ExecutorService threads = Executors.newFixedThreadPool(AT_ONCE_UNMEASURED);
    faults()
        .flatMap(fault -> Stream.of(new Run(fault, false), new Run(fault, true)))
        .forEach(run -> threads.submit(run::measure));
    threads.shutdown();
    assertThat(threads.awaitTermination(4, TimeUnit.MINUTES)).isTrue();
  }

  /** A machine may stop all of its threads for a moment, so what is late is measured again. */
  private static long measure(Fault fault, boolean async) throws Exception {
    for (int left = TRIES - 1; ; left--) {
      try {
        return new Run(fault, async).measure();
      } catch (DeadlineMissed late) {
        if (left == 0) {
          throw late;
        }
        MEASURED_AGAIN.incrementAndGet();
      }
    }
  }

  @ParameterizedTest
  @MethodSource("faults")
  @Order(1)
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
  @Order(1)
  void hasEachFaultOnceAndEnoughOfThem() {
    assertThat(faults().map(fault -> fault.name).toList()).doesNotHaveDuplicates();
    assertThat(faults().count()).isGreaterThanOrEqualTo(40);
  }

  @Test
  @Order(2)
  void leavesNothingInTheProcess() throws InterruptedException {
    awaitNothingIsLeft();
    if (EXACT) {
      assertThat(Leftovers.heap())
          .as("bytes of heap after a second round of all faults")
          .isLessThan(heapBefore + HEAP_GROWTH);
      assertThat(Leftovers.directBuffers(directBefore + DIRECT_GROWTH, IDLE))
          .as("bytes of direct buffers after a second round of all faults")
          .isLessThanOrEqualTo(directBefore + DIRECT_GROWTH);
    }
  }

  private static void awaitNothingIsLeft() throws InterruptedException {
    Watch watch = new Watch();
    watch.await(
        "no more than the sockets of before",
        Run.CLOSE_LIMIT.plus(Run.LOAD),
        () -> Leftovers.sockets() <= socketsBefore);
    long end = System.nanoTime() + IDLE.plus(Run.LOAD).toNanos();
    while (!threadsLeft().isEmpty() && System.nanoTime() < end) {
      LockSupport.parkNanos(LOOK_AGAIN_NANOS);
    }
    assertThat(threadsLeft()).as("threads of clients and cameras").isEmpty();
  }

  private static List<String> threadsLeft() {
    List<String> left = new ArrayList<>(Leftovers.threads("fault-", "rtsper-"));
    threadsBefore.forEach(left::remove);
    return left;
  }

  @AfterAll
  static void write() throws IOException {
    THREADS.shutdownNow();
    ReliabilityReport report = new ReliabilityReport(THEMES, MEASURED, MEASURED_AGAIN.get());
    List<String> missing = new ArrayList<>();
    faults().filter(fault -> !MEASURED.containsKey(fault)).forEach(f -> missing.add(f.name));
    report.write(ReliabilityReport.KEEP && missing.isEmpty());
  }
}
