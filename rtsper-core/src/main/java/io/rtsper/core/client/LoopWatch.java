package io.rtsper.core.client;

import io.rtsper.core.loop.SelectorLoop;
import io.rtsper.core.session.EngineSession;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A thread that looks at the loops twice a second, since a loop that a callback keeps can't: it
 * says where the callback is, and releases those who wait for the loop's sessions once their
 * deadline is over.
 */
final class LoopWatch implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(LoopWatch.class);

  private static final Duration INTERVAL = Duration.ofMillis(500);
  private static final long LONG_NANOS = Duration.ofSeconds(1).toNanos();

  private final List<SelectorLoop> loops;
  private final Collection<EngineSession> sessions;
  private final CountDownLatch closed = new CountDownLatch(1);
  private final Thread thread;

  /** For how long each loop was kept when last looked at. */
  private final Map<SelectorLoop, Long> before = new HashMap<>();

  /** Starts to watch. */
  LoopWatch(String name, List<SelectorLoop> loops, Collection<EngineSession> sessions) {
    this.loops = loops;
    this.sessions = sessions;
    this.thread = new Thread(this::run, name + "-watch");
    thread.setDaemon(true);
    thread.start();
  }

  private void run() {
    try {
      while (!closed.await(INTERVAL.toMillis(), TimeUnit.MILLISECONDS)) {
        loops.forEach(this::look);
      }
    } catch (InterruptedException unexpected) {
      LOG.debug("the watch over event loops was interrupted", unexpected);
    }
  }

  private void look(SelectorLoop loop) {
    long busy = loop.busyNanos();
    Long last = before.put(loop, busy);
    if (busy < LONG_NANOS) {
      return;
    }
    String where = loop.whereabouts();
    List<EngineSession> waiting =
        sessions.stream().filter(session -> session.loop() == loop).toList();
    if (last == null || last < LONG_NANOS) {
      LOG.warn(
          "a callback has kept an event loop for {} ms, in {}; its {} sessions wait. Hand long work"
              + " to a thread of your own",
          busy / 1_000_000,
          where,
          waiting.size());
    }
    waiting.forEach(session -> session.loopIsBusy(busy, where));
  }

  /** Ends the thread, soon. */
  @Override
  public void close() {
    closed.countDown();
  }
}
