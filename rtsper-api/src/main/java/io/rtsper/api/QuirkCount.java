package io.rtsper.api;

/**
 * How often a session met a quirk.
 *
 * @param quirk the quirk
 * @param count how often, at least 1
 * @param firstDetail where it was first met, redacted; empty if there is nothing to say
 */
public record QuirkCount(Quirk quirk, long count, String firstDetail) {}
