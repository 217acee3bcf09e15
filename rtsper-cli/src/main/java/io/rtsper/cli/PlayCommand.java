package io.rtsper.cli;

import static java.util.Objects.requireNonNull;

import io.rtsper.api.ReconnectAttempt;
import io.rtsper.api.ReconnectPolicy;
import io.rtsper.api.RtspException;
import io.rtsper.api.RtspListener;
import io.rtsper.api.RtspSession;
import io.rtsper.api.RtspValidationException;
import io.rtsper.testkit.camera.Camera;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.Locale;
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
    StatusLine line = new StatusLine(err, !quiet() && Terminal.showsStderr());
    Playback playback = new Playback(packets == null ? Long.MAX_VALUE : packets);
    PlayReport report = new PlayReport(arguments.printableUrl());
    try (Interruption interruption = Interruption.of(playback::interrupt)) {
      try (RtspSession session = build(playback, line)) {
        playback.run(session, duration, line);
        report.measured(session, playback);
      } catch (RtspValidationException unusable) {
        report.error(unusable);
      }
      return finish(report, out, line);
    }
  }

  /** The exchange is too much to go with a live line. */
  private boolean quiet() {
    return arguments.json || arguments.verbose;
  }

  private RtspSession build(Playback playback, StatusLine line) {
    if (packets != null && packets <= 0) {
      throw new RtspValidationException("--packets " + packets + "; give 1 or more");
    }
    return arguments
        .session(line)
        .reconnect(reconnectPolicy())
        .onPacket((track, packet) -> playback.packet())
        .listener(new Reconnects(line))
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

  private int finish(PlayReport report, PrintWriter out, StatusLine line) {
    if (arguments.json) {
      out.println(JsonWriter.json(report.json()));
    } else {
      report.print(out);
    }
    out.flush();
    RtspException failure = report.error();
    if (failure != null) {
      line.say(CommandWording.of(failure));
      return ExitStatus.of(failure);
    }
    return report.endedBy() == Playback.End.INTERRUPTED ? ExitStatus.INTERRUPTED : ExitStatus.DONE;
  }

  /** Says when the session comes back from a loss. */
  private record Reconnects(StatusLine line) implements RtspListener {

    @Override
    public void onReconnect(RtspSession session, ReconnectAttempt attempt) {
      line.say(
          String.format(
              Locale.ROOT,
              "%s; reconnecting in %.1f s (attempt %d)",
              CommandWording.of(attempt.cause()),
              attempt.delay().toMillis() / 1000.0,
              attempt.number()));
    }

    @Override
    public void onReconnected(RtspSession session, int attempts) {
      line.say("playing again");
    }
  }
}
