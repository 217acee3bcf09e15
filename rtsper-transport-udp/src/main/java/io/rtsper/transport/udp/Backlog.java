package io.rtsper.transport.udp;

/**
 * Says how many datagrams a wake-up may read. To read until nothing is left costs one read more
 * than there are datagrams, which is a third of all system calls where each wake-up finds one, as
 * of a paced stream. So where that was the case, one is read, and only now and then is it tried
 * whether more wait; what is left wakes the loop again.
 */
final class Backlog {

  /** How many datagrams a wake-up takes at most, so that the loop's other sessions have theirs. */
  static final int MOST = 64;

  /** How many wake-ups in a row read a single datagram at most. */
  private static final int LONGEST_PAUSE = 64;

  private int pause = 1;
  private int left;

  /** Returns how many datagrams the next wake-up may read. */
  int most() {
    return left > 0 ? 1 : MOST;
  }

  /** Takes how many the wake-up read. */
  void read(int count) {
    if (left > 0) {
      left--;
    } else if (count > 1) {
      pause = 1;
    } else {
      pause = Math.min(2 * pause, LONGEST_PAUSE);
      left = pause;
    }
  }
}
