package io.rtsper.auth;

import io.rtsper.api.Quirk;
import io.rtsper.api.spi.QuirkReporter;
import org.jspecify.annotations.Nullable;

/**
 * Knows whether the server has accepted the secret. It is told of challenges only; a request that
 * is signed while none came for the one before shows that the one before was accepted.
 *
 * <p>A quirk that a retry would reveal is reported when the retry was accepted, for until then it
 * may be just a wrong password.
 */
final class Acceptance {

  private final QuirkReporter quirks;
  private boolean unanswered;
  private boolean proven;
  private int refusals;
  private @Nullable Quirk pending;
  private String pendingDetail = "";

  Acceptance(QuirkReporter quirks) {
    this.quirks = quirks;
  }

  /** A request is about to be signed. */
  void signing() {
    if (unanswered) {
      accepted();
    }
    unanswered = true;
  }

  /** A challenge answered the signed request. */
  void refused() {
    unanswered = false;
    pending = null;
    refusals++;
  }

  /** The signed request was accepted. */
  void accepted() {
    unanswered = false;
    proven = true;
    refusals = 0;
    Quirk shown = pending;
    pending = null;
    if (shown != null) {
      quirks.report(shown, pendingDetail);
    }
  }

  /** The request that is signed next shows a quirk, should it be accepted. */
  void reportIfAccepted(Quirk quirk, String detail) {
    pending = quirk;
    pendingDetail = detail;
  }

  /** Returns whether the server has ever accepted the secret. */
  boolean isProven() {
    return proven;
  }

  /** Returns how many challenges came since a request was accepted. */
  int refusals() {
    return refusals;
  }
}
