package io.rtsper.cli;

import static java.util.Objects.requireNonNull;

import io.rtsper.api.ReconnectAttempt;
import io.rtsper.api.ReconnectPolicy;
import io.rtsper.api.RtspListener;
import io.rtsper.api.RtspSession;
import io.rtsper.api.RtspSessionBuilder;
import io.rtsper.api.RtspValidationException;
import io.rtsper.camera.Camera;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
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
final class PlayCommand implements Callable<Integer>, Reporting {

  @Mixin final SessionArguments arguments = new SessionArguments();

  @Option(
      names = "--transports",
      split = ",",
      paramLabel = "NAME",
      description =
          "media transports in order of preference: tcp, udp, multicast (default: tcp); the next is"
              + " tried where one is refused or brings nothing")
  String @Nullable [] transports;

  @Option(
      names = "--packets",
      paramLabel = "N",
      converter = CountConverter.class,
      description = "end after N RTP packets")
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

  @Option(
      names = "--no-reports",
      description = "send no RTCP receiver reports, for servers that end the connection at one")
  boolean noReports;

  @Option(
      names = "--capture",
      paramLabel = "FILE",
      description =
          "write what is said, without credentials, and all media to a pcapng file that Wireshark"
              + " opens and an rtsp+replay://localhost/... URL plays back")
  @Nullable Path capture;

  @Option(names = "--force", description = "replace the file of --capture if it is there")
  boolean force;

  @Spec @Nullable CommandSpec spec;

  @Override
  public Integer call() {
    CommandLine command = requireNonNull(spec).commandLine();
    StatusLine line = new StatusLine(command.getErr(), !quiet() && Terminal.showsStderr());
    Playback playback = new Playback(packets == null ? Long.MAX_VALUE : packets);
    try (Interruption interruption = Interruption.of(playback::interrupt)) {
      return finish(play(playback, line), command.getOut(), line);
    }
  }

  private PlayReport play(Playback playback, StatusLine line) {
    try (Camera camera = arguments.camera(line, builder -> options(builder, playback, line));
        RtspSession session = captured(options(arguments.session(line), playback, line)).build()) {
      playback.run(session, duration, line);
      return PlayReport.of(arguments.printableUrl(), session, playback);
    } catch (RtspValidationException unusable) {
      return PlayReport.failed(arguments.printableUrl(), Failure.of(unusable));
    }
  }

  /** The exchange is too much to go with a live line. */
  private boolean quiet() {
    return arguments.json || arguments.verbose;
  }

  private RtspSessionBuilder options(
      RtspSessionBuilder builder, Playback playback, StatusLine line) {
    checkCapture();
    String[] names = transports;
    if (names != null) {
      builder.transports(Arrays.stream(names).map(PlayCommand::transport).toArray(String[]::new));
    }
    return builder
        .reconnect(reconnectPolicy())
        .receiverReports(!noReports)
        .onPacket((track, packet) -> playback.packet())
        .onFrame((track, frame) -> {}) // so that frames are put together, and counted
        .listener(new Reconnects(line));
  }

  /** Looks before anything is started: a capture may be all that is left of what went wrong. */
  private void checkCapture() {
    Path file = capture;
    if (file == null && force) {
      throw new RtspValidationException("--force is for the file of --capture");
    }
    if (file != null && !force && Files.exists(file)) {
      throw new RtspValidationException(
          "--capture: "
              + file
              + " is there already; name another file, or replace it with --force");
    }
  }

  private RtspSessionBuilder captured(RtspSessionBuilder builder) {
    Path file = capture;
    return file == null ? builder : builder.capture(file);
  }

  /** What isn't a name is not repeated: it may be a URL, with a password in it. */
  private static String transport(String text) {
    String name = text.strip();
    if (name.isEmpty() || !name.chars().allMatch(Character::isLetterOrDigit)) {
      throw new RtspValidationException("--transports takes names, such as tcp,udp");
    }
    return name;
  }

  private ReconnectPolicy reconnectPolicy() {
    String times = reconnect;
    if (times == null) {
      return ReconnectPolicy.none();
    }
    if (times.equals("forever")) {
      return ReconnectPolicy.forever();
    }
    int attempts;
    try {
      attempts = Integer.parseInt(times);
    } catch (NumberFormatException unreadable) {
      attempts = -1;
    }
    if (attempts < 0) {
      throw new RtspValidationException(
          "--reconnect takes a number of attempts, 0 or more, or forever");
    }
    return ReconnectPolicy.attempts(attempts);
  }

  private int finish(PlayReport report, PrintWriter out, StatusLine line) {
    if (arguments.json) {
      out.println(JsonWriter.json(report.json()));
    } else {
      report.print(out);
    }
    out.flush();
    Failure failure = report.error();
    if (failure != null) {
      line.say(failure.message());
      return failure.status();
    }
    return report.endedBy() == Playback.End.INTERRUPTED ? ExitStatus.INTERRUPTED : ExitStatus.DONE;
  }

  @Override
  public Map<String, @Nullable Object> failed(Failure failure) {
    return PlayReport.failed(arguments.printableUrl(), failure).json();
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
