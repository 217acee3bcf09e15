package io.rtsper.api;

/** How often a session met a quirk. */
@DoNotImplement
public interface QuirkCount {

  /** {@return the quirk} */
  Quirk quirk();

  /** {@return how often, at least 1} */
  long count();

  /** {@return where it was first met, redacted; empty if there is nothing to say} */
  String firstDetail();
}
