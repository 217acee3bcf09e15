package io.rtsper.core.header;

import io.rtsper.api.spi.QuirkReporter;
import io.rtsper.core.text.Ascii;

/**
 * Reads a header value made of words, quoted strings and separators from left to right (RFC 7235
 * §2.1). It knows characters; {@link ChallengeReader} knows what they mean.
 */
final class AuthScanner {

  private final String text;
  private final QuirkReporter quirks;
  private int at;

  AuthScanner(String text, QuirkReporter quirks) {
    this.text = withoutControls(text, quirks);
    this.quirks = quirks;
  }

  boolean atEnd() {
    return at >= text.length();
  }

  boolean at(char c) {
    return at < text.length() && text.charAt(at) == c;
  }

  int position() {
    return at;
  }

  void skipOne() {
    at++;
  }

  /** Passes over white space and returns whether there was any. */
  boolean skipSpaces() {
    int from = at;
    at = afterSpaces(at);
    return at > from;
  }

  /** Passes over white space, commas and what stands for one; returns whether there was any. */
  boolean skipSeparators() {
    boolean comma = false;
    while (at < text.length() && (Ascii.isBlank(text.charAt(at)) || isComma(text.charAt(at)))) {
      if (text.charAt(at) == ';') {
        quirks.report(HeaderQuirks.HEADER_SEPARATOR, "a semicolon in a challenge");
      }
      comma |= isComma(text.charAt(at));
      at++;
    }
    return comma;
  }

  /** Passes over the rest of a part that can't be read, up to the next comma outside quotes. */
  void skipPart() {
    boolean quoted = false;
    while (at < text.length() && (quoted || text.charAt(at) != ',')) {
      char c = text.charAt(at);
      if (c == '"') {
        quoted = !quoted;
      } else if (c == '\\' && quoted) {
        at++;
      }
      at++;
    }
    at = Math.min(at, text.length());
  }

  /** Returns the characters up to the next separator, equals sign or quote; may be empty. */
  String word() {
    int from = at;
    at = afterWord(at);
    return text.substring(from, at);
  }

  /**
   * Returns the characters up to the next comma or white space, or a semicolon that a parameter or
   * the end follows; may be empty.
   */
  String unquoted() {
    int from = at;
    at = afterUnquoted(at);
    // What follows a space is neither a parameter nor a challenge: the value itself has spaces.
    while (at < text.length() && !endsValue(at) && !meansSomethingAt(afterSpaces(at))) {
      at = afterUnquoted(afterSpaces(at));
    }
    return text.substring(from, at);
  }

  /** Returns what stands between the quotes, escapes untouched; the cursor is at the first one. */
  String quoted() {
    int from = ++at;
    while (at < text.length() && text.charAt(at) != '"') {
      at += text.charAt(at) == '\\' ? 2 : 1;
    }
    if (at >= text.length()) {
      at = text.length();
      quirks.report(HeaderQuirks.CHALLENGE_UNTERMINATED_QUOTE, "");
      return text.substring(from);
    }
    return text.substring(from, at++);
  }

  /** Returns whether the cursor is at a word that an equals sign follows. */
  boolean parameterAhead() {
    return isParameterAt(at);
  }

  /** Returns whether equals signs end a token68 here: nothing but a separator follows them. */
  boolean paddingAhead() {
    int i = at;
    while (i < text.length() && text.charAt(i) == '=') {
      i++;
    }
    int end = afterSpaces(i);
    return i > at && (end == text.length() || text.charAt(end) == ',');
  }

  /** Returns the equals signs at the cursor. */
  String padding() {
    int from = at;
    while (at('=')) {
      at++;
    }
    return text.substring(from, at);
  }

  /** Returns whether a part ends here, by a separator or the end. */
  boolean separatorAhead() {
    return at >= text.length() || isComma(text.charAt(at)) || Ascii.isBlank(text.charAt(at));
  }

  /** Returns whether the character before the cursor parts words, or there is none. */
  boolean afterSeparator() {
    return at == 0 || isComma(text.charAt(at - 1)) || Ascii.isBlank(text.charAt(at - 1));
  }

  private boolean meansSomethingAt(int index) {
    if (index == text.length() || text.charAt(index) == ',' || isParameterAt(index)) {
      return true;
    }
    int end = afterWord(index);
    int next = afterSpaces(end);
    return end > index && next > end && isParameterAt(next);
  }

  private boolean isParameterAt(int index) {
    int end = afterWord(index);
    int equals = afterSpaces(end);
    return end > index && equals < text.length() && text.charAt(equals) == '=';
  }

  private int afterWord(int index) {
    int i = index;
    while (i < text.length() && isWordCharacter(text.charAt(i))) {
      i++;
    }
    return i;
  }

  private int afterUnquoted(int index) {
    int i = index;
    while (i < text.length() && !endsValue(i) && !Ascii.isBlank(text.charAt(i))) {
      i++;
    }
    return i;
  }

  /** A semicolon may belong to a value; not so if it stands where a comma should. */
  private boolean endsValue(int index) {
    char c = text.charAt(index);
    if (c != ';') {
      return c == ',';
    }
    int next = afterSpaces(index + 1);
    return next == text.length() || isParameterAt(next);
  }

  private int afterSpaces(int index) {
    int i = index;
    while (i < text.length() && Ascii.isBlank(text.charAt(i))) {
      i++;
    }
    return i;
  }

  private static boolean isWordCharacter(char c) {
    return !isComma(c) && c != '=' && c != '"' && !Ascii.isBlank(c);
  }

  private static boolean isComma(char c) {
    return c == ',' || c == ';';
  }

  private static String withoutControls(String text, QuirkReporter quirks) {
    for (int i = 0; i < text.length(); i++) {
      if (endsLine(text.charAt(i))) {
        quirks.report(HeaderQuirks.CHALLENGE_CONTROL_CHARACTER, "");
        return text.replace('\r', ' ').replace('\n', ' ').replace('\0', ' ');
      }
    }
    return text;
  }

  private static boolean endsLine(char c) {
    return c == '\r' || c == '\n' || c == 0;
  }
}
