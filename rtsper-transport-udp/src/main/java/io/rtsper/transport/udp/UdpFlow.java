package io.rtsper.transport.udp;

import io.rtsper.api.spi.EventLoop;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.nio.channels.SelectionKey;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One socket of a pair on the event loop. It is never connected: the JVM throws away what waits in
 * a socket that it connects, the system then drops what a server sends from a port that it didn't
 * name, and an ICMP error takes the place of the next packet. Receiving allocates nothing all the
 * same while one sender sends, since the JVM keeps the address of the last.
 */
final class UdpFlow {

  private static final Logger LOG = LoggerFactory.getLogger(UdpFlow.class);

  /** Takes a datagram of anyone, which lies at the start of the buffer, up to its limit. */
  interface Receiver {

    /** Takes a datagram, where it came from and when it was read. */
    void receive(ByteBuffer datagram, InetSocketAddress source, long arrivalNanos);
  }

  private final EventLoop loop;
  private final DatagramChannel channel;
  private final Receiver receiver;
  private final Backlog backlog = new Backlog();
  private EventLoop.@Nullable Registration registration;
  private boolean closed;

  UdpFlow(EventLoop loop, DatagramChannel channel, Receiver receiver) {
    this.loop = loop;
    this.channel = channel;
    this.receiver = receiver;
  }

  /** Starts to receive, what has come so far first. */
  void start() throws IOException {
    if (registration == null) {
      registration = loop.register(channel, SelectionKey.OP_READ, ready -> drain());
    }
  }

  /**
   * Each datagram has a time of its own: of the 64 that a turn takes, the last is read after the
   * callbacks of all others, and one time for them would hide that from the jitter.
   */
  private void drain() {
    int most = backlog.most();
    int count = 0;
    try {
      while (count < most && !closed) {
        ByteBuffer buffer = loop.readBuffer();
        SocketAddress source = channel.receive(buffer);
        if (source == null) {
          break;
        }
        count++;
        if (buffer.flip().hasRemaining()) { // an empty one only opens a way through a firewall
          receiver.receive(buffer, (InetSocketAddress) source, loop.nanoTime());
        }
      }
    } catch (IOException e) {
      LOG.debug("a datagram could not be received", e);
    }
    backlog.read(count);
  }

  /**
   * Sends a datagram if there is somewhere to send it to and the socket takes it at once; it is
   * lost otherwise, as UDP may lose it.
   */
  void send(ByteBuffer datagram, @Nullable InetSocketAddress peer) {
    try {
      if (!closed && peer != null) {
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
