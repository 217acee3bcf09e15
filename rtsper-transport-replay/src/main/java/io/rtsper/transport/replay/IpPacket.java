package io.rtsper.transport.replay;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * A TCP segment or UDP datagram out of a captured packet, below whatever it begins with: Ethernet,
 * also with VLAN tags, the loopback of BSD, Linux's cooked form, or IP itself. Fragments aren't put
 * together. Pure.
 */
final class IpPacket {

  static final int TCP = 6;
  static final int UDP = 17;

  private static final int LINK_NULL = 0;
  private static final int LINK_ETHERNET = 1;
  private static final int LINK_RAW = 101;
  private static final int LINK_LOOP = 108;
  private static final int LINK_LINUX_SLL = 113;
  private static final int LINK_IPV4 = 228;
  private static final int LINK_IPV6 = 229;
  private static final int LINK_LINUX_SLL2 = 276;

  /** What OpenBSD and others number raw IP with. */
  private static final int LINK_RAW_12 = 12;

  private static final int LINK_RAW_14 = 14;

  private static final int TYPE_IPV4 = 0x0800;
  private static final int TYPE_IPV6 = 0x86DD;
  private static final int TYPE_VLAN = 0x8100;
  private static final int TYPE_SERVICE_VLAN = 0x88A8;
  private static final int TYPE_OLD_SERVICE_VLAN = 0x9100;

  private static final int HOP_BY_HOP = 0;
  private static final int ROUTING = 43;
  private static final int FRAGMENT = 44;
  private static final int AUTHENTICATION = 51;
  private static final int DESTINATION = 60;

  private static final int MOST_HEADERS = 8;

  private final int protocol;
  private final Endpoint source;
  private final Endpoint destination;
  private final ByteBuffer header;
  private final ByteBuffer payload;
  private final int missing;

  private IpPacket(Layer ip, int protocol, ByteBuffer header, int headerLength, int total) {
    this.protocol = protocol;
    this.source = new Endpoint(ip.source, header.getShort(0) & 0xFFFF);
    this.destination = new Endpoint(ip.destination, header.getShort(2) & 0xFFFF);
    this.header = header;
    int there = Math.min(header.limit(), total);
    this.payload = header.slice(headerLength, Math.max(0, there - headerLength));
    this.missing = Math.max(0, total - header.limit());
  }

  /** The IP header: what is above it, and how long that is. */
  private record Layer(
      InetAddress source, InetAddress destination, int protocol, int start, int length) {}

  /** Returns what a packet holds, or null if that is neither TCP nor UDP, or can't be read. */
  static @Nullable IpPacket of(int linkType, ByteBuffer packet) {
    try {
      int start = ipStart(linkType, packet);
      Layer ip = start < 0 ? null : layer(packet, start);
      return ip == null ? null : transport(ip, packet);
    } catch (IndexOutOfBoundsException | UnknownHostException cutOff) {
      return null;
    }
  }

  private static int ipStart(int linkType, ByteBuffer packet) {
    return switch (linkType) {
      case LINK_RAW, LINK_RAW_12, LINK_RAW_14, LINK_IPV4, LINK_IPV6 -> 0;
      case LINK_NULL, LINK_LOOP -> 4;
      case LINK_ETHERNET -> behindType(packet, 12);
      case LINK_LINUX_SLL -> behindType(packet, 14);
      case LINK_LINUX_SLL2 -> isIp(packet.getShort(0) & 0xFFFF) ? 20 : -1;
      default -> -1;
    };
  }

  /** Returns where IP starts behind the type at an index, and behind the tags of VLANs. */
  private static int behindType(ByteBuffer packet, int index) {
    int at = index;
    for (int i = 0; i < MOST_HEADERS; i++) {
      int type = packet.getShort(at) & 0xFFFF;
      if (isIp(type)) {
        return at + 2;
      }
      if (type != TYPE_VLAN && type != TYPE_SERVICE_VLAN && type != TYPE_OLD_SERVICE_VLAN) {
        return -1;
      }
      at += 4;
    }
    return -1;
  }

