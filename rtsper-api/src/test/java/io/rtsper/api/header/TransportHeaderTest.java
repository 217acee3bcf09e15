package io.rtsper.api.header;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rtsper.api.RtspPhase;
import io.rtsper.api.RtspProtocolException;
import io.rtsper.api.RtspValidationException;
import io.rtsper.api.spi.QuirkReporter;
import io.rtsper.api.testing.QuirkNames;
import io.rtsper.api.testing.Rows;
import io.rtsper.api.testing.Rows.Row;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class TransportHeaderTest {

  private final QuirkNames quirks = new QuirkNames();

  static List<Row> rows() {
    return Rows.of("transports.tsv");
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("rows")
  void strictModeRefusesWhatIsAQuirkAndNothingElse(Row row) {
    QuirkReporter strict = QuirkNames.strict();
    if (row.cell(3).isEmpty()) {
      assertThat(TransportHeader.parse(row.cell(1), strict)).isNotNull();
    } else {
      assertThatThrownBy(() -> TransportHeader.parse(row.cell(1), strict))
          .isInstanceOf(RtspProtocolException.class)
          .hasMessage(row.cell(3).split(" ")[0]);
    }
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("rows")
  void readsWhatServersWrite(Row row) {
    TransportHeader transport = TransportHeader.parse(row.cell(1), quirks);

    assertThat(transport.value()).isEqualTo(row.cell(2));
    assertThat(quirks.names()).isEqualTo(row.cell(3));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("rows")
  void writesWhatItReadsWithoutAQuirk(Row row) {
    TransportHeader transport = TransportHeader.parse(row.cell(1), QuirkReporter.NONE);

    TransportHeader again = TransportHeader.parse(transport.value(), quirks);

    assertThat(again).isEqualTo(transport).hasSameHashCodeAs(transport);
    assertThat(quirks.names()).isIn("", "transport-equal-channels", "transport-descending-range");
  }

  @Test
  void hasAnAccessorForEachParameterOfTheRfc() {
    TransportHeader transport =
        TransportHeader.parse(
            "RTP/SAVP/UDP;multicast;destination=239.0.0.1;source=10.0.0.1;ttl=7;port=1000-1001;"
                + "client_port=2000-2001;server_port=3000-3001;interleaved=4-5;ssrc=0000ABCD;"
                + "mode=\"PLAY\";layers=2;append",
            quirks);

    assertThat(transport.profile()).isEqualTo("RTP/SAVP");
    assertThat(transport.lowerTransport()).contains("UDP");
    assertThat(transport.multicast()).isTrue();
    assertThat(transport.destination()).contains("239.0.0.1");
    assertThat(transport.source()).contains("10.0.0.1");
    assertThat(transport.ttl()).contains(7);
    assertThat(transport.port()).contains(new PortPair(1000, 1001));
    assertThat(transport.clientPort()).contains(new PortPair(2000, 2001));
    assertThat(transport.serverPort()).contains(new PortPair(3000, 3001));
    assertThat(transport.interleaved()).contains(new ChannelPair(4, 5));
    assertThat(transport.isInterleaved()).isTrue();
    assertThat(transport.ssrc()).contains(0xABCDL);
    assertThat(transport.mode()).contains("PLAY");
    assertThat(transport.parameters()).containsEntry("layers", "2").containsEntry("append", "");
    assertThat(quirks.names()).isEmpty();
  }

  @Test
  void whatIsNotSaidIsEmpty() {
    TransportHeader transport = TransportHeader.parse("RTP/AVP;unicast", quirks);

    assertThat(transport.lowerTransport()).isEmpty();
    assertThat(transport.interleaved()).isEmpty();
    assertThat(transport.isInterleaved()).isFalse();
    assertThat(transport.clientPort()).isEmpty();
    assertThat(transport.ssrc()).isEmpty();
    assertThat(transport.source()).isEmpty();
    assertThat(transport.parameters()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"256-257", "255-256", "99999999999999999999", "0-256"})
  void refusesAChannelThatNoPacketCanHave(String channels) {
    String value = "RTP/AVP/TCP;unicast;interleaved=" + channels;

    assertThatThrownBy(() -> TransportHeader.parse(value, quirks))
        .isInstanceOf(RtspProtocolException.class)
        .hasMessageContaining("above 255");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "   ", ",", " , ,"})
  void anEmptyHeaderIsNoTransport(String value) {
    assertThat(TransportHeader.parseAll(value, quirks)).isEmpty();
    assertThatThrownBy(() -> TransportHeader.parse(value, quirks))
        .isInstanceOf(RtspProtocolException.class)
        .hasMessageContaining("empty");
  }

  @Test
  void readsAListOfTransports() {
    assertThat(
            TransportHeader.parseAll(
                "RTP/AVP/TCP;unicast;mode=\"PLAY,RECORD\",RTP/AVP;multicast , "
                    + "client_port=1-2;RTP/AVP;mode=PLAY,RECORD,unicast;RTP/AVP/UDP",
                QuirkReporter.NONE))
        .extracting(TransportHeader::value)
        .containsExactly(
            "RTP/AVP/TCP;unicast;mode=\"PLAY,RECORD\"",
            "RTP/AVP;multicast",
            "RTP/AVP;unicast;client_port=1-2;mode=\"PLAY,RECORD\"",
            "RTP/AVP/UDP;unicast");
  }

  @Test
  void readsNoMoreThan64TransportsAndParameters() {
    assertThat(TransportHeader.parseAll("RTP/AVP;unicast,".repeat(100), quirks)).hasSize(64);
    assertThat(quirks.names()).contains("transport-too-many-parameters");

    StringBuilder value = new StringBuilder("RTP/AVP;unicast");
    for (int i = 0; i < 100; i++) {
      value.append(";x").append(i);
    }
    assertThat(TransportHeader.parse(value.toString(), QuirkReporter.NONE).parameters())
        .hasSize(62);
  }

  @Test
  void refusesAValueThatIsTooLong() {
    assertThatThrownBy(() -> TransportHeader.parse("x".repeat(16385), quirks))
        .isInstanceOf(RtspProtocolException.class)
        .hasMessageContaining("16384");
  }

  @Test
  @Timeout(5)
  void takesNoLongerForQuotesThatAreNotClosed() {
    String value = "RTP/AVP;unicast;x=" + "\"\\".repeat(8000);

    for (int i = 0; i < 200; i++) {
      assertThat(TransportHeader.parse(value, quirks).profile()).isEqualTo("RTP/AVP");
    }
  }

  @Test
  void offersInterleavedWithoutAMode() {
    assertThat(TransportHeader.interleaved(2).value())
        .isEqualTo("RTP/AVP/TCP;unicast;interleaved=2-3");
  }

  @Test
  void offersUdpWithoutAMode() {
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

    assertThatThrownBy(() -> builder.source("a\r\nEvil: 1")).isInstanceOf(INVALID);
    assertThatThrownBy(() -> builder.destination("a\0")).isInstanceOf(INVALID);
    assertThatThrownBy(() -> builder.mode("PLAY\n")).isInstanceOf(INVALID);
    assertThatThrownBy(() -> builder.parameter("x", "\r\n")).isInstanceOf(INVALID);
    assertThatThrownBy(() -> builder.parameter("x\r\nEvil", "1")).isInstanceOf(INVALID);
    assertThatThrownBy(() -> builder.parameter("", "1")).isInstanceOf(INVALID);
    assertThatThrownBy(() -> builder.parameter("ssrc", "1")).isInstanceOf(INVALID);
    assertThatThrownBy(() -> builder.profile("RTP")).isInstanceOf(INVALID);
    assertThatThrownBy(() -> builder.profile("RTP/AVP/TCP")).isInstanceOf(INVALID);
    assertThatThrownBy(() -> builder.profile("RTP/AVP;x")).isInstanceOf(INVALID);
    assertThatThrownBy(() -> builder.lowerTransport("TCP\r\n")).isInstanceOf(INVALID);
    assertThatThrownBy(() -> builder.lowerTransport("")).isInstanceOf(INVALID);
    assertThatThrownBy(() -> builder.ttl(256)).isInstanceOf(INVALID);
    assertThatThrownBy(() -> builder.ttl(-1)).isInstanceOf(INVALID);
    assertThatThrownBy(() -> builder.ssrc(-1)).isInstanceOf(INVALID);
    assertThatThrownBy(() -> builder.ssrc(1L << 32)).isInstanceOf(INVALID);
    assertThatThrownBy(() -> TransportHeader.interleaved(255)).isInstanceOf(INVALID);
    assertThatThrownBy(() -> TransportHeader.interleaved(-1)).isInstanceOf(INVALID);
    assertThatThrownBy(() -> TransportHeader.udpUnicast(65535)).isInstanceOf(INVALID);
    assertThat(builder.build().value()).isEqualTo("RTP/AVP;unicast");
  }

  private static final Class<?> INVALID = RtspValidationException.class;

  @Test
  void aStrictReporterStopsAtTheFirstQuirk() {
    QuirkReporter strict =
        (quirk, detail) -> {
          throw new RtspProtocolException(RtspPhase.READ, quirk.name(), null);
        };

    assertThatThrownBy(() -> TransportHeader.parse("RTP/AVP;unicast;;ssrc=1", strict))
        .isInstanceOf(RtspProtocolException.class)
        .hasMessage("transport-empty-parameter");
  }

  @Test
  void foldsCaseWhateverTheLocale() {
    Locale before = Locale.getDefault();
    try {
      Locale.setDefault(Locale.forLanguageTag("tr"));
      assertThat(TransportHeader.parse("rtp/avp/tcp;UNICAST;INTERLEAVED=0-1", quirks).value())
          .isEqualTo("RTP/AVP/TCP;unicast;interleaved=0-1");
    } finally {
      Locale.setDefault(before);
    }
  }
}
