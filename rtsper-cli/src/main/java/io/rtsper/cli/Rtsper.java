package io.rtsper.cli;

import static java.util.Objects.requireNonNull;

import java.io.PrintWriter;
import java.lang.module.ModuleDescriptor;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.Spec;

/** The {@code rtsper} command. */
@Command(
    name = "rtsper",
    mixinStandardHelpOptions = true,
    versionProvider = Rtsper.Version.class,
    subcommands = {ProbeCommand.class, PlayCommand.class},
    description = "Talks to RTSP cameras and media servers.",
    footer = {
      "",
      "Exit status:",
      "    0  done",
      "    1  a mistake in rtsper itself; please report it",
      "    2  bad usage or URL",
      "    3  cannot connect, or the connection was lost",
      "    4  authentication",
      "    5  timed out, or nothing came",
      "    6  protocol error",
      "    7  a status such as 404",
      "  130  interrupted"
    })
public final class Rtsper implements Runnable {

  @Spec private @Nullable CommandSpec spec;

  /** Makes the command; {@link #main} is its entry. */
  public Rtsper() {}

  /**
   * Runs the command and ends the process with its status.
   *
   * @param arguments the command line
   */
  public static void main(String[] arguments) {
    Terminal.prepare();
    PrintWriter out = new PrintWriter(System.out, true, StandardCharsets.UTF_8);
    PrintWriter err = new PrintWriter(System.err, true, StandardCharsets.UTF_8);
    System.exit(run(out, err, arguments));
  }

  /** Runs the command and returns its exit status. */
  static int run(PrintWriter out, PrintWriter err, String... arguments) {
    quietLogs(arguments);
    return commandLine(out, err).execute(arguments);
  }

  /** Returns the command, ready to run. */
  static CommandLine commandLine(PrintWriter out, PrintWriter err) {
    return new CommandLine(new Rtsper())
        .setOut(out)
        .setErr(err)
        .setParameterExceptionHandler(new BadUsage())
        .setExecutionExceptionHandler(Rtsper::broken);
  }

  /** Says that something failed that no code foresaw. */
  static int broken(Exception mistake, CommandLine command, ParseResult parsed) {
    Failure failure = Failure.internal(mistake);
    PrintWriter err = command.getErr();
    err.println("rtsper: " + failure.message());
    for (StackTraceElement at : mistake.getStackTrace()) {
      err.println("  at " + at);
    }
    err.flush();
    if (parsed.originalArgs().contains("--json")) {
      Reporting.print(command, failure);
    }
    return failure.status();
  }

  /** Warnings are for {@code --verbose}: the command says by itself what a person has to know. */
  private static void quietLogs(String... arguments) {
    boolean verbose =
        Arrays.stream(arguments).anyMatch(a -> a.equals("-v") || a.equals("--verbose"));
    String level = "org.slf4j.simpleLogger.defaultLogLevel";
    if (System.getProperty(level) == null) {
      System.setProperty(level, verbose ? "warn" : "error");
    }
  }

  @Override
  public void run() {
    throw new ParameterException(requireNonNull(spec).commandLine(), "a command is missing");
  }

  /** Says which version this is. */
  static final class Version implements IVersionProvider {

    @Override
    public String[] getVersion() {
      ModuleDescriptor descriptor = Rtsper.class.getModule().getDescriptor();
      String version = descriptor == null ? "" : descriptor.version().map(v -> " " + v).orElse("");
      return new String[] {"rtsper" + version + " on Java " + Runtime.version()};
    }
  }
}
