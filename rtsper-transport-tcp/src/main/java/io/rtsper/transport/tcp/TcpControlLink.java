package io.rtsper.transport.tcp;

import io.rtsper.api.RtspException;
import io.rtsper.api.spi.ControlLink;
import io.rtsper.api.spi.ControlLinkListener;
import io.rtsper.api.spi.EventLoop;
import io.rtsper.api.spi.LinkContext;
import java.net.SocketAddress;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * A control link over a TCP connection. Reads once for each time that the socket is ready, into the
 * loop's read buffer: a busy camera can't keep the loop from the others, and nothing is allocated.
 */
final class TcpControlLink implements ControlLink, TcpConnection.Owner {

  private final ControlLinkListener listener;
  private final EventLoop loop;
  private final TcpConnection connection;

  TcpControlLink(ControlLinkListener listener, LinkContext context) {
    this.listener = listener;
    this.loop = context.eventLoop();
    this.connection = TcpConnection.open(this, context);
  }

  @Override
  public void connected() {
    listener.onOpen();
  }

  @Override
  public void readable() {
    ByteBuffer buffer = loop.readBuffer();
    int count = connection.read(buffer);
    if (count > 0) {
      listener.onBytes(buffer.flip());
    } else if (count < 0) {
      connection.fail(null);
    }
  }

  @Override
  public void writable() {
    listener.onWritable();
  }

  @Override
  public void lost(@Nullable RtspException failure) {
    listener.onClosed(failure);
  }

  @Override
  public void send(ByteBuffer bytes) {
    connection.send(bytes);
  }

  @Override
  public boolean offer(ByteBuffer bytes) {
    if (!connection.accepts(bytes.remaining())) {
      return false;
    }
    connection.send(bytes);
    return true;
  }

  @Override
  public void reading(boolean reading) {
    connection.reading(reading);
  }

  @Override
  public SocketAddress remoteAddress() {
    return connection.remoteAddress();
  }

  @Override
  public SocketAddress localAddress() {
    return connection.localAddress();
  }

  @Override
  public int pendingBytes() {
    return connection.pendingBytes();
  }

  @Override
  public void close() {
    connection.close();
  }
}
