package io.rtsper.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.rtsper.api.header.Authorization;
import io.rtsper.api.header.Challenge;
import io.rtsper.api.header.RangeHeader;
import io.rtsper.api.header.TransportHeader;
import io.rtsper.api.sdp.Bandwidth;
import io.rtsper.api.sdp.Connection;
import io.rtsper.api.sdp.MediaDescription;
import io.rtsper.api.sdp.Origin;
import io.rtsper.api.sdp.SdpAttribute;
import io.rtsper.api.sdp.SdpLine;
import io.rtsper.api.sdp.SessionDescription;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** No text that a caller gives can end a line of a message, whichever way it goes in. */
class InjectionTest {

  private static final RtspHeaders NONE = RtspHeaders.empty();
  private static final byte[] NO_BODY = {};

  /**
   * A way in for a text.
   *
   * @param name what the text is
   * @param good a text that is taken, to show that the refusal is for the character
   * @param give gives the text
   */
  record Way(String name, String good, Consumer<String> give) {
    @Override
    public String toString() {
      return name;
    }
  }

  static Stream<Way> ways() {
    RtspUrl url = RtspUrl.parse("rtsp://h/");
    RtspRequest request = RtspRequest.of(RtspMethod.OPTIONS, "*");
    return Stream.of(
        new Way("method", "PLAY", RtspMethod::of),
        new Way("request URI", "rtsp://h/", uri -> RtspRequest.of(RtspMethod.PLAY, uri)),
        new Way(
            "request URI of a request with headers",
            "rtsp://h/",
            uri -> RtspRequest.of(RtspMethod.PLAY, uri, NONE, NO_BODY)),
        new Way("header name of a request", "X-A", name -> request.withHeader(name, "1")),
        new Way("header value of a request", "a", value -> request.withHeader("X-A", value)),
        new Way("Content-Type of a request", "a/b", type -> request.withBody(type, "")),
        new Way(
            "received header value of a request",
            "a",
            value -> request.withHeaders(received("X-A", value))),
        new Way(
            "received header name of a request",
            "X-A",
            name -> RtspRequest.of(RtspMethod.PLAY, "*", received(name, "1"), NO_BODY)),
        new Way("header name", "X-A", name -> RtspHeaders.of(name, "1")),
        new Way("header value", "a", value -> RtspHeaders.of("X-A", value)),
        new Way("header name that is set", "X-A", name -> RtspHeaders.builder().set(name, "1")),
        new Way("header value that is set", "a", value -> RtspHeaders.builder().set("X", value)),
        new Way("reason phrase", "OK", phrase -> RtspResponse.of(200, phrase, NONE, NO_BODY)),
        new Way("user agent", "a/1", RtspSession.builder(url)::userAgent),
        new Way("extra header name", "X-A", name -> RtspSession.builder(url).header(name, "1")),
        new Way("extra header value", "a", value -> RtspSession.builder(url).header("X-A", value)),
        new Way("URL", "rtsp://h/x", RtspUrl::parse),
        new Way("user name of a URL", "u", user -> RtspUrl.parse("rtsp://" + user + ":p@h/")),
        new Way("password of a URL", "p", word -> RtspUrl.parse("rtsp://u:" + word + "@h/")),
        new Way("host", "h", host -> url.withHostAndPort(host, 1)),
        new Way("path", "/x", url::withPathAndQuery),
        new Way("user name of Basic", "u", user -> Authorization.basic(user, "p")),
        new Way("password of Basic", "p", word -> Authorization.basic("u", word)),
        new Way("scheme of a challenge", "Digest", scheme -> Challenge.of(scheme, Map.of())),
        new Way("name in a challenge", "a", name -> Challenge.of("Digest", Map.of(name, "1"))),
        new Way("value in a challenge", "a", value -> Challenge.of("Digest", Map.of("a", value))),
        new Way("received value", "a", v -> Challenge.received("Digest", Map.of("a", v))),
        new Way("received name", "a", name -> Challenge.received("Digest", Map.of(name, "1"))),
        new Way("token68", "abc", token -> Challenge.of("Negotiate", token)),
        new Way("range", "npt=0-", RangeHeader::of),
        new Way("transport's source", "a", text -> TransportHeader.builder().source(text)),
        new Way(
            "transport's destination", "a", text -> TransportHeader.builder().destination(text)),
        new Way("transport's mode", "a", text -> TransportHeader.builder().mode(text)),
        new Way("transport's profile", "A/B", text -> TransportHeader.builder().profile(text)),
        new Way("lower transport", "TCP", text -> TransportHeader.builder().lowerTransport(text)),
        new Way("parameter's name", "a", text -> TransportHeader.builder().parameter(text, "1")),
        new Way("parameter's value", "a", text -> TransportHeader.builder().parameter("a", text)),
        new Way("s= of a description", "a", text -> SessionDescription.builder().sessionName(text)),
        new Way("o= of a description", "a", Origin::new),
        new Way("c= of a description", "a", Connection::new),
        new Way("b= of a description", "a", text -> new Bandwidth(text, "1")),
        new Way("u= of a description", "a", text -> new SdpLine('u', text)),
        new Way("attribute's name", "a", text -> new SdpAttribute(text, "1")),
        new Way("attribute's value", "a", text -> new SdpAttribute("a", text)),
        new Way("media", "video", MediaDescription::builder),
        new Way("protocol", "RTP/AVP", text -> MediaDescription.builder("video").protocol(text)),
        new Way("format", "96", text -> MediaDescription.builder("video").formats(List.of(text))));
  }

  private static RtspHeaders received(String name, String value) {
    return RtspHeaders.builder().addReceived(name, value).build();
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("ways")
  void refusesLineBreaksAndNulWhereverTheyStand(Way way) {
    assertThatCode(() -> way.give.accept(way.good)).doesNotThrowAnyException();
    for (String bad : List.of("\r", "\n", "\r\n", "\0", "\r\nEvil: 1")) {
      for (int at = 0; at <= way.good.length(); at++) {
        String text = way.good.substring(0, at) + bad + way.good.substring(at);
        assertThat(catchThrowable(() -> way.give.accept(text)))
            .as("%s at %d", bad.replace("\r", "CR").replace("\n", "LF").replace("\0", "NUL"), at)
            .isInstanceOfAny(RtspValidationException.class, IllegalArgumentException.class)
            .satisfies(e -> assertThat(e.getMessage()).doesNotContain("\r", "\n", "\0"));
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {" ", "\t", "\u007f", "\u001b"})
  void aRequestUriHasNeitherBlanksNorControlCharacters(String bad) {
    assertThat(catchThrowable(() -> RtspRequest.of(RtspMethod.PLAY, "rtsp://h/" + bad + "x")))
        .isInstanceOf(RtspValidationException.class)
        .hasMessageContaining("at index 9");
  }

  @Test
  void aUserNameOfBasicHasNoColon() {
    assertThat(catchThrowable(() -> Authorization.basic("u:x", "p")))
        .isInstanceOf(RtspValidationException.class);
  }
}
