package io.rtsper.api.header;

/**
 * A range of time in a presentation (RFC 2326 §12.29).
 *
 * @param value the header's value
 */
public record RangeHeader(String value) {}
