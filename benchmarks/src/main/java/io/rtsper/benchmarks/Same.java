package io.rtsper.benchmarks;

/** Stops a benchmark whose competitors don't come to the same: their times would mean nothing. */
public final class Same {

  private Same() {}

  /**
   * Compares what a competitor came to with what is right.
   *
   * @param what the competitor
   * @param expected what is right
   * @param actual what the competitor came to
   * @throws IllegalStateException if they differ
   */
  public static void require(String what, Object expected, Object actual) {
    if (!expected.equals(actual)) {
      throw new IllegalStateException(what + " reads " + actual + " instead of " + expected);
    }
  }
}