  private static boolean isIp(int type) {
    return type == TYPE_IPV4 || type == TYPE_IPV6;
  }

  private static @Nullable Layer layer(ByteBuffer packet, int start) throws UnknownHostException {
    int version = (packet.get(start) & 0xFF) >> 4;
    if (version == 4) {
      return ipv4(packet, start);
    }
    return version == 6 ? ipv6(packet, start) : null;
  }

  private static @Nullable Layer ipv4(ByteBuffer packet, int start) throws UnknownHostException {
    int header = (packet.get(start) & 0x0F) * 4;
    int total = packet.getShort(start + 2) & 0xFFFF;
    if (total == 0) { // the network card was to cut it into segments
      total = packet.limit() - start;
    }
    boolean fragment = (packet.getShort(start + 6) & 0x3FFF) != 0;
    if (header < 20 || total < header || fragment) {
      return null;
    }
    return new Layer(
        address(packet, start + 12, 4),
        address(packet, start + 16, 4),
        packet.get(start + 9) & 0xFF,
        start + header,
        total - header);
  }

  private static @Nullable Layer ipv6(ByteBuffer packet, int start) throws UnknownHostException {
    int length = packet.getShort(start + 4) & 0xFFFF;
    if (length == 0) {
      length = packet.limit() - start - 40;
    }
    int next = packet.get(start + 6) & 0xFF;
    int at = start + 40;
    int end = at + length;
    for (int i = 0; i < MOST_HEADERS && next != TCP && next != UDP; i++) {
      int following = packet.get(at) & 0xFF;
      int units = packet.get(at + 1) & 0xFF;
      switch (next) {
        case HOP_BY_HOP, ROUTING, DESTINATION -> at += 8 * (units + 1);
        case AUTHENTICATION -> at += 4 * (units + 2);
        case FRAGMENT -> {
          if ((packet.getShort(at + 2) & 0xFFF9) != 0) {
            return null;
          }
          at += 8;
        }
        default -> {
          return null;
        }
      }
      next = following;
    }
    return end < at
        ? null
        : new Layer(
            address(packet, start + 8, 16), address(packet, start + 24, 16), next, at, end - at);
  }

  private static InetAddress address(ByteBuffer packet, int index, int length)
      throws UnknownHostException {
    byte[] bytes = new byte[length];
    packet.get(index, bytes);
    return InetAddress.getByAddress(bytes);
  }

  private static @Nullable IpPacket transport(Layer ip, ByteBuffer packet) {
    ByteBuffer above = packet.slice(ip.start, packet.limit() - ip.start);
    if (ip.protocol == TCP) {
      int header = ((above.get(12) & 0xFF) >> 4) * 4;
      return header < 20 || header > above.limit() || header > ip.length
          ? null
          : new IpPacket(ip, TCP, above, header, ip.length);
    }
    if (ip.protocol == UDP) {
      int length = above.getShort(4) & 0xFFFF;
      return length < 8 || length > ip.length || above.limit() < 8
          ? null
          : new IpPacket(ip, UDP, above, 8, length);
    }
    return null;
  }

  boolean isTcp() {
    return protocol == TCP;
  }

  Endpoint source() {
    return source;
  }

  Endpoint destination() {
    return destination;
  }

  /** Returns what the segment or datagram carries, as far as it was captured. */
  ByteBuffer payload() {
    return payload;
  }

  /** Returns how many bytes of that weren't captured. */
  int missing() {
    return missing;
  }

  /** Returns the number of a segment's first byte. */
  int sequence() {
    return header.getInt(4);
  }

  boolean isSyn() {
    return (header.get(13) & 0x02) != 0;
  }

  boolean isAck() {
    return (header.get(13) & 0x10) != 0;
  }

  /** Returns whether the sender ends its side, in order or at once. */
  boolean isEnd() {
    return (header.get(13) & 0x05) != 0;
  }
}
