package io.rtsper.api.rtp;

/** A view of a compound RTCP packet. */
public final class RtcpCompound {
  private RtcpCompound() {}
}
