package io.rtsper.camera;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.util.concurrent.ThreadLocalRandom;

/**
 * How a camera sends to a group of IPv4. An immutable value: each method returns another.
 *
 * <p>There is one stream for all its viewers, which begins with the first PLAY and ends with the
 * last session. Each track has a pair of ports of its own that the system chooses. RTCP is sent
 * from the upper port and received there, on the interface's address and on the group's.
 */
public final class Multicast {

  private static final int ADDRESS_BYTES = 4;

  private final InetAddress group;
  private final NetworkInterface networkInterface;
  private final int ttl;
  private final boolean sourceSpecific;

  private Multicast(
      InetAddress group, NetworkInterface networkInterface, int ttl, boolean sourceSpecific) {
    this.group = group;
    this.networkInterface = networkInterface;
    this.ttl = ttl;
    this.sourceSpecific = sourceSpecific;
  }

  /** Returns any-source multicast to a random group of 239.255/16, on loopback, with a TTL of 1. */
  public static Multicast anySource() {
    return new Multicast(randomGroup(239, 255), loopback(), 1, false);
  }

  /**
   * Returns source-specific multicast (RFC 4607) to a random group of 232.1/16, on loopback, with a
   * TTL of 1: the answer to SETUP names the source, and so does the description of a camera that
   * has no other transport (RFC 4570).
   */
  public static Multicast sourceSpecific() {
    return new Multicast(randomGroup(232, 1), loopback(), 1, true);
  }

  private static InetAddress randomGroup(int first, int second) {
    ThreadLocalRandom random = ThreadLocalRandom.current();
    byte[] address = new byte[ADDRESS_BYTES];
    random.nextBytes(address);
    address[0] = (byte) first;
    address[1] = (byte) second;
    address[3] = (byte) (1 + random.nextInt(254));
    try {
      return InetAddress.getByAddress(address);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static NetworkInterface loopback() {
    try {
      NetworkInterface found = NetworkInterface.getByInetAddress(InetAddress.getLoopbackAddress());
      if (found == null) {
        throw new IllegalStateException("the loopback address has no interface");
      }
      return found;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Sends to that group of IPv4. */
  public Multicast group(InetAddress address) {
    if (!(address instanceof Inet4Address) || !address.isMulticastAddress()) {
      throw new IllegalArgumentException(address + " is no multicast group of IPv4");
    }
    return new Multicast(address, networkInterface, ttl, sourceSpecific);
  }

  /** Sends from that interface, which needs an IPv4 address. */
  public Multicast on(NetworkInterface from) {
    return new Multicast(group, from, ttl, sourceSpecific);
  }

  /** Sends with that time to live, and says so. */
  public Multicast ttl(int hops) {
    if (hops < 0 || hops > 255) {
      throw new IllegalArgumentException("a TTL is from 0 to 255, not " + hops);
    }
    return new Multicast(group, networkInterface, hops, sourceSpecific);
  }

  /** Returns the group's address. */
  public InetAddress group() {
    return group;
  }

  /** Returns the address that packets are sent from. */
  public InetAddress source() {
    return networkInterface
        .inetAddresses()
        .filter(Inet4Address.class::isInstance)
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalStateException(
                    networkInterface.getName() + " has no IPv4 address to send from"));
  }

  NetworkInterface networkInterface() {
    return networkInterface;
  }

  int ttl() {
    return ttl;
  }

  /** Returns the connection data of a description (RFC 4566 §5.7). */
  String connectionData() {
    return "c=IN IP4 " + group.getHostAddress() + "/" + ttl + "\r\n";
  }

  /** Returns the attribute that names the source, empty for any-source multicast. */
  String sourceFilter() {
    return sourceSpecific
        ? "a=source-filter: incl IN IP4 * " + source().getHostAddress() + "\r\n"
        : "";
  }

  /** Returns the Transport header of a track (RFC 2326 §12.39). */
  String transport(int rtpPort) {
    return "RTP/AVP;multicast;destination="
        + group.getHostAddress()
        + ";port="
        + rtpPort
        + "-"
        + (rtpPort + 1)
        + ";ttl="
        + ttl
        + (sourceSpecific ? ";source=" + source().getHostAddress() : "");
  }

  InetSocketAddress destination(int port) {
    return new InetSocketAddress(group, port);
  }
}
