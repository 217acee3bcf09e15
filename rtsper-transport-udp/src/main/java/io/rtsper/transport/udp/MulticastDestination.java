package io.rtsper.transport.udp;

import io.rtsper.api.RtspPhase;
import io.rtsper.api.RtspProtocolException;
import io.rtsper.api.header.PortPair;
import io.rtsper.api.header.TransportHeader;
import io.rtsper.api.sdp.Connection;
import io.rtsper.api.sdp.MediaDescription;
import io.rtsper.api.sdp.SourceFilter;
import io.rtsper.api.spi.MediaTransportContext;
import io.rtsper.api.spi.QuirkReporter;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Where a server sends a track's packets to by multicast, as its answer to SETUP says, and where
 * that says nothing, its description. Knows no sockets.
 *
 * @param group the group
 * @param ports the ports of RTP and RTCP; the same one twice if they share it
 * @param timeToLive how far reports to the group go
 * @param included whose packets are taken; if empty, those of the server
 * @param excluded whose packets aren't taken
 */
record MulticastDestination(
    InetAddress group,
    PortPair ports,
    int timeToLive,
    List<InetAddress> included,
    List<InetAddress> excluded) {

  /** What the RTSP servers that say nothing use; within a site. */
  private static final int USUAL_TIME_TO_LIVE = 16;

  private static final int LAST_PORT = 0xFFFF;

  private static final int SSM_IPV4 = 232;
  private static final int SSM_IPV6_FIRST = 0xFF;
  private static final int SSM_IPV6_FLAGS = 0x30;
  private static final int HIGH_NIBBLE = 0xF0;

  /** How many sources Linux lets a socket join a group of IPv4 for (igmp_max_msf). */
  private static final int MOST_SOURCES = 10;

  MulticastDestination {
    included = List.copyOf(included);
    excluded = List.copyOf(excluded);
  }

  /**
   * Reads an answer.
   *
   * @throws RtspProtocolException if neither it nor the description names a group and a port
   */
  static MulticastDestination of(TransportHeader answer, MediaTransportContext context) {
    MediaDescription description = context.track().description();
    InetAddress group = group(answer, description, context);
    SourceFilter filter = description.sourceFilter().filter(of -> isFor(of, group)).orElse(null);
    List<InetAddress> included = included(answer, filter, group, context);
    List<InetAddress> excluded =
        filter == null || filter.inclusive() ? List.of() : literals(filter.sources(), group);
    return new MulticastDestination(
        group,
        ports(answer, description, context),
        timeToLive(answer, description),
        included,
        excluded);
  }

  private static InetAddress group(
      TransportHeader answer, MediaDescription description, MediaTransportContext context) {
    InetAddress answered = multicast(answer.destination());
    if (answered != null) {
      return answered;
    }
    // GStreamer's says 0.0.0.0 where a mount offers unicast as well.
    InetAddress described = multicast(description.connection().map(Connection::address));
    if (described == null) {
      throw unusable(answer, context, "a group, nor does its description");
    }
    context.quirks().report(UdpQuirks.MULTICAST_FROM_DESCRIPTION, "destination");
    return described;
  }

  private static @Nullable InetAddress multicast(Optional<String> text) {
    InetAddress address = LiteralAddress.parse(text.orElse(""));
    return address != null && address.isMulticastAddress() ? address : null;
  }

  private static PortPair ports(
      TransportHeader answer, MediaDescription description, MediaTransportContext context) {
    PortPair answered = answer.port().filter(MulticastDestination::isUsable).orElse(null);
    if (answered != null) {
      return Multiplexing.isAgreed(answer)
          ? new PortPair(answered.first(), answered.first())
          : answered;
    }
    QuirkReporter quirks = context.quirks();
    PortPair other =
        answer
            .clientPort()
            .or(answer::serverPort)
            .filter(MulticastDestination::isUsable)
            .orElse(null);
    if (other != null) {
      quirks.report(UdpQuirks.MULTICAST_OTHER_PORT_PARAMETER, "");
      return other;
    }
    int described = description.port();
    if (described == 0 || described == LAST_PORT) {
      throw unusable(answer, context, "a port, nor does its description");
    }
    quirks.report(UdpQuirks.MULTICAST_FROM_DESCRIPTION, "port");
    return new PortPair(described, described + 1);
  }

  private static boolean isUsable(PortPair ports) {
    return ports.first() > 0 && ports.second() > 0;
  }

  private static RtspProtocolException unusable(
      TransportHeader answer, MediaTransportContext context, String what) {
    return new RtspProtocolException(
        RtspPhase.REQUEST,
        "the server answered multicast for "
            + context.track()
            + " with \""
            + answer
            + "\", which doesn't name "
            + what
            + "; try another transport",
        null);
  }

  private static int timeToLive(TransportHeader answer, MediaDescription description) {
    int described = description.connection().map(Connection::timeToLive).orElse(-1);
    return answer.ttl().orElse(described < 0 ? USUAL_TIME_TO_LIVE : Math.min(described, 0xFF));
  }

  private static List<InetAddress> included(
      TransportHeader answer,
      @Nullable SourceFilter filter,
      InetAddress group,
      MediaTransportContext context) {
    List<InetAddress> named = literals(answer.source().map(List::of).orElse(List.of()), group);
    if (named.isEmpty() && filter != null && filter.inclusive()) {
      named = literals(filter.sources(), group);
    }
    InetAddress server = context.controlPeer().getAddress();
    boolean needed = named.isEmpty() && isSourceSpecific(group);
    if (needed && server != null && isOfFamily(server, group)) {
      // GStreamer's names no source. Without one, a network that knows sources delivers nothing.
      context.quirks().report(UdpQuirks.MULTICAST_SOURCE_GUESSED, group.getHostAddress());
      return List.of(server);
    }
    return named;
  }

  private static boolean isFor(SourceFilter filter, InetAddress group) {
    return filter.destination().equals("*")
        || group.equals(LiteralAddress.parse(filter.destination()));
  }

  private static List<InetAddress> literals(List<String> texts, InetAddress group) {
    List<InetAddress> addresses = new ArrayList<>();
    for (String text : texts) {
      InetAddress address = LiteralAddress.parse(text);
      if (address != null
          && isOfFamily(address, group)
          && !address.isMulticastAddress()
          && !address.isAnyLocalAddress()
          && !addresses.contains(address)) {
        addresses.add(address);
      }
    }
    return addresses;
  }

  private static boolean isOfFamily(InetAddress address, InetAddress group) {
    return address.getClass() == group.getClass();
  }

  /** Returns whether a group is of those that have sources: 232/8, ff3x::/32 (RFC 4607 §1). */
  private static boolean isSourceSpecific(InetAddress group) {
    byte[] bytes = group.getAddress();
    if (group instanceof Inet4Address) {
      return (bytes[0] & 0xFF) == SSM_IPV4;
    }
    return (bytes[0] & 0xFF) == SSM_IPV6_FIRST
        && (bytes[1] & HIGH_NIBBLE) == SSM_IPV6_FLAGS
        && bytes[2] == 0
        && bytes[3] == 0;
  }

  /** Returns whether only some sources send. */
  boolean isSourceSpecific() {
    return !included.isEmpty();
  }

  /** Returns whose packets the group is joined for; all if empty. */
  List<InetAddress> joined() {
    return included.size() > MOST_SOURCES ? List.of() : included;
  }

  boolean isMultiplexed() {
    return ports.first() == ports.second();
  }
}
