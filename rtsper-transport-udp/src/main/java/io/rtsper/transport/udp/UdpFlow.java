package io.rtsper.transport.udp;

import io.rtsper.api.spi.EventLoop;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.PortUnreachableException;
import java.net.SocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.nio.channels.SelectionKey;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One socket of a pair on the event loop. A peer's port that the server names is connected to: the
 * system then drops what comes from elsewhere. One that is learned from a packet isn't, since the
 * JVM throws away what waits in a socket that it connects; what comes from elsewhere is dropped
 * here. Receiving allocates nothing in either case: the JVM keeps the address of the last sender.
 */
final class UdpFlow {

  /** How many datagrams a wake-up takes at most, so that the loop's other sessions have theirs. */
  static final int DATAGRAMS_PER_TURN = 64;

  private static final Logger LOG = LoggerFactory.getLogger(UdpFlow.class);

  /** Takes a datagram that lies at the start of the buffer, up to its limit. */
  interface Receiver {

    /** Takes a datagram of the peer, and when it was read. */
    void receive(ByteBuffer datagram, long arrivalNanos);

    /**
     * Is asked about a datagram of a peer whose port isn't known yet.
     *
     * @return true to let it in, and from then on only what comes from the same port
     */
    boolean admits(ByteBuffer datagram, InetSocketAddress source);
  }

  private final EventLoop loop;
  private final DatagramChannel channel;
  private final Receiver receiver;
  private EventLoop.@Nullable Registration registration;
  private @Nullable InetAddress from;
  private @Nullable InetSocketAddress learned;
  private boolean closed;

  UdpFlow(EventLoop loop, DatagramChannel channel, Receiver receiver) {
    this.loop = loop;
    this.channel = channel;
    this.receiver = receiver;
  }

  /**
   * Starts to receive.
   *
   * @param peer the only address whose packets are let in
   */
  void start(InetAddress peer) throws IOException {
    from = peer;
    if (registration == null) {
      registration = loop.register(channel, SelectionKey.OP_READ, ready -> drain());
    }
  }

  /** Settles on the peer's port, before anything is expected from there. */
  void connect(InetSocketAddress peer) throws IOException {
    if (!closed && !channel.isConnected()) {
      channel.connect(peer);
    }
  }

  /** Settles on a port that a packet came from. */
  void learn(InetSocketAddress peer) {
    if (!hasPeer()) {
      learned = peer;
    }
  }

  /** Returns whether the peer's port is known. */
  boolean hasPeer() {
    return learned != null || channel.isConnected();
  }

  private void drain() {
    for (int i = 0; i < DATAGRAMS_PER_TURN && !closed; i++) {
      try {
        if (!receiveOne(loop.readBuffer())) {
          return;
        }
      } catch (PortUnreachableException e) {
        // What was sent came to a port that isn't open yet, or any more. That ends nothing.
        LOG.trace("ICMP says that the peer's port is closed", e);
      } catch (IOException e) {
        LOG.debug("a datagram could not be received", e);
        return;
      }
    }
  }

  /**
   * Each datagram has a time of its own: of the 64 that a turn takes, the last is read after the
   * callbacks of all others, and one time for them would hide that from the jitter.
   */
  private boolean receiveOne(ByteBuffer buffer) throws IOException {
    if (channel.isConnected()) {
      if (channel.read(buffer) <= 0) {
        return false;
      }
      receiver.receive(buffer.flip(), loop.nanoTime());
      return true;
    }
    SocketAddress source = channel.receive(buffer);
    if (source == null) {
      return false;
    }
    buffer.flip();
    if (learned != null ? source.equals(learned) : admits(buffer, source)) {
      receiver.receive(buffer, loop.nanoTime());
    }
    return true;
  }

  private boolean admits(ByteBuffer datagram, SocketAddress source) {
    if (source instanceof InetSocketAddress address
        && address.getAddress().equals(from)
        && receiver.admits(datagram, address)) {
      learned = address;
      return true;
    }
    return false;
  }

  /**
   * Sends a datagram if the peer's port is known and the socket takes it at once; it is lost
   * otherwise, as UDP may lose it.
   */
  void send(ByteBuffer datagram) {
    try {
      InetSocketAddress peer = learned;
      if (!closed && channel.isConnected()) {
        channel.write(datagram);
      } else if (!closed && peer != null) {
        channel.send(datagram, peer);
      }
    } catch (IOException e) {
      LOG.debug("a datagram could not be sent", e);
    }
    datagram.position(datagram.limit());
  }

  /** Frees the port; may be repeated. */
  void close() {
    closed = true;
    if (registration != null) {
      registration.cancel();
      registration = null;
    }
    try {
      channel.close();
    } catch (IOException e) {
      LOG.debug("a UDP socket could not be closed", e);
    }
  }
}
