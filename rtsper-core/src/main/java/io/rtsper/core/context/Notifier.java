package io.rtsper.core.context;

import io.rtsper.api.RtspListener;
import io.rtsper.api.RtspSession;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.function.BiConsumer;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Calls the application back. What a listener throws is logged once a session and hurts nobody
 * else; one that takes long is warned about once a session.
 */
public final class Notifier {

  private static final Logger LOG = LoggerFactory.getLogger(Notifier.class);

  private static final long SLOW_NANOS = 500_000_000;

  private final RtspSession session;
  private final List<RtspListener> listeners;
  private final LongSupplier clock;
  private final Queue<BiConsumer<RtspListener, RtspSession>> untold = new ArrayDeque<>();
  private boolean toldFailure;
  private boolean toldSlowness;

  public Notifier(RtspSession session, List<RtspListener> listeners, LongSupplier clock) {
    this.session = session;
    this.listeners = listeners;
    this.clock = clock;
  }

  /**
   * Calls each listener, after what it is being told already: all hear of everything in the order
   * in which it happened, also of what one of them sets off.
   */
  public void tell(BiConsumer<RtspListener, RtspSession> call) {
    if (listeners.isEmpty()) {
      return;
    }
    untold.add(call);
    if (untold.size() > 1) {
      return;
    }
    long start = clock.getAsLong();
    try {
      for (BiConsumer<RtspListener, RtspSession> next = call; next != null; next = untold.peek()) {
        tellAll(next);
        untold.remove();
      }
    } finally {
      untold.clear(); // whatever went wrong, the next one is told
    }
    took(clock.getAsLong() - start);
  }

  private void tellAll(BiConsumer<RtspListener, RtspSession> call) {
    for (RtspListener listener : listeners) {
      try {
        call.accept(listener, session);
      } catch (Throwable thrown) {
        failed("a listener", thrown);
      }
    }
  }

  /** Notes that a callback threw. */
  public void failed(String what, Throwable thrown) {
    if (!toldFailure) {
      toldFailure = true;
      String text =
          what
              + " of session "
              + session.url()
              + " threw "
              + thrown.getClass().getName()
              + "; further ones of this session are not logged";
      try {
        LOG.warn(text, thrown);
      } catch (Throwable unprintable) { // its message, say, or the log has no memory
        warnWithout(text);
      }
    }
  }

  private static void warnWithout(String text) {
    try {
      LOG.warn("{}, and can't be printed", text);
    } catch (Throwable noLog) {
      // There is nobody left to tell.
      return;
    }
  }

  /** Notes how long callbacks took. */
  public void took(long nanos) {
    if (nanos > SLOW_NANOS && !toldSlowness) {
      toldSlowness = true;
      LOG.warn(
          "callbacks of session {} took {} ms, for which the session waited; hand long work to a"
              + " thread of your own",
          session.url(),
          nanos / 1_000_000);
    }
  }
}
