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

  /**
   * Returns whether stderr is shown to a person. Java has a console only where stdin and stdout are
   * one, too, so it is asked only where the system doesn't say it of stderr alone.
   */
  static boolean showsStderr() {
    try {
      return isTerminal(Files.readSymbolicLink(STDERR).toString());
    } catch (IOException | UnsupportedOperationException notLinux) {
      return console() != null;
    }
  }

  /** Returns whether what a descriptor leads to is a terminal, and no file or pipe. */
  static boolean isTerminal(String device) {
    return device.startsWith("/dev/pts/")
        || device.startsWith("/dev/tty")
        || device.equals("/dev/console");
  }
}
