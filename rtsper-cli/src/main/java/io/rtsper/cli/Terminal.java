package io.rtsper.cli;

import java.io.Console;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Whether a person is watching. */
final class Terminal {

  /** Where Linux says what stderr is. */
  private static final Path STDERR = Path.of("/proc/self/fd/2");

  private Terminal() {}

  /**
   * Makes {@link System#console()} null where there is no terminal. From Java 22 to 24 it is one
   * even then, unless this is said before it is asked for the first time.
   */
  static void prepare() {
    if (System.getProperty("jdk.console") == null) {
      System.setProperty("jdk.console", "java.base");
    }
  }

  /** Returns the console to ask at, or null. */
  @SuppressWarnings("SystemConsoleNull") // prepare() is what Error Prone misses.
  static @Nullable Console console() {
    return System.console();
  }

  /** Returns whether stderr is shown to a person, as far as Java can tell. */
  static boolean showsStderr() {
    return console() != null && !isRedirected(STDERR);
  }

  /** Returns whether a descriptor leads elsewhere than to a device; false where that isn't told. */
  static boolean isRedirected(Path descriptor) {
    try {
      return Files.exists(descriptor) && !descriptor.toRealPath().startsWith("/dev");
    } catch (IOException pipe) {
      // A pipe has no path.
      return true;
    }
  }
}
