package io.rtsper.core.frame;

import io.rtsper.api.FrameOptions;
import io.rtsper.api.FrameOptions.Overflow;
import io.rtsper.api.RtspException;
import io.rtsper.api.RtspPhase;
import io.rtsper.api.RtspTransportException;
import io.rtsper.api.media.Track;
import io.rtsper.core.context.SessionContext;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Frames that wait for one consumer, within the bounds that it named. The event loop puts them in;
 * any thread takes them out.
 */
final class FrameQueue implements FrameConsumer {

  /** What waits is less than half of what may when a sender that was held is let go. */
  private static final int RESUME_PART = 2;

  private final SessionContext context;
  private final FrameOptions options;

  /** Whether it keeps frames for a consumer that may come, always from the last key frame on. */
  private final boolean primed;

  /** By the track's place; for the event loop only. */
  private final Map<Integer, FrameTap> taps = new TreeMap<>();

  /** Is run on the event loop when there is something new to know; null if nobody wants to. */
  private @Nullable Runnable watcher;

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();

  // Guarded by the lock.
  private final Deque<FrameView> frames = new ArrayDeque<>();
  private long bytes;
  private int waiting;
  private boolean ended;
  private @Nullable RtspException failure;
  private boolean holding;

  private FrameQueue(SessionContext context, FrameOptions options, boolean primed) {
    this.context = context;
    this.options = options;
    this.primed = primed;
  }

  static FrameQueue of(SessionContext context, FrameOptions options) {
    return new FrameQueue(context, options, false);
  }

  /** Returns a queue that keeps frames for whoever comes first. */
  static FrameQueue primed(SessionContext context) {
    FrameOptions all = FrameOptions.defaults().withDamaged(FrameOptions.Damaged.DELIVER);
    return new FrameQueue(context, all, true);
  }

  /** Takes who is told when there is something new; only before it is subscribed. */
  void watcher(Runnable onLoop) {
    watcher = onLoop;
  }

  @Override
  public FrameOptions options() {
    return options;
  }

  @Override
  public boolean isAsking() {
    return !primed;
  }

  @Override
  public void tapped(Track track, FrameTap tap) {
    taps.put(track.index(), tap);
  }

  // ---- In

  @Override
  public boolean makeRoom(FrameView frame) {
    if (primed && frame.keyFrame && FrameTap.mayDepend(frame.track)) {
      dropBefore(frame.track);
    }
    if (options.overflow() == Overflow.BLOCK_SENDER || hasRoom(frame)) {
      return true;
    }
    if (options.overflow() == Overflow.KEEP_LATEST
        || taps.values().stream().noneMatch(FrameTap::isDependent)) {
      dropOldest(frame);
      return true;
    }
    FrameTap own = taps.get(frame.track.index());
    if (own == null || !own.isDependent() || !frame.keyFrame) {
      return false;
    }
    giveBack(takeOff(Integer.MAX_VALUE));
    for (FrameTap other : taps.values()) {
      if (other != own && other.isDependent()) {
        other.startAnew();
      }
    }
    return true;
  }

  private boolean hasRoom(FrameView frame) {
    lock.lock();
    try {
      return hasRoomLocked(frame);
    } finally {
      lock.unlock();
    }
  }

  private boolean hasRoomLocked(FrameView frame) {
    return frames.isEmpty()
        || (frames.size() < options.queueFrames()
            && bytes + frame.to - frame.from <= options.queueBytes());
  }

  /** Leaves the oldest out; what they had to say, the next one of their track says. */
  private void dropOldest(FrameView frame) {
    lock.lock();
    try {
      while (!hasRoomLocked(frame)) {
        FrameView oldest = removeFirst();
        unpin(oldest);
        FrameView heir = firstOf(oldest.track);
        if (heir != null) {
          heir.inherit(oldest);
        }
        FrameTap tap = taps.get(oldest.track.index());
        if (tap != null) {
          tap.leftOutOfQueue(oldest, heir != null);
        }
      }
    } finally {
      lock.unlock();
    }
  }

  private @Nullable FrameView firstOf(Track track) {
    for (FrameView frame : frames) {
      if (frame.track.index() == track.index()) {
        return frame;
      }
    }
    return null;
  }

  /** Takes the oldest frames off, that many at most. */
  private List<FrameView> takeOff(int most) {
    List<FrameView> taken = new ArrayList<>();
    lock.lock();
    try {
      for (int i = 0; i < most && !frames.isEmpty(); i++) {
        taken.add(removeFirst());
      }
    } finally {
      lock.unlock();
    }
    return taken;
  }

  private FrameView removeFirst() {
    FrameView first = frames.removeFirst();
    bytes -= first.to - first.from;
    return first;
  }

  private void giveBack(List<FrameView> frames) {
    for (FrameView frame : frames) {
      unpin(frame);
      FrameTap tap = taps.get(frame.track.index());
      if (tap != null) {
        tap.leftOutOfQueue(frame, false);
      }
    }
  }

  private static void unpin(FrameView frame) {
    Slab of = frame.slab;
    frame.slab = null;
    if (of != null) {
      of.unpin();
    }
  }

  /** Drops what comes before a key frame, which nobody needs who begins with that. */
  private void dropBefore(Track track) {
    lock.lock();
    try {
      for (Iterator<FrameView> each = frames.iterator(); each.hasNext(); ) {
        FrameView frame = each.next();
        if (frame.track.index() == track.index()) {
          each.remove();
          bytes -= frame.to - frame.from;
          unpin(frame);
        }
      }
      while (!frames.isEmpty() && !FrameTap.mayDepend(frames.getFirst().track)) {
        unpin(removeFirst());
      }
    } finally {
      lock.unlock();
    }
  }

