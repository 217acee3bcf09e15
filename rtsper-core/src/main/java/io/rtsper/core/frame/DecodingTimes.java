package io.rtsper.core.frame;

/**
 * Reckons timestamps of decoding for a track whose frames come in decoding order. Where no more
 * than n frames come before one that is shown before them, the timestamps in ascending order, put
 * off by n frames, are such: each grows, and none is behind that of its own frame.
 */
final class DecodingTimes {

  private static final int MOST_REORDERED = 16;

  /** The last timestamps of showing, ascending. */
  private final long[] shown = new long[MOST_REORDERED + 1];

  private int depth;
  private int count;
  private long first;
  private long last = FrameView.UNKNOWN;

  /** Forgets what came: what comes next doesn't continue it. */
  void reset() {
    count = 0;
    last = FrameView.UNKNOWN;
  }

  /**
   * Returns the timestamp of decoding of the next frame.
   *
   * @param timestamp when it is shown
   * @param reordered how many frames may come before one that is shown before them; negative if
   *     that isn't known
   * @param ticks how long a frame lasts; 0 if that isn't known
   * @return the timestamp, or {@link FrameView#UNKNOWN}
   */
  long next(long timestamp, int reordered, long ticks) {
    if (reordered < 0 || reordered > MOST_REORDERED) {
      reset();
      return FrameView.UNKNOWN;
    }
    if (reordered != depth) {
      reset();
      depth = reordered;
    }
    long time = of(timestamp, ticks);
    if (time == FrameView.UNKNOWN || (last != FrameView.UNKNOWN && time <= last)) {
      return FrameView.UNKNOWN; // unknown, or the stream reorders more than it says
    }
    last = time;
    return time;
  }

  private long of(long timestamp, long ticks) {
    if (depth == 0) {
      return timestamp;
    }
    if (count == 0) {
      first = timestamp;
    }
    if (count <= depth) {
      insert(timestamp, count);
      count++;
      if (count <= depth) {
        long before = first - (depth - count + 1) * ticks;
        return ticks > 0 && before <= timestamp ? before : FrameView.UNKNOWN;
      }
      return shown[0];
    }
    System.arraycopy(shown, 1, shown, 0, depth);
    insert(timestamp, depth);
    return shown[0];
  }

  /** Inserts a timestamp into the first ones. */
  private void insert(long timestamp, int length) {
    int at = length;
    while (at > 0 && shown[at - 1] > timestamp) {
      shown[at] = shown[at - 1];
      at--;
    }
    shown[at] = timestamp;
  }
}
