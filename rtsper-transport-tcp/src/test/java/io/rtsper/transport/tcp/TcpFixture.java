package io.rtsper.transport.tcp;

import io.rtsper.api.RtspUrl;
import io.rtsper.api.TlsOptions;
import io.rtsper.api.spi.ControlTransportProvider;
import io.rtsper.testkit.contract.ControlPeer;
import io.rtsper.testkit.contract.ControlTransportFixture;
import io.rtsper.testkit.contract.LinkTarget;
import io.rtsper.testkit.contract.SocketPeer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.util.ArrayList;
import java.util.List;

/** A server socket on the loopback interface. */
final class TcpFixture implements ControlTransportFixture {

  private static final int ACCEPT_MILLIS = 10_000;

  /** Far more than a queue of one holds; the search ends at the first that has to wait. */
  private static final int MAX_FILLERS = 64;

  private final ServerSocket server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
  private final List<AutoCloseable> others = new ArrayList<>();

  TcpFixture() throws IOException {
    server.setSoTimeout(ACCEPT_MILLIS);
  }

  @Override
  public ControlTransportProvider provider() {
    return new TcpTransportProvider();
  }

  @Override
  public LinkTarget target() {
    return target("rtsp", server);
  }

  static LinkTarget target(String scheme, ServerSocket server) {
    return new LinkTarget(
        RtspUrl.parse(scheme + "://127.0.0.1:" + server.getLocalPort() + "/stream"),
        new InetSocketAddress(server.getInetAddress(), server.getLocalPort()),
        TlsOptions.defaults());
  }

  /** Returns a port whose queue of connections is full, so that the next one isn't answered. */
  @Override
  public LinkTarget silentTarget() throws IOException {
    ServerSocket full = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
    others.add(full);
    for (int i = 0; i < MAX_FILLERS; i++) {
      Socket filler = new Socket();
      others.add(filler);
      try {
        filler.connect(full.getLocalSocketAddress(), 200);
      } catch (SocketTimeoutException e) {
        return target("rtsp", full);
      }
    }
    throw new IOException("the queue of " + full + " can't be filled");
  }

  @Override
  public LinkTarget refusingTarget() throws IOException {
    return refusing("rtsp");
  }

  static LinkTarget refusing(String scheme) throws IOException {
    try (ServerSocket gone = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return target(scheme, gone);
    }
  }

  @Override
  public ControlPeer accept() throws IOException {
    return SocketPeer.of(server.accept());
  }

  @Override
  public void close() throws IOException {
    server.close();
    for (AutoCloseable other : others) {
      try {
        other.close();
      } catch (Exception e) {
        throw new IOException(e);
      }
    }
  }
}
