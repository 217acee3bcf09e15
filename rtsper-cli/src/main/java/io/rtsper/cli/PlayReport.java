package io.rtsper.cli;

import io.rtsper.api.QuirkCount;
import io.rtsper.api.RtspException;
import io.rtsper.api.RtspSession;
import io.rtsper.api.SessionStatistics;
import io.rtsper.api.TrackStatistics;
import io.rtsper.api.media.Track;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** What {@code play} says at its end. */
final class PlayReport {

  private final String url;
  private final @Nullable Failure error;
  private @Nullable String transport;
  private double elapsedSeconds;
  private @Nullable Duration timeToFirstPacket;
  private long reconnects;
  private List<Row> rows = List.of();
  private List<LeftOut> leftOut = List.of();
  private List<QuirkCount> quirks = List.of();
  private Playback.End endedBy = Playback.End.ERROR;

  /** A track that was set up. */
  private record Row(int index, String media, String encoding, TrackStatistics counts) {}

  /** A track that couldn't be had. */
  private record LeftOut(int index, String media, String encoding, String reason) {

    private static LeftOut of(Track track, String reason) {
      return new LeftOut(
          track.index(),
          PrintableText.of(track.media()),
          PrintableText.of(track.encoding()),
          CommandWording.of(reason));
    }
  }

  private PlayReport(String url, @Nullable Failure error) {
    this.url = url;
    this.error = error;
  }

  /** Returns the report of a run that didn't come to a session. */
  static PlayReport failed(String url, Failure failure) {
    return new PlayReport(url, failure);
  }

  /** Returns what a session measured; it must not be closed yet. */
  static PlayReport of(String url, RtspSession session, Playback playback) {
    RtspException failure = playback.failure();
    PlayReport report = new PlayReport(url, failure == null ? null : Failure.of(failure));
    SessionStatistics statistics = playback.statistics();
    report.transport = session.transport().orElse(null);
    report.elapsedSeconds = playback.elapsedSeconds();
    report.timeToFirstPacket = statistics.timeToFirstPacket().orElse(null);
    report.reconnects = statistics.reconnects();
    report.tracks(session.tracks(), statistics.tracks());
    report.leftOut =
        session.leftOut().entrySet().stream()
            .map(left -> LeftOut.of(left.getKey(), left.getValue()))
            .toList();
    report.quirks = session.quirks();
    report.endedBy = playback.end();
    return report;
  }

  /**
   * Takes what was counted. A server that was restarted may describe fewer tracks than were played
   * before, so a count may have no track any more.
   */
  void tracks(List<Track> described, List<TrackStatistics> counts) {
    rows = counts.stream().map(counted -> row(described, counted)).toList();
  }

  private static Row row(List<Track> described, TrackStatistics counted) {
    Optional<Track> track =
        described.stream().filter(one -> one.index() == counted.trackIndex()).findFirst();
    return new Row(
        counted.trackIndex(),
        track.map(Track::media).map(PrintableText::of).orElse("unknown"),
        track.map(Track::encoding).map(PrintableText::of).orElse(""),
        counted);
  }

  long packets() {
    return rows.stream().mapToLong(row -> row.counts.packets()).sum();
  }

  Playback.End endedBy() {
    return endedBy;
  }

  @Nullable Failure error() {
    return error;
  }

  Map<String, @Nullable Object> json() {
    Map<String, @Nullable Object> json = new LinkedHashMap<>();
    json.put("url", url);
    json.put("transport", transport);
    json.put("elapsedSeconds", Math.round(elapsedSeconds * 1000) / 1000.0);
    json.put(
        "timeToFirstPacketMillis", timeToFirstPacket == null ? null : millis(timeToFirstPacket));
    json.put("reconnects", reconnects);
    json.put("tracks", rows.stream().map(PlayReport::json).toList());
    json.put("leftOut", leftOut.stream().map(PlayReport::json).toList());
    json.put("quirks", QuirkReport.json(quirks));
    json.put("endedBy", endedBy.word());
    json.put("error", Failure.json(error));
    return json;
  }

