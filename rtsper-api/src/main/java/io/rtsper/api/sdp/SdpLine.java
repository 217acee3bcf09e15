package io.rtsper.api.sdp;

import io.rtsper.api.text.PeerText;

/**
 * A line that has no type of its own here: {@code u=}, {@code e=}, {@code p=}, {@code z=} or {@code
 * k=} (RFC 8866 §5.5 to §5.12).
 *
 * @param type the letter before the equals sign
 * @param value what follows it
 */
public record SdpLine(char type, String value) {

  /** The types that exist, in the order of the grammar. */
  private static final String TYPES = "uepzk";

  /**
   * Checks type and value, and trims blanks at its ends.
   *
   * @throws IllegalArgumentException if the type isn't one of u, e, p, z and k, or the value holds
   *     a line break or NUL
   */
  public SdpLine {
    if (TYPES.indexOf(type) < 0) {
      throw new IllegalArgumentException("not one of u, e, p, z and k: " + type);
    }
    value = Scan.line(value, "value");
  }

  /** Returns the place of the type in the order of the grammar. */
  int rank() {
    return TYPES.indexOf(type);
  }

  /** Returns the line; the value of {@code k=} is left out. */
  @Override
  public String toString() {
    return type + "=" + (type == 'k' ? "***" : PeerText.printable(value));
  }
}
