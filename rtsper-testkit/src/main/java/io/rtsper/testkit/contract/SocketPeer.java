package io.rtsper.testkit.contract;

import java.io.IOException;
import java.net.Socket;

/** A peer on a socket, and perhaps on a TLS socket that is layered over it. */
public final class SocketPeer implements ControlPeer {

  private final Socket wire;
  private final Socket socket;

  private SocketPeer(Socket wire, Socket socket) {
    this.wire = wire;
    this.socket = socket;
  }

  /**
   * Returns the peer on a socket.
   *
   * @param socket the socket, which the peer closes
   * @return the peer
   */
  public static SocketPeer of(Socket socket) {
    return new SocketPeer(socket, socket);
  }

  /**
   * Returns the peer on a socket that is layered over another, as an {@code SSLSocket} can be.
   *
   * @param wire the connection itself
   * @param layered what is read and written, which closes the connection when it is closed
   * @return the peer
   */
  public static SocketPeer of(Socket wire, Socket layered) {
    return new SocketPeer(wire, layered);
  }

  @Override
  public void write(byte[] bytes, int offset, int length) throws IOException {
    socket.getOutputStream().write(bytes, offset, length);
    socket.getOutputStream().flush();
  }

  @Override
  public int read(byte[] bytes) throws IOException {
    return socket.getInputStream().read(bytes);
  }

  @Override
  public void end() throws IOException {
    socket.shutdownOutput();
  }

  @Override
  public void reset() throws IOException {
    wire.setSoLinger(true, 0);
    wire.close();
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
