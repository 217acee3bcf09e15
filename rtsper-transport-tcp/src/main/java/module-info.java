/**
 * Control connections over TCP and TLS, and interleaved media.
 *
 * @provides io.rtsper.api.spi.ControlTransportProvider for {@code rtsp} and {@code rtsps} URLs
 * @provides io.rtsper.api.spi.MediaTransportProvider for interleaved media, {@code tcp}
 */
module io.rtsper.transport.tcp {
  requires io.rtsper.api;
  requires static org.jspecify;
  requires org.slf4j;

  provides io.rtsper.api.spi.ControlTransportProvider with
      io.rtsper.transport.tcp.TcpTransportProvider,
      io.rtsper.transport.tcp.TlsTransportProvider;
  provides io.rtsper.api.spi.MediaTransportProvider with
      io.rtsper.transport.tcp.InterleavedTransportProvider;
}
