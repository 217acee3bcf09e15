package io.rtsper.core.media;

import io.rtsper.api.spi.EventLoop;
import io.rtsper.core.rtcp.ReceiverReports;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Sends receiver reports for the tracks that are set up (RFC 3550 §6.4.2): the first within a
 * second, then every five at most, which some cameras need to go on sending (Arlo, mediamtx#1403).
 */
final class ReportSender {

  private static final SecureRandom RANDOM = new SecureRandom();

  private final EventLoop loop;
  private final String cname = ReceiverReports.randomCname(RANDOM);
  private EventLoop.@Nullable Timer timer;

  ReportSender(EventLoop loop) {
    this.loop = loop;
  }

  /** Returns the reports of one track. */
  ReceiverReports newReports() {
    return new ReceiverReports(cname, RANDOM);
  }

  void start(List<TrackFlow> flows) {
    stop();
    schedule(flows, true);
  }

  void stop() {
    if (timer != null) {
      timer.cancel();
      timer = null;
    }
  }

  private void schedule(List<TrackFlow> flows, boolean first) {
    long next = ReceiverReports.intervalNanos(RANDOM.nextDouble(), first);
    timer = loop.schedule(Duration.ofNanos(next), () -> send(flows));
  }

  private void send(List<TrackFlow> flows) {
    List.copyOf(flows).forEach(TrackFlow::sendReport);
    schedule(flows, false);
  }
}
