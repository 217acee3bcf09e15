package io.rtsper.it.reliability;

import java.util.List;
import java.util.Map;

/** The fault table as a document. */
final class ReliabilityReport {

  private final Map<String, List<Fault>> themes;
  private final Map<Fault, long[]> measured;

  ReliabilityReport(Map<String, List<Fault>> themes, Map<Fault, long[]> measured) {
    this.themes = themes;
    this.measured = measured;
  }

  String text() {
    StringBuilder text = new StringBuilder();
    text.append(
        """
        # What a session survives, and how it ends

        Written by `FaultTableTest` with `-Drtsper.reliability.write=true`. Each fault is scripted \
        with the camera of `rtsper-testkit` and strikes a session of the synchronous API and one of \
        the asynchronous. After each run the session and its client are closed within a second, and \
        neither a thread of the client nor a connection is left, nor a session at the camera that \
        could have heard of the end.

        The deadlines of the runs: %d ms for connecting and for a whole response, %d ms for media, \
        %d ms for closing; a reconnection waits 50 to 100 ms. The defaults are 5 s, 10 s and 1 s. An \
        outcome may come %d ms after its deadline at most on an idle machine \
        (`-Drtsper.reliability.load=0`); the test allows %d ms more for one that does other work. \
        Times are of one run of each API, %d at once, in milliseconds from the call or the fault to \
        the exception, the end, or being back.

        """
            .formatted(
                Fault.ANSWER.toMillis(),
                Fault.MEDIA.toMillis(),
                Fault.CLOSE.toMillis(),
                Run.TOLERANCE.toMillis(),
                Run.LOAD.toMillis(),
                FaultTableTest.AT_ONCE));
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
