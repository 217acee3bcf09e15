package io.rtsper.api.sdp;

import io.rtsper.api.ascii.Ascii;
import io.rtsper.api.text.PeerText;
import java.util.List;
import java.util.Optional;

/**
 * Whose packets a multicast group takes, {@code a=source-filter} (RFC 4570).
 *
 * @param inclusive true if only the sources may send, false if all others may
 * @param destination the address that it is about, or {@code *}
 * @param sources the addresses of the sources, not checked
 */
public record SourceFilter(boolean inclusive, String destination, List<String> sources) {

  /** Copies the list. */
  public SourceFilter {
    sources = List.copyOf(sources);
  }

  static Optional<SourceFilter> of(String value) {
    // <filter-mode> <nettype> <address-types> <dest-address> <src-list>
    List<String> tokens = Scan.tokens(value, 64);
    if (tokens.size() < 5) {
      return Optional.empty();
    }
    boolean inclusive = Ascii.equalsIgnoreCase(tokens.get(0), "incl");
    if (!inclusive && !Ascii.equalsIgnoreCase(tokens.get(0), "excl")) {
      return Optional.empty();
    }
    return Optional.of(
        new SourceFilter(inclusive, tokens.get(3), tokens.subList(4, tokens.size())));
  }

  /** Returns mode and addresses as they may be printed. */
  @Override
  public String toString() {
    String mode = inclusive ? "incl " : "excl ";
    return mode + PeerText.printable(destination + " " + String.join(" ", sources));
  }
}
