package io.rtsper.cli;

import static java.util.Objects.requireNonNull;

import io.rtsper.api.QuirkCount;
import io.rtsper.api.RtspException;
import io.rtsper.api.RtspMethod;
import io.rtsper.api.RtspSession;
import io.rtsper.api.RtspValidationException;
import io.rtsper.api.media.Track;
import io.rtsper.testkit.camera.Camera;
import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
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
final class ProbeCommand implements Callable<Integer> {

  @Mixin final SessionArguments arguments = new SessionArguments();

  @Spec @Nullable CommandSpec spec;

  @Override
  public Integer call() {
    CommandSpec of = requireNonNull(spec);
    PrintWriter out = of.commandLine().getOut();
    PrintWriter err = of.commandLine().getErr();
    Optional<Camera> camera = arguments.camera(err);
    try {
      return probe(out, err);
    } finally {
      camera.ifPresent(Camera::close);
    }
  }

  private int probe(PrintWriter out, PrintWriter err) {
    RtspSession session;
    try {
      session = arguments.session(new StatusLine(err, false)).build();
    } catch (RtspValidationException failure) {
      return report(null, failure, out, err);
    }
    try (session) {
      session.connect();
      session.options();
      session.describe();
      return report(session, null, out, err);
    } catch (RtspException failure) {
      return report(session, failure, out, err);
    }
  }

  private int report(
      @Nullable RtspSession session,
      @Nullable RtspException failure,
      PrintWriter out,
      PrintWriter err) {
    if (arguments.json) {
      out.println(JsonWriter.json(json(session, failure)));
    } else if (session != null) {
      print(session, out);
    }
    out.flush();
    if (failure == null) {
      return ExitStatus.DONE;
    }
    err.println("rtsper: " + CommandWording.of(failure));
    err.flush();
    return ExitStatus.of(failure);
  }

  private Map<String, @Nullable Object> json(
      @Nullable RtspSession session, @Nullable RtspException failure) {
    Map<String, @Nullable Object> json = new LinkedHashMap<>();
    json.put("url", session == null ? arguments.printableUrl() : session.url().toString());
    json.put("server", session == null ? null : session.server().orElse(null));
    json.put("methods", session == null ? List.of() : names(session.serverMethods()));
    json.put("auth", session == null ? null : session.authentication().orElse(null));
    json.put(
        "sessionName",
        session == null
            ? null
            : session.description().map(description -> description.sessionName()).orElse(null));
    json.put(
        "tracks",
        session == null ? List.of() : session.tracks().stream().map(ProbeCommand::json).toList());
    json.put("quirks", session == null ? List.of() : Report.quirks(session.quirks()));
    json.put("error", Report.error(failure));
    return json;
  }

  private static List<String> names(List<RtspMethod> methods) {
    return methods.stream().map(RtspMethod::name).toList();
  }

  private static Map<String, @Nullable Object> json(Track track) {
    Map<String, @Nullable Object> json = new LinkedHashMap<>();
    json.put("index", track.index());
    json.put("media", track.media());
    json.put("encoding", track.encoding());
    json.put("payloadType", track.payloadType() < 0 ? null : track.payloadType());
    json.put("clockRate", track.clockRate());
    json.put("control", track.control());
    json.put("playable", track.playable());
    json.put("reason", track.unplayableReason().orElse(null));
    return json;
  }

  private static void print(RtspSession session, PrintWriter out) {
    out.println(session.url());
    line(out, "server", session.server().orElse("doesn't say"));
    line(
        out,
        "methods",
        session.serverMethods().isEmpty()
            ? "doesn't say"
            : String.join(", ", names(session.serverMethods())));
    line(out, "auth", session.authentication().orElse("none asked for"));
    session
        .description()
        .ifPresent(description -> line(out, "session name", description.sessionName()));
    for (Track track : session.tracks()) {
      print(track, out);
    }
    for (QuirkCount met : session.quirks()) {
      line(
          out,
          "quirk",
          met.quirk().name()
              + (met.count() == 1 ? "" : " (" + met.count() + " times)")
              + ": "
              + met.quirk().description());
    }
  }

  private static void print(Track track, PrintWriter out) {
    StringBuilder text = new StringBuilder(track.media());
    text.append(track.encoding().isEmpty() ? "" : " " + track.encoding());
    text.append(track.payloadType() < 0 ? "" : ", payload type " + track.payloadType());
    text.append(track.clockRate() == 0 ? "" : ", " + track.clockRate() + " Hz");
    text.append(track.channels() < 2 ? "" : ", " + track.channels() + " channels");
    text.append(track.control().isEmpty() ? "" : ", control " + track.control());
    line(out, "track " + track.index(), text.toString());
    if (!track.parameters().isEmpty()) {
      track.parameters().entrySet().stream()
          .sorted(Map.Entry.comparingByKey())
          .forEach(entry -> line(out, "", entry.getKey() + "=" + entry.getValue()));
    }
    track.unplayableReason().ifPresent(reason -> line(out, "", "can't be played: " + reason));
  }

  private static void line(PrintWriter out, String name, String value) {
    out.println(String.format(Locale.ROOT, "  %-13s %s", name, PrintableText.of(value)));
  }
}
