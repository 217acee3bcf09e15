package io.rtsper.camera;

import java.nio.ByteBuffer;

/** Packets of one track inside the control connection (RFC 2326 §10.12). */
final class InterleavedSink implements PacketSink {

  private final Connection connection;
  private final int rtpChannel;
  private final int rtcpChannel;

  InterleavedSink(Connection connection, int rtpChannel, int rtcpChannel) {
    this.connection = connection;
    this.rtpChannel = rtpChannel;
    this.rtcpChannel = rtcpChannel;
  }

  /** Returns whether the client's RTCP (or RTP) for this track comes on that channel. */
  boolean uses(Connection other, int channel) {
    return connection == other && (channel == rtpChannel || channel == rtcpChannel);
  }

  int rtcpChannel() {
    return rtcpChannel;
  }

  @Override
  public boolean ready() {
    return connection.hasRoom();
  }

  @Override
  public boolean send(ByteBuffer packet, boolean rtcp) {
    return connection.writeFrame(rtcp ? rtcpChannel : rtpChannel, packet);
  }

  @Override
  public void close() {}
}
