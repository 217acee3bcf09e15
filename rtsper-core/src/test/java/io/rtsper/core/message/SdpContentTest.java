package io.rtsper.core.message;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import io.rtsper.api.Quirk;
import io.rtsper.api.RtspHeaders;
import io.rtsper.api.RtspResponse;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** P24: which bodies are descriptions. */
class SdpContentTest {

  private final List<Quirk> quirks = new ArrayList<>();

  @ParameterizedTest(name = "{0}")
  @CsvSource({
    "RFC 2326 section 12.16,            application/sdp,                v=0",
    "gortsplib 8062cfd: a parameter,    application/SDP; charset=utf-8, v=0",
    "declared although it looks odd,    application/sdp,                garbage"
  })
  void declaredDescriptions(String who, String type, String body) {
    assertThat(isDescription(type, body)).isTrue();
    assertThat(quirks).isEmpty();
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource({
    "libavformat 58 (retina row 7 and nvr#298): no type, '',           'v=0\r\no=- 1 1 IN IP4 h'",
    "retina 0.4.7: text/plain,                           text/plain,   v=0",
    "a description that starts with its origin,          text/plain,   o=- 1 1 IN IP4 h",
    "go2rtc#679: a description that starts with a media, '',           m=video 0 RTP/AVP 96",
    "blank lines before the description,                 '',           '\r\n v=0'",
    "a byte order mark before the description,           '',           '\u00ef\u00bb\u00bfv=0'"
  })
  void descriptionsThatAreNotDeclared(String who, String type, String body) {
    assertThat(isDescription(type, body)).isTrue();
    assertThat(quirks).containsExactly(MessageQuirks.SDP_CONTENT_TYPE);
  }

  @Test
  void aTypeThatIsNoneIsToldBesides() {
    assertThat(isDescription("sdp", "v=0")).isTrue();
    assertThat(quirks)
        .containsExactly(Quirk.of("content-type-unreadable", ""), MessageQuirks.SDP_CONTENT_TYPE);
  }

  @Test
  void ofSeveralTypesTheFirstCounts() {
    assertThat(isDescription("application/sdp, text/plain", "v=0")).isTrue();
    assertThat(quirks).containsExactly(Quirk.of("content-type-unreadable", ""));
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource({
    "no body,             application/sdp,          ''",
    "HTML,                text/html,                <html>",
    "parameters,          text/parameters,          'video: 1'",
    "one character,       '',                       v",
    "white space alone,   '',                       '   \r\n'"
  })
  void otherBodies(String who, String type, String body) {
    assertThat(isDescription(type, body)).isFalse();
    assertThat(quirks).isEmpty();
  }

  private boolean isDescription(String type, String body) {
    RtspHeaders headers =
        type.isEmpty() ? RtspHeaders.empty() : RtspHeaders.of("content-type", type);
    RtspResponse response = RtspResponse.of(200, "OK", headers, body.getBytes(ISO_8859_1));
    return SdpContent.isDescription(response, (quirk, detail) -> quirks.add(quirk));
  }
}
