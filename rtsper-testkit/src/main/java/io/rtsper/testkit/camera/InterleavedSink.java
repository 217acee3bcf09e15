package io.rtsper.testkit.camera;

import java.nio.ByteBuffer;

/** Packets of one track inside the control connection (RFC 2326 §10.12). */
final class InterleavedSink implements PacketSink {

  private final Connection connection;
  private int rtpChannel;
  private int rtcpChannel;

  InterleavedSink(Connection connection, int rtpChannel, int rtcpChannel) {
    this.connection = connection;
    channels(rtpChannel, rtcpChannel);
  }

  void channels(int rtp, int rtcp) {
    rtpChannel = rtp;
    rtcpChannel = rtcp;
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
  public void send(ByteBuffer packet, boolean rtcp) {
    connection.writeFrame(rtcp ? rtcpChannel : rtpChannel, packet);
  }

  @Override
  public void close() {}
}
