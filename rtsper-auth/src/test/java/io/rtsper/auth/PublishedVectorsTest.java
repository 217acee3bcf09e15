package io.rtsper.auth;

import static io.rtsper.auth.AuthFixture.NO_BODY;
import static io.rtsper.auth.AuthFixture.parameter;
import static org.assertj.core.api.Assertions.assertThat;

import io.rtsper.api.RtspMethod;
import io.rtsper.api.spi.Authenticator;
import org.junit.jupiter.api.Test;

/** The examples that RFCs and device captures publish, answered from challenge to header. */
class PublishedVectorsTest {

  private static final RtspMethod GET = RtspMethod.of("GET");
  private static final String RFC7616_CNONCE = "f2/wE4q74E6zIJEtWaHKaf5wv/H5QzzpXusqGemxURZJ";

  private static Authenticator answering(
      String username, String password, String cnonce, String challenge) {
    return AuthFixture.of(username, password, () -> cnonce).authenticator(challenge);
  }

  @Test
  void rfc7617Section2Basic() {
    assertThat(
            answering("Aladdin", "open sesame", "", "Basic realm=\"WallyWorld\"")
                .authorize(GET, "/", NO_BODY))
        .isEqualTo("Basic QWxhZGRpbjpvcGVuIHNlc2FtZQ==");
  }

  @Test
  void rfc7617Section2Point1BasicInUtf8() {
    assertThat(
            answering("test", "123£", "", "Basic realm=\"foo\", charset=\"UTF-8\"")
                .authorize(GET, "/", NO_BODY))
        .isEqualTo("Basic dGVzdDoxMjPCow==");
  }

  @Test
  void rfc2617Section3Point5() {
    String value =
        answering(
                "Mufasa",
                "Circle Of Life",
                "0a4f113b",
                "Digest realm=\"testrealm@host.com\", qop=\"auth,auth-int\","
                    + " nonce=\"dcd98b7102dd2f0e8b11d0f600bfb0c093\","
                    + " opaque=\"5ccc069c403ebaf9f0171e9517f40e41\"")
            .authorize(GET, "/dir/index.html", NO_BODY);
    assertThat(value)
        .isEqualTo(
            "Digest username=\"Mufasa\", realm=\"testrealm@host.com\","
                + " nonce=\"dcd98b7102dd2f0e8b11d0f600bfb0c093\", uri=\"/dir/index.html\","
                + " response=\"6629fae49393a05397450978507c4ef1\","
                + " opaque=\"5ccc069c403ebaf9f0171e9517f40e41\","
                + " qop=auth, nc=00000001, cnonce=\"0a4f113b\"");
  }

  @Test
  void rfc7616Section3Point9Point1Md5() {
    String value = rfc7616("MD5");
    assertThat(parameter(value, "response")).isEqualTo("8ca523f5e9506fed4657c9700eebdbec");
    assertThat(value).contains(", algorithm=MD5,", ", qop=auth, nc=00000001,");
  }

  @Test
  void rfc7616Section3Point9Point1Sha256() {
    String value = rfc7616("SHA-256");
    assertThat(parameter(value, "response"))
        .isEqualTo("753927fa0e85d155564e2e272a28d1802ca10daf4496794697cf8db5856cb6c1");
    assertThat(value).contains(", algorithm=SHA-256,");
  }

  private static String rfc7616(String algorithm) {
    return answering(
            "Mufasa",
            "Circle of Life",
            RFC7616_CNONCE,
            "Digest realm=\"http-auth@example.org\", qop=\"auth, auth-int\", algorithm="
                + algorithm
                + ", nonce=\"7ypf/xlj9XXwfDPEoM4URrv/xwf94BcCAzFZH4GiTo0v\","
                + " opaque=\"FQhe/qaU925kfnzjCev0ciny7QMkPqMAFRtzCUYo5tdS\"")
        .authorize(GET, "/dir/index.html", NO_BODY);
  }

  /**
   * The RFC prints 488869477bf2… and ae66e67d6b42…, which are SHA-512 cut off after 256 bits. The
   * SHA-512/256 of FIPS 180-4, which the algorithm is defined as, starts from other values; erratum
   * 4897 of RFC 7616 says so. These are the values of the erratum.
   */
  @Test
  void rfc7616Section3Point9Point2WithErratum4897() {
    String value = jason("userhash=true");
    assertThat(parameter(value, "username"))
        .isEqualTo("793263caabb707a56211940d90411ea4a575adeccb7e360aeb624ed06ece9b0b");
    assertThat(parameter(value, "response"))
        .isEqualTo("3798d4131c277846293534c3edc11bd8a5e4cdcbff78b05db9d95eeb1cec68a5");
    assertThat(value).endsWith(", userhash=true").contains(", algorithm=SHA-512-256,");
  }

  @Test
  void rfc7616Section3Point9Point2WithoutUserhashSendsTheExtendedUsername() {
    assertThat(jason("userhash=false"))
        .startsWith("Digest username*=UTF-8''J%C3%A4s%C3%B8n%20Doe, realm=")
        .doesNotContain("userhash");
  }

  private static String jason(String userhash) {
    return answering(
            "Jäsøn Doe",
            "Secret, or not?",
            "NTg6RKcb9boFIAS3KrFK9BGeh+iDa/sm6jUMp2wds69v",
            "Digest realm=\"api@example.org\", qop=\"auth\", algorithm=SHA-512-256,"
                + " nonce=\"5TsQWLVdgBdmrQ0XsxbDODV+57QdFR34I9HAbC/RVvkK\","
                + " opaque=\"HRPCssKJSGjCrkzDg8OhwpzCiGPChXYjwrI2QmXDnsOS\","
                + " charset=UTF-8, "
                + userhash)
        .authorize(GET, "/doe.json", NO_BODY);
  }

  /**
   * The RFC prints e966c932a9242554e42c8ee200cec7f6 for this request, which no reading of its rules
   * gives; erratum 749 of RFC 2069 corrects it to the value below.
   */
  @Test
  void rfc2069Section2Point4WithErratum749() {
    String value =
        answering(
                "Mufasa",
                "CircleOfLife",
                "0a4f113b",
                "Digest realm=\"testrealm@host.com\","
                    + " nonce=\"dcd98b7102dd2f0e8b11d0f600bfb0c093\","
                    + " opaque=\"5ccc069c403ebaf9f0171e9517f40e41\"")
            .authorize(GET, "/dir/index.html", NO_BODY);
    assertThat(parameter(value, "response")).isEqualTo("1949323746fe6a43ef61f9606e7febea");
    assertThat(value).doesNotContain("qop", "nc=", "cnonce", "algorithm");
  }

  @Test
  void hikvisionIpCameraC1214OfExoPlayerIssue9800() {
    String value =
        answering(
                "admin",
                "secret",
                "0a4f113b",
                "Digest realm=\"IP Camera(C1214)\","
                    + " nonce=\"0191a41d87c28cd52b3e9c8adc99291c\", stale=\"FALSE\"")
            .authorize(RtspMethod.DESCRIBE, "rtsp://10.0.1.145:554/videoSub", NO_BODY);
    assertThat(parameter(value, "response")).isEqualTo("e4ba195c0759253cfb73f3562dd853a7");
  }
}
