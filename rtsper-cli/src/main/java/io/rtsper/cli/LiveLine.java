package io.rtsper.cli;

import io.rtsper.api.SessionStatistics;
import java.io.PrintWriter;

/** A line on the terminal that shows what comes at this moment. */
final class LiveLine {

  private final PrintWriter err;
  private long lastNanos = System.nanoTime();
  private long lastBytes;
  private boolean shown;

  LiveLine(PrintWriter err) {
    this.err = err;
  }

  void show(SessionStatistics statistics) {
    long now = System.nanoTime();
    long bytes = statistics.mediaBytes();
    double kilobits = (bytes - lastBytes) * 8e6 / (now - lastNanos);
    lastNanos = now;
    lastBytes = bytes;
    shown = true;
    err.printf(
        "\r%s: %d packets, %.0f kbit/s, %d lost   ",
        statistics.state(), statistics.packets(), kilobits, statistics.lost());
    err.flush();
  }

  void end() {
    if (shown) {
      err.println();
      err.flush();
    }
  }
}
