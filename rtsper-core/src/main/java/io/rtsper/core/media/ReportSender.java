package io.rtsper.core.media;

import io.rtsper.api.spi.EventLoop;
import io.rtsper.core.context.SessionContext;
import io.rtsper.core.rtcp.ReceiverReports;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Sends receiver reports for the tracks that are set up (RFC 3550 §6.4.2): the first within a
 * second, then every five at most, which some cameras need to go on sending (Arlo, mediamtx#1403).
 *
 * <p>Others end the connection at the first one (ipchub 1.1.0). Where that is lost right behind it,
 * the next connection gets none; if it is lost as soon without, that wasn't why.
 */
final class ReportSender {

  private static final SecureRandom RANDOM = new SecureRandom();

  /** Within this time a server that can't have reports ends the connection. */
  private static final long RIGHT_BEHIND_NANOS = 1_000_000_000L;

  private final SessionContext context;
  private final EventLoop loop;
  private final String cname = ReceiverReports.randomCname(RANDOM);
  private EventLoop.@Nullable Timer timer;

  /** Whether a report was sent on this connection, and when. */
  private boolean sent;

  private long sentNanos;

  /** Whether a connection once outlived a report. */
  private boolean outlived;

  /** Whether none is sent, since a connection was lost behind one. */
  private boolean withheld;

  /** Whether a connection without reports has lasted, so that it was them. */
  private boolean confirmed;

  ReportSender(SessionContext context) {
    this.context = context;
    this.loop = context.loop();
  }

  /** Returns the reports of one track. */
  ReceiverReports newReports() {
    return new ReceiverReports(cname, RANDOM);
  }

  void start(List<TrackFlow> flows) {
    stop();
    look();
    sent = false;
    if (context.options().receiverReports()) {
      schedule(flows, true);
    }
  }

  void stop() {
    if (timer != null) {
      timer.cancel();
      timer = null;
    }
  }

  /** Stops, and says goodbye for those who reported. */
  void end(List<TrackFlow> flows) {
    boolean reporting = timer != null && sent && mayBeSent();
    stop();
    if (reporting) {
      sent = false;
      flows.forEach(TrackFlow::sayGoodbye);
    }
  }

  /** Returns whether the server can have RTCP, as far as that is known. */
  boolean mayBeSent() {
    return !withheld;
  }

  private void schedule(List<TrackFlow> flows, boolean first) {
    long next = ReceiverReports.intervalNanos(RANDOM.nextDouble(), first);
    timer = loop.schedule(Duration.ofNanos(next), () -> send(flows, first));
  }

  private void send(List<TrackFlow> flows, boolean first) {
    look();
    if (withheld) {
      if (!first && !confirmed) {
        confirmed = true;
        context.quirks().report(MediaQuirks.RECEIVER_REPORTS_REFUSED, "");
      }
    } else {
      sent = true;
      sentNanos = loop.nanoTime();
      List.copyOf(flows).forEach(TrackFlow::sendReport);
    }
    schedule(flows, false);
  }

  /** The connection was lost; strict mode doesn't look for a way around its server. */
  void connectionLost() {
    look();
    if (withheld && !confirmed) {
      withheld = false;
      outlived = true;
    } else if (sent && !outlived && !context.options().strict()) {
      withheld = true;
    }
    sent = false;
  }

  /** Sees whether the connection has outlived a report. */
  private void look() {
    outlived |= sent && loop.nanoTime() - sentNanos > RIGHT_BEHIND_NANOS;
  }
}
