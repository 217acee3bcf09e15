/**
 * Receives the RTP and RTCP of one track: numbers packets, finds out what is missing, and reports
 * back. Pure: bytes and the time come in, calls on a listener go out; there are no sockets, threads
 * or clocks in here.
 */
@NullMarked
package io.rtsper.core.receive;

import org.jspecify.annotations.NullMarked;
