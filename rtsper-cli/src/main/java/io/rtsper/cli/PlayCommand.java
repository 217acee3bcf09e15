package io.rtsper.cli;

import static java.util.Objects.requireNonNull;

import io.rtsper.api.ReconnectAttempt;
import io.rtsper.api.ReconnectPolicy;
import io.rtsper.api.RtspException;
import io.rtsper.api.RtspListener;
import io.rtsper.api.RtspPhase;
import io.rtsper.api.RtspSession;
import io.rtsper.api.RtspTimeoutException;
import io.rtsper.api.RtspValidationException;
import io.rtsper.testkit.camera.Camera;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code rtsper play}: plays for a while and says what came. */
@Command(
    name = "play",
    mixinStandardHelpOptions = true,
    description = {
      "Plays until N packets came or the time is over, or else until interrupted,",
      "and says what came."
    },
    sortOptions = false)
final class PlayCommand implements Callable<Integer> {

  @Mixin final SessionArguments arguments = new SessionArguments();

  @Option(names = "--packets", paramLabel = "N", description = "end after N RTP packets")
  @Nullable Long packets;

  @Option(
      names = "--duration",
      paramLabel = "TIME",
      converter = DurationConverter.class,
      description = "end after this time from the start, such as 5s")
  @Nullable Duration duration;

  @Option(
      names = "--reconnect",
      paramLabel = "N|forever",
      description = "come back after a loss, N times in a row or for ever (default: not at all)")
  @Nullable String reconnect;

  @Spec @Nullable CommandSpec spec;

  @Override
  public Integer call() {
    PrintWriter out = requireNonNull(spec).commandLine().getOut();
    PrintWriter err = requireNonNull(spec).commandLine().getErr();
    Optional<Camera> camera = arguments.camera(err);
    try {
      return play(out, err);
    } finally {
      camera.ifPresent(Camera::close);
    }
  }

  private int play(PrintWriter out, PrintWriter err) {
    Playback playback = new Playback(packets == null ? Long.MAX_VALUE : packets);
    try (Interruption interruption = Interruption.of(playback::interrupt)) {
      PlayReport report = new PlayReport(arguments.printableUrl());
      RtspSession session;
      try {
        session = build(playback, err);
      } catch (RtspException failure) {
        report.endedBy("error", failure);
        return finish(report, out, err);
      }
      try (session) {
        playback.run(session, duration, liveLine(err));
        report.measured(session, playback);
      } finally {
        session.close();
      }
      if (report.packets() == 0 && report.error() == null && !playback.isInterrupted()) {
        report.error(nothingCame());
      }
      return finish(report, out, err);
    }
  }

  private RtspSession build(Playback playback, PrintWriter err) {
    if (packets != null && packets <= 0) {
      throw new RtspValidationException("--packets " + packets + "; give 1 or more");
    }
    return arguments
        .session(err)
        .reconnect(reconnectPolicy())
        .onPacket((track, packet) -> playback.packet())
        .listener(new Reconnects(err))
        .build();
  }

  private ReconnectPolicy reconnectPolicy() {
    String times = reconnect;
    if (times == null) {
      return ReconnectPolicy.none();
    }
    if (times.equals("forever")) {
      return ReconnectPolicy.forever();
    }
    try {
      return ReconnectPolicy.attempts(Integer.parseInt(times));
    } catch (NumberFormatException unreadable) {
      throw new RtspValidationException(
          "--reconnect " + times + "; give a number of attempts, or forever", unreadable);
    }
  }

  /** From Java 22 on there may be a console without a terminal; then the line is only too much. */
  @SuppressWarnings("SystemConsoleNull")
  private @Nullable LiveLine liveLine(PrintWriter err) {
    return arguments.json || System.console() == null ? null : new LiveLine(err);
  }

  private RtspException nothingCame() {
    return new RtspTimeoutException(
        RtspPhase.MEDIA,
        "the server plays, but no packet came"
            + (duration == null ? "" : " within " + duration.toMillis() / 1000.0 + " s")
            + "; give it more time with --duration, or try --transports tcp",
        null);
  }

  private int finish(PlayReport report, PrintWriter out, PrintWriter err) {
    if (arguments.json) {
      out.println(JsonWriter.json(report.json()));
    } else {
      report.print(out);
    }
    out.flush();
    RtspException failure = report.error();
    if (failure != null) {
      err.println("rtsper: " + failure.getMessage());
      err.flush();
      return ExitStatus.of(failure);
    }
    return report.wasInterrupted() ? ExitStatus.INTERRUPTED : ExitStatus.DONE;
  }

  /** Says when the session comes back from a loss. */
  private record Reconnects(PrintWriter err) implements RtspListener {

    @Override
    public void onReconnect(RtspSession session, ReconnectAttempt attempt) {
      err.printf(
          "rtsper: %s; reconnecting in %.1f s (attempt %d)%n",
          attempt.cause().getMessage(), attempt.delay().toMillis() / 1000.0, attempt.number());
      err.flush();
    }

    @Override
    public void onReconnected(RtspSession session, int attempts) {
      err.println("rtsper: playing again");
      err.flush();
    }
  }
}
