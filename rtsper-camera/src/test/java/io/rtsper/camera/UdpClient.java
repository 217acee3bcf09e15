package io.rtsper.camera;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.StandardProtocolFamily;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.util.ArrayList;
import java.util.List;

/** Two ports where a camera's packets of one track come; every wait ends after five seconds. */
final class UdpClient implements AutoCloseable {

  private static final long LIMIT_NANOS = 5_000_000_000L;

  /** A datagram and where it came from. */
  record Datagram(ByteBuffer bytes, InetSocketAddress source, boolean rtcp) {
    int sequence() {
      return bytes.getShort(2) & 0xffff;
    }
  }

  private final DatagramChannel rtp;
  private final DatagramChannel rtcp;
  private final Selector selector = Selector.open();

  private UdpClient(DatagramChannel rtp, DatagramChannel rtcp) throws IOException {
    this.rtp = rtp;
    this.rtcp = rtcp;
    for (DatagramChannel channel : List.of(rtp, rtcp)) {
      channel.configureBlocking(false);
      channel.register(selector, SelectionKey.OP_READ);
    }
  }

  /** Opens two ports for unicast. */
  static UdpClient unicast() throws IOException {
    InetSocketAddress any = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    return new UdpClient(DatagramChannel.open().bind(any), DatagramChannel.open().bind(any));
  }

  /** Joins a group at two ports; with a source, it hears only that. */
  static UdpClient group(InetAddress group, int port, InetAddress... sources) throws IOException {
    return new UdpClient(member(group, port, sources), member(group, port + 1, sources));
  }

  private static DatagramChannel member(InetAddress group, int port, InetAddress... sources)
      throws IOException {
    DatagramChannel channel = DatagramChannel.open(StandardProtocolFamily.INET);
    channel.setOption(StandardSocketOptions.SO_REUSEADDR, true);
    channel.bind(new InetSocketAddress(group, port));
    NetworkInterface loopback = NetworkInterface.getByInetAddress(InetAddress.getLoopbackAddress());
    channel.setOption(StandardSocketOptions.IP_MULTICAST_IF, loopback);
    if (sources.length == 0) {
      channel.join(group, loopback);
    }
    for (InetAddress source : sources) {
      channel.join(group, loopback, source);
    }
    return channel;
  }

  String ports() throws IOException {
    return port(rtp) + "-" + port(rtcp);
  }

  private static int port(DatagramChannel channel) throws IOException {
    return ((InetSocketAddress) channel.getLocalAddress()).getPort();
  }

  void send(byte[] packet, InetSocketAddress target) throws IOException {
    rtcp.send(ByteBuffer.wrap(packet), target);
  }

  /** Returns that many RTP packets, as they come. */
  List<Datagram> rtp(int count) throws IOException {
    return next(count, false);
  }

  /** Returns the next RTCP packet. */
  Datagram rtcp() throws IOException {
    return next(1, true).get(0);
  }

  private List<Datagram> next(int count, boolean ofRtcp) throws IOException {
    long end = System.nanoTime() + LIMIT_NANOS;
    DatagramChannel channel = ofRtcp ? rtcp : rtp;
    List<Datagram> all = new ArrayList<>();
    while (all.size() < count) {
      ByteBuffer bytes = ByteBuffer.allocate(2048);
      InetSocketAddress source = (InetSocketAddress) channel.receive(bytes);
      if (source != null) {
        all.add(new Datagram(bytes.flip(), source, ofRtcp));
      } else if (System.nanoTime() > end) {
        throw new IOException(all.size() + " of " + count + " packets came");
      } else {
        selector.select(10);
        selector.selectedKeys().clear();
      }
    }
    return all;
  }

  @Override
  public void close() throws IOException {
    selector.close();
    rtp.close();
    rtcp.close();
  }
}
