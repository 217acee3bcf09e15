package io.rtsper.transport.udp;

import io.rtsper.api.Quirk;

/** What is tolerated of where UDP packets come from. */
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

  private UdpQuirks() {}
}
