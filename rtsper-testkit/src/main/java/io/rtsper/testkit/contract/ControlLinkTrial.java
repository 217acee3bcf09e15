package io.rtsper.testkit.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import io.rtsper.api.spi.ControlLink;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** One test of {@link ControlTransportContract}: a loop, a link on it, and its other side. */
final class ControlLinkTrial {

  static final Duration LONG = Duration.ofSeconds(10);
  static final Duration MEDIUM = Duration.ofSeconds(2);
  static final Duration SHORT = Duration.ofMillis(200);
  static final String THREAD_NAME = "rtsper-contract-peer";

  private static final int CHUNK = 16 * 1024;

  /** More than a link may have waiting, encrypted or not. */
  private static final int MEMORY = 4 * ControlLink.MAX_PENDING;

  /** More than the buffers of any wire hold. */
  private static final int ENDLESS = 256 * 1024 * 1024;

  private static final Duration STALL = Duration.ofMillis(300);

  private final ControlTransportFixture fixture;
  private final ContractLoop loop;
  private final ContractBudget memory = new ContractBudget(MEMORY);
  private final ExecutorService background;
  private final List<RecordingListener> listeners = new ArrayList<>();
  private final List<ControlLink> links = new ArrayList<>();
  private final List<ControlPeer> peers = new ArrayList<>();
  private int elsewhere;
  private @Nullable RecordingListener prepared;
  private @Nullable RecordingListener listener;
  private @Nullable ControlLink link;

  ControlLinkTrial(ControlTransportFixture fixture) throws IOException {
    this.fixture = fixture;
    this.loop = ContractLoop.start();
    AtomicInteger number = new AtomicInteger();
    this.background =
        Executors.newCachedThreadPool(
            task -> {
              Thread thread = new Thread(task, THREAD_NAME + "-" + number.incrementAndGet());
              thread.setDaemon(true);
              return thread;
            });
  }

  ControlTransportFixture fixture() {
    return fixture;
  }

  ContractLoop loop() {
    return loop;
  }

  /** Returns how much of the session's memory the links have. */
  long memoryOfLinks() {
    return memory.taken() - elsewhere;
  }

  /** Leaves the session no memory. */
  void takeAllMemory() {
    elsewhere = (int) memory.available();
    assertTrue(memory.reserve(elsewhere), "someone took memory meanwhile");
  }

  /** Gives back what {@link #takeAllMemory} took. */
  void giveMemoryBack() {
    memory.release(elsewhere);
    elsewhere = 0;
  }

  /** Makes the listener of the next link, so that a test can give it something to do. */
  void prepare() {
    prepared = new RecordingListener(loop);
    listener = prepared;
  }

  /** Returns the listener of the next link if it was prepared, or else of the last. */
  RecordingListener listener() {
    RecordingListener current = listener;
    return current != null ? current : fail("no link was started");
  }

  ControlLink link() {
    ControlLink current = link;
    return current != null ? current : fail("no link was started");
  }

  /** Starts to open a link. */
  void start(LinkTarget target, Duration deadline) throws Exception {
    loop.run(() -> startOnLoop(target, deadline));
  }

  /** Does the same, on the loop already. */
  void startOnLoop(LinkTarget target, Duration deadline) {
    RecordingListener told = prepared == null ? new RecordingListener(loop) : prepared;
    prepared = null;
    listener = told;
    listeners.add(told);
    ControlLink opening = fixture.provider().open(told, target.context(loop, deadline, memory));
    link = opening;
    links.add(opening);
    told.expectCalls();
  }

  Future<ControlPeer> accepting() {
    return background.submit(
        () -> {
          ControlPeer peer = fixture.accept();
          synchronized (peers) {
            peers.add(peer);
          }
          return peer;
        });
  }

  /** Opens a link and returns its other side. */
  ControlPeer open() throws Exception {
    Future<ControlPeer> accepted = accepting();
    start(fixture.target(), LONG);
    listener().awaitOpen();
    return bounded(accepted);
  }

  ControlPeer bounded(Future<ControlPeer> accepted) throws Exception {
    return accepted.get(ContractLoop.patience().toMillis(), TimeUnit.MILLISECONDS);
  }

  /** Closes the link; from now on it must say nothing. On the loop. */
  void closeAndExpectSilence() {
    listener().expectSilence("after close()");
    link().close();
  }

  interface PeerTask {
    void run() throws IOException;
  }

  /** Does something at the other side, on a thread of its own. */
  Bounded inBackground(PeerTask task) {
    return new Bounded(
        background.submit(
            () -> {
              task.run();
              return true;
            }));
  }

  /** Sends the first bytes of the pattern from the other side. */
  Bounded flood(ControlPeer peer, int count) {
    return inBackground(
        () -> {
          for (int sent = 0; sent < count; sent += CHUNK) {
            peer.write(StreamPattern.part(sent, CHUNK), 0, CHUNK);
          }
        });
  }

