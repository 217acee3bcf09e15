package io.rtsper.benchmarks;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.CommandLineOptionException;
import org.openjdk.jmh.runner.options.CommandLineOptions;
import org.openjdk.jmh.runner.options.OptionsBuilder;

/**
 * Runs benchmarks and prints a table like that of docs/benchmarks.md. Takes the arguments of JMH:
 *
 * <pre>{@code java -cp benchmarks/target/benchmarks.jar io.rtsper.benchmarks.MarkdownTable rtp}
 * </pre>
 */
public final class MarkdownTable {

  private static final String ALLOCATED = "gc.alloc.rate.norm";

  private MarkdownTable() {}

  /**
   * Runs the benchmarks that the arguments choose.
   *
   * @param arguments as JMH has them
   * @throws CommandLineOptionException if JMH doesn't know an argument
   * @throws RunnerException if a benchmark fails
   */
  public static void main(String[] arguments) throws CommandLineOptionException, RunnerException {
    var options =
        new OptionsBuilder()
            .parent(new CommandLineOptions(arguments))
            .addProfiler(GCProfiler.class)
            .shouldFailOnError(true)
            .build();
    List<String> rows = rows(new Runner(options).run());
    System.out.println();
    rows.forEach(System.out::println);
  }

  static List<String> rows(Iterable<RunResult> results) {
    List<String> rows = new ArrayList<>();
    rows.add("| benchmark | time | allocated |");
    rows.add("|---|---:|---:|");
    for (RunResult result : results) {
      Result<?> time = result.getPrimaryResult();
      rows.add(
          String.format(
              Locale.ROOT,
              "| %s | %.1f ± %.1f %s | %s |",
              shortName(result.getParams().getBenchmark()),
              time.getScore(),
              time.getScoreError(),
              time.getScoreUnit(),
              allocated(result)));
    }
    return rows;
  }

  /** Returns class and method without the package. */
  private static String shortName(String benchmark) {
    int method = benchmark.lastIndexOf('.');
    return benchmark
        .substring(benchmark.lastIndexOf('.', method - 1) + 1)
        .replace("Benchmark.", " ");
  }

  private static String allocated(RunResult result) {
    for (Map.Entry<String, Result> entry : secondary(result).entrySet()) {
      if (entry.getKey().endsWith(ALLOCATED)) {
        return String.format(Locale.ROOT, "%.0f B/op", entry.getValue().getScore());
      }
    }
    return "–";
  }

  @SuppressWarnings("rawtypes") // JMH's signature.
  private static Map<String, Result> secondary(RunResult result) {
    return result.getSecondaryResults();
  }
}
