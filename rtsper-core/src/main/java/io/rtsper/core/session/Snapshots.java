package io.rtsper.core.session;

import io.rtsper.api.LossCause;
import io.rtsper.api.QuirkCount;
import io.rtsper.api.SessionState;
import io.rtsper.api.SessionStatistics;
import io.rtsper.api.TrackStatistics;
import io.rtsper.api.spi.EventLoop;
import io.rtsper.core.context.Counters;
import io.rtsper.core.context.SessionContext;
import io.rtsper.core.loop.SelectorLoop;
import io.rtsper.core.media.MediaPlane;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Takes what a session counts over to other threads, without a task for the event loop: reads it
 * between two of the session's turns. Of a session whose turn doesn't end for half a millisecond,
 * as while a callback keeps it, it is read in the midst of one: numbers may be apart by a packet
 * then.
 */
final class Snapshots {

  private final EventLoop loop;
  private final SessionContext context;
  private final SessionMachine machine;

  Snapshots(SessionContext context, SessionMachine machine) {
    this.context = context;
    this.loop = context.loop();
    this.machine = machine;
  }

  /** What a session counted at one moment. */
  record Snapshot(SessionStatistics statistics, List<QuirkCount> quirks) {}

  /** The numbers of a snapshot. */
  record Counts(
      SessionState state,
      long connections,
      long reconnects,
      long bytesReceived,
      long requests,
      long responses,
      long serverRequests,
      long lateResponses,
      long unknownChannelPackets,
      long garbageBytes,
      long keepalives,
      Optional<Duration> roundTrip,
      Map<LossCause, Long> losses,
      Optional<Duration> timeToFirstPacket,
      List<TrackStatistics> tracks)
      implements SessionStatistics {}

  /** Returns what is counted now; from any thread. */
  Snapshot take() {
    Snapshot between = loop.inEventLoop() ? null : SelectorLoop.readBetweenTurns(loop, this::count);
    return between != null ? between : count();
  }

  private Snapshot count() {
    Counters counters = context.counters();
    MediaPlane media = machine.steps().media();
    SessionStatistics statistics =
        new Counts(
            machine.state(),
            counters.connections,
            counters.reconnects,
            counters.bytesReceived,
            counters.requests,
            counters.responses,
            counters.serverRequests,
            counters.lateResponses,
            counters.unknownChannelPackets,
            counters.garbageBytes,
            counters.keepalives,
            counters.roundTripNanos < 0
                ? Optional.empty()
                : Optional.of(Duration.ofNanos(counters.roundTripNanos)),
            counters.losses(),
            Optional.ofNullable(media.timeToFirstPacket()),
            media.statistics());
    return new Snapshot(statistics, context.quirks().counts());
  }
}
