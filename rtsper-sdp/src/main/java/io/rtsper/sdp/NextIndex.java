package io.rtsper.sdp;

/**
 * Finds a character in a text from indexes that only grow, so that the text is searched once, and
 * by the library, which is faster than a loop.
 */
final class NextIndex {

  private final String text;
  private final char character;
  private int next = -1;

  NextIndex(char character, String text) {
    this.character = character;
    this.text = text;
  }

  /** Returns the first index from another on; the length if the character isn't there. */
  int from(int index) {
    if (next < index) {
      int found = text.indexOf(character, index);
      next = found < 0 ? text.length() : found;
    }
    return next;
  }
}
