package io.rtsper.cli;

import io.rtsper.api.SessionStatistics;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;

/**
 * What the command says on stderr while it plays: messages, and on a terminal a line that shows
 * what comes at this moment. Messages come from event loops too, so both keep out of each other's
 * way.
 */
final class StatusLine {

  private final PrintWriter err;
  private final boolean live;
  private long lastNanos = System.nanoTime();
  private long lastBytes;
  private int shown;

  /**
   * Makes a line.
   *
   * @param live whether the moment is shown
   */
  StatusLine(PrintWriter err, boolean live) {
    this.err = err;
    this.live = live;
  }

  boolean isLive() {
    return live;
  }

  /** Shows this moment in place of the last one. */
  synchronized void show(SessionStatistics statistics) {
    if (!live) {
      return;
    }
    long now = System.nanoTime();
    long bytes = statistics.mediaBytes();
    double kilobits = Math.max(0, bytes - lastBytes) * 8e6 / Math.max(1, now - lastNanos);
    lastNanos = now;
    lastBytes = bytes;
    String text =
        String.format(
            Locale.ROOT,
            "%s: %d packets, %.0f kbit/s, %d lost",
            statistics.state(),
            statistics.packets(),
            kilobits,
            statistics.lost());
    err.print("\r" + text + " ".repeat(Math.max(0, shown - text.length())));
    err.flush();
    shown = text.length();
  }

  /** Says something on a line of its own. */
  synchronized void say(String message) {
    end();
    err.println("rtsper: " + message);
    err.flush();
  }

  /** Prints lines as they are, and an empty one. */
  synchronized void quote(List<String> lines) {
    end();
    lines.forEach(err::println);
    err.println();
    err.flush();
  }

  /** Leaves what is shown as it is and goes to a line of its own. */
  synchronized void end() {
    if (shown > 0) {
      shown = 0;
      err.println();
      err.flush();
    }
  }
}
