package io.rtsper.cli;

import io.rtsper.api.QuirkCount;
import io.rtsper.api.RtspMethod;
import io.rtsper.api.RtspSession;
import io.rtsper.api.media.AudioParameters;
import io.rtsper.api.media.CodecParameters;
import io.rtsper.api.media.Track;
import io.rtsper.api.media.TrackDirection;
import io.rtsper.api.media.VideoParameters;
import io.rtsper.api.sdp.Connection;
import io.rtsper.api.sdp.SessionDescription;
import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What {@code probe} says. What comes from the server is kept as it may be printed. */
final class ProbeReport {

  /** How a multicast address begins: 224 to 239, or ff. */
  private static final Pattern GROUP =
      Pattern.compile("(22[4-9]|23[0-9])\\.|ff[0-9a-f]{2}:", Pattern.CASE_INSENSITIVE);

  private final String url;
  private final @Nullable Failure error;
  private boolean answered;
  private @Nullable String server;
  private List<String> methods = List.of();
  private @Nullable String authentication;
  private @Nullable String sessionName;
  private List<Track> tracks = List.of();
  private final Map<Integer, CodecParameters> codecs = new TreeMap<>();
  private List<QuirkCount> quirks = List.of();

  private ProbeReport(String url, @Nullable Failure error) {
    this.url = url;
    this.error = error;
  }

  /** Returns the report of a run that didn't come to a session. */
  static ProbeReport failed(String url, Failure failure) {
    return new ProbeReport(url, failure);
  }

  /** Returns what a session has found out, perhaps until it failed. */
  static ProbeReport of(String url, RtspSession session, @Nullable Failure failure) {
    ProbeReport report = new ProbeReport(url, failure);
    report.server = session.server().map(PrintableText::of).orElse(null);
    report.methods =
        session.serverMethods().stream().map(RtspMethod::name).map(PrintableText::of).toList();
    report.authentication = session.authentication().map(PrintableText::of).orElse(null);
    report.sessionName =
        session
            .description()
            .map(SessionDescription::sessionName)
            .map(PrintableText::of)
            .orElse(null);
    report.tracks = session.tracks();
    for (Track track : report.tracks) {
      session.codecParameters(track).ifPresent(known -> report.codecs.put(track.index(), known));
    }
    report.quirks = session.quirks();
    report.answered = failure == null || report.server != null || !report.methods.isEmpty();
    return report;
  }

  @Nullable Failure error() {
    return error;
  }

  Map<String, @Nullable Object> json() {
    Map<String, @Nullable Object> json = new LinkedHashMap<>();
    json.put("url", url);
    json.put("server", server);
    json.put("methods", methods);
    json.put("auth", authentication);
    json.put("sessionName", sessionName);
    json.put("tracks", tracks.stream().map(this::json).toList());
    json.put("quirks", QuirkReport.json(quirks));
    json.put("error", Failure.json(error));
    return json;
  }

  private Map<String, @Nullable Object> json(Track track) {
    Map<String, @Nullable Object> json = new LinkedHashMap<>();
    json.put("index", track.index());
    json.put("media", PrintableText.of(track.media()));
    json.put("encoding", PrintableText.of(track.encoding()));
    json.put("payloadType", track.payloadType() < 0 ? null : track.payloadType());
    json.put("clockRate", track.clockRate());
    json.put("control", PrintableText.of(track.control()));
    json.put("direction", track.direction() == TrackDirection.SEND ? "send" : "receive");
    json.put("playable", track.playable());
    json.put("reason", track.playable() ? null : PrintableText.of(reason(track)));
    json.put("multicast", group(track));
    CodecParameters known = codecs.get(track.index());
    VideoParameters video = known instanceof VideoParameters parameters ? parameters : null;
    AudioParameters audio = known instanceof AudioParameters parameters ? parameters : null;
    json.put("codec", known == null ? null : PrintableText.of(known.codec()));
    json.put("width", video == null ? null : number(video.width()));
    json.put("height", video == null ? null : number(video.height()));
    json.put("frameRate", video == null ? null : rate(video));
    json.put("sampleRate", audio == null ? null : number(audio.sampleRate()));
    json.put("channels", audio == null ? null : number(audio.channels()));
    return json;
  }

  /** Returns a number of which 0 says that it isn't known. */
  private static @Nullable Integer number(int value) {
    return value == 0 ? null : value;
  }

  private static @Nullable Double rate(VideoParameters video) {
    return video.frameRate().isPresent()
        ? Math.round(video.frameRate().getAsDouble() * 1000) / 1000.0
        : null;
  }

  /** Returns the multicast group that a track is sent to; null if the description names none. */
  private static @Nullable String group(Track track) {
    String address = track.description().connection().map(Connection::address).orElse("");
    return GROUP.matcher(address).lookingAt() ? PrintableText.of(address) : null;
  }

  private static String reason(Track unplayable) {
    return unplayable.unplayableReason().orElse("it is a back channel, which the client sends");
  }

  void print(PrintWriter out) {
    if (!answered) {
      return;
    }
    out.println(url);
    line(out, "server", server == null ? "doesn't say" : server);
    line(out, "methods", methods.isEmpty() ? "doesn't say" : String.join(", ", methods));
    line(out, "auth", authentication == null ? withoutAuthentication() : authentication);
    if (sessionName != null) {
      line(out, "session name", sessionName);
    }
    for (Track track : tracks) {
      print(track, out);
    }
    for (QuirkCount met : quirks) {
      line(
          out,
          "quirk",
          met.quirk().name()
              + (met.count() == 1 ? "" : " (" + met.count() + " times)")
              + ": "
              + met.quirk().description());
    }
  }

  /** The reason stands in the error. */
  private String withoutAuthentication() {
    return error != null && error.status() == ExitStatus.AUTHENTICATION
        ? "asked for, and not passed"
        : "none asked for";
  }

  private void print(Track track, PrintWriter out) {
    StringBuilder text = new StringBuilder(track.media());
    text.append(track.encoding().isEmpty() ? "" : " " + track.encoding());
    text.append(track.payloadType() < 0 ? "" : ", payload type " + track.payloadType());
    text.append(track.clockRate() == 0 ? "" : ", " + track.clockRate() + " Hz");
    text.append(track.channels() < 2 ? "" : ", " + track.channels() + " channels");
    text.append(track.control().isEmpty() ? "" : ", control " + track.control());
    line(out, "track " + track.index(), text.toString());
    CodecParameters known = codecs.get(track.index());
    if (known != null) {
      Double rate = known instanceof VideoParameters video ? rate(video) : null;
      line(out, "", known + (rate == null ? "" : " " + rate + " frames/s"));
    }
    if (!track.parameters().isEmpty()) {
      track.parameters().entrySet().stream()
          .sorted(Map.Entry.comparingByKey())
          .forEach(entry -> line(out, "", entry.getKey() + "=" + entry.getValue()));
    }
    if (!track.playable()) {
      line(out, "", "can't be played: " + reason(track));
    }
    String group = group(track);
    if (group != null) {
      line(
          out,
          "",
          "needs multicast, unless the server sends it by unicast, too: its group is " + group);
    }
  }

  private static void line(PrintWriter out, String name, String value) {
    out.println(String.format(Locale.ROOT, "  %-13s %s", name, PrintableText.of(value)));
  }
}
