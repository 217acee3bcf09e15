package io.rtsper.api.sdp;

import io.rtsper.api.text.PeerText;
import java.util.OptionalInt;

/**
 * A {@code b=} line (RFC 8866 §5.8).
 *
 * @param type what is meant, such as {@code AS}, {@code CT} or {@code TIAS}
 * @param value the value as it was written
 */
public record Bandwidth(String type, String value) {

  /**
   * Checks both and trims blanks at their ends.
   *
   * @throws IllegalArgumentException if one holds a line break or NUL, or the type a colon
   */
  public Bandwidth {
    type = Scan.line(type, "bandwidth type");
    value = Scan.line(value, "bandwidth value");
    if (type.indexOf(':') >= 0) {
      throw new IllegalArgumentException("bandwidth type holds a colon");
    }
  }

  /**
   * Returns the value as a number: kilobits a second for {@code AS} and {@code CT}, bits a second
   * for {@code TIAS}, {@code RS} and {@code RR}.
   *
   * @return the number; empty if the value isn't one
   */
  public OptionalInt number() {
    int number = Scan.decimal(value, 0, value.length());
    return number < 0 ? OptionalInt.empty() : OptionalInt.of(number);
  }

  /** Returns the line. */
  @Override
  public String toString() {
    return "b=" + PeerText.printable(type + ":" + value);
  }
}
