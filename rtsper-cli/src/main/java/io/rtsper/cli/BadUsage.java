package io.rtsper.cli;

import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import picocli.CommandLine;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/**
 * Says in a sentence what is wrong with a command line. Arguments that stand in the wrong place are
 * not repeated, since each of them may be a password or a URL that holds one.
 */
final class BadUsage implements IParameterExceptionHandler {

  @Override
  public int handleParseException(ParameterException failure, String[] arguments) {
    CommandLine command = failure.getCommandLine();
    PrintWriter err = command.getErr();
    err.println("rtsper: " + sentence(failure, arguments));
    err.println(
        "Try '"
            + command.getCommandSpec().qualifiedName()
            + " --help'"
            + (command.getSubcommands().isEmpty()
                ? "."
                : ", or one of: " + String.join(", ", command.getSubcommands().keySet()) + "."));
    err.flush();
    return ExitStatus.USAGE;
  }

  private static String sentence(ParameterException failure, String[] arguments) {
    if (failure instanceof UnmatchedArgumentException unmatched) {
      return unmatched(unmatched.getUnmatched());
    }
    String text = String.valueOf(failure.getMessage());
    for (String argument : arguments) {
      String value = argument.substring(argument.indexOf('=') + 1);
      if (argument.contains("://")) {
        text = text.replace(argument, "(a URL)").replace(value, "(a URL)");
      }
    }
    return PrintableText.of(text.substring(0, 1).toLowerCase(Locale.ROOT) + text.substring(1));
  }

  private static String unmatched(List<String> arguments) {
    for (String argument : arguments) {
      if (argument.startsWith("-") && !argument.contains("://")) {
        int equals = argument.indexOf('=');
        String name = equals < 0 ? argument : argument.substring(0, equals);
        return "there is no option " + PrintableText.of(name);
      }
    }
    return "there is an argument too many; give one URL, in quotes if it holds a space or &";
  }
}
