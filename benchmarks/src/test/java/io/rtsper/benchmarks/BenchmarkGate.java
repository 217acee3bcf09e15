package io.rtsper.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
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

  private static final int WARMUP_MILLIS = 150;

  private BenchmarkGate() {}

  /**
   * What a benchmark came to.
   *
   * @param bestNanos the time of an operation in the iteration in which it was shortest, which is
   *     the one that the rest of the machine disturbed least
   * @param bytes bytes allocated for an operation
   */
  public record Measured(double bestNanos, double bytes) {}

  /**
   * Runs benchmarks for a moment, which tells what they allocate.
   *
   * @param type the class of the benchmarks
   * @param methods the benchmarks, each of which must have a result
   * @return what each came to, by its method
   */
  public static Map<String, Measured> allocations(Class<?> type, String... methods) {
    return run(type, methods, 1, 2, 2, 150);
  }

  /**
   * Runs benchmarks long enough to compare their times, which is some seconds for each. Iterations
   * are many and so short that some of them are undisturbed on a machine that does other things.
   *
   * @param type the class of the benchmarks
   * @param methods the benchmarks, each of which must have a result
   * @return what each came to, by its method
   */
  public static Map<String, Measured> times(Class<?> type, String... methods) {
    return run(type, methods, 4, 8, 80, 10);
  }

  private static Map<String, Measured> run(
      Class<?> type, String[] methods, int forks, int warmups, int measurements, int millis) {
    // Otherwise two builds on one machine keep each other from running.
    System.setProperty("jmh.ignoreLock", "true");
    ChainedOptionsBuilder options =
        new OptionsBuilder()
            .mode(Mode.AverageTime)
            .timeUnit(TimeUnit.NANOSECONDS)
            .forks(forks)
            .warmupIterations(warmups)
            .warmupTime(TimeValue.milliseconds(WARMUP_MILLIS))
            .measurementIterations(measurements)
            .measurementTime(TimeValue.milliseconds(millis))
            .addProfiler(GCProfiler.class)
            .shouldFailOnError(true)
            .verbosity(VerboseMode.SILENT);
    for (String method : methods) {
      options.include("^" + type.getName().replace(".", "\\.") + "\\." + method + "$");
    }
    Collection<RunResult> results;
    try {
      results = new Runner(options.build()).run();
    } catch (RunnerException e) {
      throw new AssertionError("The benchmarks of " + type.getName() + " don't run.", e);
    }
    Map<String, Measured> measured = new LinkedHashMap<>();
    for (RunResult result : results) {
      String name = result.getParams().getBenchmark();
      measured.put(
          name.substring(name.lastIndexOf('.') + 1),
          new Measured(best(result), secondary(result, "gc.alloc.rate.norm")));
    }
    // JMH ends well with an empty table, too.
    assertThat(measured.keySet()).containsExactlyInAnyOrderElementsOf(Arrays.asList(methods));
    return measured;
  }

  private static double best(RunResult result) {
    return result.getBenchmarkResults().stream()
        .flatMap(fork -> fork.getIterationResults().stream())
        .mapToDouble(iteration -> iteration.getPrimaryResult().getScore())
        .min()
        .orElseThrow();
  }

  private static double secondary(RunResult result, String name) {
    for (Map.Entry<String, Result> entry : result.getSecondaryResults().entrySet()) {
      if (entry.getKey().endsWith(name)) {
        return entry.getValue().getScore();
      }
    }
    throw new AssertionError(
        "No " + name + " among " + result.getSecondaryResults().keySet() + ".");
  }
}
