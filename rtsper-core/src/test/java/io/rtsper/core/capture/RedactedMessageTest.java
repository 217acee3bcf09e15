package io.rtsper.core.capture;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.rtsper.api.RtspHeaders;
import io.rtsper.api.RtspMethod;
import io.rtsper.api.RtspRequest;
import io.rtsper.api.RtspResponse;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class RedactedMessageTest {

  private static String response(RtspHeaders headers, String body) {
    return new String(
        RedactedMessage.of(RtspResponse.received(200, "OK", headers, body.getBytes(UTF_8))), UTF_8);
  }

  private static RtspHeaders received(String... fields) {
    RtspHeaders.Builder headers = RtspHeaders.builder();
    for (int i = 0; i < fields.length; i += 2) {
      headers.addReceived(fields[i], fields[i + 1]);
    }
    return headers.build();
  }

  @Test
  void aRequestWithoutSecretsIsAsItWasSent() {
    RtspRequest request =
        RtspRequest.of(
            RtspMethod.SETUP,
            "rtsp://192.0.2.2/stream/trackID=1",
            RtspHeaders.of(
                "CSeq", "4", "Transport", "RTP/AVP/TCP;unicast;interleaved=0-1;ssrc=1A2B3C4D"),
            new byte[0]);
    assertThat(new String(RedactedMessage.of(request), UTF_8))
        .isEqualTo(
            "SETUP rtsp://192.0.2.2/stream/trackID=1 RTSP/1.0\r\n"
                + "CSeq: 4\r\n"
                + "Transport: RTP/AVP/TCP;unicast;interleaved=0-1;ssrc=1A2B3C4D\r\n"
                + "\r\n");
  }

  @Test
  void aDescriptionWithoutSecretsIsAsItCame() {
    String sdp =
        "v=0\r\n"
            + "o=- 1 1 IN IP4 192.0.2.2\r\n"
            + "s=Größe\r\n"
            + "t=0 0\r\n"
            + "m=video 0 RTP/AVP 96\n"
            + "a=rtpmap:96 H264/90000\r\n"
            + "a=fmtp:96 packetization-mode=1;sprop-parameter-sets=Z0LAHtkA2D3n,aMuMsg==\r\n"
            + "a=control:rtsp://192.0.2.2/stream/trackID=1\r\n"
            + "a=range:npt=0-";
    assertThat(response(received("Content-Type", "application/sdp"), sdp))
        .endsWith("Content-Length: " + sdp.getBytes(UTF_8).length + "\r\n\r\n" + sdp);
  }

  static Stream<Arguments> secrets() {
    return Stream.of(
        Arguments.of("Authorization", "Digest username=\"u\", response=\"s3cret\""),
        Arguments.of("Proxy-Authorization", "Basic s3cret"),
        Arguments.of("WWW-Authenticate", "Digest realm=\"r\", nonce=\"s3cret\""),
        Arguments.of("Authentication-Info", "nextnonce=\"s3cret\""),
        Arguments.of("Content-Base", "rtsp://user:s3cret@192.0.2.2/stream/"),
        Arguments.of("Location", "rtsp://192.0.2.2/stream?password=s3cret"),
        Arguments.of("X-Api-Key", "s3cret"),
        Arguments.of("X-SessionCookie", "s3cret"),
        Arguments.of("KeyMgmt", "prot=mikey; uri=\"\"; data=\"s3cret\""));
  }

  @ParameterizedTest
  @MethodSource("secrets")
  void aSecretInAHeaderIsMasked(String name, String value) {
    assertThat(response(received("CSeq", "1", name, value), ""))
        .doesNotContain("s3cret")
        .contains(name + ": ")
        .contains("***");
  }

  @ParameterizedTest
  @MethodSource("secretLines")
  void aSecretInADescriptionIsMasked(String line, String shown) {
    String sdp = "v=0\r\n" + line + "\r\ns=-\r\n";
    assertThat(response(received("Content-Type", "application/sdp"), sdp))
        .endsWith("\r\n\r\nv=0\r\n" + shown + "\r\ns=-\r\n");
  }

  static Stream<Arguments> secretLines() {
    return Stream.of(
        Arguments.of("k=clear:s3cret", "k=***"),
        Arguments.of("a=crypto:1 AES_CM_128_HMAC_SHA1_80 inline:s3cret", "a=crypto:***"),
        Arguments.of("a=key-mgmt:mikey s3cret", "a=key-mgmt:***"),
        // As the parser reads them all the same.
        Arguments.of(" a=crypto:1 AES_CM_128_HMAC_SHA1_80 inline:s3cret", " a=crypto:***"),
        Arguments.of("a\0=cry\0pto:1 AES_CM_128_HMAC_SHA1_80 inline:s3cret", "a=crypto:***"),
        Arguments.of("\uFEFFa=crypto:1 A inline:s3cret", "\\ufeffa=crypto:***"),
        Arguments.of("A=Crypto:1 AES_CM_128_HMAC_SHA1_80 inline:s3cret", "A=Crypto:***"),
        Arguments.of("a= crypto:1 AES_CM_128_HMAC_SHA1_80 inline:s3cret", "a= crypto:***"),
        Arguments.of("a=crypto 1 AES_CM_128_HMAC_SHA1_80 inline:s3cret", "a=crypto:***"),
        Arguments.of("a=key-mgmt mikey s3cret", "a=key-mgmt:***"),
        Arguments.of("  k=clear:s3cret", "  k=***"),
        Arguments.of("K=clear:s3cret", "K=***"),
        Arguments.of(
            "a=control:rtsp://user:s3cret@192.0.2.2/t=1", "a=control:rtsp://***@192.0.2.2/t=1"),
        Arguments.of("u=rtsp://user:s3cret@192.0.2.2/", "u=rtsp://***@192.0.2.2/"),
        Arguments.of(
            "o=user@s3cret.example 1 1 IN IP4 0.0.0.0".replace("s3cret", "host"),
            "o=***@host.example 1 1 IN IP4 0.0.0.0"));
  }

  @Test
  void aUriIsMaskedWhereCamerasTakePasswords() {
    RtspRequest request =
        RtspRequest.of(RtspMethod.DESCRIBE, "rtsp://192.0.2.2/live?user=admin&password=s3cret");
    assertThat(new String(RedactedMessage.of(request), UTF_8))
        .isEqualTo("DESCRIBE rtsp://192.0.2.2/live?user=***&password=*** RTSP/1.0\r\n\r\n");
  }

  @Test
  void aParameterIsMaskedByItsName() {
    RtspRequest request =
        RtspRequest.of(RtspMethod.SET_PARAMETER, "*")
            .withBody("text/parameters", "volume: 5\r\npassword: s3cret\r\n");
    assertThat(new String(RedactedMessage.of(request), UTF_8))
        .endsWith("\r\n\r\nvolume: 5\r\npassword:***\r\n");
  }

  @Test
  void aBodyOfAnotherFormIsLeftOut() {
    assertThat(response(received("Content-Type", "text/xml"), "<password>s3cret</password>"))
        .endsWith("\r\n\r\n(27 bytes of body left out of this capture)\r\n");
  }

  @Test
  void lineBreaksInHeadersCannotMakeFurtherOnes() {
    assertThat(response(received("X-Odd", "a\r\nAuthorization: Basic s3cret"), ""))
        .contains("X-Odd: a\\x0d\\x0aAuthorization");
  }

  @Test
  void eightBitTextGoesBackByteForByte() {
    byte[] bytes =
        RedactedMessage.of(
            RtspResponse.received(
                200, "OK", received("Server", "Kamera Gr\u00f6\u00dfe"), new byte[0]));
    assertThat(new String(bytes, ISO_8859_1)).contains("Server: Kamera Gr\u00f6\u00dfe\r\n");
  }
}