  /** Sends from the other side until that says that the link is gone. */
  void writeUntilItFails(ControlPeer peer) {
    long sent = 0;
    try {
      while (true) {
        peer.write(StreamPattern.part(sent, CHUNK), 0, CHUNK);
        sent += CHUNK;
      }
    } catch (IOException e) {
      // What was waited for: the link is gone.
    }
  }

  /** Reads at the other side until the link is gone. */
  void readToTheEnd(ControlPeer peer) {
    byte[] bytes = new byte[CHUNK];
    try {
      int count = peer.read(bytes);
      while (count >= 0) {
        count = peer.read(bytes);
      }
    } catch (IOException e) {
      // The link is gone, which is an end too.
    }
  }

  /** Checks that a task at the other side doesn't come to its end. */
  void expectStalled(Bounded task) throws Exception {
    try {
      task.future.get(STALL.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      loop.settle();
      return;
    }
    fail("the other side could send everything though nobody read");
  }

  /** Sends the pattern until something waits to be written; returns how much was sent. */
  long sendUntilItWaits() throws Exception {
    long sent = 0;
    while (onLoop(() -> link().pendingBytes()) == 0 && sent < ENDLESS) {
      byte[] chunk = StreamPattern.part(sent, CHUNK);
      loop.run(() -> link().send(ByteBuffer.wrap(chunk)));
      sent += CHUNK;
    }
    return sent;
  }

  /** Offers the pattern from some byte on until the link refuses; returns where it stands then. */
  long offerUntilItRefuses(long from) throws Exception {
    long at = from;
    while (offer(at)) {
      at += CHUNK;
      if (at > ENDLESS) {
        fail("the link refuses nothing though nobody reads");
      }
    }
    return at;
  }

  /** Offers a part of the pattern, again whenever the link has said that it takes something. */
  long offerUntilItIsTaken(long from) throws Exception {
    int told = listener().writableCalls();
    while (!offer(from)) {
      listener().awaitWritable(told + 1);
      told = listener().writableCalls();
    }
    return from + CHUNK;
  }

  private boolean offer(long from) throws Exception {
    ByteBuffer bytes = ByteBuffer.wrap(StreamPattern.part(from, CHUNK));
    return loop.call(
        () -> {
          int told = listener().writableCalls();
          boolean taken = link().offer(bytes);
          assertEquals(taken ? 0 : CHUNK, bytes.remaining(), "what offer left in the buffer");
          assertEquals(told, listener().writableCalls(), "calls of onWritable within offer");
          if (!taken) {
            listener().expectWritable();
          }
          int waiting = link().pendingBytes();
          assertTrue(waiting <= ControlLink.MAX_PENDING / 2, waiting + " bytes wait");
          return taken;
        });
  }

  /** Reads at the other side and checks that a part of the pattern comes. */
  void expectAtPeer(ControlPeer peer, long from, long length) throws Exception {
    inBackground(
            () -> {
              byte[] bytes = new byte[CHUNK];
              long at = from;
              while (at < from + length) {
                int count = peer.read(bytes);
                if (count < 0) {
                  fail("the link ended after " + at + " of " + (from + length) + " bytes");
                }
                for (int i = 0; i < count; i++, at++) {
                  assertEquals(StreamPattern.at(at), bytes[i], "byte " + at);
                }
              }
            })
        .get();
  }

  <T> T onLoop(Callable<T> call) {
    try {
      return loop.call(call);
    } catch (Exception e) {
      return fail(e);
    }
  }

  /** Lets a time pass on the loop. */
  void passTime(Duration time) throws InterruptedException {
    CountDownLatch passed = new CountDownLatch(1);
    loop.schedule(time, passed::countDown);
    if (!passed.await(ContractLoop.patience().toMillis(), TimeUnit.MILLISECONDS)) {
      fail("the loop is blocked");
    }
  }

  /** Closes everything and checks what holds for every link. */
  void close() throws Exception {
    try {
      loop.run(() -> links.forEach(ControlLink::close));
      loop.settle();
      for (RecordingListener told : listeners) {
        assertEquals(List.of(), told.breaches());
      }
      assertEquals(List.of(), loop.failures(), "thrown at the loop");
      assertEquals(0, loop.registrations(), "channels left on the loop");
      assertEquals(0, memory.taken(), "bytes of memory not given back");
    } finally {
      synchronized (peers) {
        for (ControlPeer peer : peers) {
          peer.close();
        }
      }
      fixture.close();
      background.shutdownNow();
      loop.close();
    }
    assertFalse(loop.inEventLoop());
  }

  /** A task that nobody waits for without a bound. */
  static final class Bounded {

    private final Future<?> future;

    Bounded(Future<?> future) {
      this.future = future;
    }

    /** Waits for the task's end, ten seconds at most, and passes on its failure. */
    void get() throws Exception {
      try {
        future.get(ContractLoop.patience().toMillis(), TimeUnit.MILLISECONDS);
      } catch (ExecutionException e) {
        if (e.getCause() instanceof AssertionError failure) {
          throw failure;
        }
        throw e;
      } catch (TimeoutException e) {
        fail("the other side didn't come to its end within " + ContractLoop.patience());
      }
    }
  }
}
