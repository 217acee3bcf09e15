package io.rtsper.transport.udp;

import io.rtsper.api.AddressPolicy;
import io.rtsper.api.RtspPhase;
import io.rtsper.api.RtspProtocolException;
import io.rtsper.api.RtspTransportException;
import io.rtsper.api.header.PortPair;
import io.rtsper.api.header.TransportHeader;
import io.rtsper.api.spi.MediaAgreement;
import io.rtsper.api.spi.MediaTransport;
import io.rtsper.api.spi.MediaTransportContext;
import java.io.Closeable;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One track's way by multicast: a place at the sockets of its group, and a socket to send by. */
final class MulticastTransport implements MediaTransport {

  private static final Logger LOG = LoggerFactory.getLogger(MulticastTransport.class);

  /** How many batches of media may wait for a session that is held up; of reports, one. */
  private static final int MOST_BATCHES = 4;

  private static final int KEPT_BYTES = (MOST_BATCHES + 1) * DatagramBatch.BYTES;

  private final MediaTransportContext context;
  private final GroupRegistry registry;
  private final MembershipCheck membership;
  private final LoopGroups groups;
  private volatile @Nullable Joined joined;
  private boolean kept;
  private boolean closed;

  /**
   * What a transport has once it knows its group.
   *
   * @param rtp its place at the socket of RTP
   * @param rtcp its place at that of RTCP, if there is one
   * @param sender sends this side's packets
   * @param outlet where those go
   */
  private record Joined(Seat rtp, @Nullable Seat rtcp, ReportSender sender, GroupOutlet outlet) {}

  private record Seat(GroupKey key, GroupMember member) {}

  MulticastTransport(
      MediaTransportContext context, GroupRegistry registry, MembershipCheck membership) {
    this.context = context;
    this.registry = registry;
    this.membership = membership;
    this.groups = registry.acquire(context.eventLoop());
  }

  @Override
  public TransportHeader offer() {
    return TransportHeader.udpMulticast();
  }

  @Override
  public MediaAgreement accept(TransportHeader answer) {
    MediaAgreement agreement = MediaAgreement.unordered();
    if (closed) {
      return agreement;
    }
    if (answer.isInterleaved() || !answer.multicast()) {
      throw new RtspProtocolException(
          RtspPhase.REQUEST,
          context.track()
              + " was offered UDP multicast, but the server answered \""
              + answer
              + "\"; try another transport",
          null);
    }
    leave();
    MulticastDestination destination = MulticastDestination.of(answer, context);
    checkPolicy(destination.group());
    GroupInterface by = GroupInterface.of(destination.group(), context);
    keepMemory();
    try {
      joined = join(destination, by);
    } catch (IOException | RejectedExecutionException e) {
      throw new RtspTransportException(
          RtspPhase.REQUEST,
          "the group "
              + destination.group().getHostAddress()
              + ", ports "
              + destination.ports()
              + ", of "
              + context.track()
              + " can't be joined on "
              + by.on().getName()
              + " ("
              + e.getMessage()
              + "); try another transport",
          e);
    }
    membership.isElsewhere(destination.group(), by.on());
    return agreement.multiplexed(destination.isMultiplexed());
  }

  private void checkPolicy(InetAddress group) {
    AddressPolicy policy = context.addressPolicy();
    if (policy != AddressPolicy.ANY && !policy.allows(group.getHostAddress(), group)) {
      throw new RtspTransportException(
          RtspPhase.REQUEST,
          "the address policy doesn't allow the group "
              + group.getHostAddress()
              + " that the server sends "
              + context.track()
              + " to; let the policy allow it, or try another transport",
          null);
    }
  }

  /** Takes the room of what may wait for the session. */
  private void keepMemory() {
    if (!kept && !context.memory().reserve(KEPT_BYTES)) {
      throw new RtspTransportException(
          RtspPhase.REQUEST,
          "the session has no memory left for "
              + KEPT_BYTES
              + " bytes of "
              + context.track()
              + " that may wait for it; raise memoryLimit(…)",
          null);
    }
    kept = true;
  }

