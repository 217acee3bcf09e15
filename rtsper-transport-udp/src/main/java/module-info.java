/** Unicast and multicast media over UDP. */
module io.rtsper.transport.udp {
  requires io.rtsper.api;
  requires static org.jspecify;
}
