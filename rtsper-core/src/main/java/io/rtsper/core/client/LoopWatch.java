package io.rtsper.core.client;

import io.rtsper.core.loop.Relief;
import io.rtsper.core.loop.SelectorLoop;
import io.rtsper.core.session.EngineSession;
import java.time.Duration;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A thread that looks at the loops ten times a second, since a loop that a callback keeps can't: it
 * has such a loop relieved, says where the callback is, and releases those who wait for what it
 * keeps once their deadline is over.
 */
final class LoopWatch implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(LoopWatch.class);

  private static final Duration INTERVAL = Duration.ofMillis(100);
  private static final long NANOS_PER_MILLI = 1_000_000;
  private static final long LONG_NANOS = Duration.ofSeconds(1).toNanos();

  private final List<SelectorLoop> loops;
  private final Collection<EngineSession> sessions;
  private final CountDownLatch closed = new CountDownLatch(1);
  private final Thread thread;

  /** Which sessions, and loops, have been told to be kept for long, until they aren't. */
  private final Set<Object> told = new HashSet<>();

  /** Starts to watch. */
  LoopWatch(String name, List<SelectorLoop> loops, Collection<EngineSession> sessions) {
    this.loops = loops;
    this.sessions = sessions;
    this.thread = new Thread(this::run, name + "-watch");
    thread.setDaemon(true);
    thread.start();
  }

  private void run() {
    while (!isOver()) {
      for (SelectorLoop loop : loops) {
        try {
          loop.relief().look();
          look(loop);
        } catch (Throwable broken) {
          tell(broken);
        }
      }
    }
  }

  /** Waits for a while; returns whether there is nothing to look at any more. */
  private boolean isOver() {
    try {
      if (closed.await(INTERVAL.toMillis(), TimeUnit.MILLISECONDS)) {
        for (SelectorLoop loop : loops) {
          if (!loop.awaitEnd(INTERVAL)) {
            return false;
          }
        }
        return true;
      }
    } catch (InterruptedException unexpected) {
      LOG.debug("the watch over event loops was interrupted", unexpected);
    }
    return false;
  }

  private static void tell(Throwable broken) {
    try {
      LOG.warn("the watch over event loops failed, and goes on", broken);
    } catch (Throwable noLog) {
      // There is nobody left to tell.
      return;
    }
  }

  private void look(SelectorLoop loop) {
    long busy = loop.busyNanos();
    boolean loopIsBusy = busy >= LONG_NANOS;
    if (!loopIsBusy && !loop.relief().isKeptInPart() && told.isEmpty()) {
      return;
    }
    told.removeIf(one -> one instanceof EngineSession session && !sessions.contains(session));
    int waiting = 0;
    for (EngineSession session : sessions) {
      if (loop.has(session.loop())) {
        waiting++;
        look(loop, session, busy);
      }
    }
    if (!loopIsBusy) {
      told.remove(loop);
    } else if (waiting > 0 && told.add(loop)) {
      LOG.warn(
          "a callback has kept an event loop for {} ms, in {}; its {} sessions wait. Hand long work"
              + " to a thread of your own",
          busy / NANOS_PER_MILLI,
          loop.relief().whereabouts(),
          waiting);
    }
  }

  private void look(SelectorLoop loop, EngineSession session, long busy) {
    Relief relief = loop.relief();
    long kept = relief.keptNanos(session.loop());
    if (kept >= LONG_NANOS) {
      if (told.add(session)) {
        LOG.warn(
            "a callback of session {} has not returned for {} ms, in {}; the session waits for it."
                + " Hand long work to a thread of your own",
            session.url(),
            kept / NANOS_PER_MILLI,
            relief.whereabouts(session.loop()));
      }
    } else {
      told.remove(session);
    }
    long nanos = kept > 0 ? kept : busy;
    Runnable release = session.giveUpIfKept(nanos, () -> relief.whereabouts(session.loop()));
    if (release != null) {
      // What is chained to the futures runs there, and may take its time.
      Thread releasing = new Thread(release, thread.getName() + "-release");
      releasing.setDaemon(true);
      releasing.start();
    }
  }

  /** Ends the thread soon after the loops have ended. */
  @Override
  public void close() {
    closed.countDown();
  }
}
