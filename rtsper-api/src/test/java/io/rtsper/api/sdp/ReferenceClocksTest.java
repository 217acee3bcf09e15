package io.rtsper.api.sdp;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code a=ts-refclk} and {@code a=mediaclk} (RFC 7273). */
class ReferenceClocksTest {

  @ParameterizedTest
  @CsvSource({
    "ntp=203.0.113.10, ntp, 203.0.113.10, false",
    "ntp=/traceable/, ntp, /traceable/, true",
    "NTP=/TRACEABLE/, ntp, /TRACEABLE/, true",
    "ptp=IEEE802.1AS-2011:39-A7-94-FF-FE-07-CB-D0, ptp, IEEE802.1AS-2011:39-A7-94-FF-FE-07-CB-D0, false",
    "ptp=IEEE1588-2008:traceable, ptp, IEEE1588-2008:traceable, true",
    "gps, gps, '', true",
    "gal, gal, '', true",
    "glonass, glonass, '', true",
    "local, local, '', false",
    "private, private, '', false",
    "private:traceable, private, traceable, true",
    "localmac=39-A7-94-07-CB-D0, localmac, 39-A7-94-07-CB-D0, false"
  })
  void aReferenceClockIsReadWithItsKindAndAddress(
      String value, String kind, String address, boolean traceable) {
    ReferenceClock clock = ReferenceClock.of(value).orElseThrow();
    assertThat(clock.kind()).isEqualTo(kind);
    assertThat(clock.address()).isEqualTo(address);
    assertThat(clock.isTraceable()).isEqualTo(traceable);
    assertThat(ReferenceClock.of(clock.toString())).contains(clock);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "=x", "ntp", "ntp=", "ptp=", "two words=x"})
  void whatNamesNoClockIsNone(String value) {
    assertThat(ReferenceClock.of(value)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "sender, sender, '', -1, 1, 1",
    "direct, direct, '', -1, 1, 1",
    "direct=963214424, direct, '', 963214424, 1, 1",
    "direct=963214424 rate=1000/1001, direct, '', 963214424, 1000, 1001",
    "direct=4294967297, direct, '', 1, 1, 1",
    "direct=x rate=0/1, direct, '', -1, 1, 1",
    "id=MDA6NjA6MmI6MjA6MTI6MWY= sender, sender, MDA6NjA6MmI6MjA6MTI6MWY=, -1, 1, 1",
    "id=src:MDA= IEEE1722=38-D6-6D-8E-D2-78-13-2F, ieee1722, src:MDA=, -1, 1, 1"
  })
  void aMediaClockIsReadWithItsOffsetAndRate(
      String value, String kind, String id, long offset, int numerator, int denominator) {
    MediaClock clock = MediaClock.of(value).orElseThrow();
    assertThat(clock.kind()).isEqualTo(kind);
    assertThat(clock.id()).isEqualTo(id);
    assertThat(clock.offset())
        .isEqualTo(offset < 0 ? OptionalLong.empty() : OptionalLong.of(offset));
    assertThat(clock.rateNumerator()).isEqualTo(numerator);
    assertThat(clock.rateDenominator()).isEqualTo(denominator);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "id=x", "=x"})
  void whatNamesNoMediaClockIsNone(String value) {
    assertThat(MediaClock.of(value)).isEmpty();
  }

  @Test
  void aMediaHasTheClocksOfItsSessionUnlessItNamesItsOwn() {
    SessionDescription description =
        SessionDescription.builder()
            .attribute(new SdpAttribute("ts-refclk", "local"))
            .attribute(new SdpAttribute("mediaclk", "sender"))
            .media(
                MediaDescription.builder("audio").protocol("RTP/AVP").formats(List.of("0")).build())
            .media(
                MediaDescription.builder("video")
                    .protocol("RTP/AVP")
                    .formats(List.of("96"))
                    .attribute(new SdpAttribute("ts-refclk", "ntp=203.0.113.10"))
                    .attribute(new SdpAttribute("ts-refclk", "ntp=198.51.100.22"))
                    .attribute(new SdpAttribute("mediaclk", "direct=0"))
                    .build())
            .build();
    MediaDescription audio = description.media().get(0);
    MediaDescription video = description.media().get(1);
    assertThat(description.referenceClocks()).containsExactly(new ReferenceClock("local", ""));
    assertThat(audio.referenceClocks()).isEqualTo(description.referenceClocks());
    assertThat(audio.mediaClock()).isEqualTo(description.mediaClock()).isPresent();
    assertThat(video.referenceClocks())
        .extracting(ReferenceClock::address)
        .containsExactly("203.0.113.10", "198.51.100.22");
    assertThat(video.mediaClock().orElseThrow().kind()).isEqualTo("direct");
  }

  /** RFC 8285 §8: at the session's level for all media. */
  @Test
  void aMediaHasTheHeaderExtensionsOfItsSessionUnlessItNamesItsOwn() {
    SessionDescription description =
        SessionDescription.builder()
            .attribute(new SdpAttribute("extmap", "1 urn:example:session"))
            .media(
                MediaDescription.builder("audio").protocol("RTP/AVP").formats(List.of("0")).build())
            .media(
                MediaDescription.builder("video")
                    .protocol("RTP/AVP")
                    .formats(List.of("96"))
                    .attribute(new SdpAttribute("extmap", "2 urn:example:own"))
                    .build())
            .build();
    assertThat(description.media())
        .extracting(media -> media.extensionMaps().get(0).uri())
        .containsExactly("urn:example:session", "urn:example:own");
    assertThat(description.media()).allMatch(media -> media.extensionMaps().size() == 1);
  }
}
