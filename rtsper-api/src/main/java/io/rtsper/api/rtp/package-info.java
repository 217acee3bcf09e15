/**
 * What comes over RTP (RFC 3550): views of packets, the arithmetic of their numbers, and what their
 * timestamps mean.
 *
 * <p>{@link io.rtsper.api.rtp.RtpPacket} and {@link io.rtsper.api.rtp.RtcpCompound} are flyweights:
 * an object of a few fields that is laid over bytes in a buffer, checks them once and reads them
 * where they lie. One object serves for any number of packets and nothing is allocated for a
 * packet. What a callback is given is such a view, valid until the callback returns; {@code copy()}
 * makes one with a buffer of its own for whoever keeps it. A view is confined to one thread at a
 * time.
 *
 * <p>What a session receives, it stamps with a {@link io.rtsper.api.rtp.MediaTimeline}, so that a
 * packet can tell when it is to be presented and when it was captured.
 *
 * <p>Nothing here throws for what a peer sends: {@code wrap} returns false for bytes that are no
 * packet, and what it accepts can be read to the end.
 */
@NullMarked
package io.rtsper.api.rtp;

import org.jspecify.annotations.NullMarked;
