package io.rtsper.api.sdp;

import io.rtsper.api.ascii.Ascii;
import io.rtsper.api.text.PeerText;
import java.util.Optional;

/**
 * What an identifier of RTP header extensions stands for, {@code a=extmap} (RFC 8285 §8).
 *
 * @param id the identifier
 * @param direction which way it is used; empty if the description doesn't say
 * @param uri what the extension is
 * @param attributes what follows the URI; empty if nothing does
 */
public record ExtensionMap(
    int id, Optional<MediaDirection> direction, String uri, String attributes) {

  static Optional<ExtensionMap> of(String value) {
    int start = Scan.skipBlanks(value, 0);
    int digits = Scan.digitsEnd(value, start);
    int id = Scan.decimal(value, start, digits);
    int end = Scan.tokenEnd(value, digits);
    int uri = Scan.skipBlanks(value, end);
    int uriEnd = Scan.tokenEnd(value, uri);
    if (id < 0 || uri == uriEnd) {
      return Optional.empty();
    }
    Optional<MediaDirection> direction =
        digits < end && value.charAt(digits) == '/'
            ? AttributeList.directionNamed(Ascii.lower(value.substring(digits + 1, end)))
            : Optional.empty();
    return Optional.of(
        new ExtensionMap(
            id,
            direction,
            value.substring(uri, uriEnd),
            Scan.trimmed(value, uriEnd, value.length())));
  }

  /** Returns number, URI and attributes as they may be printed. */
  @Override
  public String toString() {
    return id + " " + PeerText.printable(uri + " " + attributes);
  }
}
