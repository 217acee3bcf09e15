package io.rtsper.core.context;

import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Whether this side leaves the connection unread, so that TCP holds the sender back for whoever
 * takes frames slowly. No deadline that waits for the server passes meanwhile: that nothing comes
 * is not its doing. For the event loop only.
 */
public final class SenderHold {

  /** The reading of the connection that media comes on. */
  public interface Reading {

    /**
     * Stops it.
     *
     * @return false if media comes by other ways, which can't be held
     */
    boolean pause();

    /** Resumes it. */
    void resume();
  }

  private final Set<Object> holders = new HashSet<>();
  private @Nullable Reading reading;
  private boolean everHeld;
  private long releasedNanos;

  /** Takes whose reading is stopped. */
  public void of(Reading connection) {
    reading = connection;
  }

  /**
   * Stops reading until whoever holds has let go; also of a connection that has come in the place
   * of one that was held.
   *
   * @param holder who holds
   * @return false if the sender can't be held
   */
  public boolean hold(Object holder) {
    Reading of = reading;
    if (of == null || !of.pause()) {
      return false;
    }
    holders.add(holder);
    everHeld = true;
    return true;
  }

  /**
   * Lets go; reading resumes when nobody holds any more.
   *
   * @param holder who held, or didn't
   * @param nanoTime the time now
   */
  public void release(Object holder, long nanoTime) {
    Reading of = reading;
    if (holders.remove(holder) && holders.isEmpty() && of != null) {
      releasedNanos = nanoTime;
      of.resume();
    }
  }

  /** Returns whether nothing is read now. */
  public boolean isHeld() {
    return !holders.isEmpty();
  }

  /** Returns whether nothing was read at that moment or at any time since. */
  public boolean wasHeldSince(long nanoTime) {
    return isHeld() || (everHeld && releasedNanos - nanoTime >= 0);
  }

  /** Returns the later one of a moment and of that at which reading resumed last. */
  public long notBefore(long nanoTime) {
    return everHeld && releasedNanos - nanoTime > 0 ? releasedNanos : nanoTime;
  }
}
