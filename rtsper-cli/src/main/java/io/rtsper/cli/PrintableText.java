package io.rtsper.cli;

/**
 * Takes out of a text what a terminal would obey instead of show. What servers say is printed, and
 * no server should move the cursor of the person who asks about it.
 */
final class PrintableText {

  private static final char REPLACEMENT = '?';

  private PrintableText() {}

  /** Returns the text with a question mark for each character that controls or hides others. */
  static String of(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (!isShown(text.charAt(i))) {
        return replaced(text);
      }
    }
    return text;
  }

  /** Returns whether the character is shown by a terminal as it is. */
  static boolean isShown(char c) {
    return !Character.isISOControl(c) && Character.getType(c) != Character.FORMAT;
  }

  private static String replaced(String text) {
    StringBuilder out = new StringBuilder(text.length());
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      out.append(isShown(c) ? c : REPLACEMENT);
    }
    return out.toString();
  }
}
