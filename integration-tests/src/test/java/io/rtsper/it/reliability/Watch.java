package io.rtsper.it.reliability;

import io.rtsper.api.EndReason;
import io.rtsper.api.Quirk;
import io.rtsper.api.ReconnectAttempt;
import io.rtsper.api.RtspException;
import io.rtsper.api.RtspListener;
import io.rtsper.api.RtspRequest;
import io.rtsper.api.RtspResponse;
import io.rtsper.api.RtspSession;
import io.rtsper.api.SessionState;
import io.rtsper.api.media.Track;
import io.rtsper.api.rtp.RtpPacket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/** Records what a session tells, and lets a test wait for it. For any thread. */
final class Watch implements RtspListener {

  private static final long LOOK_AGAIN_MILLIS = 20;

  private final List<ReconnectAttempt> attempts = new ArrayList<>();
  private final List<SessionState> states = new ArrayList<>();
  private final List<RtspException> errors = new ArrayList<>();
  private final List<RtspRequest> requests = new ArrayList<>();
  private final List<RtspResponse> responses = new ArrayList<>();
  private final List<String> quirks = new ArrayList<>();
  private final List<EndReason> disconnects = new ArrayList<>();
  private final List<Track> stalled = new ArrayList<>();
  private final Map<Integer, List<Long>> sources = new HashMap<>();
  private int reconnects;
  private int serverRequests;
  private long packets;
  private long lost;

  /** Is the packet listener. */
  synchronized void packet(Track track, RtpPacket packet) {
    packets++;
    List<Long> of = sources.computeIfAbsent(track.index(), index -> new ArrayList<>());
    if (of.isEmpty() || of.get(of.size() - 1) != packet.ssrc()) {
      of.add(packet.ssrc());
    }
    notifyAll();
  }

  @Override
  public synchronized void onRequest(RtspSession session, RtspRequest request) {
    requests.add(request);
    notifyAll();
  }

  @Override
  public synchronized void onResponse(RtspSession session, RtspResponse response) {
    responses.add(response);
    notifyAll();
  }

  @Override
  public synchronized void onServerRequest(
      RtspSession session, RtspRequest request, RtspResponse response) {
    serverRequests++;
    notifyAll();
  }

  @Override
  public synchronized void onStateChange(RtspSession session, SessionState from, SessionState to) {
    states.add(to);
    notifyAll();
  }

  @Override
  public synchronized void onPacketLoss(
      RtspSession session, Track track, long expectedSequence, int count) {
    lost += count;
    notifyAll();
  }

  @Override
  public synchronized void onTrackStalled(RtspSession session, Track track) {
    stalled.add(track);
    notifyAll();
  }

  @Override
  public synchronized void onQuirk(RtspSession session, Quirk quirk, String detail) {
    quirks.add(quirk.name());
    notifyAll();
  }

  @Override
  public synchronized void onReconnect(RtspSession session, ReconnectAttempt attempt) {
    attempts.add(attempt);
    notifyAll();
  }

  @Override
  public synchronized void onReconnected(RtspSession session, int after) {
    reconnects++;
    notifyAll();
  }

  @Override
  public synchronized void onError(RtspSession session, RtspException error) {
    errors.add(error);
    notifyAll();
  }

  @Override
  public synchronized void onDisconnect(
      RtspSession session, EndReason reason, Optional<RtspException> error) {
    disconnects.add(reason);
    notifyAll();
  }

  synchronized List<ReconnectAttempt> attempts() {
    return List.copyOf(attempts);
  }

  synchronized List<SessionState> states() {
    return List.copyOf(states);
  }

  synchronized List<RtspException> errors() {
    return List.copyOf(errors);
  }

  synchronized List<String> quirks() {
    return List.copyOf(quirks);
  }

  synchronized List<EndReason> disconnects() {
    return List.copyOf(disconnects);
  }

  synchronized List<Track> stalled() {
    return List.copyOf(stalled);
  }

  synchronized int reconnects() {
    return reconnects;
  }

  synchronized int serverRequests() {
    return serverRequests;
  }

  synchronized long packets() {
    return packets;
  }

  /** Returns how many tracks packets came of. */
  synchronized int tracks() {
    return sources.size();
  }

  /** Returns how often packets of a track came from another source than the one before. */
  synchronized int sources(int track) {
    return sources.getOrDefault(track, List.of()).size();
  }

  synchronized long lost() {
    return lost;
  }

  /** Returns how many requests of a method were sent. */
  synchronized long requests(String method) {
    return requests.stream().filter(request -> request.method().name().equals(method)).count();
  }

  /** Returns how many responses had a status. */
  synchronized long responses(int status) {
    return responses.stream().filter(response -> response.statusCode() == status).count();
  }

  /** Waits until something holds, which is asked without the lock that the event loop needs. */
  void await(String what, Duration limit, BooleanSupplier holds) throws InterruptedException {
    long end = System.nanoTime() + limit.toNanos();
    while (!holds.getAsBoolean()) {
      long left = end - System.nanoTime();
      if (left <= 0) {
        throw new AssertionError(
            "not within " + limit.toMillis() + " ms: " + what + "; seen: " + this);
      }
      synchronized (this) {
        wait(Math.max(1, Math.min(LOOK_AGAIN_MILLIS, TimeUnit.NANOSECONDS.toMillis(left))));
      }
    }
  }

  /** Waits for packets that come from now on. */
  void awaitPackets(int more, Duration limit) throws InterruptedException {
    long enough = packets() + more;
    await(more + " more packets", limit, () -> packets() >= enough);
  }

  @Override
  public synchronized String toString() {
    return "states "
        + states
        + ", "
        + packets
        + " packets, attempts "
        + attempts
        + ", reconnects "
        + reconnects
        + ", errors "
        + errors
        + ", quirks "
        + quirks
        + ", ends "
        + disconnects
        + ", requests "
        + requests.stream().map(request -> request.method().name()).toList()
        + ", statuses "
        + responses.stream().map(RtspResponse::statusCode).toList();
  }
}
