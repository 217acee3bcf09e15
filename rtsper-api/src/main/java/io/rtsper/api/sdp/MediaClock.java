package io.rtsper.api.sdp;

import io.rtsper.api.ascii.Ascii;
import io.rtsper.api.text.PeerText;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What the RTP timestamps of a media are counted by, {@code a=mediaclk} (RFC 7273 §5).
 *
 * @param kind {@code sender} if it is the sender's own matter, {@code direct} if it is the
 *     reference clock of {@code a=ts-refclk}, {@code ieee1722}, or another; in lower case
 * @param id the identifier by which several media name one clock, with {@code src:} if it stands
 *     there; empty if there is none
 * @param offset for {@code direct}, the RTP timestamp at the reference clock's epoch; empty if the
 *     description doesn't say
 * @param rateNumerator for {@code direct}, by what the clock rate is multiplied; 1 if unsaid
 * @param rateDenominator for {@code direct}, by what the clock rate is divided; 1 if unsaid
 * @param detail what follows the kind, as it was written
 */
public record MediaClock(
    String kind,
    String id,
    OptionalLong offset,
    int rateNumerator,
    int rateDenominator,
    String detail) {

  private static final long TIMESTAMPS = 1L << 32;
  private static final int LONGEST_OFFSET = 18;

  static Optional<MediaClock> of(String value) {
    int at = Scan.skipBlanks(value, 0);
    String id = "";
    if (value.length() - at > 3 && Ascii.equalsIgnoreCase(value.substring(at, at + 3), "id=")) {
      int end = Scan.tokenEnd(value, at);
      id = value.substring(at + 3, end);
      at = Scan.skipBlanks(value, end);
    }
    int end = Scan.tokenEnd(value, at);
    String first = value.substring(at, end);
    int equals = first.indexOf('=');
    String kind = Ascii.lower(equals < 0 ? first : first.substring(0, equals));
    if (kind.isEmpty()) {
      return Optional.empty();
    }
    String parameter = equals < 0 ? "" : first.substring(equals + 1);
    String rest = Scan.trimmed(value, end, value.length());
    String detail = Scan.trimmed(parameter + " " + rest, 0, parameter.length() + rest.length() + 1);
    if (!kind.equals("direct")) {
      return Optional.of(new MediaClock(kind, id, OptionalLong.empty(), 1, 1, detail));
    }
    int slash = rest.indexOf('/');
    boolean rated = slash > 0 && rest.length() > 5 && Ascii.lower(rest).startsWith("rate=");
    int numerator = rated ? Scan.decimal(rest, 5, slash) : 1;
    int denominator = rated ? Scan.decimal(rest, slash + 1, rest.length()) : 1;
    boolean usable = numerator > 0 && denominator > 0;
    return Optional.of(
        new MediaClock(
            kind, id, offset(parameter), usable ? numerator : 1, usable ? denominator : 1, detail));
  }

  private static OptionalLong offset(String text) {
    if (text.isEmpty()
        || text.length() > LONGEST_OFFSET
        || Scan.digitsEnd(text, 0) < text.length()) {
      return OptionalLong.empty();
    }
    return OptionalLong.of(Long.parseLong(text) % TIMESTAMPS);
  }

  /** Returns the value as it may be printed. */
  @Override
  public String toString() {
    return PeerText.printable(
        (id.isEmpty() ? "" : "id=" + id + " ") + kind + (detail.isEmpty() ? "" : " " + detail));
  }
}
