package io.rtsper.it.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.rtsper.api.RtspMethod;
import io.rtsper.api.RtspValidationException;
import io.rtsper.api.header.Authorization;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What an application makes of its parts, with the scheme that is there at run time. */
@Tag("either-path")
class AuthorizationTest {

  private static final RtspMethod GET = RtspMethod.of("GET");
  private static final byte[] NO_BODY = {};

  /** That of the report, whose answer it makes. */
  private static final String REPORTED_PASSWORD = "secret";

  private static String digest(Map<String, String> challenge, String cnonce, long nonceCount) {
    char[] password = "Circle Of Life".toCharArray();
    return Authorization.digest(
        "Mufasa", password, challenge, cnonce, nonceCount, GET, "/dir/index.html", NO_BODY);
  }

  @Test
  void rfc2617Section3Point5() {
    String value =
        digest(
            Map.of(
                "realm", "testrealm@host.com",
                "nonce", "dcd98b7102dd2f0e8b11d0f600bfb0c093",
                "opaque", "5ccc069c403ebaf9f0171e9517f40e41",
                "qop", "auth"),
            "0a4f113b",
            1);
    assertThat(value)
        .isEqualTo(
            "Digest username=\"Mufasa\", realm=\"testrealm@host.com\","
                + " nonce=\"dcd98b7102dd2f0e8b11d0f600bfb0c093\", uri=\"/dir/index.html\","
                + " response=\"6629fae49393a05397450978507c4ef1\","
                + " opaque=\"5ccc069c403ebaf9f0171e9517f40e41\","
                + " qop=auth, nc=00000001, cnonce=\"0a4f113b\"");
  }

  @Test
  void hikvisionIpCameraC1214OfExoPlayerIssue9800() {
    assertThat(
            Authorization.digest(
                "admin",
                REPORTED_PASSWORD,
                "IP Camera(C1214)",
                "0191a41d87c28cd52b3e9c8adc99291c",
                RtspMethod.DESCRIBE,
                "rtsp://10.0.1.145:554/videoSub"))
        .contains("response=\"e4ba195c0759253cfb73f3562dd853a7\"")
        .doesNotContain("qop", "algorithm");
  }

  @Test
  void saysHowManyRequestsWereSigned() {
    Map<String, String> challenge = Map.of("realm", "r", "nonce", "n", "qop", "auth");
    assertThat(digest(challenge, "c", 0xFFFFFFFFL)).contains(", nc=ffffffff, cnonce=\"c\"");
  }

  @ParameterizedTest
  @ValueSource(longs = {-1, 0, 1L << 32})
  void refusesACountThatCannotBeWritten(long count) {
    assertThatThrownBy(() -> digest(Map.of("nonce", "n"), "", count))
        .isInstanceOf(RtspValidationException.class)
        .hasMessageContaining("nonce count");
  }

  @Test
  void refusesAQopWithoutANonceOfTheClients() {
    assertThatThrownBy(() -> digest(Map.of("nonce", "n", "qop", "auth"), "", 1))
        .isInstanceOf(RtspValidationException.class)
        .hasMessageContaining("cnonce");
  }

  @Test
  void refusesWhatDigestDoesNotKnow() {
    for (Map<String, String> challenge :
        List.of(
            Map.<String, String>of(),
            Map.of("nonce", "n", "algorithm", "FOO"),
            Map.of("nonce", "n", "qop", "auth-conf"))) {
      assertThatThrownBy(() -> digest(challenge, "c", 1))
          .isInstanceOf(RtspValidationException.class)
          .hasMessageContaining("a Digest challenge needs a nonce");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"\r", "\n", "\r\n", "\0", "\r\nEvil: 1"})
  void refusesLineBreaksAndNulWhereverTheyStand(String bad) {
    for (String text : List.of(bad, bad + "x", "x" + bad, "x" + bad + "x")) {
      assertRefused(text, "r", "n", "p", "rtsp://h/");
      assertRefused("u", text, "n", "p", "rtsp://h/");
      assertRefused("u", "r", text, "p", "rtsp://h/");
      assertRefused("u", "r", "n", text, "rtsp://h/");
      assertRefused("u", "r", "n", "p", "rtsp://h/" + text);
      assertThat(catchThrowable(() -> digest(Map.of("nonce", "n", "qop", "auth"), text, 1)))
          .isInstanceOf(RtspValidationException.class);
    }
  }

  private static void assertRefused(
      String user, String realm, String nonce, String password, String uri) {
    assertThat(
            catchThrowable(
                () -> Authorization.digest(user, password, realm, nonce, RtspMethod.PLAY, uri)))
        .isInstanceOf(RtspValidationException.class)
        .satisfies(e -> assertThat(e.getMessage()).doesNotContain("\r", "\n", "\0"));
  }
}
