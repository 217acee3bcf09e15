package io.rtsper.api.spi;

import io.rtsper.api.DoNotImplement;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectableChannel;
import java.time.Duration;
import java.util.concurrent.Executor;

/**
 * Where a session lives: a thread that waits for its channels, its timers and its tasks, and calls
 * back one at a time. Everything that runs there must be short and must not block, for other
 * sessions live on the same thread. A callback that doesn't return keeps that thread, and another
 * one serves the other sessions; its own session goes on when it has returned.
 *
 * <p>A plug-in with an I/O system of its own comes here with {@link #execute(Runnable)}.
 */
@DoNotImplement
public interface EventLoop extends Executor {

  /**
   * Runs a task on the loop, behind those given before. May be called from any thread.
   *
   * @param task the task; what it throws is logged
   * @throws java.util.concurrent.RejectedExecutionException if the loop has ended
   */
  @Override
  void execute(Runnable task);

  /**
   * Returns whether this is called from what the loop runs for its session, and not for another one
   * that shares the thread.
   *
   * @return true in a callback of the session
   */
  boolean inEventLoop();

  /**
   * Runs a task on the loop after a delay. May be called from any thread.
   *
   * @param delay at least zero
   * @param task the task; what it throws is logged
   * @return cancels the task
   */
  Timer schedule(Duration delay, Runnable task);

  /**
   * Returns the loop's time, which only differences have a meaning of.
   *
   * @return nanoseconds
   */
  long nanoTime();

  /**
   * Registers a channel. On the loop only.
   *
   * @param channel a channel in non-blocking mode
   * @param interest the operations of {@link java.nio.channels.SelectionKey} to wait for; 0 for
   *     none yet
   * @param listener called when the channel is ready
   * @return the registration, to be closed with the channel
   * @throws IOException if the channel is closed or can't be registered
   */
  Registration register(SelectableChannel channel, int interest, ReadyListener listener)
      throws IOException;

  /**
   * Returns the direct buffer of the thread, which all channels that live on it read into, cleared:
   * 256 KiB or more. It is the caller's until its callback returns, and may be another one in the
   * next, so nothing of it may be kept. On the loop only.
   *
   * @return the shared read buffer
   */
  ByteBuffer readBuffer();

  /**
   * Returns the event loop for what several sessions of this thread share, such as a socket: the
   * same one for all of them, and of none. A session whose callback doesn't return doesn't keep it.
   * What belongs to a session has to run on that session's own loop. From any thread.
   *
   * @return the loop
   */
  EventLoop shared();

  /** A task that waits for its time. */
  @DoNotImplement
  interface Timer {

    /**
     * Makes sure that the task won't start any more. May be called from any thread; may be
     * repeated.
     */
    void cancel();
  }

  /** A channel's place on the loop. On the loop only. */
  @DoNotImplement
  interface Registration {

    /**
     * Sets the operations to wait for.
     *
     * @param interest operations of {@link java.nio.channels.SelectionKey}; 0 for none
     */
    void interest(int interest);

    /**
     * Returns the operations that are waited for.
     *
     * @return operations of {@link java.nio.channels.SelectionKey}
     */
    int interest();

    /** Takes the channel off the loop, without closing it; may be repeated. */
    void cancel();
  }

  /** Is called when a channel is ready. */
  @FunctionalInterface
  interface ReadyListener {

    /**
     * Does what the channel is ready for, without blocking.
     *
     * @param ready the operations that won't block
     * @throws IOException passed to nobody: the loop logs it and cancels the registration, so an
     *     implementation handles its own
     */
    void onReady(int ready) throws IOException;
  }
}
