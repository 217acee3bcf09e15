package io.rtsper.core.header;

import io.rtsper.api.spi.QuirkReporter;
import io.rtsper.api.text.PeerText;
import io.rtsper.core.text.Ascii;

/**
 * The media type of a {@code Content-Type} header (RFC 2326 §12.16), without its parameters.
 *
 * @param type type and subtype in lower case, such as {@code application/sdp}; empty if there is
 *     none
 */
public record ContentType(String type) {

  /**
   * Reads a header's value; parameters such as {@code charset} are left out, and of several types
   * all but the first.
   *
   * @param value the value of {@code Content-Type}
   * @param quirks takes what was tolerated
   * @return the type
   * @throws io.rtsper.api.RtspProtocolException if the value is too long
   */
  public static ContentType parse(String value, QuirkReporter quirks) {
    HeaderText.checkLength("Content-Type", value);
    int end = 0;
    while (end < value.length() && value.charAt(end) != ';' && value.charAt(end) != ',') {
      end++;
    }
    String type = HeaderText.strip(value, 0, end);
    int slash = type.indexOf('/');
    boolean control = HeaderText.hasControl(type);
    boolean several = end < value.length() && value.charAt(end) == ',';
    if (slash <= 0 || slash == type.length() - 1 || control || several) {
      quirks.report(HeaderQuirks.CONTENT_TYPE_UNREADABLE, "");
    }
    return new ContentType(control ? "" : Ascii.lower(type));
  }

  /**
   * Returns whether this is the type of a session description.
   *
   * @return true for {@code application/sdp}
   */
  public boolean isSdp() {
    return type.equals("application/sdp");
  }

  /** Returns the type as it may be printed. */
  @Override
  public String toString() {
    return PeerText.printable(type);
  }
}
