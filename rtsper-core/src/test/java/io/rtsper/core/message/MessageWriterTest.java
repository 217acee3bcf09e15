package io.rtsper.core.message;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rtsper.api.RtspHeaders;
import io.rtsper.api.RtspMethod;
import io.rtsper.api.RtspRequest;
import io.rtsper.api.RtspResponse;
import io.rtsper.api.RtspValidationException;
import java.nio.ByteBuffer;
import java.nio.charset.Charset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What goes on the wire is what RFC 2326 has. */
class MessageWriterTest {

  private static final byte[] NO_BODY = new byte[0];

  @Test
  void aRequestIsWrittenInTheFormOfTheRfc() {
    RtspHeaders headers =
        RtspHeaders.of("user-agent", "rtsper", "CSEQ", "302", "transport", "RTP/AVP;unicast");
    RtspRequest setup = RtspRequest.of(RtspMethod.SETUP, "rtsp://h/a.rm", headers, NO_BODY);
    assertThat(text(MessageWriter.write(setup), ISO_8859_1))
        .isEqualTo(
            "SETUP rtsp://h/a.rm RTSP/1.0\r\nCSeq: 302\r\nUser-Agent: rtsper\r\n"
                + "Transport: RTP/AVP;unicast\r\n\r\n");
  }

  @Test
  void aBodyHasItsLengthWhateverTheHeadersSay() {
    RtspHeaders headers = RtspHeaders.of("CSeq", "1", "Content-Length", "99");
    RtspRequest request = RtspRequest.of(RtspMethod.SET_PARAMETER, "*", headers, NO_BODY);
    assertThat(text(MessageWriter.write(request), ISO_8859_1))
        .isEqualTo("SET_PARAMETER * RTSP/1.0\r\nCSeq: 1\r\n\r\n");
    RtspRequest withBody = request.withBody("text/parameters", "a: \u00fc");
    assertThat(text(MessageWriter.write(withBody), UTF_8))
        .isEqualTo(
            "SET_PARAMETER * RTSP/1.0\r\nCSeq: 1\r\nContent-Type: text/parameters\r\n"
                + "Content-Length: 5\r\n\r\na: \u00fc");
  }

  @Test
  void aResponseIsWrittenInTheFormOfTheRfc() {
    RtspResponse response =
        RtspResponse.of(200, "OK", RtspHeaders.of("CSeq", "7"), "x".getBytes(ISO_8859_1));
    assertThat(text(MessageWriter.write(response), ISO_8859_1))
        .isEqualTo("RTSP/1.0 200 OK\r\nCSeq: 7\r\nContent-Length: 1\r\n\r\nx");
  }

  @Test
  void aResponseToARequestWithoutCseqHasNone() {
    RtspResponse response = RtspResponse.of(501, "", RtspHeaders.empty(), NO_BODY);
    assertThat(text(MessageWriter.write(response), ISO_8859_1)).isEqualTo("RTSP/1.0 501 \r\n\r\n");
  }

  @Test
  void whatWasReadAsIso88591GoesBackByteForByte() {
    RtspRequest request = options("Authorization", "Digest realm=\"\u00ba\u00a3\"");
    assertThat(text(MessageWriter.write(request), ISO_8859_1)).contains("realm=\"\u00ba\u00a3\"");
  }

  @Test
  void whatIsNotIso88591IsWrittenAsUtf8() {
    RtspRequest request = options("User-Agent", "\u6d77\u00fc");
    assertThat(text(MessageWriter.write(request), UTF_8)).contains("User-Agent: \u6d77\u00fc\r\n");
  }

  @Test
  void aRequestWithoutCseqIsNotSent() {
    RtspRequest request = RtspRequest.of(RtspMethod.OPTIONS, "*");
    assertThatThrownBy(() -> MessageWriter.write(request))
        .isInstanceOf(RtspValidationException.class)
        .hasMessageContaining("without CSeq");
  }

