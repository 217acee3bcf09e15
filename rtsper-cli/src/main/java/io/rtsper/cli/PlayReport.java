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
import org.jspecify.annotations.Nullable;

/** What {@code play} says at its end. */
final class PlayReport {

  private final String url;
  private @Nullable String transport;
  private double elapsedSeconds;
  private @Nullable Duration timeToFirstPacket;
  private long reconnects;
  private List<Row> rows = List.of();
  private List<QuirkCount> quirks = List.of();
  private Playback.End endedBy = Playback.End.ERROR;
  private @Nullable RtspException error;

  /** A track that was set up. */
  private record Row(
      int index, String media, String encoding, long packets, long bytes, long lost) {}

  PlayReport(String url) {
    this.url = url;
  }

  /** Takes what a session measured; it must not be closed yet. */
  void measured(RtspSession session, Playback playback) {
    SessionStatistics statistics = session.statistics();
    transport = session.transport().orElse(null);
    elapsedSeconds = playback.elapsedSeconds();
    timeToFirstPacket = statistics.timeToFirstPacket().orElse(null);
    reconnects = statistics.reconnects();
    List<Track> tracks = session.tracks();
    rows = statistics.tracks().stream().map(counted -> row(tracks, counted)).toList();
    quirks = session.quirks();
    endedBy = playback.end();
    error = playback.failure();
  }

  private static Row row(List<Track> tracks, TrackStatistics counted) {
    Track track = tracks.get(counted.trackIndex());
    return new Row(
        track.index(),
        track.media(),
        track.encoding(),
        counted.packets(),
        counted.bytes(),
        counted.lost());
  }

  long packets() {
    return rows.stream().mapToLong(Row::packets).sum();
  }

  Playback.End endedBy() {
    return endedBy;
  }

  @Nullable RtspException error() {
    return error;
  }

  void error(RtspException failure) {
    error = failure;
  }

  Map<String, @Nullable Object> json() {
    Map<String, @Nullable Object> json = new LinkedHashMap<>();
    json.put("url", url);
    json.put("transport", transport);
    json.put("elapsedSeconds", Math.round(elapsedSeconds * 1000) / 1000.0);
    json.put(
        "timeToFirstPacketMillis",
        timeToFirstPacket == null ? null : Math.round(timeToFirstPacket.toNanos() / 1e5) / 10.0);
    json.put("reconnects", reconnects);
    json.put("tracks", rows.stream().map(PlayReport::json).toList());
    json.put("quirks", Report.quirks(quirks));
    json.put("endedBy", endedBy.word());
    json.put("error", Report.error(error));
    return json;
  }

  private static Map<String, Object> json(Row row) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("index", row.index);
    json.put("media", row.media);
    json.put("encoding", row.encoding);
    json.put("packets", row.packets);
    json.put("bytes", row.bytes);
    json.put("lost", row.lost);
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
          "  track %d  %-6s %-14s %8d packets %10d bytes %6d lost%n",
          row.index,
          PrintableText.of(row.media),
          PrintableText.of(row.encoding),
          row.packets,
          row.bytes,
          row.lost);
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
}
