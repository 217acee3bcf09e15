package io.rtsper.it.reliability;

import io.rtsper.api.ReconnectPolicy;
import io.rtsper.api.RtspClient;
import io.rtsper.api.RtspException;
import io.rtsper.api.RtspListener;
import io.rtsper.api.RtspSession;
import io.rtsper.api.SessionState;
import io.rtsper.camera.Camera;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.stream.IntStream;

/**
 * Many sessions for a while, with cameras that die, reset and restart at random, and callbacks of a
 * tenth of the sessions that block now and then. Sessions, cameras and what is measured share one
 * process, so what is measured is an upper bound.
 */
final class Soak {

  private static final int CAMERAS = 4;

  /** How many ways there are to go wrong; the last one twice. */
  private static final int KINDS = 5;

  private static final int CRASH = 2;

  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final Duration FLOW = Duration.ofSeconds(2);

  /** A quarter of what the clip has in that time. */
  private static final long PACKETS_IN_FLOW = 30;

  private static final Duration PAUSE = Duration.ofMillis(50);

  /**
   * How many sessions there are for each with a listener that blocks; how often that does; and for
   * how long.
   */
  private static final int SESSIONS_PER_SLOW_ONE = 10;

  private static final int PACKETS_PER_BLOCK = 60;
  private static final Duration BLOCK = Duration.ofMillis(500);

  private final int count;
  private final Duration time;
  private final Random random;
  private final List<Camera> cameras = new ArrayList<>();
  private final List<RtspSession> sessions = new ArrayList<>();
  private final AtomicInteger reconnects = new AtomicInteger();
  private final ConcurrentLinkedQueue<RtspException> errors = new ConcurrentLinkedQueue<>();
  private final AtomicLong packets = new AtomicLong();
  private final AtomicLongArray lastPackets;
  private final AtomicLongArray packetsOf;
  private final CountDownLatch never = new CountDownLatch(1);
  private final AtomicInteger blocks = new AtomicInteger();
  private volatile boolean blocking;

  Soak(int count, Duration time, long seed) {
    this.count = count;
    this.time = time;
    this.random = new Random(seed);
    this.lastPackets = new AtomicLongArray(count);
    this.packetsOf = new AtomicLongArray(count);
  }

  /** What a soak came to. */
  record Result(
      int sessions,
      int restarts,
      int reconnects,
      int blocks,
      long packets,
      int threadsAtStart,
      int threadsAtEnd,
      long heapAtStart,
      long heapAtEnd,
      long playing,
      long flowing,
      List<RtspException> errors,
      List<String> violations) {

    @Override
    public String toString() {
      return String.format(
          "soak: %d sessions, %d restarts of their cameras, %d reconnects, %d callbacks that blocked,"
              + " %d packets%n"
              + "soak: threads %d at the start, %d at the end%n"
              + "soak: heap after collection %.1f MB at the start, %.1f MB at the end%n"
              + "soak: %d sessions play at the end, media flows in %d; %d errors, %d violations",
          sessions,
          restarts,
          reconnects,
          blocks,
          packets,
          threadsAtStart,
          threadsAtEnd,
          heapAtStart / 1e6,
          heapAtEnd / 1e6,
          playing,
          flowing,
          errors.size(),
          violations.size());
    }
  }

  Result run() throws InterruptedException {
    try (RtspClient client = RtspClient.builder().name("soak").build()) {
      for (int i = 0; i < CAMERAS; i++) {
        cameras.add(Camera.open());
      }
      open(client);
      awaitAllPlaying();
      // A round of all that goes wrong first, so that nothing happens for the first time
      // afterwards.
      for (int kind = 0; kind < KINDS; kind++) {
        disturbAll(kind);
        awaitAllPlaying();
      }
      int threadsAtStart = Thread.getAllStackTraces().size();
      long heapAtStart = heap();
      blocking = true;
      int restarts = disturb();
      blocking = false;
      awaitAllPlaying();
      long flowing = flowing();
      long playing = playing();
      int threadsAtEnd = Thread.getAllStackTraces().size();
      long heapAtEnd = heap();
      List<String> violations =
          cameras.stream().flatMap(camera -> camera.violations().stream()).toList();
      return new Result(
          count,
          restarts,
          reconnects.get(),
          blocks.get(),
          packets.get(),
          threadsAtStart,
          threadsAtEnd,
          heapAtStart,
          heapAtEnd,
          playing,
          flowing,
          List.copyOf(errors),
          violations);
    } finally {
      cameras.forEach(Camera::close);
    }
  }

