package io.rtsper.core.clock;

import java.util.Arrays;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/**
 * By how much a sender's clock runs faster than ours, from the times that its reports name and the
 * times at which they come.
 *
 * <p>A report is delayed on its way and never comes early. So of the reports of a stretch of time
 * the one that was delayed least is kept, and the drift is the median of the slopes between these,
 * which a few late ones don't move (Theil and Sen). The stretches grow with the time, from one
 * second to eight, so that {@value #SLOTS} of them reach back up to four minutes.
 */
final class SenderDrift {

  static final int SLOTS = 32;

  /** The shortest time of reports that says something. */
  static final long MIN_SPAN_NANOS = 10_000_000_000L;

  private static final int MIN_REPORTS = 3;
  private static final long FIRST_SLOT_NANOS = 1_000_000_000L;
  private static final long LAST_SLOT_NANOS = 8_000_000_000L;

  /** Two reports that are this far from those before, and agree, mean that the clock was set. */
  private static final long SET_NANOS = 500_000_000L;

  private static final double MILLION = 1e6;

  private final long[] times = new long[SLOTS];
  private final long[] leads = new long[SLOTS];
  private final long[] slotStarts = new long[SLOTS];

  private int count;
  private long slot = FIRST_SLOT_NANOS;
  private long originNanos;
  private long originWall;
  private boolean suspecting;
  private long suspectLead;

  /** Room for the slopes, which is taken once there are reports enough. */
  private double @Nullable [] slopes;

  /** The drift, or NaN while it isn't known; other threads read it. */
  private volatile double ppm = Double.NaN;

  /**
   * Takes a report.
   *
   * @param wallNanos the time that it names
   * @param nanoTime when it came, on a clock of ours that isn't set
   */
  void accept(long wallNanos, long nanoTime) {
    if (count == 0) {
      begin(wallNanos, nanoTime);
      return;
    }
    long time = nanoTime - originNanos;
    long lead = wallNanos - originWall - time;
    if (Math.abs(lead - leads[count - 1]) > SET_NANOS) {
      if (suspecting && Math.abs(lead - suspectLead) <= SET_NANOS / 2) {
        count = 0;
        begin(wallNanos, nanoTime);
      } else {
        suspecting = true;
        suspectLead = lead;
      }
      return;
    }
    suspecting = false;
    add(time, lead);
  }

  private void begin(long wallNanos, long nanoTime) {
    originNanos = nanoTime;
    originWall = wallNanos;
    slot = FIRST_SLOT_NANOS;
    suspecting = false;
    add(0, 0);
  }

  private void add(long time, long lead) {
    if (count > 0 && time - slotStarts[count - 1] < slot) {
      if (lead > leads[count - 1]) {
        times[count - 1] = time;
        leads[count - 1] = lead;
      }
      return;
    }
    if (count == SLOTS) {
      makeRoom();
    }
    times[count] = time;
    leads[count] = lead;
    slotStarts[count] = time;
    count++;
    reckon();
  }

  private void makeRoom() {
    if (slot >= LAST_SLOT_NANOS) {
      System.arraycopy(times, 1, times, 0, SLOTS - 1);
      System.arraycopy(leads, 1, leads, 0, SLOTS - 1);
      System.arraycopy(slotStarts, 1, slotStarts, 0, SLOTS - 1);
      count--;
      return;
    }
    for (int i = 0; i < SLOTS / 2; i++) {
      int better = leads[2 * i + 1] > leads[2 * i] ? 2 * i + 1 : 2 * i;
      times[i] = times[better];
      leads[i] = leads[better];
      slotStarts[i] = slotStarts[2 * i];
    }
    count = SLOTS / 2;
    slot *= 2;
  }

  /** Reckons the drift, once a stretch of time. */
  private void reckon() {
    long span = times[count - 1] - times[0];
    if (count < MIN_REPORTS || span < MIN_SPAN_NANOS) {
      ppm = Double.NaN;
      return;
    }
    double[] found = slopes;
    if (found == null) {
      found = new double[SLOTS * (SLOTS - 1) / 2];
      slopes = found;
    }
    int n = 0;
    for (int i = 0; i < count; i++) {
      for (int j = count - 1; j > i && times[j] - times[i] >= span / 3; j--) {
        found[n++] = (double) (leads[j] - leads[i]) / (times[j] - times[i]);
      }
    }
    Arrays.sort(found, 0, n);
    ppm = (found[(n - 1) / 2] + found[n / 2]) / 2 * MILLION;
  }

  /**
   * Returns the drift in parts in a million; empty until there are reports of ten seconds. May be
   * called from any thread.
   */
  OptionalDouble ppm() {
    double now = ppm;
    return Double.isNaN(now) ? OptionalDouble.empty() : OptionalDouble.of(now);
  }
}