  @ParameterizedTest
  @ValueSource(strings = {"a\rb", "a\nb", "a\0b", "\r\n", "a\r\nX: y"})
  void lineBreaksAndNulAreNotSent(String bad) {
    RtspHeaders received = RtspHeaders.builder().addReceived("CSeq", "1").build();
    RtspHeaders value = received.toBuilder().addReceived("X-A", bad).build();
    RtspHeaders name = received.toBuilder().addReceived(bad, "1").build();
    RtspHeaders cseq = RtspHeaders.builder().addReceived("CSeq", bad).build();
    assertRefused(RtspRequest.received(RtspMethod.PLAY, "rtsp://h/", value, NO_BODY));
    assertRefused(RtspRequest.received(RtspMethod.PLAY, "rtsp://h/", name, NO_BODY));
    assertRefused(RtspRequest.received(RtspMethod.PLAY, "rtsp://h/", cseq, NO_BODY));
    assertRefused(RtspRequest.received(RtspMethod.PLAY, bad, received, NO_BODY));
    assertThatThrownBy(
            () -> MessageWriter.write(RtspResponse.received(200, bad, received, NO_BODY)))
        .isInstanceOf(RtspValidationException.class);
    assertThatThrownBy(() -> MessageWriter.write(RtspResponse.of(200, "OK", value, NO_BODY)))
        .isInstanceOf(RtspValidationException.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "a b", "a\tb", "rtsp://h/\u007f"})
  void aUriThatIsNoneIsNotSent(String bad) {
    RtspHeaders cseq = RtspHeaders.of("CSeq", "1");
    assertRefused(RtspRequest.received(RtspMethod.PLAY, bad, cseq, NO_BODY));
  }

  @Test
  void aRequestThatCanBeMadeCanBeSent() {
    RtspHeaders cseq = RtspHeaders.of("CSeq", "1");
    for (char c = 0; c < 0x180; c++) {
      RtspRequest request;
      try {
        request =
            RtspRequest.of(RtspMethod.PLAY, "rtsp://h/" + c, cseq, NO_BODY)
                .withHeader("X-A", "a" + c + "b");
      } catch (RtspValidationException refused) {
        assertRefused(
            RtspRequest.received(RtspMethod.PLAY, "rtsp://h/" + c, cseq, NO_BODY)
                .withHeaders(cseq.toBuilder().addReceived("X-A", "a" + c + "b").build()));
        continue;
      }
      assertThat(MessageWriter.write(request).remaining()).isPositive();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "a b", "a:", "\u00fc"})
  void aHeaderNameThatIsNoTokenIsNotSent(String bad) {
    RtspHeaders headers =
        RtspHeaders.builder().addReceived("CSeq", "1").addReceived(bad, "x").build();
    assertRefused(RtspRequest.received(RtspMethod.PLAY, "rtsp://h/", headers, NO_BODY));
  }

  @Test
  void aRefusalDoesNotShowTheValue() {
    RtspHeaders headers =
        RtspHeaders.builder()
            .addReceived("CSeq", "1")
            .addReceived("Authorization", "Basic canary\r\n")
            .build();
    RtspRequest request = RtspRequest.received(RtspMethod.PLAY, "rtsp://h/", headers, NO_BODY);
    assertThatThrownBy(() -> MessageWriter.write(request))
        .hasMessageContaining("header Authorization")
        .hasMessageNotContaining("canary");
  }

  @Test
  void aFrameIsTheHeaderAndThePacket() {
    ByteBuffer out = ByteBuffer.allocate(300);
    InterleavedWriter.write(3, ByteBuffer.wrap(new byte[258]), out);
    assertThat(out.position()).isEqualTo(262);
    assertThat(out.array()).startsWith('$', 3, 1, 2, 0);
  }

  @Test
  void aFrameThatCanNotBeIsNotWritten() {
    ByteBuffer out = ByteBuffer.allocate(70_000);
    assertThatThrownBy(() -> InterleavedWriter.write(0, ByteBuffer.allocate(65_536), out))
        .isInstanceOf(RtspValidationException.class);
    assertThatThrownBy(() -> InterleavedWriter.write(256, ByteBuffer.allocate(1), out))
        .isInstanceOf(RtspValidationException.class);
    assertThatThrownBy(() -> InterleavedWriter.write(-1, ByteBuffer.allocate(1), out))
        .isInstanceOf(RtspValidationException.class);
    assertThat(out.position()).isZero();
  }

  private static void assertRefused(RtspRequest request) {
    assertThatThrownBy(() -> MessageWriter.write(request))
        .isInstanceOf(RtspValidationException.class);
  }

  private static RtspRequest options(String name, String value) {
    return RtspRequest.of(
        RtspMethod.OPTIONS, "*", RtspHeaders.of("CSeq", "1", name, value), NO_BODY);
  }

  private static String text(ByteBuffer bytes, Charset charset) {
    return charset.decode(bytes).toString();
  }
}
