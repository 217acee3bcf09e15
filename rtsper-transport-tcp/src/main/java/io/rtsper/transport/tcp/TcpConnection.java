package io.rtsper.transport.tcp;

import io.rtsper.api.RtspException;
import io.rtsper.api.RtspPhase;
import io.rtsper.api.RtspTimeoutException;
import io.rtsper.api.RtspTransportException;
import io.rtsper.api.spi.ControlLink;
import io.rtsper.api.spi.EventLoop;
import io.rtsper.api.spi.LinkContext;
import io.rtsper.api.spi.MemoryBudget;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.net.NoRouteToHostException;
import java.net.SocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import java.nio.channels.UnresolvedAddressException;
import java.nio.channels.UnsupportedAddressTypeException;
import java.time.Duration;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;

/**
 * A socket on an event loop: connects within the deadline, says when there is something to read,
 * and writes in order. Knows nothing of what the bytes mean, so that plain and TLS links share it.
 * For the loop only.
 *
 * <p>Its owner hears of each end that it didn't bring about itself, in a task of its own: a failure
 * that shows while the owner is sending doesn't call back into the middle of that.
 */
final class TcpConnection {

  /** Is told what happens. */
  interface Owner {

    /** The socket is connected. */
    void connected();

    /** {@link TcpConnection#read} won't block. */
    void readable();

    /** Nothing waits to be written any more, after something was refused. */
    void writable();

    /** The connection is gone; null if it {@linkplain TcpConnection#fail was ended} in order. */
    void lost(@Nullable RtspException failure);
  }

  private enum State {
    CONNECTING,
    OPEN,
    CLOSED
  }

  /** The most bytes that may wait when more is {@linkplain #accepts asked for}. */
  static final int FULL = ControlLink.MAX_PENDING / 2;

  /** When to try again where nothing waits and yet the session has no memory left. */
  private static final Duration RETRY = Duration.ofMillis(50);

  private final InetSocketAddress address;
  private final String server;
  private final Owner owner;
  private final EventLoop loop;
  private final MemoryBudget memory;
  private final OutboundQueue outbound;
  private final Duration given;
  private State state = State.CONNECTING;
  private boolean reading = true;
  private boolean refused;
  private boolean forsaken;
  private SocketAddress remote;
  private SocketAddress local = new InetSocketAddress(0);
  private @Nullable SocketChannel channel;
  private EventLoop.@Nullable Registration registration;

  /** The deadline until the connection is open, and then when to try again. */
  private EventLoop.@Nullable Timer timer;

  private TcpConnection(Owner owner, LinkContext context) {
    this.address = context.address();
    this.server = HostPort.text(context);
    this.owner = owner;
    this.loop = context.eventLoop();
    this.memory = context.memory();
    this.outbound = new OutboundQueue(memory);
    this.given = context.deadline().left(loop);
    this.remote = address;
  }

  /** Starts to connect. The owner hears of nothing before this has returned. */
  static TcpConnection open(Owner owner, LinkContext context) {
    TcpConnection connection = new TcpConnection(owner, context);
    connection.connect();
    return connection;
  }

  private void connect() {
    try {
      SocketChannel socket = SocketChannel.open();
      channel = socket;
      socket.configureBlocking(false);
      // Requests and RTCP reports are small and must not wait for one another (Nagle).
      socket.setOption(StandardSocketOptions.TCP_NODELAY, true);
      boolean atOnce = socket.connect(address);
      registration =
          loop.register(socket, atOnce ? 0 : SelectionKey.OP_CONNECT, ready -> ready(ready));
      timer = loop.schedule(given, this::expired);
      if (atOnce) {
        post(this::finishConnect);
      }
    } catch (IOException | UnresolvedAddressException | UnsupportedAddressTypeException e) {
      fail(notConnected(e));
    }
  }

  private void ready(int ready) {
    if (state == State.CONNECTING) {
      finishConnect();
      return;
    }
    if ((ready & SelectionKey.OP_WRITE) != 0 && state == State.OPEN) {
      flush();
      tellIfDrained();
    }
    if ((ready & SelectionKey.OP_READ) != 0 && state == State.OPEN && reading) {
      owner.readable();
    }
  }

  private void finishConnect() {
    SocketChannel socket = channel;
    if (state != State.CONNECTING || socket == null) {
      return;
    }
    try {
      if (!socket.finishConnect()) {
        return;
      }
      remote = socket.getRemoteAddress();
      local = socket.getLocalAddress();
    } catch (IOException e) {
      fail(notConnected(e));
      return;
    }
    state = State.OPEN;
    cancelTimer();
    flush();
    if (state == State.OPEN) {
      owner.connected();
      tellIfDrained();
    }
  }

  private void expired() {
    if (state == State.CONNECTING) {
      fail(
          new RtspTimeoutException(
              RtspPhase.CONNECT,
              "no connection to "
                  + server
                  + " within "
                  + HostPort.text(given)
                  + ": nothing answers there. Check the address and the port, that the server is on,"
                  + " and that no firewall drops what is sent to it",
              null));
    }
  }

  /**
   * Reads what is there, once.
   *
   * @return how many bytes came; 0 if none, or if reading failed, which the owner is told; -1 if
   *     the other side has ended the connection, which the owner is not told
   */
  int read(ByteBuffer buffer) {
    SocketChannel socket = channel;
    if (state != State.OPEN || socket == null) {
      return 0;
    }
    try {
      return socket.read(buffer);
    } catch (IOException e) {
      fail(broken(RtspPhase.READ, e));
      return 0;
    }
  }

