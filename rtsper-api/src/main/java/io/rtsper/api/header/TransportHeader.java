package io.rtsper.api.header;

/**
 * One transport of a {@code Transport} header (RFC 2326 §12.39).
 *
 * @param value the header's value
 */
public record TransportHeader(String value) {}
