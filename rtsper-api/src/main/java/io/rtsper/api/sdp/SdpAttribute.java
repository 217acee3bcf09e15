package io.rtsper.api.sdp;

import static java.util.Objects.requireNonNull;

import io.rtsper.api.ascii.Ascii;
import io.rtsper.api.text.PeerText;
import org.jspecify.annotations.Nullable;

/**
 * An attribute, {@code a=name} or {@code a=name:value} (RFC 8866 §5.13).
 *
 * @param name the name as it is written; its case counts (RFC 8866 §5)
 * @param value the value without spaces and tabs at its ends; null if there is no colon
 */
public record SdpAttribute(String name, @Nullable String value) {

  /** Enough for the parameter sets of a format. */
  private static final int MAX_PRINTED = 1000;

  /**
   * Checks both and trims blanks at their ends; a control character may belong to a value.
   *
   * @throws IllegalArgumentException if one holds a line break or NUL, or the name is empty or
   *     holds a colon
   */
  public SdpAttribute {
    requireNonNull(name, "attribute name");
    if (!Scan.isPlainName(name)) {
      name = Scan.lineWithText(name, "attribute name");
      if (name.indexOf(':') >= 0) {
        throw new IllegalArgumentException("attribute name holds a colon");
      }
    }
    if (value != null) {
      value = Scan.byteString(value, "attribute value");
    }
  }

  /**
   * Returns the value.
   *
   * @return the value; empty if there is none
   */
  public String valueOrEmpty() {
    return value == null ? "" : value;
  }

  /** Returns the line, without keys and without a password in a URL. */
  @Override
  public String toString() {
    if (value == null) {
      return "a=" + PeerText.printable(name);
    }
    return switch (Ascii.lower(name)) {
      case "crypto", "key-mgmt" -> "a=" + name + ":***";
      default -> "a=" + PeerText.printable(name) + ":" + PeerText.printable(value, MAX_PRINTED);
    };
  }
}