  @Override
  public boolean take(FrameView frame) {
    Slab of = frame.slab;
    if (of == null) {
      throw new IllegalStateException("a frame without memory of the session was queued");
    }
    of.pin();
    FrameView kept = new FrameView(frame);
    boolean full;
    lock.lock();
    try {
      if (ended) {
        unpin(kept);
        return false;
      }
      frames.addLast(kept);
      bytes += kept.to - kept.from;
      full = isAt(1);
      if (waiting > 0) {
        changed.signal();
      }
    } finally {
      lock.unlock();
    }
    if (full && options.overflow() == Overflow.BLOCK_SENDER) {
      hold();
    }
    tellWatcher();
    return true;
  }

  /** Returns whether what waits is at least one part of so many of what may. */
  private boolean isAt(int part) {
    return (long) frames.size() * part >= options.queueFrames()
        || bytes * part >= options.queueBytes();
  }

  private void hold() {
    if (!context.hold().hold(this)) {
      end(
          new RtspTransportException(
              RtspPhase.MEDIA,
              "the queue of frames is full, and the sender can't be held back: media doesn't come"
                  + " over TCP; choose another Overflow, or transports(\"tcp\")",
              null));
      return;
    }
    lock.lock();
    try {
      holding = true;
    } finally {
      lock.unlock();
    }
    releaseIfTaken(); // Somebody may have taken them meanwhile.
  }

  private void tellWatcher() {
    Runnable of = watcher;
    if (of != null) {
      of.run();
    }
  }

  /** Drops what can be spared, for another frame that has no memory. */
  boolean shed() {
    List<FrameView> dropped =
        options.overflow() == Overflow.BLOCK_SENDER ? List.of() : takeOff(Integer.MAX_VALUE);
    giveBack(dropped);
    if (!dropped.isEmpty()) {
      taps.values().forEach(FrameTap::startAnew);
    }
    return !dropped.isEmpty();
  }

  /** Returns how many bytes wait. */
  long waitingBytes() {
    lock.lock();
    try {
      return bytes;
    } finally {
      lock.unlock();
    }
  }

  /** Passes what waits on to who came for it, and is empty then. */
  void replay(Map<Integer, FrameTap> to) {
    for (FrameView frame : takeOff(Integer.MAX_VALUE)) {
      FrameTap tap = to.get(frame.track.index());
      if (tap != null) {
        tap.replay(frame);
      }
      unpin(frame);
    }
  }

  @Override
  public void end(@Nullable RtspException cause) {
    lock.lock();
    try {
      if (!ended) {
        ended = true;
        failure = cause;
        changed.signalAll();
      }
    } finally {
      lock.unlock();
    }
    context.hold().release(this, context.loop().nanoTime());
    tellWatcher();
  }

  @Override
  public void discard() {
    List<FrameView> dropped;
    lock.lock();
    try {
      ended = true;
      failure = null;
      dropped = new ArrayList<>(frames);
      frames.clear();
      bytes = 0;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
    dropped.forEach(FrameQueue::unpin);
    releaseIfTaken();
  }

  // ---- Out, on any thread

  /** Takes the first frame off, or returns null. */
  @Nullable FrameView poll() {
    FrameView first;
    lock.lock();
    try {
      first = frames.isEmpty() ? null : removeFirst();
    } finally {
      lock.unlock();
    }
    if (first != null) {
      taken(first);
    }
    return first;
  }

  private void taken(FrameView frame) {
    unpin(frame);
    releaseIfTaken();
  }

  /**
   * Takes the first frame off, once there is one.
   *
   * @param limitNanos how long it is waited for; negative for as long as the session lasts
   * @return null if none came in time, or none will come
   */
  @Nullable FrameView await(long limitNanos) throws InterruptedException {
    long left = limitNanos;
    FrameView first;
    lock.lockInterruptibly();
    try {
      while (frames.isEmpty() && !ended && left != 0) {
        waiting++;
        try {
          if (left < 0) {
            changed.await();
          } else {
            left = Math.max(0, changed.awaitNanos(left));
          }
        } finally {
          waiting--;
        }
      }
      first = frames.isEmpty() ? null : removeFirst();
      if (waiting > 0 && !frames.isEmpty()) {
        changed.signal();
      }
    } finally {
      lock.unlock();
    }
    if (first != null) {
      taken(first);
    }
    return first;
  }

  /** Returns whether it is empty and stays so. */
  boolean isOver() {
    lock.lock();
    try {
      return ended && frames.isEmpty();
    } finally {
      lock.unlock();
    }
  }

  /** Returns what ended the session, if that failed. */
  @Nullable RtspException failure() {
    lock.lock();
    try {
      return failure;
    } finally {
      lock.unlock();
    }
  }

  /** Lets the sender go when enough was taken. */
  private void releaseIfTaken() {
    lock.lock();
    try {
      if (!holding || (isAt(RESUME_PART) && !frames.isEmpty())) {
        return;
      }
      holding = false;
    } finally {
      lock.unlock();
    }
    if (context.loop().inEventLoop()) {
      letGo();
      return;
    }
    try {
      context.loop().execute(this::letGo);
    } catch (RejectedExecutionException clientClosed) {
      return; // and the connection with it
    }
  }

  /** Unless it is full again meanwhile. */
  private void letGo() {
    lock.lock();
    try {
      if (holding) {
        return;
      }
    } finally {
      lock.unlock();
    }
    context.hold().release(this, context.loop().nanoTime());
  }
}
