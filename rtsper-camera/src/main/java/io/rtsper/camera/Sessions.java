package io.rtsper.camera;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/** The sessions of a camera, by id, and their timeout (RFC 2326 §12.37). */
final class Sessions {

  private static final Duration LONGEST_CHECK = Duration.ofSeconds(1);

  private final Clip clip;
  private final Settings settings;
  private final CameraLoop loop;
  private final SplittableRandom random;
  private final Journal journal;
  private final Map<String, Session> byId = new LinkedHashMap<>();

  Sessions(
      Clip clip, Settings settings, CameraLoop loop, SplittableRandom random, Journal journal) {
    this.journal = journal;
    this.clip = clip;
    this.settings = settings;
    this.loop = loop;
    this.random = random;
    check();
  }

  private void check() {
    long now = System.nanoTime();
    long limit = settings.sessionTimeout().toNanos();
    all().stream().filter(session -> now - session.lastActivity() > limit).forEach(this::end);
    Duration interval = settings.sessionTimeout().dividedBy(4);
    loop.schedule(interval.compareTo(LONGEST_CHECK) < 0 ? interval : LONGEST_CHECK, this::check);
  }

  Session create() {
    Session session = new Session(newId(), clip, settings.media().pace());
    byId.put(session.id(), session);
    journal.sessions(all().size());
    return session;
  }

  @Nullable Session find(@Nullable String id) {
    return byId.get(id);
  }

  List<Session> all() {
    return new ArrayList<>(new LinkedHashSet<>(byId.values()));
  }

  void end(Session session) {
    byId.values().removeIf(other -> other == session);
    session.end();
    journal.sessions(all().size());
  }

  /** Makes a session known by another id, too. */
  void alias(Session session, String id) {
    session.id(id);
    byId.put(id, session);
  }

  void endAll() {
    all().forEach(this::end);
  }

  /** Gives every session another id: the old ones are unknown from now on. */
  void renameAll() {
    List<Session> sessions = all();
    byId.clear();
    sessions.forEach(session -> alias(session, newId()));
  }

  /** Returns what plays, each once, however many view it. */
  Set<Playback> playbacks() {
    Set<Playback> all = new LinkedHashSet<>();
    byId.values().forEach(session -> all.add(session.playback()));
    return all;
  }

  /** Notes a sign of life of whoever views a group: which of them it was isn't known. */
  void touchViewers(GroupStream group) {
    byId.values().stream().filter(session -> session.group() == group).forEach(Session::touch);
  }

  /** Ends the sessions whose media that connection carried. */
  void connectionClosed(Connection connection) {
    all().stream().filter(session -> session.connection() == connection).forEach(this::end);
  }

  /** Returns the track whose packets that channel of that connection carries, or null. */
  @Nullable TrackStream trackOn(Connection connection, int channel) {
    for (Session session : byId.values()) {
      for (TrackStream track : session.tracks()) {
        if (track.sink() instanceof InterleavedSink sink && sink.uses(connection, channel)) {
          if (settings.rtcpKeepsAlive()) {
            session.touch();
          }
          return track;
        }
      }
    }
    return null;
  }

  private String newId() {
    return HexFormat.of().withUpperCase().toHexDigits(random.nextLong());
  }
}
