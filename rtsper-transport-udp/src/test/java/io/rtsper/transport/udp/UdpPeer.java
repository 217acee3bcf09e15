package io.rtsper.transport.udp;

import io.rtsper.api.header.PortPair;
import io.rtsper.api.header.TransportHeader;
import io.rtsper.api.spi.MediaAgreement;
import io.rtsper.testkit.contract.MediaPeer;
import java.io.IOException;
import java.net.BindException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.time.Duration;
import java.util.Arrays;

/** A server's pair of adjacent ports. */
final class UdpPeer implements MediaPeer {

  private static final int TRIES = 100;

  private final InetAddress address;
  private final PortPair client;
  private DatagramSocket rtp;
  private DatagramSocket rtcp;
  private TransportHeader answer;

  UdpPeer(InetAddress address, TransportHeader offer) throws IOException {
    this.address = address;
    this.client = offer.clientPort().orElseThrow();
    this.answer = offer;
    bind();
  }

  private void bind() throws IOException {
    for (int i = 0; i < TRIES; i++) {
      rtp = new DatagramSocket(0, address);
      try {
        rtcp = new DatagramSocket(rtp.getLocalPort() + 1, address);
        return;
      } catch (BindException | IllegalArgumentException e) {
        rtp.close();
      }
    }
    throw new IOException("no two adjacent ports are free");
  }

  UdpPeer answering(TransportHeader header) {
    answer = header;
    return this;
  }

  int rtpPort() {
    return rtp.getLocalPort();
  }

  int rtcpPort() {
    return rtcp.getLocalPort();
  }

  @Override
  public TransportHeader answer() {
    return answer;
  }

  @Override
  public void sendRtp(byte[] packet) throws IOException {
    rtp.send(new DatagramPacket(packet, packet.length, address, client.first()));
  }

  /** Sends to the client's RTP port at another address than the server's own. */
  void sendTo(InetAddress clientAddress, byte[] packet) throws IOException {
    rtp.send(new DatagramPacket(packet, packet.length, clientAddress, client.first()));
  }

  @Override
  public void sendRtcp(byte[] packet) throws IOException {
    rtcp.send(new DatagramPacket(packet, packet.length, address, client.second()));
  }

  @Override
  public MediaAgreement agreement() {
    return MediaAgreement.unordered();
  }

  @Override
  public byte[] receiveRtp(Duration atMost) throws IOException {
    return receive(rtp, atMost);
  }

  @Override
  public byte[] receiveRtcp(Duration atMost) throws IOException {
    return receive(rtcp, atMost);
  }

  private static byte[] receive(DatagramSocket socket, Duration atMost) throws IOException {
    DatagramPacket packet = new DatagramPacket(new byte[2000], 2000);
    socket.setSoTimeout((int) atMost.toMillis());
    socket.receive(packet);
    return Arrays.copyOf(packet.getData(), packet.getLength());
  }

  @Override
  public void close() {
    rtp.close();
    rtcp.close();
  }
}
