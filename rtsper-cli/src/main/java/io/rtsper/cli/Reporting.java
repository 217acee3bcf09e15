package io.rtsper.cli;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;

/** A command that ends with one object on stdout if {@code --json} is given, whatever happens. */
interface Reporting {

  /** Returns the report of a run that ended before there was anything to tell. */
  Map<String, @Nullable Object> failed(Failure failure);

  /** Prints the object of a run that couldn't report by itself. */
  static void print(CommandLine command, Failure failure) {
    Object of = command.getCommand();
    Map<String, ?> json =
        of instanceof Reporting reporting
            ? reporting.failed(failure)
            : Map.of("error", Map.of("type", failure.type(), "message", failure.message()));
    command.getOut().println(JsonWriter.json(json));
    command.getOut().flush();
  }
}
