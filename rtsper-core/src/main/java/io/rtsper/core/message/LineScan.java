package io.rtsper.core.message;

import io.rtsper.core.text.Ascii;
import java.nio.ByteBuffer;

/**
 * Finds where the line of a place ends, and its last word. Places are asked about in rising order,
 * and each byte is looked at once however many of them there are: a peer could make each word of a
 * long line the name of a method.
 */
final class LineScan {

  private static final int NONE = -1;

  private int at = NONE;
  private int word = NONE;
  private boolean ended;

  /** Forgets what was seen, since the indices mean other bytes now. */
  void restart() {
    at = NONE;
    word = NONE;
    ended = false;
  }

  /**
   * Looks for the line's end.
   *
   * @param from a place in the line, with a byte before it
   * @param limit where to stop looking; no lower than before
   * @return the index of the first line break or control character, or the limit
   */
  int end(ByteBuffer source, int from, int limit) {
    if (from > at) {
      restart();
      at = from;
    }
    while (!ended && at < limit) {
      int c = source.get(at);
      if (Ascii.isControl(c)) {
        ended = true;
      } else {
        boolean startsWord = !Ascii.isBlank(c) && Ascii.isBlank(source.get(at - 1));
        word = startsWord ? at : word;
        at++;
      }
    }
    return at;
  }

  /** Returns the index of the last word that begins within what was looked at, or -1. */
  int lastWord() {
    return word;
  }
}
