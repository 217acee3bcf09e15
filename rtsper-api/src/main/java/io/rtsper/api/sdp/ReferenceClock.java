package io.rtsper.api.sdp;

import io.rtsper.api.ascii.Ascii;
import io.rtsper.api.text.PeerText;
import java.util.Optional;

/**
 * The clock that a sender's wall-clock time is taken from, {@code a=ts-refclk} (RFC 7273 §4). Two
 * sources with the same clock, or with one that is traceable, can be held against each other.
 *
 * @param kind what kind of clock, in lower case: {@code ntp}, {@code ptp}, {@code gps}, {@code
 *     gal}, {@code glonass}, {@code local}, {@code private}, or another
 * @param address which one, as it was written: the server of NTP ({@code /traceable/} for any that
 *     is), the version and clock of PTP; empty if there is nothing to say
 */
public record ReferenceClock(String kind, String address) {

  static Optional<ReferenceClock> of(String value) {
    String text = Scan.trimmed(value, 0, value.length());
    int end = 0;
    while (end < text.length() && text.charAt(end) != '=' && text.charAt(end) != ':') {
      end++;
    }
    String kind = Ascii.lower(Scan.trimmed(text, 0, end));
    if (kind.isEmpty() || Scan.tokenEnd(kind, 0) < kind.length()) {
      return Optional.empty();
    }
    String address = end < text.length() ? Scan.trimmed(text, end + 1, text.length()) : "";
    boolean needed = kind.equals("ntp") || kind.equals("ptp");
    return needed && address.isEmpty()
        ? Optional.empty()
        : Optional.of(new ReferenceClock(kind, address));
  }

  /**
   * Returns whether the clock keeps to international atomic time, so that sources with different
   * clocks can be held against each other.
   *
   * @return true for the satellites' clocks and for those that say so
   */
  public boolean isTraceable() {
    return switch (kind) {
      case "gps", "gal", "glonass" -> true;
      case "ntp" -> Ascii.equalsIgnoreCase(address, "/traceable/");
      case "ptp" -> Ascii.lower(address).endsWith(":traceable");
      case "private" -> Ascii.equalsIgnoreCase(address, "traceable");
      default -> false;
    };
  }

  /** Returns the value as it may be printed. */
  @Override
  public String toString() {
    String separator = kind.equals("private") ? ":" : "=";
    return PeerText.printable(address.isEmpty() ? kind : kind + separator + address);
  }
}
