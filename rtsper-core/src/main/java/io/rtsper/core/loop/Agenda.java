package io.rtsper.core.loop;

import io.rtsper.api.spi.EventLoop;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.SelectableChannel;
import java.nio.channels.Selector;
import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * What a loop has to do: the tasks, timers and channels of its lanes. Any thread adds to it; the
 * one that serves the loop takes from it.
 */
final class Agenda implements Lane.Loop {

  private final String name;
  private final LongSupplier clock;
  private final Selector selector;
  private final Queue<Lane.Task> tasks = new ConcurrentLinkedQueue<>();
  private final TimerQueue timers = new TimerQueue();
  private final AtomicBoolean wakingUp = new AtomicBoolean();
  private volatile boolean ended;

  /**
   * Makes an empty one.
   *
   * @param name the loop's
   * @param clock gives nanoseconds, like {@link System#nanoTime()}
   * @param selector what the loop waits on
   */
  Agenda(String name, LongSupplier clock, Selector selector) {
    this.name = name;
    this.clock = clock;
    this.selector = selector;
  }

  @Override
  public long nanoTime() {
    return clock.getAsLong();
  }

  @Override
  public void execute(Lane lane, Runnable body) {
    if (ended) {
      throw refused();
    }
    Lane.Task task = new Lane.Task(lane, body);
    tasks.add(task);
    wakeUpUnlessServing();
    if (ended && tasks.remove(task)) {
      throw refused();
    }
  }

  @Override
  public EventLoop.Timer schedule(Lane lane, Duration delay, Runnable task) {
    boolean own = lane.inEventLoop();
    if (!own && ended) {
      throw refused();
    }
    TimerQueue.Entry entry = timers.add(nanoTime() + delay.toNanos(), lane, task);
    wakeUpUnlessServing();
    if (!own && ended) {
      entry.cancel();
      throw refused();
    }
    return entry;
  }

  private RejectedExecutionException refused() {
    return new RejectedExecutionException("the client of event loop " + name + " is closed");
  }

  @Override
  public EventLoop.Registration register(
      Lane lane, SelectableChannel channel, int interest, EventLoop.ReadyListener listener)
      throws ClosedChannelException {
    KeyRegistration registration = new KeyRegistration(lane, listener);
    registration.isAt(channel.register(selector, interest, registration), interest);
    return registration;
  }

  /** Adds a task also where the loop has ended. */
  void add(Lane.Task task) {
    tasks.add(task);
    wakeUp();
  }

  /** Takes a task back; returns false if the loop has come to it. */
  boolean remove(Lane.Task task) {
    return tasks.remove(task);
  }

  /**
   * Lets the loop look at what there is to do. It does so anyway after what is going on in one of
   * its lanes, also if that keeps the lane; a thread that is kept already doesn't come back to it.
   */
  private void wakeUpUnlessServing() {
    boolean serving =
        LoopThread.currentLane() instanceof Lane current && current.isOf(this) && !current.isKept();
    if (!serving) {
      wakeUp();
    }
  }

  void wakeUp() {
    if (wakingUp.compareAndSet(false, true)) {
      selector.wakeup();
    }
  }

  /** Says that the loop is about to look at what there is to do. */
  void awake() {
    wakingUp.set(false);
  }

  /** Returns for how long there is nothing to do, but for channels; -1 if for ever. */
  long idleNanos() {
    return tasks.isEmpty() ? timers.nanosToNext(nanoTime()) : 0;
  }

  boolean hasTasks() {
    return !tasks.isEmpty();
  }

  int taskCount() {
    return tasks.size();
  }

  Lane.@Nullable Task pollTask() {
    return tasks.poll();
  }

  /** Returns the next timer that is due, or null. */
  TimerQueue.@Nullable Entry pollDue() {
    return timers.pollDue(nanoTime());
  }

  /** Refuses what comes from now on, but for timers of callbacks that still run. */
  void end() {
    ended = true;
  }

  void clearTimers() {
    timers.clear();
  }
}
