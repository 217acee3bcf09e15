package io.rtsper.api.rtp;

/** A view of an RTP packet. */
public final class RtpPacket {
  private RtpPacket() {}
}
