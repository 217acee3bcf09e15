/**
 * Plays a captured session back: a pcapng or pcap file of rtsper, Wireshark or tcpdump stands for
 * the server.
 *
 * @provides io.rtsper.api.spi.ControlTransportProvider for {@code rtsp+replay} URLs
 */
module io.rtsper.transport.replay {
  requires io.rtsper.api;
  requires static org.jspecify;
  requires org.slf4j;

  provides io.rtsper.api.spi.ControlTransportProvider with
      io.rtsper.transport.replay.ReplayTransportProvider;
}