  private void open(RtspClient client) {
    ReconnectPolicy policy =
        ReconnectPolicy.forever().backoff(Duration.ofMillis(100), Duration.ofSeconds(1));
    List<CompletableFuture<RtspSession>> opening = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      int number = i;
      RtspSession session =
          client
              .session(cameras.get(i % CAMERAS).url())
              .reconnect(policy)
              .listener(
                  new RtspListener() {
                    @Override
                    public void onReconnected(RtspSession back, int attempts) {
                      reconnects.incrementAndGet();
                    }

                    @Override
                    public void onError(RtspSession of, RtspException error) {
                      errors.add(error);
                    }
                  })
              .onPacket(
                  (track, packet) -> {
                    packets.incrementAndGet();
                    packetsOf.incrementAndGet(number);
                    lastPackets.set(number, packet.receiveNanoTime());
                    if (blocking && number % SESSIONS_PER_SLOW_ONE == 0) {
                      blockNowAndThen(number);
                    }
                  })
              .build();
      sessions.add(session);
      opening.add(session.startAsync());
    }
    CompletableFuture.allOf(opening.toArray(CompletableFuture[]::new))
        .orTimeout(PATIENCE.toSeconds(), TimeUnit.SECONDS)
        .join();
  }

  private void blockNowAndThen(int number) {
    if (packetsOf.get(number) % PACKETS_PER_BLOCK == 0) {
      blocks.incrementAndGet();
      try {
        pause(BLOCK);
      } catch (InterruptedException unexpected) {
        Thread.currentThread().interrupt();
      }
    }
  }

  /** Lets cameras fail one after another; returns how often. */
  private int disturb() throws InterruptedException {
    long end = System.nanoTime() + time.toNanos();
    int restarts = 0;
    while (System.nanoTime() - end < 0) {
      pause(Duration.ofMillis(200 + random.nextInt(1800)));
      Camera camera = cameras.get(random.nextInt(CAMERAS));
      disturb(camera, random.nextInt(KINDS));
      camera.forgetMessages();
      restarts++;
    }
    return restarts;
  }

  /** Lets all cameras fail alike; those that are gone for a while are so at the same time. */
  private void disturbAll(int kind) throws InterruptedException {
    if (kind == CRASH) {
      cameras.forEach(Camera::crash);
      pause(Duration.ofMillis(random.nextInt(1500)));
      cameras.forEach(Camera::acceptConnections);
      return;
    }
    for (Camera camera : cameras) {
      disturb(camera, kind);
    }
  }

  private void disturb(Camera camera, int kind) throws InterruptedException {
    switch (kind) {
      case 0 -> camera.resetConnections();
      case 1 -> camera.truncateFrame();
      case CRASH -> {
        camera.crash();
        pause(Duration.ofMillis(random.nextInt(1500)));
        camera.acceptConnections();
      }
      default -> camera.restart();
    }
  }

  private void pause(Duration duration) throws InterruptedException {
    if (never.await(duration.toNanos(), TimeUnit.NANOSECONDS)) {
      throw new IllegalStateException("nobody counts this down");
    }
  }

  /**
   * Waits until each session plays and has got a packet from now on.
   *
   * @throws AssertionError if that doesn't come in time
   */
  private void awaitAllPlaying() throws InterruptedException {
    long since = System.nanoTime();
    while (System.nanoTime() - since < PATIENCE.toNanos()) {
      pause(PAUSE);
      if (playing() == count && allHaveMediaSince(since)) {
        return;
      }
    }
    throw new AssertionError(
        "not all sessions play after "
            + PATIENCE
            + ": "
            + sessions.stream().filter(each -> each.state() != SessionState.PLAYING).toList()
            + " don't, and "
            + IntStream.range(0, count).filter(i -> lastPackets.get(i) - since <= 0).count()
            + " got no packet; errors "
            + errors);
  }

  /** Returns in how many sessions media flows, as seen over a while in which nothing fails. */
  private long flowing() throws InterruptedException {
    long[] before = IntStream.range(0, count).mapToLong(packetsOf::get).toArray();
    pause(FLOW);
    return IntStream.range(0, count)
        .filter(i -> packetsOf.get(i) - before[i] >= PACKETS_IN_FLOW)
        .count();
  }

  private boolean allHaveMediaSince(long since) {
    for (int i = 0; i < count; i++) {
      if (lastPackets.get(i) - since <= 0) {
        return false;
      }
    }
    return true;
  }

  private long playing() {
    return sessions.stream().filter(each -> each.state() == SessionState.PLAYING).count();
  }

  /** Returns what is reachable while each camera has the connections of its sessions alone. */
  private long heap() {
    for (int i = 0; i < CAMERAS; i++) {
      int of = count / CAMERAS + (i < count % CAMERAS ? 1 : 0);
      cameras.get(i).awaitOpenConnections(of, PATIENCE);
      cameras.get(i).awaitSessions(of, PATIENCE);
      cameras.get(i).forgetMessages();
    }
    return Leftovers.heap();
  }
}
