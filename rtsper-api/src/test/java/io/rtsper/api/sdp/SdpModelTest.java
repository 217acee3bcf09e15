package io.rtsper.api.sdp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.rtsper.api.media.Track;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Descriptions that are built, as a server does it. */
class SdpModelTest {

  private static MediaDescriptionBuilder video() {
    return MediaDescription.builder("video").formats(List.of("96"));
  }

  @Test
  void aBuiltDescriptionIsWrittenInTheOrderOfTheStandard() {
    SessionDescription session =
        SessionDescription.builder()
            .media(
                video()
                    .port(5000, 2)
                    .attribute(new SdpAttribute("rtpmap", "96 H264/90000"))
                    .attribute(new SdpAttribute("recvonly", null))
                    .connection(new Connection("IN IP4 233.252.0.1/127"))
                    .line(new SdpLine('k', "prompt"))
                    .information("title")
                    .build())
            .attribute(new SdpAttribute("control", "*"))
            .line(new SdpLine('k', "prompt"))
            .line(new SdpLine('e', "someone@example.com"))
            .line(new SdpLine('u', "http://example.com"))
            .bandwidth(new Bandwidth("AS", "100"))
            .origin(new Origin("- 1 2 IN IP4 192.0.2.1"))
            .build();

    assertThat(session.toSdp())
        .isEqualTo(
            """
            v=0
            o=- 1 2 IN IP4 192.0.2.1
            s=\s
            u=http://example.com
            e=someone@example.com
            b=AS:100
            t=0 0
            k=prompt
            a=control:*
            m=video 5000/2 RTP/AVP 96
            i=title
            c=IN IP4 233.252.0.1/127
            k=prompt
            a=rtpmap:96 H264/90000
            a=recvonly
            """
                .replace("\n", "\r\n"));
    assertThat(session.raw()).isEmpty();
    assertThat(session.warnings()).isEmpty();
  }

  @Test
  void aDescriptionThatSaysNothingHasTheLinesThatMustBeThere() {
    assertThat(SessionDescription.builder().build().toSdp())
        .isEqualTo("v=0\r\no=- 0 0 IN IP4 0.0.0.0\r\ns= \r\nt=0 0\r\n");
  }

  @Test
  void aMediaHasItsSessionsConnectionDirectionAndFilterUnlessItHasItsOwn() {
    SessionDescription session =
        SessionDescription.builder()
            .connection(new Connection("IN IP4 192.0.2.1"))
            .attribute(new SdpAttribute("recvonly", null))
            .attribute(new SdpAttribute("source-filter", "excl IN IP4 * 192.0.2.2"))
            .media(video().build())
            .media(
                video()
                    .connection(new Connection("IN IP6 ::1"))
                    .attribute(new SdpAttribute("inactive", null))
                    .build())
            .build();
    MediaDescription bare = session.media().get(0);
    MediaDescription own = session.media().get(1);

    assertThat(bare.connection().orElseThrow().address()).isEqualTo("192.0.2.1");
    assertThat(bare.connections()).isEmpty();
    assertThat(bare.direction()).contains(MediaDirection.RECVONLY);
    assertThat(bare.sourceFilter().orElseThrow().inclusive()).isFalse();
    assertThat(own.connection().orElseThrow().address()).isEqualTo("::1");
    assertThat(own.direction()).contains(MediaDirection.INACTIVE);
    assertThat(bare).isEqualTo(video().build());
  }

  @Test
  void tracksKeepTheOrderOfParameters() {
    SessionDescription session =
        SessionDescription.builder()
            .media(video().attribute(new SdpAttribute("fmtp", "96 z=1;a=2;M=3")).build())
            .build();

    assertThat(Track.listOf(session).get(0).parameters().keySet()).containsExactly("z", "a", "m");
  }

  static List<ThrowingCallable> refused() {
    return List.of(
        () -> new SdpAttribute("", null),
        () -> new SdpAttribute("a:b", null),
        () -> new SdpAttribute("a", "x\r\nm=audio 0 RTP/AVP 0"),
        () -> new SdpAttribute("a\n", null),
        () -> new SdpLine('a', "x"),
        () -> new SdpLine('k', "\n"),
        () -> new Origin(""),
        () -> new Origin("- 1 1\r"),
        () -> new Connection("\0"),
        () -> new Bandwidth("A:B", "1"),
        () -> new TimeDescription("", List.of()),
        () -> new TimeDescription("0 0", List.of("\n")),
        () -> SessionDescription.builder().sessionName("a\nb"),
        () -> SessionDescription.builder().version(-1),
        () -> video().port(-1, 1),
        () -> video().port(65_536, 1),
        () -> video().port(0, 0),
        () -> video().formats(List.of("96 97")),
        () -> video().line(new SdpLine('e', "someone@example.com")),
        () -> video().protocol("RTP AVP").build(),
        () -> MediaDescription.builder("video").build(),
        () -> MediaDescription.builder("my video").formats(List.of("0")).build());
  }

  @ParameterizedTest
  @MethodSource("refused")
  void whatCanNotBeWrittenIsRefused(ThrowingCallable maker) {
    assertThatIllegalArgumentException().isThrownBy(maker);
  }
}
