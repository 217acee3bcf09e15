package io.rtsper.cli;

import io.rtsper.api.text.PeerText;

/**
 * Makes a text fit to be printed. What servers say is printed, and no server should move the cursor
 * of the person who asks about it, or repeat a password that it was given.
 */
final class PrintableText {

  private PrintableText() {}

  /**
   * Returns the whole text, with {@code ***} in the place of what could give credentials away and
   * an escape for each character that controls or hides others.
   */
  static String of(String text) {
    return PeerText.printable(text, Integer.MAX_VALUE);
  }

  /** Returns whether the character is shown by a terminal as it is. */
  static boolean isShown(char c) {
    return !Character.isISOControl(c) && Character.getType(c) != Character.FORMAT;
  }
}
