package io.rtsper.core.loop;

import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Whose turn it is on a loop. Whoever takes a turn away from the lane that has it, the serving
 * thread itself when the turn is over or its relief before that, is the one who goes on serving.
 */
final class Turns {

  private final AtomicReference<@Nullable Lane> occupant = new AtomicReference<>();

  /** Counts the turns; published by the occupant. */
  private long count;

  /** What was seen when last looked, and since when it has been so at least. */
  private @Nullable Lane seen;

  private long seenCount;
  private long seenSince;

  /** Gives a lane its turn; for the serving thread. */
  void begin(Lane lane) {
    count++;
    occupant.set(lane);
  }

  /** Takes a lane its turn; returns false if somebody else did, or it is another one's. */
  boolean end(Lane lane) {
    return occupant.compareAndSet(lane, null);
  }

  /**
   * Returns the lane that has had one turn since the last look, if there is one. For one thread.
   *
   * @param nanoTime the time now
   */
  @Nullable Lane lasting(long nanoTime) {
    Lane now = occupant.get();
    long counted = count;
    if (now != null && now == seen && counted == seenCount) {
      return now;
    }
    seen = now;
    seenCount = counted;
    seenSince = nanoTime;
    return null;
  }

  /** Returns since when the lasting turn has been seen. */
  long lastingSince() {
    return seenSince;
  }

  /** Begins to look anew. */
  void forget() {
    seen = null;
  }
}
