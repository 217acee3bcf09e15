/**
 * The in-process camera: an RTSP server on a loopback socket that plays a real H.264 and AAC clip
 * and misbehaves on demand.
 *
 * <p>It shares no code with the SDK. Messages, RTP, RTCP, SDP and Digest are a second reading of
 * the RFCs, so that a mistake in one of the two shows when they meet.
 *
 * <p>Start with {@link io.rtsper.camera.Camera}.
 */
@NullMarked
package io.rtsper.camera;

import org.jspecify.annotations.NullMarked;
