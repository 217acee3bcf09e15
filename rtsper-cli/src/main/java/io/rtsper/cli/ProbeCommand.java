package io.rtsper.cli;

import static java.util.Objects.requireNonNull;

import io.rtsper.api.RtspException;
import io.rtsper.api.RtspSession;
import io.rtsper.api.RtspValidationException;
import io.rtsper.camera.Camera;
import java.io.PrintWriter;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code rtsper probe}: says what a server is and what it offers, without playing it. */
@Command(
    name = "probe",
    mixinStandardHelpOptions = true,
    description = "Says who the server is, how it authenticates, and what tracks it offers.",
    sortOptions = false)
final class ProbeCommand implements Callable<Integer>, Reporting {

  @Mixin final SessionArguments arguments = new SessionArguments();

  @Spec @Nullable CommandSpec spec;

  private final CompletableFuture<Void> interrupted = new CompletableFuture<>();

  @Override
  public Integer call() {
    CommandLine command = requireNonNull(spec).commandLine();
    StatusLine line = new StatusLine(command.getErr(), false);
    try (Interruption interruption = Interruption.of(() -> interrupted.complete(null))) {
      return finish(probe(line), command.getOut(), line);
    }
  }

  private ProbeReport probe(StatusLine line) {
    try (Camera camera = arguments.camera(line, builder -> builder);
        RtspSession session = arguments.session(line).build()) {
      interrupted.thenRun(session::closeAsync);
      return ProbeReport.of(arguments.printableUrl(), session, failure(session));
    } catch (RtspValidationException unusable) {
      return ProbeReport.failed(arguments.printableUrl(), Failure.of(unusable));
    }
  }

  private @Nullable Failure failure(RtspSession session) {
    try {
      session.connect();
      session.options();
      session.describe();
      CodecProbe.of(session, arguments.timeout()).look();
      return null;
    } catch (RtspException failure) {
      if (interrupted.isDone()) {
        return Failure.interrupted();
      }
      Mistake.rethrow(Mistake.behind(failure));
      return Failure.of(failure);
    } catch (IllegalStateException closed) {
      if (!interrupted.isDone()) {
        throw closed;
      }
      return Failure.interrupted();
    }
  }

  private int finish(ProbeReport report, PrintWriter out, StatusLine line) {
    if (arguments.json) {
      out.println(JsonWriter.json(report.json()));
    } else {
      report.print(out);
    }
    out.flush();
    Failure failure = report.error();
    if (failure == null) {
      return ExitStatus.DONE;
    }
    line.say(failure.message());
    return failure.status();
  }

  @Override
  public Map<String, @Nullable Object> failed(Failure failure) {
    return ProbeReport.failed(arguments.printableUrl(), failure).json();
  }
}
