package io.rtsper.benchmarks;

import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** Keeps from the console what a competitor prints there while it is measured. */
@State(Scope.Benchmark)
public class Quiet {

  private final PrintStream console = System.out;

  /** Lets everything fall that is printed from now on. */
  @Setup
  public void silence() {
    System.setOut(new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8));
  }

  /** Prints again. */
  @TearDown
  public void speak() {
    System.setOut(console);
  }
}