  /**
   * Returns whether so many bytes can be sent though none of them may be written at once. If not,
   * the owner hears when nothing waits any more. A closed connection takes whatever is sent.
   */
  boolean accepts(int bytes) {
    if (state == State.CLOSED || outbound.makeRoom(bytes, FULL)) {
      return true;
    }
    refuse();
    return false;
  }

  /** Has the owner told when nothing waits any more. */
  void refuse() {
    refused = true;
    // No socket says when the session has memory again.
    if (state == State.OPEN && outbound.size() == 0 && timer == null) {
      timer = loop.schedule(RETRY, this::retry);
    }
  }

  private void retry() {
    timer = null;
    tellIfDrained();
  }

  private void tellIfDrained() {
    if (refused && state == State.OPEN && outbound.size() == 0) {
      refused = false;
      cancelTimer();
      owner.writable();
    }
  }

  /** Sends all that remains in the buffer, behind what waits; what can't be written is copied. */
  void send(ByteBuffer bytes) {
    SocketChannel socket = channel;
    if (state == State.CLOSED || socket == null) {
      bytes.position(bytes.limit());
      return;
    }
    try {
      if (state == State.OPEN && outbound.size() == 0) {
        socket.write(bytes);
        if (!bytes.hasRemaining()) {
          outbound.trim();
        }
      }
    } catch (IOException e) {
      bytes.position(bytes.limit());
      fail(broken(RtspPhase.REQUEST, e));
      return;
    }
    if (bytes.hasRemaining()) {
      if (outbound.add(bytes)) {
        updateInterest();
      } else {
        int more = bytes.remaining();
        bytes.position(bytes.limit());
        fail(overflow(more, outbound.size()));
      }
    }
  }

  private void flush() {
    SocketChannel socket = channel;
    if (socket == null) {
      return;
    }
    try {
      if (outbound.size() > 0) {
        outbound.writeTo(socket);
      }
      updateInterest();
    } catch (IOException e) {
      fail(broken(RtspPhase.REQUEST, e));
    }
  }

  /** Stops or resumes reading. */
  void reading(boolean on) {
    reading = on;
    updateInterest();
  }

  private void updateInterest() {
    if (state == State.OPEN && registration != null) {
      int interest =
          (reading ? SelectionKey.OP_READ : 0) | (outbound.size() > 0 ? SelectionKey.OP_WRITE : 0);
      if (registration.interest() != interest) {
        registration.interest(interest);
      }
    }
  }

  /** Closes at once and tells the owner why, unless the connection is closed already. */
  void fail(@Nullable RtspException failure) {
    if (state == State.CLOSED) {
      return;
    }
    release();
    post(
        () -> {
          if (!forsaken) {
            owner.lost(failure);
          }
        });
  }

  /** Closes at once; the owner hears of nothing more. */
  void close() {
    forsaken = true;
    release();
  }

  private void release() {
    state = State.CLOSED;
    cancelTimer();
    outbound.release();
    if (registration != null) {
      registration.cancel();
      registration = null;
    }
    if (channel != null) {
      try {
        channel.close();
      } catch (IOException e) {
        // The socket is given up either way, and its end has been told or wasn't asked for.
      }
      channel = null;
    }
  }

  private void cancelTimer() {
    if (timer != null) {
      timer.cancel();
      timer = null;
    }
  }

  private void post(Runnable task) {
    try {
      loop.execute(task);
    } catch (RejectedExecutionException e) {
      // The loop has ended, and with it everyone who could be told.
    }
  }

  SocketAddress remoteAddress() {
    return remote;
  }

  SocketAddress localAddress() {
    return local;
  }

  int pendingBytes() {
    return outbound.size();
  }

  boolean isClosed() {
    return state == State.CLOSED;
  }

  private RtspTransportException notConnected(Exception cause) {
    String advice;
    if (cause instanceof UnresolvedAddressException) {
      advice = "the host's address isn't known. Check the host's name";
    } else if (cause instanceof NoRouteToHostException) {
      advice = "there is no way to this address. Check the address and this machine's network";
    } else if (cause instanceof ConnectException) {
      advice =
          reason(cause)
              + ". Check that the server is on and that the port is right: 554 is usual for rtsp,"
              + " 322 for rtsps";
    } else {
      advice = reason(cause) + ". Check the address and this machine's network";
    }
    return new RtspTransportException(
        RtspPhase.CONNECT, "cannot connect to " + server + ": " + advice, cause);
  }

  private RtspTransportException broken(RtspPhase phase, IOException cause) {
    return new RtspTransportException(
        phase, "the connection to " + server + " was lost: " + reason(cause), cause);
  }

  private RtspTransportException overflow(int more, int waiting) {
    return new RtspTransportException(
        RtspPhase.REQUEST,
        server
            + " doesn't read what is sent to it: "
            + more
            + " more bytes find no room beside "
            + waiting
            + " that wait; "
            + ControlLink.MAX_PENDING
            + " may wait, and the session's memory has "
            + memory.available()
            + " bytes left. The server hangs, or memoryLimit(…) is too small for what is sent",
        null);
  }

  private static String reason(Exception cause) {
    String message = cause.getMessage();
    return message == null ? cause.getClass().getSimpleName() : message;
  }
}