  private static Map<String, @Nullable Object> json(Row row) {
    TrackStatistics counts = row.counts;
    Map<String, @Nullable Object> json = new LinkedHashMap<>();
    json.put("index", row.index);
    json.put("media", row.media);
    json.put("encoding", row.encoding);
    json.put("packets", counts.packets());
    json.put("bytes", counts.bytes());
    json.put("lost", counts.lost());
    json.put("duplicates", counts.duplicates());
    json.put("reordered", counts.reordered());
    json.put("late", counts.late());
    json.put("malformed", counts.malformed());
    json.put("discarded", counts.discarded());
    json.put("jitterMillis", millis(counts.jitter()));
    json.put("bitrate", counts.bitRate());
    OptionalDouble drift = counts.driftPpm();
    json.put("driftPpm", drift.isEmpty() ? null : Math.round(drift.getAsDouble() * 10) / 10.0);
    json.put("frames", counts.frames());
    json.put("keyFrames", counts.keyFrames());
    json.put("dropped", counts.framesDropped());
    json.put("damaged", counts.framesDamaged());
    json.put(
        "timeToFirstFrameMillis", counts.timeToFirstFrame().map(PlayReport::millis).orElse(null));
    OptionalInt buffer = counts.receiveBuffer();
    json.put("receiveBuffer", buffer.isEmpty() ? null : buffer.getAsInt());
    OptionalLong drops = counts.systemDrops();
    json.put("systemDrops", drops.isEmpty() ? null : drops.getAsLong());
    return json;
  }

  private static double millis(Duration time) {
    return Math.round(time.toNanos() / 1e5) / 10.0;
  }

  private static Map<String, Object> json(LeftOut left) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("index", left.index);
    json.put("media", left.media);
    json.put("encoding", left.encoding);
    json.put("reason", left.reason);
    return json;
  }

  void print(PrintWriter out) {
    if (rows.isEmpty()) {
      return;
    }
    out.printf(
        Locale.ROOT,
        "%s: %d packets in %.1f s over %s%s%n",
        url,
        packets(),
        elapsedSeconds,
        transport == null ? "no transport" : transport,
        timeToFirstPacket == null
            ? ""
            : String.format(Locale.ROOT, ", the first after %d ms", timeToFirstPacket.toMillis()));
    for (Row row : rows) {
      out.printf(
          Locale.ROOT,
          "  track %d  %-6s %-14s %8d packets %10d bytes %6d lost%s%n",
          row.index,
          row.media,
          row.encoding,
          row.counts.packets(),
          row.counts.bytes(),
          row.counts.lost(),
          rest(row.counts));
    }
    for (LeftOut left : leftOut) {
      out.printf(
          Locale.ROOT,
          "  track %d  %-6s %-14s left out: %s%n",
          left.index,
          left.media,
          left.encoding,
          left.reason);
    }
    if (reconnects > 0) {
      out.println("  reconnected " + reconnects + (reconnects == 1 ? " time" : " times"));
    }
    for (QuirkCount met : quirks) {
      out.println(
          "  quirk " + met.quirk().name() + " (" + met.count() + "): " + met.quirk().description());
    }
    out.println("  ended by " + endedBy.word());
  }

  /**
   * Returns what else became of packets, if it did. Those that came late are told because they no
   * longer count as lost, although nobody got them where packets are put in order.
   */
  private static String rest(TrackStatistics counts) {
    return counted(counts.late(), "late")
        + counted(counts.reordered(), "reordered")
        + counted(counts.duplicates(), counts.duplicates() == 1 ? "duplicate" : "duplicates")
        + counted(counts.malformed(), "malformed")
        + counted(counts.discarded(), "discarded");
  }

  private static String counted(long count, String what) {
    return count == 0 ? "" : ", " + count + " " + what;
  }
}
