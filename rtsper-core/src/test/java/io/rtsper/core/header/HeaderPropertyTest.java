package io.rtsper.core.header;

import static org.assertj.core.api.Assertions.assertThat;

import io.rtsper.api.RtspHeaders;
import io.rtsper.api.RtspProtocolException;
import io.rtsper.api.header.TransportHeader;
import io.rtsper.api.spi.QuirkReporter;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** For each header: any text gives a value that can be sent, and what is written is read again. */
class HeaderPropertyTest {

  @Provide
  Arbitrary<String> headerLike() {
    return HeaderArbitraries.hostile(
        "RTP/AVP",
        "/TCP",
        ";",
        ",",
        "=",
        "-",
        "unicast",
        "multicast",
        "interleaved",
        "client_port",
        "ssrc",
        "mode",
        "source",
        "destination",
        "url=",
        "seq=",
        "rtptime=",
        "timeout",
        "npt=",
        "clock=",
        "smpte=",
        "19960213T143205Z",
        "0-1",
        "5000",
        "rtsp://h/s",
        "OPTIONS",
        "text/x");
  }

  @Provide
  Arbitrary<TransportHeader> transport() {
    return HeaderArbitraries.transport();
  }

  @Provide
  Arbitrary<List<RtpInfoEntry>> entries() {
    return HeaderArbitraries.entry().list().ofMaxSize(5);
  }

  private static void assertSendable(String value) {
    assertThat(RtspHeaders.of("X", value).first("X")).isPresent();
  }

  @Property
  void anyTransportIsReadOrRefused(@ForAll("headerLike") String value) {
    TransportHeader transport;
    try {
      transport = TransportReader.parse(value, QuirkReporter.NONE);
    } catch (RtspProtocolException documented) {
      return;
    }
    assertSendable(transport.value());
    assertThat(TransportReader.parse(transport.value(), QuirkReporter.NONE)).isEqualTo(transport);
  }

  @Property
  void aTransportIsWrittenAndReadAsTheSame(@ForAll("transport") TransportHeader transport) {
    TransportHeader read =
        TransportReader.parse(transport.value() + ", " + transport.value(), QuirkReporter.NONE);

    assertThat(read).isEqualTo(transport);
    assertThat(read.mode()).isEqualTo(transport.mode());
    assertThat(read.source()).isEqualTo(transport.source());
    assertThat(read.destination()).isEqualTo(transport.destination());
    assertThat(read.parameters()).isEqualTo(transport.parameters());
  }

  @Property
  void anyRtpInfoIsRead(@ForAll("headerLike") String value) {
    RtpInfo info = RtpInfo.parse(value, QuirkReporter.NONE);

    assertSendable(info.value());
    assertThat(RtpInfo.parse(info.value(), QuirkReporter.NONE)).isEqualTo(info);
    assertThat(info.match(List.of("rtsp://h/s", "rtsp://h/s/1"))).hasSize(2);
  }

  @Property
  void rtpInfoIsWrittenAndReadAsTheSame(@ForAll("entries") List<RtpInfoEntry> entries) {
    RtpInfo info = new RtpInfo(entries);

    assertThat(RtpInfo.parse(info.value(), QuirkReporter.NONE)).isEqualTo(info);
  }

  @Property
  void anySessionRangeListAndTypeAreRead(@ForAll("headerLike") String value) {
    SessionHeader session = SessionHeader.parse(value, QuirkReporter.NONE);
    assertSendable(session.id());
    assertThat(session.timeout().toSeconds()).isBetween(5L, 3600L);

    Range range = Range.parse(value, QuirkReporter.NONE);
    assertThat(range.nptStart() != null && range.clockStart() != null).isFalse();

    assertThat(PublicHeader.parse(value, QuirkReporter.NONE).methods()).doesNotHaveDuplicates();

    assertSendable(ContentType.parse(value, QuirkReporter.NONE).type());
  }

  @Property
  void eachTrackGetsAtMostOneEntryAndNoEntryTwoTracks(
      @ForAll("entries") List<RtpInfoEntry> entries, @ForAll("entries") List<RtpInfoEntry> others) {
    List<String> tracks = others.stream().map(RtpInfoEntry::url).toList();

    List<Optional<RtpInfoEntry>> matches = new RtpInfo(entries).match(tracks);

    assertThat(matches).hasSameSizeAs(tracks);
    assertThat(matches.stream().flatMap(Optional::stream).count())
        .isLessThanOrEqualTo(entries.size());
  }
}
