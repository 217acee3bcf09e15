package io.rtsper.testkit.contract;

import io.rtsper.api.RtspException;
import io.rtsper.api.spi.ControlLinkListener;
import io.rtsper.api.spi.EventLoop;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Assertions;

/**
 * Takes down what a link tells, and every breach of what holds for all links: on the loop, onOpen
 * first and once, onClosed last and once, nothing after close, and the bytes of the {@link
 * StreamPattern} in order.
 */
final class RecordingListener implements ControlLinkListener {

  private final EventLoop loop;
  private final CountDownLatch opened = new CountDownLatch(1);
  private final CountDownLatch closed = new CountDownLatch(1);
  private final AtomicLong received = new AtomicLong();
  private final AtomicLong calls = new AtomicLong();
  private final List<String> breaches = new CopyOnWriteArrayList<>();
  private final AtomicInteger writableCalls = new AtomicInteger();
  private volatile boolean writableExpected;
  private volatile Runnable onOpen = () -> {};
  private volatile Runnable onBytes = () -> {};
  private volatile Runnable onWritable = () -> {};
  private volatile @Nullable RtspException failure;
  private volatile @Nullable String silence = "before open() had returned";

  RecordingListener(EventLoop loop) {
    this.loop = loop;
  }

  /** Sets what is done when the link opens. */
  RecordingListener whenOpen(Runnable action) {
    onOpen = action;
    return this;
  }

  /** Sets what is done after each delivery. */
  RecordingListener whenBytesCame(Runnable action) {
    onBytes = action;
    return this;
  }

  /** Sets what is done when the link can be written to again. */
  RecordingListener whenWritable(Runnable action) {
    onWritable = action;
    return this;
  }

  /** Something was refused, so that onWritable is to come. */
  void expectWritable() {
    writableExpected = true;
  }

  /** From now on, every call is a breach. */
  void expectSilence(String why) {
    silence = why;
  }

  /** Calls are welcome. */
  void expectCalls() {
    silence = null;
  }

  @Override
  public void onOpen() {
    check("onOpen");
    if (opened.getCount() == 0) {
      breaches.add("onOpen was called twice");
    }
    if (received.get() > 0) {
      breaches.add("bytes came before onOpen");
    }
    opened.countDown();
    onOpen.run();
  }

  @Override
  public void onBytes(ByteBuffer bytes) {
    check("onBytes");
    if (opened.getCount() > 0) {
      breaches.add("bytes came before onOpen");
    }
    if (!bytes.hasRemaining()) {
      breaches.add("onBytes was called without bytes");
    }
    long at = received.get();
    while (bytes.hasRemaining()) {
      byte came = bytes.get();
      if (came != StreamPattern.at(at)) {
        breaches.add("byte " + at + " isn't the one that was sent");
        bytes.position(bytes.limit());
      }
      at++;
    }
    received.set(at);
    onBytes.run();
  }

  @Override
  public void onWritable() {
    check("onWritable");
    if (opened.getCount() > 0) {
      breaches.add("onWritable was called before onOpen");
    }
    if (!writableExpected) {
      breaches.add("onWritable was called though nothing was refused");
    }
    writableExpected = false;
    writableCalls.incrementAndGet();
    onWritable.run();
  }

  @Override
  public void onClosed(@Nullable RtspException reason) {
    check("onClosed");
    if (closed.getCount() == 0) {
      breaches.add("onClosed was called twice");
    }
    failure = reason;
    closed.countDown();
  }

  private void check(String call) {
    calls.incrementAndGet();
    if (!loop.inEventLoop()) {
      breaches.add(call + " was called on " + Thread.currentThread().getName());
    }
    String unwanted = silence;
    if (unwanted != null) {
      breaches.add(call + " was called " + unwanted);
    } else if (closed.getCount() == 0) {
      breaches.add(call + " was called after onClosed");
    }
  }

  void awaitOpen() throws InterruptedException {
    if (!opened.await(ContractLoop.patience().toMillis(), TimeUnit.MILLISECONDS)) {
      Assertions.fail("the link wasn't open after " + ContractLoop.patience() + breaches);
    }
  }

  /** Waits for onClosed and returns what it was given. */
  @Nullable RtspException awaitClosed() throws InterruptedException {
    if (!closed.await(ContractLoop.patience().toMillis(), TimeUnit.MILLISECONDS)) {
      Assertions.fail("onClosed wasn't called within " + ContractLoop.patience() + breaches);
    }
    return failure;
  }

  void awaitWritable(int calls) {
    Waiting.until(
        () -> writableCalls.get() >= calls || isClosed(),
        () -> "onWritable was called " + writableCalls + " times instead of " + calls);
  }

  int writableCalls() {
    return writableCalls.get();
  }

  void awaitReceived(long count) {
    Waiting.until(
        () -> received.get() >= count || !breaches.isEmpty() || isClosed(),
        () -> received.get() + " of " + count + " bytes came, " + breaches);
    Assertions.assertEquals(List.of(), breaches);
    if (received.get() != count) {
      Assertions.fail(
          received.get() + " of " + count + " bytes came; failure: " + failure, failure);
    }
  }

  long received() {
    return received.get();
  }

  long calls() {
    return calls.get();
  }

  boolean isOpen() {
    return opened.getCount() == 0;
  }

  boolean isClosed() {
    return closed.getCount() == 0;
  }

  List<String> breaches() {
    return List.copyOf(breaches);
  }
}
