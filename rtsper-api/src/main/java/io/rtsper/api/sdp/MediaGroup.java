package io.rtsper.api.sdp;

import io.rtsper.api.text.PeerText;
import java.util.List;
import java.util.Optional;

/**
 * Media that belong together, {@code a=group} (RFC 5888).
 *
 * @param semantics why they do, such as {@code LS} or {@code BUNDLE}
 * @param ids their {@code a=mid} identifiers
 */
public record MediaGroup(String semantics, List<String> ids) {

  /** Copies the list. */
  public MediaGroup {
    ids = List.copyOf(ids);
  }

  static Optional<MediaGroup> of(String value) {
    List<String> tokens = Scan.tokens(value, 65);
    return tokens.isEmpty()
        ? Optional.empty()
        : Optional.of(new MediaGroup(tokens.get(0), tokens.subList(1, tokens.size())));
  }

  /** Returns the value as it may be printed, such as {@code LS 1 2}. */
  @Override
  public String toString() {
    return PeerText.printable(semantics + " " + String.join(" ", ids));
  }
}