  private Joined join(MulticastDestination to, GroupInterface by) throws IOException {
    String on = by.on().getName();
    PortPair ports = to.ports();
    GroupKey rtpKey = GroupKey.of(on, to, ports.first());
    GroupKey rtcpKey = to.isMultiplexed() ? null : GroupKey.of(on, to, ports.second());
    int wanted = context.udp().receiveBuffer();
    GroupSocket rtpSocket = null;
    GroupSocket rtcpSocket = null;
    ReportSender sender = null;
    boolean done = false;
    try {
      rtpSocket = GroupSocket.open(rtpKey, by.on(), wanted, groups.means());
      if (rtcpKey != null) {
        rtcpSocket = GroupSocket.open(rtcpKey, by.on(), 0, groups.means());
      }
      sender = ReportSender.open(by.address(), by.on(), to.timeToLive());
      ServerAddresses server = ServerAddresses.of(source(to), context);
      MulticastSenders senders = new MulticastSenders(to, server, sender.own(), context.track());
      boolean asked = context.track().description().hasAttribute("rtcp-unicast");
      GroupOutlet outlet = GroupOutlet.of(to, by, server, asked);
      Seat rtp = new Seat(rtpKey, member(rtpReceiver(senders), MOST_BATCHES));
      groups.join(rtpKey, rtpSocket, wanted, rtp.member());
      Seat rtcp = null;
      if (rtcpKey != null && rtcpSocket != null) {
        rtcp = new Seat(rtcpKey, member(rtcpReceiver(senders), 1));
        groups.join(rtcpKey, rtcpSocket, 0, rtcp.member());
      }
      done = true;
      return new Joined(rtp, rtcp, sender, outlet);
    } finally {
      if (!done) {
        close(rtpSocket);
        close(rtcpSocket);
        close(sender);
      }
    }
  }

  private static String source(MulticastDestination to) {
    return to.included().isEmpty() ? "" : to.included().get(0).getHostAddress();
  }

  private GroupMember member(GroupMember.Receiver receiver, int most) {
    return new GroupMember(context.eventLoop(), receiver, most);
  }

  private GroupMember.Receiver rtpReceiver(MulticastSenders senders) {
    return (buffer, offset, length, source, arrivalNanos) -> {
      if (senders.include(source)) {
        context.input().onRtp(buffer, offset, length, arrivalNanos);
      } else {
        senders.tellOfStranger(source);
      }
    };
  }

  private GroupMember.Receiver rtcpReceiver(MulticastSenders senders) {
    return (buffer, offset, length, source, arrivalNanos) -> {
      if (senders.include(source)) {
        context.input().onRtcp(buffer, offset, length, arrivalNanos);
      }
    };
  }

  /** Never full: what the socket doesn't take at once is lost, as UDP may lose it. */
  @Override
  public boolean sendRtp(ByteBuffer packet) {
    Joined by = joined;
    if (by != null) {
      by.sender().send(packet, by.outlet().rtp());
    }
    packet.position(packet.limit());
    return true;
  }

  @Override
  public boolean sendRtcp(ByteBuffer packet) {
    Joined by = joined;
    if (by != null) {
      by.sender().send(packet, by.outlet().rtcp());
    }
    packet.position(packet.limit());
    return true;
  }

  @Override
  public OptionalInt receiveBuffer() {
    Joined now = joined;
    return now == null ? OptionalInt.empty() : now.rtp().member().receiveBuffer();
  }

  @Override
  public OptionalLong systemDrops() {
    Joined now = joined;
    return now == null ? OptionalLong.empty() : now.rtp().member().drops();
  }

  @Override
  public void close() {
    if (!closed) {
      closed = true;
      leave();
      if (kept) {
        context.memory().release(KEPT_BYTES);
      }
      registry.release(groups);
    }
  }

  private void leave() {
    Joined from = joined;
    joined = null;
    if (from != null) {
      leave(from.rtp());
      leave(from.rtcp());
      close(from.sender());
    }
  }

  private void leave(@Nullable Seat seat) {
    if (seat != null) {
      groups.leave(seat.key(), seat.member());
    }
  }

  private static void close(@Nullable Closeable socket) {
    try {
      if (socket != null) {
        socket.close();
      }
    } catch (IOException unlikely) {
      LOG.debug("a socket of a multicast group could not be closed", unlikely);
    }
  }
}
