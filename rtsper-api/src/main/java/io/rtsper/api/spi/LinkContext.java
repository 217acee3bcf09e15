package io.rtsper.api.spi;

/**
 * What a control link needs of its session.
 *
 * @param eventLoop the session's loop
 * @param deadline by when the link must be open, TLS handshake included; the link itself sees to it
 * @param quirks takes what the link tolerates
 * @param sendLimit the most bytes that wait to be written; more is a failure of the link
 */
public record LinkContext(
    EventLoop eventLoop, Deadline deadline, QuirkReporter quirks, int sendLimit) {}
