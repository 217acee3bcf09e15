package io.rtsper.transport.udp;

import io.rtsper.api.Quirk;

/** What is tolerated of where UDP packets come from and go to. */
final class UdpQuirks {

  static final Quirk TRANSPORT_OTHER_SOURCE_PORT =
      Quirk.of(
          "transport-other-source-port",
          "server_port of Transport is missing, none that can be, or not where media comes from; learned from the first RTP packet");

  static final Quirk TRANSPORT_OTHER_SOURCE =
      Quirk.warning(
          "transport-other-source",
          "source of Transport is another address than the control link's; packets are taken from both and sent to the control link's");

  static final Quirk SECOND_SOURCE_PORT =
      Quirk.warning(
          "second-source-port",
          "RTP packets of a track come from another port of the server than before; they are dropped and counted");

  static final Quirk UNANNOUNCED_SOURCE_PORT =
      Quirk.warning(
          "unannounced-source-port",
          "RTP packets of a track come from another port of the server than server_port, and the session believes no other; they are dropped and counted");

  static final Quirk MULTIPLEXED_UNASKED =
      Quirk.of(
          "rtcp-multiplexed-unasked",
          "RTCP comes on the port of RTP, as the description offers (a=rtcp-mux) and SETUP didn't agree on; reports go to that port from then on");

  static final Quirk MULTICAST_FROM_DESCRIPTION =
      Quirk.of(
          "multicast-from-description",
          "Transport of a multicast names no group or no port; taken from the description");

  static final Quirk MULTICAST_OTHER_PORT_PARAMETER =
      Quirk.of(
          "multicast-other-port-parameter",
          "the ports of a multicast stand in client_port or server_port of Transport instead of port");

  static final Quirk MULTICAST_SOURCE_GUESSED =
      Quirk.of(
          "multicast-source-guessed",
          "a group that needs a source has none in Transport and in the description; joined for the control link's other side");

  private UdpQuirks() {}
}
