package io.rtsper.transport.udp;

import io.rtsper.api.media.Track;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Decides whose packets of a group are taken: those of the sources that it is joined for, or else
 * of the server, or of all where the server's address is of another family than the group and no
 * source is named; never those of this side, which come back to whoever has joined the group. The
 * system looks at the sources of all who have joined on the host, so it is looked at here, too.
 * Knows no sockets.
 */
final class MulticastSenders {

  private static final Logger LOG = LoggerFactory.getLogger(MulticastSenders.class);

  private final List<InetAddress> included;
  private final List<InetAddress> excluded;
  private final ServerAddresses server;
  private final boolean anyone;
  private final InetSocketAddress own;
  private final Track track;
  private boolean strangerTold;

  MulticastSenders(
      MulticastDestination destination,
      ServerAddresses server,
      InetSocketAddress own,
      Track track) {
    this.included = destination.included();
    this.excluded = destination.excluded();
    this.server = server;
    this.anyone =
        included.isEmpty() && server.control().getClass() != destination.group().getClass();
    this.own = own;
    this.track = track;
  }

  /** Returns whether a packet is the server's. */
  boolean include(InetSocketAddress sender) {
    InetAddress address = sender.getAddress();
    boolean taken =
        included.isEmpty()
            ? (anyone || server.include(address)) && !excluded.contains(address)
            : included.contains(address);
    return taken && !(sender.getPort() == own.getPort() && address.equals(own.getAddress()));
  }

  /** Says once that media comes of others: whoever sends it is no quirk of the server's. */
  void tellOfStranger(InetSocketAddress sender) {
    if (!strangerTold && !sender.equals(own)) {
      strangerTold = true;
      LOG.warn(
          "RTP packets of {} come to its group from {}, which is neither the control link's other"
              + " side nor what the server named as source; they are dropped.",
          track,
          sender.getAddress().getHostAddress());
    }
  }
}
