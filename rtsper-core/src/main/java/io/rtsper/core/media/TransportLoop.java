package io.rtsper.core.media;

import io.rtsper.api.spi.EventLoop;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectableChannel;
import java.time.Duration;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/**
 * The event loop as the media transport of a track has it, from its opening to its closing. What a
 * callback of the transport throws, such as a quirk of a packet in strict mode, is told to the
 * track: on the loop itself it would only take the channel off, and the session would hear of it by
 * the silence that follows. One object for each transport that was opened, so that what comes late
 * of one before isn't taken for the failure of the one that is there.
 */
final class TransportLoop implements EventLoop {

  /** Is told what a callback threw, inside that callback. */
  @FunctionalInterface
  interface Failed {

    /** A callback of the transport that has this loop threw. */
    void failed(TransportLoop of, Throwable thrown);
  }

  private final EventLoop loop;
  private final Failed failed;
  private final LongConsumer took;

  /**
   * Makes a loop.
   *
   * @param failed is told what a callback threw
   * @param took is told how long each took, in nanoseconds: the packets that it brings are handed
   *     to the application within it
   */
  TransportLoop(EventLoop loop, Failed failed, LongConsumer took) {
    this.loop = loop;
    this.failed = failed;
    this.took = took;
  }

  @Override
  public void execute(Runnable task) {
    loop.execute(guarded(task));
  }

  @Override
  public boolean inEventLoop() {
    return loop.inEventLoop();
  }

  @Override
  public Timer schedule(Duration delay, Runnable task) {
    return loop.schedule(delay, guarded(task));
  }

  @Override
  public long nanoTime() {
    return loop.nanoTime();
  }

  @Override
  public Registration register(SelectableChannel channel, int interest, ReadyListener listener)
      throws IOException {
    GuardedListener guarded = new GuardedListener(listener);
    Registration registration = loop.register(channel, interest, guarded);
    guarded.registration = registration;
    return registration;
  }

  @Override
  public ByteBuffer readBuffer() {
    return loop.readBuffer();
  }

  /** What the sessions share is no track's, and neither is what it throws. */
  @Override
  public EventLoop shared() {
    return loop.shared();
  }

  private Runnable guarded(Runnable task) {
    return () -> {
      long start = loop.nanoTime();
      try {
        task.run();
      } catch (Throwable thrown) {
        failed.failed(this, thrown);
      }
      took.accept(loop.nanoTime() - start);
    };
  }

  /** Takes its channel off like the loop does, so that nothing is told twice. */
  private final class GuardedListener implements ReadyListener {

    private final ReadyListener listener;
    private @Nullable Registration registration;

    private GuardedListener(ReadyListener listener) {
      this.listener = listener;
    }

    @Override
    public void onReady(int ready) {
      long start = loop.nanoTime();
      try {
        listener.onReady(ready);
      } catch (Throwable thrown) {
        if (registration != null) {
          registration.cancel();
        }
        failed.failed(TransportLoop.this, thrown);
      }
      took.accept(loop.nanoTime() - start);
    }
  }
}
