package io.rtsper.benchmarks;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/**
 * Runs benchmarks from a test, to hold them to a bound.
 *
 * <p>What a benchmark allocates is exact on any machine, so it is a bound of each build. A time is
 * not: it is held only against that of another benchmark of the same run.
 */
public final class BenchmarkGate {

  /** Less than this is nothing: the smallest object has 16 bytes. */
  public static final double NO_BYTES = 0.5;

  private static final int MIN_ROUNDS = 3;
  private static final int MAX_ROUNDS = 12;

  private BenchmarkGate() {}

  /**
   * Runs benchmarks for a moment, which tells what they allocate: the least of a few iterations,
   * since what the compiler hasn't got to yet allocates more, and what an operation allocates, each
   * does.
   *
   * @param type the class of the benchmarks
   * @param methods the benchmarks, each of which must have a result
   * @return the bytes allocated for an operation of each, by its method
   */
  public static Map<String, Double> allocations(Class<?> type, String... methods) {
    Map<String, Double> bytes = new LinkedHashMap<>();
    ChainedOptionsBuilder options = options(2, 100, 4, 75).addProfiler(GCProfiler.class);
    run(type, List.of(methods), options)
        .forEach((method, result) -> bytes.put(method, leastBytes(result)));
    return bytes;
  }

  /**
   * Holds the time of a benchmark against those of others. Fails if it isn't faster than each of
   * them, to the last digit.
   *
   * <p>Other programs can only make a benchmark slower. So it runs in many iterations that are
   * short enough for some of them to be undisturbed, and its time is the shortest of them all. The
   * benchmarks take turns, each turn in a JVM of its own, since two runs of the compiler needn't
   * come to the same code. At least {@value #MIN_ROUNDS} turns are taken; more, up to {@value
   * #MAX_ROUNDS}, only while the order isn't as it should be, for a machine that is never quiet.
   * This stops at the first good order, so of two that are as fast as each other either may pass;
   * one that is slower by more than turns differ on a quiet machine doesn't, nor does one whose
   * time is the same.
   *
   * @param type the class of the benchmarks
   * @param ours the benchmark that is to be faster
   * @param others the benchmarks that it is held against
   */
  public static void requireFaster(Class<?> type, String ours, String... others) {
    List<String> methods = new ArrayList<>(List.of(others));
    methods.add(ours);
    Map<String, Double> best = new LinkedHashMap<>();
    int round = 0;
    boolean faster = false;
    while (round < MIN_ROUNDS || (!faster && round < MAX_ROUNDS)) {
      round++;
      run(type, methods, options(8, 150, 100, 10))
          .forEach((method, result) -> best.merge(method, bestNanos(result), Math::min));
      faster = isFaster(best, ours);
    }
    String times =
        String.format("%s %s in %d rounds: %s ns", type.getSimpleName(), ours, round, best);
    System.out.println(times);
    assertThat(faster).as(times).isTrue();
  }

  /** Returns whether one time is below all the others; the same time is not below. */
  static boolean isFaster(Map<String, Double> times, String ours) {
    double own = requireNonNull(times.get(ours), ours);
    return times.entrySet().stream()
        .filter(entry -> !entry.getKey().equals(ours))
        .allMatch(entry -> own < entry.getValue());
  }

  private static ChainedOptionsBuilder options(
      int warmups, int warmupMillis, int measurements, int millis) {
    return new OptionsBuilder()
        .mode(Mode.AverageTime)
        .timeUnit(TimeUnit.NANOSECONDS)
        .forks(1)
        // On a machine that does other things the compiler would be late, and the warm-up in vain.
        .jvmArgsAppend("-Xbatch")
        .warmupIterations(warmups)
        .warmupTime(TimeValue.milliseconds(warmupMillis))
        .measurementIterations(measurements)
        .measurementTime(TimeValue.milliseconds(millis))
        .shouldFailOnError(true)
        .verbosity(VerboseMode.SILENT);
  }

  private static Map<String, RunResult> run(
      Class<?> type, List<String> methods, ChainedOptionsBuilder options) {
    // Otherwise two builds on one machine keep each other from running.
    System.setProperty("jmh.ignoreLock", "true");
    for (String method : methods) {
      options.include("^" + type.getName().replace(".", "\\.") + "\\." + method + "$");
    }
    Map<String, RunResult> results = new LinkedHashMap<>();
    try {
      for (RunResult result : new Runner(options.build()).run()) {
        String name = result.getParams().getBenchmark();
        results.put(name.substring(name.lastIndexOf('.') + 1), result);
      }
    } catch (RunnerException e) {
      throw new AssertionError("The benchmarks of " + type.getName() + " don't run.", e);
    }
    // JMH ends well with an empty table, too.
    assertThat(results.keySet()).containsExactlyInAnyOrderElementsOf(methods);
    return results;
  }

  private static double bestNanos(RunResult result) {
    return result.getBenchmarkResults().stream()
        .flatMap(fork -> fork.getIterationResults().stream())
        .mapToDouble(iteration -> iteration.getPrimaryResult().getScore())
        .min()
        .orElseThrow();
  }

  private static double leastBytes(RunResult result) {
    return result.getBenchmarkResults().stream()
        .flatMap(fork -> fork.getIterationResults().stream())
        .mapToDouble(iteration -> bytes(iteration.getSecondaryResults()))
        .min()
        .orElseThrow();
  }

  private static double bytes(Map<String, Result> results) {
    for (Map.Entry<String, Result> entry : results.entrySet()) {
      if (entry.getKey().endsWith("gc.alloc.rate.norm")) {
        return entry.getValue().getScore();
      }
    }
    throw new AssertionError("No rate of allocation among " + results.keySet() + ".");
  }
}
