/**
 * Sessions with RTSP servers: what an application uses.
 *
 * <p>The shortest useful program takes what a camera sends:
 *
 * <pre>{@code
 * try (RtspSession session = RtspSession.open("rtsp://user:pass@camera.local/stream")) {
 *     for (Frame frame : session.frames()) {
 *         System.out.println(frame);   // video H264 1280x720 key pts=12.345s 48213 bytes
 *     }
 * }
 * }</pre>
 *
 * <p><b>Media</b> comes in three ways: as {@linkplain io.rtsper.api.RtspSession#frames frames} that
 * wait in a queue for a thread, as frames that a {@linkplain
 * io.rtsper.api.RtspSession#framePublisher publisher} gives who requests them, and as {@linkplain
 * io.rtsper.api.RtspSessionBuilder#onFrame(FrameListener) frames} or {@linkplain
 * io.rtsper.api.RtspSessionBuilder#onPacket packets} that a callback is shown on the event loop,
 * which costs least.
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
