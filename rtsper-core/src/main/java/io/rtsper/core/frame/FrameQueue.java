package io.rtsper.core.frame;

import io.rtsper.api.FrameOptions;
import io.rtsper.api.FrameOptions.Overflow;
import io.rtsper.api.RtspException;
import io.rtsper.api.RtspPhase;
import io.rtsper.api.RtspTransportException;
import io.rtsper.api.media.Track;
import io.rtsper.core.context.SessionContext;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * Frames that wait for one consumer, and what becomes of those for which there is no room. The
 * event loop puts them in; any thread takes them out.
 */
final class FrameQueue implements FrameConsumer {

  /** The sender is let go when less than this part of what may wait is left. */
  private static final int RESUME_PART = 2;

  private final SessionContext context;
  private final FrameOptions options;
  private final WaitingFrames frames;

  /** Whether it keeps frames for a consumer that may come, always from the last key frame on. */
  private final boolean primed;

  /** By the track's place; for the event loop only. */
  private final Map<Integer, FrameTap> taps = new TreeMap<>();

  /** Is run on the event loop when there is something new to know; null if nobody wants to. */
  private @Nullable Runnable watcher;

  /** Whether the sender is held back for this queue; set on the event loop, taken back anywhere. */
  private final AtomicBoolean holding = new AtomicBoolean();

  private FrameQueue(SessionContext context, FrameOptions options, boolean primed) {
    this.context = context;
    this.options = options;
    this.primed = primed;
    this.frames = new WaitingFrames(options.queueFrames(), options.queueBytes());
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

  // ---- In, on the event loop

  @Override
  public boolean makeRoom(FrameView frame) {
    if (primed && frame.keyFrame && FrameTap.mayDepend(frame.track)) {
      frames.dropBeforePictures(frame.track);
    }
    if (options.overflow() == Overflow.BLOCK_SENDER || frames.hasRoom(frame)) {
      return true;
    }
    if (options.overflow() == Overflow.KEEP_LATEST || !hasDependentTrack()) {
      frames.dropOldest(frame, this::leftOut);
      return true;
    }
    FrameTap own = taps.get(frame.track.index());
    if (own == null || !own.isDependent() || !frame.keyFrame) {
      return false;
    }
    leaveAllOut();
    for (FrameTap other : taps.values()) {
      if (other != own && other.isDependent()) {
        other.startAnew();
      }
    }
    return true;
  }

  private boolean hasDependentTrack() {
    for (FrameTap tap : taps.values()) {
      if (tap.isDependent()) {
        return true;
      }
    }
    return false;
  }

  private boolean leaveAllOut() {
    List<FrameView> all = frames.takeAll();
    for (FrameView frame : all) {
      frame.unpin();
      leftOut(frame, false);
    }
    return !all.isEmpty();
  }

  private void leftOut(FrameView frame, boolean inherited) {
    FrameTap tap = taps.get(frame.track.index());
    if (tap != null) {
      tap.leftOutOfQueue(frame, inherited);
    }
  }

  @Override
  public boolean take(FrameView frame) {
    FrameView kept = frame.pinned();
    if (!frames.add(kept)) {
      kept.unpin();
      return false;
    }
    if (options.overflow() == Overflow.BLOCK_SENDER && frames.isAt(1)) {
      hold();
    }
    tellWatcher();
    return true;
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
    holding.set(true);
    releaseIfTaken(); // Somebody may have taken them meanwhile.
  }

  private void tellWatcher() {
    Runnable of = watcher;
    if (of != null) {
      of.run();
    }
  }

  /** Drops what waits, for another frame that has no memory; returns false if none does. */
  boolean shed() {
    boolean some = leaveAllOut();
    if (some) {
      taps.values().forEach(FrameTap::startAnew);
    }
    return some;
  }

  /** Returns how many bytes wait. */
  long waitingBytes() {
    return frames.bytes();
  }

  /** Passes what waits on to who came for it, and is empty then. */
  void replay(Map<Integer, FrameTap> to) {
    for (FrameView frame : frames.takeAll()) {
      FrameTap tap = to.get(frame.track.index());
      if (tap != null) {
        tap.replay(frame);
      }
      frame.unpin();
    }
  }

  @Override
  public void end(@Nullable RtspException cause) {
    frames.end(cause);
    context.hold().release(this, context.loop().nanoTime());
    tellWatcher();
  }

  // ---- Out, on any thread

  @Override
  public void discard() {
    frames.discard();
    releaseIfTaken();
  }

  /** Takes the first frame out, or returns null. */
  @Nullable FrameView poll() {
    FrameView first = frames.poll();
    if (first != null) {
      releaseIfTaken();
    }
    return first;
  }

  /** Takes the first frame out, as {@link WaitingFrames#await} does. */
  @Nullable FrameView await(long limitNanos) throws InterruptedException {
    FrameView first = frames.await(limitNanos);
    if (first != null) {
      releaseIfTaken();
    }
    return first;
  }

  /** Returns whether it is empty and stays so. */
  boolean isOver() {
    return frames.isOver();
  }

  /** Returns what ended the session, if that failed. */
  @Nullable RtspException failure() {
    return frames.failure();
  }

  /** Lets the sender go when enough was taken. */
  private void releaseIfTaken() {
    if (!holding.get() || (frames.isAt(RESUME_PART) && frames.bytes() > 0)) {
      return;
    }
    if (!holding.compareAndSet(true, false)) {
      return;
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
    if (!holding.get()) {
      context.hold().release(this, context.loop().nanoTime());
    }
  }
}
