package io.rtsper.transport.udp;

import io.rtsper.api.UdpOptions;
import io.rtsper.api.header.PortPair;
import io.rtsper.api.media.Track;
import io.rtsper.api.spi.QuirkReporter;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Decides which packets are the server's, and where those of this side go. Knows no sockets.
 *
 * <p>{@code server_port} is where a server receives (RFC 2326 §12.39), and most send from there.
 * Others don't, so media is latched on to (RFC 7362 §4): the first packet of one of the server's
 * addresses that is RTP of a payload type that the track's description lists says which port media
 * comes from, and from then on only what comes from there is taken. Whoever can fake the server's
 * address could be first; so media of the announced port takes the place of any other, but not the
 * other way round.
 *
 * <p>An application may have only the announced port believed, where the server announces one.
 *
 * <p>RTCP can end a session. It is believed from the announced port and from the one above media's.
 * Where it shares media's port (RFC 5761), it comes from there and goes there.
 */
final class SourceLatch {

  private static final int RTP_HEADER_BYTES = 12;
  private static final int VERSION_2 = 0x80;
  private static final int VERSION_MASK = 0xC0;
  private static final int PAYLOAD_TYPE_MASK = 0x7F;
  private static final int LAST_PORT = 0xFFFF;

  private static final Logger LOG = LoggerFactory.getLogger(SourceLatch.class);

  private final ServerAddresses addresses;
  private final UdpOptions.Source believed;
  private final @Nullable PortPair announced;
  private final Track track;
  private final List<Integer> payloadTypes;
  private final QuirkReporter quirks;

  private @Nullable InetSocketAddress media;
  private @Nullable InetSocketAddress besideMedia;
  private @Nullable InetSocketAddress rtpTarget;
  private @Nullable InetSocketAddress rtcpTarget;
  private boolean multiplexed;
  private boolean strangerTold;

  /**
   * Makes a latch that waits for media.
   *
   * @param believed from which port media is taken
   * @param serverPorts what the answer to SETUP announces, in whatever order, or null
   */
  SourceLatch(
      ServerAddresses addresses,
      UdpOptions.Source believed,
      @Nullable PortPair serverPorts,
      Track track,
      QuirkReporter quirks) {
    this.addresses = addresses;
    this.believed = believed;
    this.track = track;
    this.payloadTypes = track.description().payloadTypes();
    this.quirks = quirks;
    if (serverPorts != null && serverPorts.first() > 0 && serverPorts.second() > 0) {
      announced = serverPorts;
      InetAddress target = addresses.target();
      rtpTarget = new InetSocketAddress(target, serverPorts.first());
      rtcpTarget = new InetSocketAddress(target, serverPorts.second());
    } else {
      announced = null;
      quirks.report(
          UdpQuirks.TRANSPORT_OTHER_SOURCE_PORT,
          serverPorts == null ? "no server_port" : "server_port=" + serverPorts);
    }
  }

  /** Returns whether a datagram that came where RTP is expected is the server's. */
  boolean takesRtp(ByteBuffer datagram, InetSocketAddress source) {
    if (source.equals(media)) {
      return true;
    }
    boolean isMedia = isMedia(datagram);
    if (!addresses.include(source.getAddress())) {
      if (isMedia) {
        tellOfStranger(source);
      }
      return false;
    }
    boolean expected = isAnnounced(source);
    if (!expected && announced != null && believed == UdpOptions.Source.ANNOUNCED) {
      if (isMedia) {
        quirks.report(
            UdpQuirks.UNANNOUNCED_SOURCE_PORT,
            "server_port=" + announced + ", media from " + source.getPort());
      }
      return false;
    }
    if (!isMedia) {
      // The engine counts what a server sends from the right place and is no media.
      return expected && media == null;
    }
    if (media != null && (!expected || isAnnounced(media))) {
      quirks.report(UdpQuirks.SECOND_SOURCE_PORT, "");
      return false;
    }
    latch(source, expected);
    return true;
  }

  private boolean isAnnounced(InetSocketAddress source) {
    return announced != null && source.getPort() == announced.first();
  }

  private boolean isMedia(ByteBuffer datagram) {
    return datagram.limit() >= RTP_HEADER_BYTES
        && (datagram.get(0) & VERSION_MASK) == VERSION_2
        && payloadTypes.contains(datagram.get(1) & PAYLOAD_TYPE_MASK);
  }

  private void latch(InetSocketAddress source, boolean expected) {
    media = source;
    besideMedia =
        expected || source.getPort() == LAST_PORT
            ? null
            : new InetSocketAddress(source.getAddress(), source.getPort() + 1);
    if (addresses.maySendTo(source.getAddress())) {
      rtpTarget = source;
      if (announced != null && expected) {
        rtcpTarget = new InetSocketAddress(source.getAddress(), announced.second());
      } else if (besideMedia != null) {
        rtcpTarget = besideMedia;
      }
    }
    if (announced != null && !expected) {
      quirks.report(
          UdpQuirks.TRANSPORT_OTHER_SOURCE_PORT,
          "server_port=" + announced + ", media from " + source.getPort());
    }
  }

  /** What comes from a third party is no quirk of the server's, and must not end a session. */
  private void tellOfStranger(InetSocketAddress source) {
    if (!strangerTold) {
      strangerTold = true;
      LOG.warn(
          "RTP packets of {} come from {}, which is neither the control link's other side nor"
              + " what the server named as source; they are dropped.",
          track,
          source.getAddress().getHostAddress());
    }
  }

  /**
   * Returns whether a datagram that came where RTCP is expected is the server's. Reports go where
   * its last one came from.
   */
  boolean takesRtcp(InetSocketAddress source) {
    boolean expected =
        announced != null
            && source.getPort() == announced.second()
            && addresses.include(source.getAddress());
    if (!expected && !source.equals(besideMedia)) {
      return false;
    }
    if (addresses.maySendTo(source.getAddress())) {
      rtcpTarget = source;
    }
    return true;
  }

  /** Says that RTP and RTCP share a port at both ends. */
  void multiplex() {
    multiplexed = true;
  }

  /** Returns where RTP is sent to, or null if nobody knows yet. */
  @Nullable InetSocketAddress rtpTarget() {
    return rtpTarget;
  }

  /** Returns where RTCP is sent to, or null if nobody knows yet. */
  @Nullable InetSocketAddress rtcpTarget() {
    return multiplexed ? rtpTarget : rtcpTarget;
  }
}
