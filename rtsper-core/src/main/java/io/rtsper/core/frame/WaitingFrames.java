package io.rtsper.core.frame;

import io.rtsper.api.RtspException;
import io.rtsper.api.media.Track;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Frames that wait, with the memory that they lie in, and the threads that wait for them. Safe for
 * any thread; no lock is held while a thread waits or anything else is called.
 */
final class WaitingFrames {

  private final int mostFrames;
  private final int mostBytes;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();

  // Guarded by the lock.
  private final Deque<FrameView> frames = new ArrayDeque<>();
  private long bytes;
  private int waiting;
  private boolean ended;
  private @Nullable RtspException failure;

  /**
   * Makes one in which nothing waits.
   *
   * @param mostFrames how many frames there is room for
   * @param mostBytes how many bytes there is room for
   */
  WaitingFrames(int mostFrames, int mostBytes) {
    this.mostFrames = mostFrames;
    this.mostBytes = mostBytes;
  }

  /** Returns whether there is room for a frame; a single one always has. */
  boolean hasRoom(FrameView frame) {
    lock.lock();
    try {
      return hasRoomLocked(frame);
    } finally {
      lock.unlock();
    }
  }

  private boolean hasRoomLocked(FrameView frame) {
    return frames.isEmpty()
        || (frames.size() < mostFrames && bytes + frame.storedLength() <= mostBytes);
  }

  /** Returns whether what waits is at least one part of so many of what may. */
  boolean isAt(int part) {
    lock.lock();
    try {
      return (long) frames.size() * part >= mostFrames || bytes * part >= mostBytes;
    } finally {
      lock.unlock();
    }
  }

  /** Adds a frame, whose slab is pinned; returns false if nothing more is taken. */
  boolean add(FrameView frame) {
    lock.lock();
    try {
      if (ended) {
        return false;
      }
      frames.addLast(frame);
      bytes += frame.storedLength();
      if (waiting > 0) {
        changed.signal();
      }
      return true;
    } finally {
      lock.unlock();
    }
  }

  private FrameView removeFirst() {
    FrameView first = frames.removeFirst();
    bytes -= first.storedLength();
    return first;
  }

  /** Takes all frames out; their slabs are still pinned. */
  List<FrameView> takeAll() {
    lock.lock();
    try {
      List<FrameView> all = new ArrayList<>(frames);
      frames.clear();
      bytes = 0;
      return all;
    } finally {
      lock.unlock();
    }
  }

  /**
   * Takes the oldest frames out until there is room for another one. What each had to say, the next
   * one of its track says.
   *
   * @param leftOut is told each, unpinned, and whether there was a next one
   */
  void dropOldest(FrameView frame, BiConsumer<FrameView, Boolean> leftOut) {
    while (true) {
      FrameView oldest;
      boolean inherited;
      lock.lock();
      try {
        if (hasRoomLocked(frame)) {
          return;
        }
        oldest = removeFirst();
        FrameView heir = firstOf(oldest.track);
        inherited = heir != null;
        if (heir != null) {
          heir.inherit(oldest);
        }
      } finally {
        lock.unlock();
      }
      oldest.unpin();
      leftOut.accept(oldest, inherited);
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

  /** Drops all frames of a track, and those before any other picture. */
  void dropBeforePictures(Track track) {
    lock.lock();
    try {
      for (Iterator<FrameView> each = frames.iterator(); each.hasNext(); ) {
        FrameView frame = each.next();
        if (frame.track.index() == track.index()) {
          each.remove();
          bytes -= frame.storedLength();
          frame.unpin();
        }
      }
      while (!frames.isEmpty() && !FrameTap.mayDepend(frames.getFirst().track)) {
        removeFirst().unpin();
      }
    } finally {
      lock.unlock();
    }
  }

  /** Returns how many bytes wait. */
  long bytes() {
    lock.lock();
    try {
      return bytes;
    } finally {
      lock.unlock();
    }
  }

  // ---- Ends

  /** Takes nothing more; what waits may still be taken. The first reason counts. */
  void end(@Nullable RtspException cause) {
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
  }

  /** Takes nothing more, and drops what waits. */
  void discard() {
    List<FrameView> dropped;
    lock.lock();
    try {
      ended = true;
      failure = null;
      dropped = takeAll();
      changed.signalAll();
    } finally {
      lock.unlock();
    }
    dropped.forEach(FrameView::unpin);
  }

  /** Returns whether none waits and none will come. */
  boolean isOver() {
    lock.lock();
    try {
      return ended && frames.isEmpty();
    } finally {
      lock.unlock();
    }
  }

  /** Returns the reason of the end, if that was a failure. */
  @Nullable RtspException failure() {
    lock.lock();
    try {
      return failure;
    } finally {
      lock.unlock();
    }
  }

  // ---- Out

  /** Takes the first frame out, or returns null. */
  @Nullable FrameView poll() {
    FrameView first;
    lock.lock();
    try {
      first = frames.isEmpty() ? null : removeFirst();
    } finally {
      lock.unlock();
    }
    if (first != null) {
      first.unpin();
    }
    return first;
  }

  /**
   * Takes the first frame out, once there is one.
   *
   * @param limitNanos how long it is waited for; negative for as long as frames may come
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
        changed.signal(); // Of two that were signalled, this one may have taken both places.
      }
    } finally {
      lock.unlock();
    }
    if (first != null) {
      first.unpin();
    }
    return first;
  }
}
