package io.rtsper.it.reliability;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** The fault table as a document. */
final class ReliabilityReport {

  /** Whether what was measured is to be kept. */
  static final boolean KEEP =
      FaultTableTest.EXACT && Boolean.getBoolean("rtsper.reliability.write");

  private static final Path TARGET = Path.of("target");
  private static final Path DOCUMENT = Path.of("..", "docs", "reliability.md");

  private final Map<String, List<Fault>> themes;
  private final Map<Fault, long[]> measured;
  private final int measuredAgain;

  ReliabilityReport(
      Map<String, List<Fault>> themes, Map<Fault, long[]> measured, int measuredAgain) {
    this.themes = themes;
    this.measured = measured;
    this.measuredAgain = measuredAgain;
  }

  /** Writes the faults, and if they are to be kept, over those of the document. */
  void write(boolean keep) throws IOException {
    Files.createDirectories(TARGET);
    Files.writeString(TARGET.resolve("reliability.md"), text());
    if (keep) {
      String before = Files.readString(DOCUMENT);
      int callbacks = before.indexOf(CallbackReport.HEADING);
      Files.writeString(DOCUMENT, text() + (callbacks < 0 ? "" : before.substring(callbacks)));
    }
  }

  /** Writes the callbacks, and if they are to be kept, over those of the document. */
  static void writeCallbacks(String text, boolean keep) throws IOException {
    Files.createDirectories(TARGET);
    Files.writeString(TARGET.resolve("callbacks.md"), text);
    if (keep && KEEP) {
      String before = Files.readString(DOCUMENT);
      int callbacks = before.indexOf(CallbackReport.HEADING);
      Files.writeString(DOCUMENT, (callbacks < 0 ? before : before.substring(0, callbacks)) + text);
    }
  }

  private String text() {
    StringBuilder text = new StringBuilder();
    text.append(
        """
        # What a session survives, and how it ends

        Written by `scripts/fault-table.sh --write`. Each fault is scripted with the camera of \
        `rtsper-camera` and strikes a session of the synchronous API and one of the asynchronous. \
        Within the close timeout and a second after each, no thread of the client, no connection and \
        no UDP port is left, nor a session at the camera that could have heard of the end. After \
        all of them the process has no thread of rtsper's and no socket more than before, and a \
        second round of all leaves neither heap nor direct buffers behind.

        The deadlines of the runs: %d ms for connecting and for a whole response, %d ms for media, \
        %d ms for closing; a reconnection waits 50 to 100 ms. The defaults are 5 s, 10 s and 1 s. \
        Times are in milliseconds from the call or the fault to the exception, the end, or being \
        back. Each came at most %d ms after its deadline: the test fails otherwise. All faults \
        strike once before, unmeasured, so that no time includes loading and compiling; then %d \
        strike at once. One whose outcome is late is measured again, at most %d times, since a \
        machine may stop everything for a moment; that happened to %d of the %d runs of this table. \
        `mvn verify` runs the table more at once, on a machine that does other work, and allows \
        some seconds more.

        """
            .formatted(
                Fault.ANSWER.toMillis(),
                Fault.MEDIA.toMillis(),
                Fault.CLOSE.toMillis(),
                Run.TOLERANCE.toMillis(),
                FaultTableTest.AT_ONCE,
                FaultTableTest.TRIES - 1,
                measuredAgain,
                2 * measured.size()));
    themes.forEach((theme, faults) -> append(text, theme, faults));
    return text.toString();
  }

  private void append(StringBuilder text, String theme, List<Fault> faults) {
    text.append("## ").append(theme).append("\n\n");
    text.append("| fault | outcome | deadline | sync, ms | async, ms |\n|---|---|---|---:|---:|\n");
    for (Fault fault : faults) {
      long[] times = measured.get(fault);
      text.append("| ").append(fault.name).append(" | ").append(fault.outcomeText());
      text.append(" | ").append(deadline(fault)).append(" | ");
      text.append(times == null ? "failed" : times[0]).append(" | ");
      text.append(times == null ? "failed" : times[1]).append(" |\n");
    }
    text.append('\n');
  }

  private static String deadline(Fault fault) {
    return fault.deadlineText.isEmpty()
        ? "–"
        : fault.deadline.toMillis() + " ms (" + fault.deadlineText + ")";
  }
}
