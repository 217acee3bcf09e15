package io.rtsper.it.reliability;

import io.rtsper.it.reliability.CallbackRun.Action;
import io.rtsper.it.reliability.CallbackRun.Counts;
import io.rtsper.it.reliability.CallbackRun.Wire;
import java.util.Map;
import java.util.function.ToIntFunction;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The table of callbacks as a part of the document. */
final class CallbackReport {

  /** How the part begins, by which it is found again. */
  static final String HEADING = "## Callbacks that close, cancel, pause and play\n";

  private CallbackReport() {}

  static String text(Map<Callback, Map<Action, Map<Wire, Counts>>> counted) {
    StringBuilder text = new StringBuilder(HEADING);
    text.append(
        """

        From each callback an application calls its session once: it closes it, gives up the operation \
        that is under way (or, where none is, one that it asks for there), pauses or plays. Each is done \
        over TCP, UDP and TLS, to a session that is started at once or taken step by step. Whatever is \
        called takes effect after the step that called back, no callback comes inside another, the \
        synchronous `pause()` and `play()` are refused there, and after closing neither a packet nor a \
        report is delivered and nothing but TEARDOWN is sent. The server answers TEARDOWN, so closing \
        never takes as long as the close timeout.

        A cell has the TEARDOWNs that the server took over TCP, UDP and TLS: one where something was set \
        up, none else. Behind them stand the UDP sockets that were left once closing was done, and the \
        threads of the client once that was closed, of all runs of the row; a run that leaves one fails.

        """);
    text.append("| called from |");
    Stream.of(Action.values()).forEach(call -> text.append(" `").append(call.text).append("` |"));
    text.append(" sockets | threads |\n|---|");
    text.append("---|".repeat(Action.values().length)).append("---:|---:|\n");
    counted.forEach(
        (callback, calls) -> {
          text.append("| ").append(callback).append(" |");
          for (Action call : Action.values()) {
            text.append(' ').append(teardowns(calls.getOrDefault(call, Map.of()))).append(" |");
          }
          text.append(' ').append(sum(calls, Counts::sockets)).append(" | ");
          text.append(sum(calls, Counts::threads)).append(" |\n");
        });
    return text.append('\n').toString();
  }

  private static String teardowns(Map<Wire, Counts> byWire) {
    return Stream.of(Wire.values())
        .map(wire -> byWire.containsKey(wire) ? "" + byWire.get(wire).teardowns() : "–")
        .collect(Collectors.joining(" "));
  }

  private static int sum(Map<Action, Map<Wire, Counts>> calls, ToIntFunction<Counts> of) {
    return calls.values().stream().flatMap(runs -> runs.values().stream()).mapToInt(of).sum();
  }
}
