package io.rtsper.payload.testing;

/**
 * What a packetizer makes.
 *
 * @param timestamp the RTP timestamp
 * @param marker whether it ends a frame
 * @param payload the RTP payload
 */
public record Packet(long timestamp, boolean marker, byte[] payload) {}
