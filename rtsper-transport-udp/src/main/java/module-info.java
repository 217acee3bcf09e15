/**
 * Media over UDP, unicast and multicast.
 *
 * @provides io.rtsper.api.spi.MediaTransportProvider for UDP, {@code udp}, and for multicast,
 *     {@code multicast}
 */
module io.rtsper.transport.udp {
  requires io.rtsper.api;
  requires static org.jspecify;
  requires org.slf4j;

  provides io.rtsper.api.spi.MediaTransportProvider with
      io.rtsper.transport.udp.UdpTransportProvider,
      io.rtsper.transport.udp.MulticastTransportProvider;
}
