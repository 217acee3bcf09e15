package io.rtsper.api.header;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rtsper.api.RtspValidationException;
import org.junit.jupiter.api.Test;

class TransportHeaderTest {

  @Test
  void offersInterleavedWithoutAMode() {
    assertThat(TransportHeader.interleaved(2).value())
        .isEqualTo("RTP/AVP/TCP;unicast;interleaved=2-3");
  }

  @Test
  void offersUdpWithoutAMode() {
    assertThat(TransportHeader.udpMulticast().value()).isEqualTo("RTP/AVP;multicast");
    assertThat(TransportHeader.udpUnicast(5000).value())
        .isEqualTo("RTP/AVP;unicast;client_port=5000-5001");
  }

  @Test
  void offersWhatIsBuilt() {
    TransportHeader transport =
        TransportHeader.builder()
            .profile("rtp/savp")
            .lowerTransport("udp")
            .multicast(true)
            .destination("ff05::1")
            .ttl(16)
            .port(new PortPair(5000, 5001))
            .ssrc(0xFFFFFFFFL)
            .mode("RECORD")
            .parameter("Layers", "1 2")
            .build();

    assertThat(transport)
        .hasToString(
            "RTP/SAVP/UDP;multicast;destination=[ff05::1];ttl=16;port=5000-5001;ssrc=FFFFFFFF;"
                + "mode=\"RECORD\";layers=\"1 2\"");
    assertThat(transport.toBuilder().build()).isEqualTo(transport);
  }

  @Test
  void refusesToOfferWhatCannotBeSent() {
    TransportHeaderBuilder builder = TransportHeader.builder();

    assertThatThrownBy(() -> builder.source("a\r\nEvil: 1"))
        .isInstanceOf(RtspValidationException.class);
    assertThatThrownBy(() -> builder.destination("a\0"))
        .isInstanceOf(RtspValidationException.class);
    assertThatThrownBy(() -> builder.mode("PLAY\n")).isInstanceOf(RtspValidationException.class);
    assertThatThrownBy(() -> builder.parameter("x", "\r\n"))
        .isInstanceOf(RtspValidationException.class);
    assertThatThrownBy(() -> builder.parameter("x\r\nEvil", "1"))
        .isInstanceOf(RtspValidationException.class);
    assertThatThrownBy(() -> builder.parameter("", "1"))
        .isInstanceOf(RtspValidationException.class);
    assertThatThrownBy(() -> builder.parameter("ssrc", "1"))
        .isInstanceOf(RtspValidationException.class);
    assertThatThrownBy(() -> builder.profile("RTP")).isInstanceOf(RtspValidationException.class);
    assertThatThrownBy(() -> builder.profile("RTP/AVP/TCP"))
        .isInstanceOf(RtspValidationException.class);
    assertThatThrownBy(() -> builder.profile("RTP/AVP;x"))
        .isInstanceOf(RtspValidationException.class);
    assertThatThrownBy(() -> builder.lowerTransport("TCP\r\n"))
        .isInstanceOf(RtspValidationException.class);
    assertThatThrownBy(() -> builder.lowerTransport(""))
        .isInstanceOf(RtspValidationException.class);
    assertThatThrownBy(() -> builder.ttl(256)).isInstanceOf(RtspValidationException.class);
    assertThatThrownBy(() -> builder.ttl(-1)).isInstanceOf(RtspValidationException.class);
    assertThatThrownBy(() -> builder.ssrc(-1)).isInstanceOf(RtspValidationException.class);
    assertThatThrownBy(() -> builder.ssrc(1L << 32)).isInstanceOf(RtspValidationException.class);
    assertThatThrownBy(() -> TransportHeader.interleaved(255))
        .isInstanceOf(RtspValidationException.class);
    assertThatThrownBy(() -> TransportHeader.interleaved(-1))
        .isInstanceOf(RtspValidationException.class);
    assertThatThrownBy(() -> TransportHeader.udpUnicast(65535))
        .isInstanceOf(RtspValidationException.class);
    assertThat(builder.build().value()).isEqualTo("RTP/AVP;unicast");
  }
}
