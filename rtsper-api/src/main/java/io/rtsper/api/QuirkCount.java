package io.rtsper.api;

import static java.util.Objects.requireNonNull;

import io.rtsper.api.text.PeerText;

/**
 * How often a session met a quirk.
 *
 * @param quirk the quirk
 * @param count how often, at least 1
 * @param firstDetail where it was first met, redacted; empty if there is nothing to say
 */
public record QuirkCount(Quirk quirk, long count, String firstDetail) {

  /** Redacts the detail, which may quote the peer. */
  public QuirkCount {
    requireNonNull(quirk, "quirk");
    firstDetail = PeerText.printable(firstDetail);
  }
}
