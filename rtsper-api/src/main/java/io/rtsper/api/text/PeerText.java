package io.rtsper.api.text;

import static java.util.Objects.requireNonNull;

import java.util.HexFormat;

/**
 * Text of a peer, or of a user, as it may stand in a message, a warning or a log: without what
 * could give credentials away, on one line, and of bounded length.
 *
 * <p>Whatever quotes the wire goes through here, so that there is one place that knows what isn't
 * to be shown. What is masked is what stands where secrets stand: the user information of a URL,
 * with or without a scheme, and the values of keys such as {@code password} and {@code token}. A
 * secret in the midst of prose can't be told from prose.
 *
 * <p>Pure functions; safe for use by several threads.
 */
public final class PeerText {

  private static final int LIMIT = 200;

  private PeerText() {}

  /**
   * Returns the text as it may be printed, at most 200 characters of it.
   *
   * @param text any text
   * @return the text without secrets and control characters
   */
  public static String printable(String text) {
    return printable(text, LIMIT);
  }

  /**
   * Returns the text as it may be printed.
   *
   * @param text any text
   * @param limit how many characters of it to keep, not counting escapes; an ellipsis stands for
   *     the others
   * @return the text without secrets and control characters
   */
  public static String printable(String text, int limit) {
    // Cut last: half a user information can't be told from a path.
    return visible(Redaction.urls(requireNonNull(text, "text")), limit);
  }

  /**
   * Returns the value of a header as it may be printed: all of {@code Authorization} and the like
   * but the scheme is masked, all of a header whose name holds a word such as {@code pass} or
   * {@code token}, and of a challenge the nonce and what else serves to sign.
   *
   * @param name the header's name, in any case
   * @param value the header's value
   * @param limit how many characters of it to keep, not counting escapes
   * @return the value without secrets and control characters
   */
  public static String printableHeader(String name, String value, int limit) {
    return visible(Redaction.headerValue(name, value), limit);
  }

  private static String visible(String text, int limit) {
    int length = Math.min(text.length(), limit);
    StringBuilder out = new StringBuilder(length + 8);
    for (int i = 0; i < length; i++) {
      char c = text.charAt(i);
      if (Character.isISOControl(c)) {
        out.append("\\x").append(HexFormat.of().toHexDigits((byte) c));
      } else if (movesLines(c)) {
        out.append("\\u").append(HexFormat.of().toHexDigits(c));
      } else {
        out.append(c);
      }
    }
    return text.length() > limit ? out.append('…').toString() : out.toString();
  }

  /** Returns whether a terminal may end a line at the character, or write backwards from it on. */
  private static boolean movesLines(char c) {
    int type = c < 0x80 ? Character.UNASSIGNED : Character.getType(c);
    return type == Character.LINE_SEPARATOR
        || type == Character.PARAGRAPH_SEPARATOR
        || type == Character.FORMAT;
  }
}
