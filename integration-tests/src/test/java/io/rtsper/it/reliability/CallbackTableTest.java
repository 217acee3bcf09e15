package io.rtsper.it.reliability;

import static org.assertj.core.api.Assertions.assertThat;

import io.rtsper.it.reliability.CallbackRun.Action;
import io.rtsper.it.reliability.CallbackRun.Counts;
import io.rtsper.it.reliability.CallbackRun.Wire;
import java.io.IOException;
import java.nio.channels.DatagramChannel;
import java.util.EnumMap;
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
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.parallel.Isolated;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The table of callbacks: from each, an application closes its session, gives an operation up, or
 * asks for another one. None of that happens inside the step that called it, nothing but TEARDOWN
 * is sent after closing, and no socket, thread or session is left.
 *
 * <p>Each callback and each call meet on one of the wires, in turn, and each callback closes in one
 * of the two ways; {@code scripts/fault-table.sh} lets them meet on all. {@code
 * scripts/slow-threads.sh} takes one call more a callback, without TLS.
 */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
@Isolated
class CallbackTableTest {

  private static final long HANGS_SECONDS = 50;

  /** Whether the JVM interprets all on one core, so that TLS alone would take minutes. */
  private static final boolean SLOW = Boolean.getBoolean("rtsper.slow");

  /** One meeting of a callback and a call. */
  private record Meeting(Callback callback, Action action, Wire wire) {}

  private static final Map<Meeting, Future<Counts>> RUNS = new LinkedHashMap<>();
  private static final Map<Callback, Map<Action, Map<Wire, Counts>>> COUNTED =
      new LinkedHashMap<>();
  private static final ExecutorService THREADS = Executors.newFixedThreadPool(SLOW ? 1 : 8);

  private static int socketsBefore;

  @BeforeAll
  static void startAll() throws IOException {
    DatagramChannel.open().close(); // from the first on, the JVM keeps a socket of its own
    socketsBefore = Leftovers.sockets();
    List<Callback> callbacks = Callback.all();
    for (int row = 0; row < callbacks.size(); row++) {
      Callback callback = callbacks.get(row);
      for (Action action : Action.values()) {
        for (Wire wire : Wire.values()) {
          if (FaultTableTest.EXACT || isTheirTurn(row, action, wire)) {
            RUNS.put(
                new Meeting(callback, action, wire),
                THREADS.submit(() -> new CallbackRun(callback, action, wire).count()));
          }
        }
      }
    }
  }

  private static boolean isTheirTurn(int row, Action action, Wire wire) {
    Action close = row % 2 == 0 ? Action.CLOSE_ASYNC : Action.CLOSE;
    int place = row + action.ordinal();
    if (SLOW) {
      boolean other = action.ordinal() == 2 + row / 2 % 3;
      return (action == close || other) && wire.ordinal() == place % 2;
    }
    return (action == close || !action.closes()) && wire.ordinal() == place % 3;
  }

  static Stream<Arguments> meetings() {
    return RUNS.keySet().stream()
        .map(meeting -> Arguments.of(meeting.callback(), meeting.action(), meeting.wire()));
  }

  @ParameterizedTest
  @MethodSource("meetings")
  @Order(1)
  void takesEffectAfterTheStepAndLeavesNothing(Callback callback, Action action, Wire wire)
      throws Exception {
    Counts counts = result(RUNS.get(new Meeting(callback, action, wire)));
    COUNTED
        .computeIfAbsent(callback, row -> new EnumMap<>(Action.class))
        .computeIfAbsent(action, call -> new EnumMap<>(Wire.class))
        .put(wire, counts);
    assertThat(counts.sockets()).as("sockets").isZero();
    assertThat(counts.threads()).as("threads").isZero();
  }

  private static Counts result(Future<Counts> run) throws Exception {
    try {
      return run.get(HANGS_SECONDS, TimeUnit.SECONDS);
    } catch (ExecutionException failed) {
      if (failed.getCause() instanceof AssertionError assertion) {
        throw assertion;
      }
      throw failed;
    }
  }

  @Test
  @Order(2)
  void leavesNoSocketInTheProcess() throws InterruptedException {
    new Watch()
        .await(
            "no more than the sockets of before",
            Run.CLOSE_LIMIT.plus(Run.LOAD),
            () -> Leftovers.sockets() <= socketsBefore);
  }

  @AfterAll
  static void write() throws IOException {
    THREADS.shutdownNow();
    boolean whole =
        RUNS.size() == Callback.all().size() * Action.values().length * Wire.values().length
            && COUNTED.values().stream()
                    .flatMap(calls -> calls.values().stream())
                    .mapToInt(Map::size)
                    .sum()
                == RUNS.size();
    ReliabilityReport.writeCallbacks(CallbackReport.text(COUNTED), whole);
  }
}
