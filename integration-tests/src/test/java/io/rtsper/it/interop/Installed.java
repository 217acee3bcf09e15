package io.rtsper.it.interop;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Assumptions;

/**
 * What the tests need of the machine. Where it is missing they are skipped and say so; the system
 * property {@code rtsper.interop} with the value {@code required} makes that a failure.
 */
public final class Installed {

  private static final int PROBE_SECONDS = 30;

  private Installed() {}

  /** Goes on if something is there; skips or fails the test if not. */
  public static void require(boolean there, String missing) {
    if ("required".equals(System.getProperty("rtsper.interop"))) {
      Assertions.assertTrue(there, missing);
    }
    Assumptions.assumeTrue(there, missing);
  }

  /** Returns whether a command can be run and ends well. */
  public static boolean runs(String... command) throws InterruptedException {
    try {
      Process process =
          new ProcessBuilder(List.of(command))
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start();
      process.getOutputStream().close();
      if (process.waitFor(PROBE_SECONDS, TimeUnit.SECONDS)) {
        return process.exitValue() == 0;
      }
      process.destroyForcibly();
      return false;
    } catch (IOException notThere) {
      return false;
    }
  }
}
