package io.rtsper.camera;

/** Numbers as peers write them, read without exceptions. */
final class Numbers {

  private Numbers() {}

  /** Returns the number that the text is, blanks around it ignored, or the fallback. */
  static int parse(String text, int fallback) {
    String digits = text.strip();
    if (digits.isEmpty() || digits.length() > 9) {
      return fallback;
    }
    int value = 0;
    for (int i = 0; i < digits.length(); i++) {
      char c = digits.charAt(i);
      if (c < '0' || c > '9') {
        return fallback;
      }
      value = value * 10 + (c - '0');
    }
    return value;
  }
}
