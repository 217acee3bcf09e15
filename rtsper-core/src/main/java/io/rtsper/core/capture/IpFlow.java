package io.rtsper.core.capture;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * One direction between two ports: writes packets with the IP and TCP or UDP headers (RFC 791, 768,
 * 8200, 9293) that bytes on their way there have. Pure.
 */
final class IpFlow {

  static final int FIN = 0x01;
  static final int SYN = 0x02;
  static final int ACK = 0x10;
  static final int PUSH = 0x08;

  private static final int TCP = 6;
  private static final int UDP = 17;

  private static final int IPV4_HEADER = 20;
  private static final int IPV6_HEADER = 40;
  private static final int TCP_HEADER = 20;
  private static final int UDP_HEADER = 8;

  private static final int HOP_LIMIT = 64;
  private static final int WINDOW = 0xFFFF;

  private final byte[] source;
  private final byte[] destination;
  private final int sourcePort;
  private final int destinationPort;

  /** Makes the flow between two ends of one address family. */
  IpFlow(Ends ends, boolean backwards) {
    this.source = backwards ? ends.server : ends.client;
    this.destination = backwards ? ends.client : ends.server;
    this.sourcePort = backwards ? ends.serverPort : ends.clientPort;
    this.destinationPort = backwards ? ends.clientPort : ends.serverPort;
  }

  /** The two ends of a flow. Where one isn't known, an address for documentation stands for it. */
  static final class Ends {

    private static final byte[] CLIENT_4 = {(byte) 192, 0, 2, 1};
    private static final byte[] SERVER_4 = {(byte) 192, 0, 2, 2};
    private static final byte[] CLIENT_6 = documentation(1);
    private static final byte[] SERVER_6 = documentation(2);

    private final byte[] client;
    private final byte[] server;
    private final int clientPort;
    private final int serverPort;

    private Ends(byte[] client, byte[] server, int clientPort, int serverPort) {
      this.client = client;
      this.server = server;
      this.clientPort = clientPort;
      this.serverPort = serverPort;
    }

    /** Returns the ends that these addresses name. */
    static Ends of(InetSocketAddress client, InetSocketAddress server) {
      byte[] near = address(client.getAddress());
      byte[] far = address(server.getAddress());
      boolean six = far.length == 16 || (far.length == 0 && near.length == 16);
      int length = six ? 16 : 4;
      return new Ends(
          near.length == length ? near : six ? CLIENT_6 : CLIENT_4,
          far.length == length ? far : six ? SERVER_6 : SERVER_4,
          client.getPort(),
          server.getPort());
    }

    /** Returns the same ends with other ports. */
    Ends withPorts(int client, int server) {
      return new Ends(this.client, this.server, client, server);
    }

    private static byte[] address(@Nullable InetAddress address) {
      return address == null || address.isAnyLocalAddress() ? new byte[0] : address.getAddress();
    }

    private static byte[] documentation(int host) { // 2001:db8::/32
      byte[] address = new byte[16];
      address[0] = 0x20;
      address[1] = 0x01;
      address[2] = 0x0D;
      address[3] = (byte) 0xB8;
      address[15] = (byte) host;
      return address;
    }
  }

  private int ipHeader() {
    return source.length == 4 ? IPV4_HEADER : IPV6_HEADER;
  }

  /** Returns how long a TCP packet is. */
  int tcpLength(int payload) {
    return ipHeader() + TCP_HEADER + payload;
  }

  /** Returns how long a UDP packet is. */
  int udpLength(int payload) {
    return ipHeader() + UDP_HEADER + payload;
  }

  /**
   * Writes the headers of a TCP segment; its payload is to follow, and then {@link #endTcp}.
   *
   * @return where the packet starts
   */
  int beginTcp(ByteBuffer out, int payload, int flags, int sequence, int acknowledged) {
    int start = out.position();
    ip(out, TCP, TCP_HEADER + payload);
    out.putShort((short) sourcePort).putShort((short) destinationPort);
    out.putInt(sequence).putInt(acknowledged);
    out.put((byte) ((TCP_HEADER / 4) << 4)).put((byte) flags).putShort((short) WINDOW).putInt(0);
    return start;
  }

  /** Puts the checksum into a TCP segment that is written. */
  void endTcp(ByteBuffer out, int start) {
    int segment = start + ipHeader();
    out.putShort(segment + 16, (short) checksum(out, segment, TCP));
  }

  /** Writes a UDP datagram. */
  void udp(ByteBuffer out, ByteBuffer payload, int offset, int length) {
    int start = out.position();
    ip(out, UDP, UDP_HEADER + length);
    out.putShort((short) sourcePort).putShort((short) destinationPort);
    out.putShort((short) (UDP_HEADER + length)).putShort((short) 0);
    copy(out, payload, offset, length);
    int datagram = start + ipHeader();
    int sum = checksum(out, datagram, UDP);
    out.putShort(datagram + 6, (short) (sum == 0 ? 0xFFFF : sum)); // zero says that there is none
  }

  /** Copies bytes without moving the position of where they come from. */
  static void copy(ByteBuffer out, ByteBuffer from, int offset, int length) {
    out.put(out.position(), from, offset, length);
    out.position(out.position() + length);
  }

  private void ip(ByteBuffer out, int protocol, int length) {
    int start = out.position();
    if (source.length == 4) {
      out.put((byte) 0x45).put((byte) 0).putShort((short) (IPV4_HEADER + length));
      out.putInt(0x4000); // no identification, don't fragment
      out.put((byte) HOP_LIMIT).put((byte) protocol).putShort((short) 0);
      out.put(source).put(destination);
      out.putShort(start + 10, (short) folded(sum(out, start, out.position())));
    } else {
      out.putInt(0x60000000).putShort((short) length);
      out.put((byte) protocol).put((byte) HOP_LIMIT).put(source).put(destination);
    }
  }

  /** Returns the checksum of what lies from an index to the end, with its pseudo header. */
  private int checksum(ByteBuffer out, int from, int protocol) {
    long sum = sum(out, from, out.position()) + protocol + (out.position() - from);
    return folded(sum + sum(source) + sum(destination));
  }

  private static long sum(byte[] address) {
    long sum = 0;
    for (int i = 0; i < address.length; i += 2) {
      sum += (address[i] & 0xFF) << 8 | (address[i + 1] & 0xFF);
    }
    return sum;
  }

  private static long sum(ByteBuffer bytes, int from, int to) {
    long sum = 0;
    int at = from;
    for (; at + 4 <= to; at += 4) {
      sum += bytes.getInt(at) & 0xFFFFFFFFL;
    }
    for (; at + 2 <= to; at += 2) {
      sum += bytes.getShort(at) & 0xFFFF;
    }
    return at < to ? sum + ((bytes.get(at) & 0xFFL) << 8) : sum;
  }

  private static int folded(long sum) {
    long folded = sum;
    while (folded > 0xFFFF) {
      folded = (folded >>> 16) + (folded & 0xFFFF);
    }
    return (int) ~folded & 0xFFFF;
  }
}
