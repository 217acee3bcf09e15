package io.rtsper.api.text;

import static org.assertj.core.api.Assertions.assertThat;

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
        "rtsp://h/x?password1=hunter2&pwd_2=hunter2&channel=1 | rtsp://h/x?password1=***&pwd_2=***&channel=1",
        "rtsp://u:hunter2@h/x | rtsp://***@h/x",
        "rtsp://hunter2@h/x | rtsp://***@h/x",
        "rtsp://u:hunter2@ss@h/x | rtsp://***@h/x",
        "rtsp://u:hunter2/ss@h/x | rtsp://***@h/x",
        "rtsp://u:hunter2?ss@h/x | rtsp://***@h/x",
        "rtsp://u:hunter2#ss@h/x | rtsp://***@h/x",
        "rtsp://hunter2:1234/5@h/x | rtsp://***@h/x",
        "rtsp://u:p#hunter2@h/x@y | rtsp://***@y",
        "rtsp://u:hunter2 | rtsp://***",
        "rtsp://rtsp://u:hunter2@h/x | rtsp://rtsp://***@h/x",
        "rtsp://u:p@hunter2/w@1.2.3.4:554/x | rtsp://***@1.2.3.4:554/x",
        "rtsp://u:hunter2://p@h/x | rtsp://***://***@h/x",
        "rtsp://h/u:hunter2@i/x | rtsp://h/***@i/x",
        "rtsp://1.2.3.4:554/u:hunter2@i/x | rtsp://1.2.3.4:554/***@i/x",
        "rtsp://proxy/rtsp://u:hunter2@h/x | rtsp://proxy/rtsp://***@h/x",
        "rtsp://h/x?to=rtsp://u:hunter2@i/ | rtsp://h/x?to=rtsp://***@i/",
        "rtsp://u:hunter2%40h/x | rtsp://***/x",
        "u:hunter2@192.168.1.10:554/s/ | ***@192.168.1.10:554/s/",
        "u:p@hunter2@h/x | ***@h/x",
        "u:p/hunter2@h/x | ***@h/x",
        "//u:hunter2@h/x | ***@h/x",
        "rtsp:u:hunter2@h/x | ***@h/x",
        "/u:hunter2@h/x | /***@h/x",
        "/u:p/hunter2@h/x | /***@h/x",
        "url=u:hunter2@h/x;seq=1 | ***@h/x;seq=1",
        "/user=admin&password=hunter2&channel=1 | /user=***&password=***&channel=1",
        "?streamkey=hunter2 | ?streamkey=***",
        "/live?loginuse=admin&loginpas=hunter2 | /live?loginuse=***&loginpas=***",
        "rtsp://h/x?token=hunter2&a=1 | rtsp://h/x?token=***&a=1",
        "rtsp://h/x?a=1&access_token=hunter2 | rtsp://h/x?a=1&access_token=***",
        "rtsp://h/x?PWD=hunter2 | rtsp://h/x?PWD=***",
        "rtsp://h/user=admin&password=hunter2&channel=1 | rtsp://h/user=***&password=***&channel=1",
        "rtsp://h/user=admin_password=hunter2_channel=1 | rtsp://h/user=***",
        "/x?token=hunter2 | /x?token=***",
        "token=p@hunter2 | token=***",
        "/x?token=p@hunter2&a=1 | /x?token=***&a=1",
        "rtsp://h:554/x?password=p@hunter2 | rtsp://h:554/x?password=***",
        "rtsp://u:hunter2@h:554/x?password=p@hunter2 | rtsp://***@h:554/x?password=***",
        "rtsp://u:token=hunter2@h/x | rtsp://***",
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
        "/x@y",
        "rtsp://1.2.3.4:554/x@y",
        "url=rtsp://h/s/1;seq=1;rtptime=2, url=rtsp://h/s/2",
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
        "WWW-Authenticate | Digest realm=\"cam\", nonce=\"a,hunter2\", stale=true | Digest realm=\"cam\", nonce=***, stale=true",
        "WWW-Authenticate | Digest nonce=\"a\\\",hunter2\", stale=true | Digest nonce=***, stale=true",
        "WWW-Authenticate | Digest nonce=\"a,hunter2 | Digest nonce=***",
        "WWW-Authenticate | Digest nonce=a hunter2, opaque=hunter2 | Digest nonce=***, opaque=***",
        "WWW-Authenticate | Digest realm=\"rtsp://u:hunter2@h/\" | Digest realm=\"rtsp://***@h/\"",
        "Content-Base | u:hunter2@192.168.1.10:554/s/ | ***@192.168.1.10:554/s/",
        "Location | //u:hunter2@h/ | ***@h/",
        "Content-Location | /user=admin&password=hunter2 | /user=***&password=***",
        "WWW-Authenticate | Digest nonce = \"hunter2\", algorithm=MD5 | Digest nonce =***, algorithm=MD5",
        "Authentication-Info | nextnonce=\"hunter2\",rspauth=\"hunter2\" | nextnonce=***,rspauth=***",
        "Content-Base | rtsp://u:hunter2@h/x | rtsp://***@h/x",
        "Location | rtsp://h/x?password=hunter2 | rtsp://h/x?password=***"
      })
  void masksTheSecretsOfHeaders(String name, String value, String redacted) {
    assertThat(Redaction.headerValue(name, value)).isEqualTo(redacted);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "X-Rtsp-Pass",
        "x-rtsp-pass",
        "Pass",
        "pass-x",
        "X_Rtsp_Pass",
        "X.Rtsp.Pass",
        "X-RtspPass",
        "RTSPPass",
        "Pass1",
        "X-1Pass2",
        "X-Password-Of-Camera",
        "Campwd",
        "X-Auth",
        "X-Device-Key",
        "X-Streamkey",
        "KeyMgmt",
        "X-Signature",
        "X-User",
        "X-Login-Name",
        "Connection-Credentials"
      })
  void masksAHeaderWhoseNameHoldsASecretWord(String name) {
    assertThat(Redaction.headerValue(name, CANARY)).isEqualTo("***");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Bypass",
        "X-Bypass-Proxy",
        "BYPASS",
        "X-Compass",
        "Passage",
        "X-Passive",
        "User-Agent",
        "USER-AGENT",
        "X-Keyframe-Interval",
        "Design",
        "X-Author",
        "RTP-Info",
        "CSeq",
        "Session",
        "Public",
        "Proxy-Require",
        "Accept-Ranges",
        "",
        "-"
      })
  void leavesAHeaderAloneWhoseNameOnlyLooksLikeASecretWord(String name) {
    assertThat(Redaction.headerValue(name, "yes")).isEqualTo("yes");
  }

  @Test
  void leavesOtherHeadersAlone() {
    assertThat(Redaction.headerValue("Transport", "RTP/AVP;unicast;client_port=5000-5001"))
        .isEqualTo("RTP/AVP;unicast;client_port=5000-5001");
    assertThat(Redaction.headerValue("Session", "12345678;timeout=60"))
        .isEqualTo("12345678;timeout=60");
  }

  /**
   * Work is counted by its ratio, not by a clock's reading: eight times the text may take ten times
   * as long, not sixty-four times.
   */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "rtsp://u:p/",
        "a@b:c/",
        "/@a",
        "u:p",
        "://",
        "key=",
        "=&",
        "@",
        "[::1]/@[",
        "nonce=\"",
        "a:b@"
      })
  void takesTimeInProportionToTheLength(String piece) {
    String name = "WWW-Authenticate";
    String small = piece.repeat(50_000 / piece.length());
    String large = piece.repeat(400_000 / piece.length());
    for (int i = 0; i < 20; i++) {
      Redaction.headerValue(name, small);
    }
    long best = Long.MAX_VALUE;
    for (int i = 0; i < 5 && best > 24; i++) {
      long one = nanos(name, small, 3);
      long eight = nanos(name, large, 1) * 3;
      best = Math.min(best, eight / Math.max(one, 1));
    }
    assertThat(best).as("times the work for 8 times the text").isLessThanOrEqualTo(24);
  }

  private static long nanos(String name, String value, int times) {
    long start = System.nanoTime();
    for (int i = 0; i < times; i++) {
      assertThat(Redaction.headerValue(name, value)).isNotEmpty();
    }
    return System.nanoTime() - start;
  }
}
