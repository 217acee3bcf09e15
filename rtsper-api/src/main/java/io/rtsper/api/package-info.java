/**
 * Sessions with RTSP servers: what an application uses.
 *
 * <p>The shortest useful program counts what a camera sends:
 *
 * <pre>{@code
 * LongAdder packets = new LongAdder();
 * try (RtspSession session = RtspSession.builder("rtsp://user:pass@camera.local/stream")
 *         .onPacket((track, packet) -> packets.increment())
 *         .open()) {
 *     session.ended().get(10, SECONDS);
 * }
 * }</pre>
 *
 * <p><b>Threads.</b> A session lives on one event loop, a thread that it shares with other
 * sessions. All its callbacks come one at a time there and must not block. One that does holds up
 * its own session until it returns, and others for a fifth of a second at most: then they go on
 * with another thread. So callbacks of two sessions may run at once, whatever the number of loops,
 * and what they share has to be safe for that. Every type here may be used from any thread unless
 * its documentation says otherwise; values are immutable.
 *
 * <p><b>Errors.</b> All are an {@link io.rtsper.api.RtspException}; its subclasses tell what is the
 * matter, its message says what to do. A programming error, such as an operation in a wrong state,
 * is an {@link IllegalStateException} or a {@link NullPointerException}.
 */
@NullMarked
package io.rtsper.api;

import org.jspecify.annotations.NullMarked;
