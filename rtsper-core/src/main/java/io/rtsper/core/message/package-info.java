/**
 * The RTSP message codec: bytes of a control connection to messages and interleaved frames, and
 * back (RFC 2326 §4 to §7 and §10.12).
 *
 * <p>Pure: no I/O, no thread, no clock. What a class reads is the same for every split of its
 * input. One instance belongs to one connection and its event loop.
 */
@NullMarked
package io.rtsper.core.message;

import org.jspecify.annotations.NullMarked;
