package io.rtsper.core.header;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rtsper.api.RtspPhase;
import io.rtsper.api.RtspProtocolException;
import io.rtsper.api.header.ChannelPair;
import io.rtsper.api.header.PortPair;
import io.rtsper.api.header.TransportHeader;
import io.rtsper.api.spi.QuirkReporter;
import io.rtsper.core.header.Rows.Row;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class TransportReaderTest {

  private final QuirkNames quirks = new QuirkNames();

  static List<Row> rows() {
    return Rows.of("transports.tsv");
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("rows")
  void strictModeRefusesWhatIsAQuirkAndNothingElse(Row row) {
    QuirkReporter strict = QuirkNames.strict();
    if (row.cell(3).isEmpty()) {
      assertThat(TransportReader.parse(row.cell(1), strict)).isNotNull();
    } else {
      assertThatThrownBy(() -> TransportReader.parse(row.cell(1), strict))
          .isInstanceOf(RtspProtocolException.class)
          .hasMessage(row.cell(3).split(" ")[0]);
    }
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("rows")
  void readsWhatServersWrite(Row row) {
    TransportHeader transport = TransportReader.parse(row.cell(1), quirks);

    assertThat(transport.value()).isEqualTo(row.cell(2));
    assertThat(quirks.names()).isEqualTo(row.cell(3));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("rows")
  void writesWhatItReadsWithoutAQuirk(Row row) {
    TransportHeader transport = TransportReader.parse(row.cell(1), QuirkReporter.NONE);

    TransportHeader again = TransportReader.parse(transport.value(), quirks);

    assertThat(again).isEqualTo(transport).hasSameHashCodeAs(transport);
    assertThat(quirks.names()).isIn("", "transport-equal-channels", "transport-descending-range");
  }

  @Test
  void hasAnAccessorForEachParameterOfTheRfc() {
    TransportHeader transport =
        TransportReader.parse(
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
    TransportHeader transport = TransportReader.parse("RTP/AVP;unicast", quirks);

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

    assertThatThrownBy(() -> TransportReader.parse(value, quirks))
        .isInstanceOf(RtspProtocolException.class)
        .hasMessageContaining("above 255");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "   ", ",", " , ,"})
  void anEmptyHeaderIsNoTransport(String value) {
    assertThatThrownBy(() -> TransportReader.parse(value, quirks))
        .isInstanceOf(RtspProtocolException.class)
        .hasMessageContaining("empty");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "RTP/AVP/TCP;unicast;mode=\"PLAY,RECORD\",RTP/AVP;multicast"
            + " | RTP/AVP/TCP;unicast;mode=\"PLAY,RECORD\" | transport-several",
        "RTP/AVP;multicast , client_port=1-2;RTP/AVP" + " | RTP/AVP;multicast | transport-several",
        "client_port=1-2;RTP/AVP;mode=PLAY,RECORD,unicast;RTP/AVP/UDP"
            + " | RTP/AVP;unicast;client_port=1-2;mode=\"PLAY,RECORD\""
            + " | parameter-unquoted transport-several transport-protocol-not-first"
            + " transport-without-delivery"
      })
  void takesTheFirstOfSeveral(String value, String first, String names) {
    assertThat(TransportReader.parse(value, quirks)).hasToString(first);
    assertThat(quirks.names()).isEqualTo(names);
  }

  @Test
  void readsNoMoreThan64Parameters() {
    StringBuilder value = new StringBuilder("RTP/AVP;unicast");
    for (int i = 0; i < 100; i++) {
      value.append(";x").append(i);
    }
    assertThat(TransportReader.parse(value.toString(), quirks).parameters()).hasSize(62);
    assertThat(quirks.names()).isEqualTo("header-limit");
  }

  @Test
  void refusesAValueThatIsTooLong() {
    assertThatThrownBy(() -> TransportReader.parse("x".repeat(16385), quirks))
        .isInstanceOf(RtspProtocolException.class)
        .hasMessageContaining("16384");
  }

  @Test
  @Timeout(5)
  void takesNoLongerForQuotesThatAreNotClosed() {
    String value = "RTP/AVP;unicast;x=" + "\"\\".repeat(8000);

    for (int i = 0; i < 200; i++) {
      assertThat(TransportReader.parse(value, quirks).profile()).isEqualTo("RTP/AVP");
    }
  }

  @Test
  void aStrictReporterStopsAtTheFirstQuirk() {
    QuirkReporter strict =
        (quirk, detail) -> {
          throw new RtspProtocolException(RtspPhase.READ, quirk.name(), null);
        };

    assertThatThrownBy(() -> TransportReader.parse("RTP/AVP;unicast;;ssrc=1", strict))
        .isInstanceOf(RtspProtocolException.class)
        .hasMessage("parameter-empty");
  }

  @Test
  void foldsCaseWhateverTheLocale() {
    Locale before = Locale.getDefault();
    try {
      Locale.setDefault(Locale.forLanguageTag("tr"));
      assertThat(TransportReader.parse("rtp/avp/tcp;UNICAST;INTERLEAVED=0-1", quirks).value())
          .isEqualTo("RTP/AVP/TCP;unicast;interleaved=0-1");
    } finally {
      Locale.setDefault(before);
    }
  }
}
