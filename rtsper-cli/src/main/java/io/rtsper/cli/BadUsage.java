package io.rtsper.cli;

import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.Set;
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
    Failure usage = Failure.usage(sentence(failure, arguments));
    PrintWriter err = command.getErr();
    err.println("rtsper: " + usage.message());
    err.println(
        "Try '"
            + command.getCommandSpec().qualifiedName()
            + " --help'"
            + (command.getSubcommands().isEmpty()
                ? "."
                : ", or one of: " + String.join(", ", command.getSubcommands().keySet()) + "."));
    err.flush();
    if (List.of(arguments).contains("--json")) {
      Reporting.print(command, usage);
    }
    return usage.status();
  }

  private static String sentence(ParameterException failure, String[] arguments) {
    if (failure instanceof UnmatchedArgumentException unmatched) {
      return unmatched(unmatched.getUnmatched(), failure.getCommandLine());
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

  private static String unmatched(List<String> arguments, CommandLine command) {
    Set<String> commands = command.getSubcommands().keySet();
    String first = arguments.get(0);
    if (!commands.isEmpty() && !first.startsWith("-")) {
      return noCommand(first, commands);
    }
    for (String argument : arguments) {
      if (argument.startsWith("-") && !argument.contains("://")) {
        int equals = argument.indexOf('=');
        String name = equals < 0 ? argument : argument.substring(0, equals);
        return "there is no option " + PrintableText.of(name);
      }
    }
    return "there is an argument too many; give one URL, in quotes if it holds a space or &";
  }

  /** A word is repeated only where it is so like a command that it can't be a secret. */
  private static String noCommand(String word, Set<String> commands) {
    if (word.contains("://")) {
      return "a command is missing before the URL; there are: " + String.join(", ", commands);
    }
    for (String command : commands) {
      if (isLike(word, command)) {
        return "there is no command "
            + PrintableText.of(word)
            + "; did you mean "
            + command
            + "? There are: "
            + String.join(", ", commands);
      }
    }
    return "there is no such command; there are: " + String.join(", ", commands);
  }

  /** Returns whether one word becomes the other by at most two letters more, less or different. */
  private static boolean isLike(String word, String command) {
    if (Math.abs(word.length() - command.length()) > 2) {
      return false;
    }
    int[] last = new int[command.length() + 1];
    for (int j = 0; j < last.length; j++) {
      last[j] = j;
    }
    for (int i = 1; i <= word.length(); i++) {
      int[] row = new int[last.length];
      row[0] = i;
      for (int j = 1; j < row.length; j++) {
        int same = word.charAt(i - 1) == command.charAt(j - 1) ? 0 : 1;
        row[j] = Math.min(last[j - 1] + same, 1 + Math.min(last[j], row[j - 1]));
      }
      last = row;
    }
    return last[command.length()] <= 2;
  }
}
