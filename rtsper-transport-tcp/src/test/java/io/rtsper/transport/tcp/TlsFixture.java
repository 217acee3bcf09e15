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
import java.util.ArrayList;
import java.util.List;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;

/** A TLS server of the JDK on the loopback interface. */
final class TlsFixture implements ControlTransportFixture {

  private static final int ACCEPT_MILLIS = 10_000;

  private final ServerSocket server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
  private final List<ServerSocket> others = new ArrayList<>();
  private final SSLContext context;
  private final String version;
  private TlsOptions options;

  /** Makes a server of one version that shows a certificate. */
  TlsFixture(String certificate, String version) throws IOException {
    this.context = Certificates.context(certificate, "authority");
    this.version = version;
    this.options = TlsOptions.defaults().pinSha256(Certificates.fingerprint(certificate));
    server.setSoTimeout(ACCEPT_MILLIS);
  }

  /** Sets how the client trusts the server; by a pin if not called. */
  TlsFixture trust(TlsOptions trust) {
    options = trust;
    return this;
  }

  @Override
  public ControlTransportProvider provider() {
    return new TlsTransportProvider();
  }

  @Override
  public LinkTarget target() {
    return target("127.0.0.1");
  }

  LinkTarget target(String host) {
    return new LinkTarget(
        RtspUrl.parse("rtsps://" + host + ":" + server.getLocalPort() + "/stream"),
        new InetSocketAddress(server.getInetAddress(), server.getLocalPort()),
        options);
  }

  /** Returns a server that accepts connections and never answers the client's hello. */
  @Override
  public LinkTarget silentTarget() throws IOException {
    ServerSocket silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    others.add(silent);
    return TcpFixture.target("rtsps", silent);
  }

  @Override
  public LinkTarget refusingTarget() throws IOException {
    return TcpFixture.refusing("rtsps");
  }

  Socket acceptWire() throws IOException {
    return server.accept();
  }

  /** Puts the server's side of TLS on a connection, its handshake still to be done. */
  SSLSocket layer(Socket wire) throws IOException {
    SSLSocket secured =
        (SSLSocket) context.getSocketFactory().createSocket(wire, "client", wire.getPort(), true);
    secured.setUseClientMode(false);
    secured.setEnabledProtocols(new String[] {version});
    return secured;
  }

  @Override
  public ControlPeer accept() throws IOException {
    Socket wire = acceptWire();
    SSLSocket secured = layer(wire);
    secured.startHandshake();
    return SocketPeer.of(wire, secured);
  }

  @Override
  public void close() throws IOException {
    server.close();
    for (ServerSocket other : others) {
      other.close();
    }
  }
}
