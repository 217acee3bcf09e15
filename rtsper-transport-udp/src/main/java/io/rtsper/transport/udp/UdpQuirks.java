package io.rtsper.transport.udp;

import io.rtsper.api.Quirk;

/** What is tolerated of where UDP packets come from. */
final class UdpQuirks {

  static final Quirk TRANSPORT_OTHER_SOURCE_PORT =
      Quirk.of(
          "transport-other-source-port",
          "server_port of Transport is missing or none that can be; learned from the first RTP packet");

  static final Quirk TRANSPORT_OTHER_SOURCE =
      Quirk.warning(
          "transport-other-source",
          "source of Transport is another address than the control link's; media is awaited from the control link's");

  private UdpQuirks() {}
}
