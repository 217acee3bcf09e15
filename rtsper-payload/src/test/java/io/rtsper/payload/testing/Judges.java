package io.rtsper.payload.testing;

import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

/**
 * The programs of others that judge what is read. They take a minute and a half in all, so that
 * they are asked only with the system property {@code rtsper.interop}: with the value {@code
 * required} it is a failure if one is missing, and with any other the test is skipped.
 */
final class Judges {

  private static final String WANTED = System.getProperty("rtsper.interop", "");

  private Judges() {}

  /** Skips the test if nobody asked for judges. */
  static void ask() {
    assumeTrue(!WANTED.isEmpty(), "asks other programs: with -Drtsper.interop=required");
  }

  /** Skips or fails the test where a program is missing. */
  static void require(boolean there, String missing) {
    if (WANTED.equals("required")) {
      assertTrue(there, missing);
    }
    assumeTrue(there, missing);
  }
}
