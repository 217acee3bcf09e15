package io.rtsper.core.session;

import io.rtsper.api.RtspListener;
import io.rtsper.api.RtspSession;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Calls the application back. What a listener throws is logged once a session and hurts nobody
 * else; one that keeps the event loop for long is warned about once a session.
 */
final class Notifier {

  private static final Logger LOG = LoggerFactory.getLogger(Notifier.class);

  private static final long SLOW_NANOS = 500_000_000;

  private final RtspSession session;
  private final List<RtspListener> listeners;
  private final LongSupplier clock;
  private boolean toldFailure;
  private boolean toldSlowness;

  Notifier(RtspSession session, List<RtspListener> listeners, LongSupplier clock) {
    this.session = session;
    this.listeners = listeners;
    this.clock = clock;
  }

  /** Calls each listener. */
  void tell(BiConsumer<RtspListener, RtspSession> call) {
    if (listeners.isEmpty()) {
      return;
    }
    long start = clock.getAsLong();
    for (RtspListener listener : listeners) {
      try {
        call.accept(listener, session);
      } catch (Throwable thrown) {
        failed("a listener", thrown);
      }
    }
    took(clock.getAsLong() - start);
  }

  /** Notes that a callback threw. */
  void failed(String what, Throwable thrown) {
    if (!toldFailure) {
      toldFailure = true;
      LOG.warn(
          "{} of session {} threw; further ones of this session are not logged",
          what,
          session.url(),
          thrown);
    }
  }

  /** Notes how long callbacks kept the loop. */
  void took(long nanos) {
    if (nanos > SLOW_NANOS && !toldSlowness) {
      toldSlowness = true;
      LOG.warn(
          "callbacks of session {} kept its event loop for {} ms, and with it other sessions; hand"
              + " long work to a thread of your own",
          session.url(),
          nanos / 1_000_000);
    }
  }
}
