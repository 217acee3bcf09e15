package io.rtsper.core.message;

import io.rtsper.api.RtspPhase;
import io.rtsper.api.RtspProtocolException;
import java.nio.ByteBuffer;
import java.util.function.IntPredicate;

/**
 * Finds the next message or frame behind bytes that belong to neither. Only what can hardly be
 * chance is taken for one ({@link UnitStart#amidGarbage}), and the search ends at a budget.
 */
final class GarbageSearch {

  /** How many bytes are skipped. */
  static final int BUDGET = 64 << 10;

  private final int maxLine;
  private final IntPredicate knownChannel;
  private final LineScan line = new LineScan();

  private long from;
  private int skipped;
  private boolean found;

  GarbageSearch(int maxLine, IntPredicate knownChannel) {
    this.maxLine = maxLine;
    this.knownChannel = knownChannel;
  }

  /** Starts a search at a byte of the connection, some bytes behind which are garbage as well. */
  void start(long position, int already) {
    from = position;
    skipped = already;
    found = false;
  }

  /** Returns the index of what was found, or of the first byte that is still undecided. */
  int search(ByteBuffer source, int at, int to) {
    int i = at;
    UnitStart start = UnitStart.NONE;
    line.restart();
    while (i < to && start == UnitStart.NONE) {
      start = UnitStart.amidGarbage(source, i, to, maxLine, knownChannel, line);
      i += start == UnitStart.NONE ? 1 : 0;
    }
    skipped += i - at;
    if (skipped > BUDGET) {
      throw new RtspProtocolException(
          RtspPhase.READ,
          "more than "
              + BUDGET
              + " bytes from byte "
              + from
              + " on belong neither to an RTSP message nor to an interleaved frame, so the"
              + " connection can't be used any more",
          null);
    }
    found = start != UnitStart.NONE && start != UnitStart.UNDECIDED;
    return i;
  }

  /** Returns whether the last search ended at a message or frame. */
  boolean found() {
    return found;
  }

  /** Returns how many bytes were skipped. */
  int skipped() {
    return skipped;
  }
}
