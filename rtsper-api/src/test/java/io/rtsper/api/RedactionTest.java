package io.rtsper.api;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RedactionTest {

  private static final String CANARY = "hunter2";

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "rtsp://u:hunter2@h/x | rtsp://***@h/x",
        "rtsp://hunter2@h/x | rtsp://***@h/x",
        "rtsp://u:hunter2@ss@h/x | rtsp://***@h/x",
        "rtsp://u:hunter2/ss@h/x | rtsp://***@h/x",
        "rtsp://u:hunter2?ss@h/x | rtsp://***@h/x",
        "rtsp://u:hunter2#ss@h/x | rtsp://***@h/x",
        "rtsp://hunter2:1234/5@h/x | rtsp://***@h/x",
        "rtsp://u:p#hunter2@h/x@y | rtsp://***@y",
        "rtsp://u:hunter2 | rtsp://***",
        "rtsp://rtsp://u:hunter2@h/x | rtsp://***@h/x",
        "rtsp://h/x?token=hunter2&a=1 | rtsp://h/x?token=***&a=1",
        "rtsp://h/x?a=1&access_token=hunter2 | rtsp://h/x?a=1&access_token=***",
        "rtsp://h/x?PWD=hunter2 | rtsp://h/x?PWD=***",
        "rtsp://h/user=admin&password=hunter2&channel=1 | rtsp://h/user=***&password=***&channel=1",
        "rtsp://h/user=admin_password=hunter2_channel=1 | rtsp://h/user=***",
        "/x?token=hunter2 | /x?token=***",
        "could not open rtsp://u:hunter2@h/x, see rtsp://v:hunter2@i/y | could not open"
            + " rtsp://***@h/x, see rtsp://***@i/y",
        "url=rtsp://a/1;seq=1,url=rtsp://u:hunter2@b/2;seq=2 | url=rtsp://a/1;seq=1,url=rtsp://***@b/2;seq=2"
      })
  void masksTheSecretsOfUrls(String text, String redacted) {
    assertThat(Redaction.urls(text)).isEqualTo(redacted).doesNotContain(CANARY);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "rtsp://h/x",
        "rtsp://1.2.3.4:554/x?channel=1&subtype=0",
        "rtsp://h/x@y",
        "no URL = here",
        "trackID=1",
        "rtsp://[fe80::1]:554/x",
        "",
        "://",
        "a://"
      })
  void leavesTheRestAlone(String text) {
    assertThat(Redaction.urls(text)).isEqualTo(text);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "Authorization | Basic aHVudGVyMg== hunter2 | Basic ***",
        "AUTHORIZATION | Digest username=\"u\", response=\"hunter2\" | Digest ***",
        "Authorization | hunter2 | ***",
        "Authorization | user=\"hunter2\" x | ***",
        "Proxy-Authorization | Basic hunter2 | Basic ***",
        "Cookie | hunter2 | ***",
        "x-sessioncookie | hunter2 | ***",
        "X-Api-Key | hunter2 | ***",
        "X-Auth-Token | hunter2 | ***",
        "WWW-Authenticate | Digest realm=\"cam\", nonce=\"hunter2\" | Digest realm=\"cam\", nonce=***",
        "WWW-Authenticate | Digest nonce = \"hunter2\", algorithm=MD5 | Digest nonce =***, algorithm=MD5",
        "Authentication-Info | nextnonce=\"hunter2\",rspauth=\"hunter2\" | nextnonce=***,rspauth=***",
        "Content-Base | rtsp://u:hunter2@h/x | rtsp://***@h/x",
        "Location | rtsp://h/x?password=hunter2 | rtsp://h/x?password=***"
      })
  void masksTheSecretsOfHeaders(String name, String value, String redacted) {
    assertThat(Redaction.headerValue(name, value)).isEqualTo(redacted);
  }

  @Test
  void leavesOtherHeadersAlone() {
    assertThat(Redaction.headerValue("Transport", "RTP/AVP;unicast;client_port=5000-5001"))
        .isEqualTo("RTP/AVP;unicast;client_port=5000-5001");
    assertThat(Redaction.headerValue("Session", "12345678;timeout=60"))
        .isEqualTo("12345678;timeout=60");
  }

  @Test
  void messagesDoNotShowSecrets() {
    RtspHeaders headers =
        RtspHeaders.of(
            "Authorization", "Basic " + CANARY, "Referer", "rtsp://u:" + CANARY + "@h/x");
    RtspRequest request =
        RtspRequest.of(RtspMethod.DESCRIBE, "rtsp://h/x?token=" + CANARY, headers, new byte[0]);
    RtspResponse response = RtspResponse.of(200, "OK", headers, CANARY.getBytes(UTF_8));

    assertThat(request.toString()).doesNotContain(CANARY).contains("token=***");
    assertThat(response.toString()).doesNotContain(CANARY);
    assertThat(Credentials.of("u", CANARY).toString()).doesNotContain(CANARY);
  }

  @Test
  void aRefusedRequestUriDoesNotShowSecrets() {
    assertThat(
            catchThrowable(() -> RtspRequest.of(RtspMethod.PLAY, "rtsp://u:" + CANARY + "@h/x y")))
        .isInstanceOf(RtspValidationException.class)
        .satisfies(e -> assertThat(e.getMessage()).doesNotContain(CANARY));
  }
}
