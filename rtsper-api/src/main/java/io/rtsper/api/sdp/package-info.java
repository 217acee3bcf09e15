/**
 * The model of the Session Description Protocol (RFC 8866): what the body of a DESCRIBE response
 * says.
 *
 * <p>{@link io.rtsper.api.sdp.SessionDescription} holds the lines as they were read, with what
 * could not be read as {@linkplain io.rtsper.api.sdp.SessionDescription#warnings() warnings}. Typed
 * accessors such as {@link io.rtsper.api.sdp.MediaDescription#rtpMap(int)} read the attributes when
 * they are called; they never throw for what a peer wrote and answer empty instead. All types are
 * immutable and may be shared between threads.
 */
@NullMarked
package io.rtsper.api.sdp;

import org.jspecify.annotations.NullMarked;
