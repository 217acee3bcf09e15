package io.rtsper.auth;

import static io.rtsper.auth.AuthFixture.describe;
import static org.assertj.core.api.Assertions.assertThat;

import io.rtsper.api.AuthPolicy;
import io.rtsper.api.Credentials;
import io.rtsper.api.DigestAlgorithm;
import io.rtsper.api.Quirk;
import io.rtsper.api.spi.Authenticator;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What servers and cameras ask for in {@code WWW-Authenticate}: which challenge is answered, what
 * the answer contains, what was tolerated. The rows are those of {@code docs/interop.md}; how
 * headers are read that aren't well-formed is tested with the engine.
 */
class WireEdgeCasesTest {

  /** One row. {@code answered} is null where nothing can be answered. */
  private record Row(
      List<String> headers,
      String answered,
      List<String> contained,
      List<String> absent,
      List<Quirk> quirks,
      AuthPolicy policy,
      boolean secure) {

    Row answers(String description) {
      return new Row(headers, description, contained, absent, quirks, policy, secure);
    }

    Row containing(String... parts) {
      return new Row(headers, answered, List.of(parts), absent, quirks, policy, secure);
    }

    Row without(String... parts) {
      return new Row(headers, answered, contained, List.of(parts), quirks, policy, secure);
    }

    Row tolerating(Quirk... met) {
      return new Row(headers, answered, contained, absent, List.of(met), policy, secure);
    }

    Row under(AuthPolicy other) {
      return new Row(headers, answered, contained, absent, quirks, other, secure);
    }

    Row overTls() {
      return new Row(headers, answered, contained, absent, quirks, policy, true);
    }

    Named<Row> named(String name) {
      return Named.of(name, this);
    }
  }

  private static Row row(String... headers) {
    return new Row(
        List.of(headers), null, List.of(), List.of(), List.of(), AuthPolicy.DEFAULT, false);
  }

  private static final String MD5_AND_SHA =
      "Digest realm=\"r\", nonce=\"n\", opaque=\"o\", qop=\"auth\", algorithm=";

  static List<Named<Row>> order() {
    return List.of(
        row("Digest realm=\"r\", nonce=\"n\"", "Basic realm=\"r\"")
            .answers("Digest MD5")
            .named("A1 mediamtx#3116: Digest then Basic"),
        row("Basic realm=\"r\"", "Digest realm=\"r\", nonce=\"n\"")
            .answers("Digest MD5")
            .named("A1 scrypted#1835: Basic then Digest"),
        row("Basic realm=\"retina\"", "Digest realm=\"retina\", nonce=\"n\"")
            .answers("Digest MD5")
            .named("retina #25 servers that offer Basic first"),
        row("Basic realm=\"/\"").answers("Basic").named("ExoPlayer#3854: Basic alone"),
        row(
                "Digest realm=\"IP Camera(C1214)\", nonce=\"0191a41d87c28cd52b3e9c8adc99291c\","
                    + " stale=\"FALSE\"",
                "Basic realm=\"IP Camera(C1214)\"")
            .answers("Digest MD5")
            .containing("realm=\"IP Camera(C1214)\"")
            .named("Hikvision ExoPlayer#9800: Digest and Basic, quoted stale"));
  }

  static List<Named<Row>> spelling() {
    return List.of(
        row("Digest realm=\"TP-Link IP-Camera\", nonce=3b3bcc47802955f801a4c753506c1d35")
            .answers("Digest MD5")
            .containing("realm=\"TP-Link IP-Camera\"", "nonce=\"3b3bcc47802955f801a4c753506c1d35\"")
            .named("A4 TP-Link ExoPlayer#9428: nonce without quotes"),
        row("digest REALM=\"AXIS_00408C\", NONCE=\"n\"")
            .answers("Digest MD5")
            .containing("realm=\"AXIS_00408C\"")
            .named("A4 Axis js PR#160: names in other cases"),
        row("Digest realm=\"Login to \\\"cam\\\"\", nonce=\"n\"")
            .answers("Digest MD5")
            .containing("realm=\"Login to \\\"cam\\\"\"")
            .named("A5: escapes in the realm are echoed"),
        row("Digest realm=\"\", nonce=\"n\"")
            .answers("Digest MD5")
            .containing("realm=\"\"")
            .named("A5: an empty realm"),
        row("Digest realm=\"a, b\", domain=\"a b\", nonce=\"n\"")
            .answers("Digest MD5")
            .containing("realm=\"a, b\"", "nonce=\"n\"")
            .named("A5: a comma in the realm, a list in domain"),
        row("Digest nonce=\"n\"")
            .answers("Digest MD5")
            .containing("realm=\"\"")
            .tolerating(AuthQuirks.CHALLENGE_WITHOUT_REALM)
            .named("A5: no realm at all"));
  }

  static List<Named<Row>> algorithms() {
    return List.of(
        row("Digest realm=\"r\", nonce=\"n\", algorithm=MD5")
            .answers("Digest MD5")
            .containing(", algorithm=MD5")
            .named("A6 osh-addons PR#55: MD5 is echoed"),
        row("Digest realm=\"r\", nonce=\"n\", algorithm=\"MD5\"")
            .answers("Digest MD5")
            .containing(", algorithm=MD5")
            .without("algorithm=\"")
            .named("A6: quoted MD5 is echoed without quotes"),
        row("Digest realm=\"r\", nonce=\"n\", algorithm=md5")
            .answers("Digest MD5")
            .containing(", algorithm=md5")
            .named("A6: md5 in lower case is echoed as it came"),
        row("Digest realm=\"r\", nonce=\"n\"")
            .answers("Digest MD5")
            .containing("uri=\"" + AuthFixture.URI + "\"")
            .named("RtspServer app (go2rtc#244): the uri is the whole URL of the request line"),
        row("Digest realm=\"r\", nonce=\"n\"")
            .answers("Digest MD5")
            .without("algorithm")
            .named("A6 TP-Link gortsplib#558 go2rtc PR#2344: absent stays absent"),
        row(MD5_AND_SHA + "MD5", MD5_AND_SHA + "SHA-256")
            .answers("Digest MD5")
            .named("A7 ONVIF Core: two algorithms, the server's order counts"),
        row(MD5_AND_SHA + "SHA-256", MD5_AND_SHA + "MD5")
            .answers("Digest SHA-256")
            .named("A7 RFC 7616: SHA-256 first"),
        row(MD5_AND_SHA + "MD5", MD5_AND_SHA + "SHA-256")
            .answers("Digest SHA-256")
            .under(AuthPolicy.DEFAULT.strongest())
            .named("A7: the strongest first, if the policy says so"),
        row(MD5_AND_SHA + "MD5", MD5_AND_SHA + "SHA-256", "Basic realm=\"r\"")
            .answers("Digest SHA-256")
            .under(AuthPolicy.DEFAULT.minimumAlgorithm(DigestAlgorithm.SHA_256))
            .named("A7: below the least algorithm is passed over"),
        row(MD5_AND_SHA + "MD5", "Basic realm=\"r\"")
            .under(AuthPolicy.DEFAULT.minimumAlgorithm(DigestAlgorithm.SHA_256))
            .named("A7: nothing is answered below the least algorithm, Basic neither"),
        row(MD5_AND_SHA + "SHA-512-256")
            .answers("Digest SHA-512-256")
            .containing(", algorithm=SHA-512-256,")
            .named("A8: SHA-512-256"),
        row(MD5_AND_SHA + "MD5-sess")
            .answers("Digest MD5-sess")
            .containing(", algorithm=MD5-sess,")
            .named("A8 go2rtc PR#2451: MD5-sess"),
        row(MD5_AND_SHA + "SHA-256-sess").answers("Digest SHA-256-sess").named("A8: SHA-256-sess"),
        row(MD5_AND_SHA + "FOO", MD5_AND_SHA + "MD5")
            .answers("Digest MD5")
            .named("A8 gortsplib f283abc: an unknown algorithm beside a known one"),
        row(MD5_AND_SHA + "FOO").named("A8: an unknown algorithm alone"),
        row(MD5_AND_SHA + "FOO", "Basic realm=\"r\"")
            .named("A8: an unknown algorithm, and Basic in the clear beside it"),
        row(MD5_AND_SHA + "FOO", "Basic realm=\"r\"")
            .overTls()
            .answers("Basic")
            .named("A8: an unknown algorithm, and Basic over TLS beside it"));
  }

  static List<Named<Row>> protection() {
    return List.of(
        row("Digest realm=\"r\", nonce=\"n\", qop=\"auth\"")
            .answers("Digest MD5")
            .containing(", qop=auth, nc=00000001, cnonce=\"0a4f113b\"")
            .named("A9 Dahua gortsplib#1074: qop auth"),
        row("Digest realm=\"r\", nonce=\"n\", qop=\"auth,auth-int\"")
            .answers("Digest MD5")
            .containing(", qop=auth, nc=")
            .named("A9: auth goes before auth-int"),
        row("Digest realm=\"r\", nonce=\"n\", qop=\"auth-int, auth\"")
            .answers("Digest MD5")
            .containing(", qop=auth, nc=")
            .named("A9: auth goes before auth-int in any order"),
        row("Digest realm=\"r\", nonce=\"n\", qop=\"auth-int\"")
            .answers("Digest MD5")
            .containing(", qop=auth-int, nc=00000001, cnonce=\"0a4f113b\"")
            .named("A9: auth-int alone"),
        row("Digest realm=\"r\", nonce=\"n\", qop=auth")
            .answers("Digest MD5")
            .containing(", qop=auth, nc=00000001, cnonce=\"0a4f113b\"")
            .named("A9: auth without quotes"),
        row("Digest realm=\"r\", nonce=\"n\", qop=\"\"")
            .answers("Digest MD5")
            .without("qop", "nc=", "cnonce")
            .tolerating(AuthQuirks.DIGEST_EMPTY_QOP)
            .named("A9: an empty qop"),
        row("Digest realm=\"r\", nonce=\"n\", qop=\"auth-conf\"")
            .named("A9: a qop that nobody knows"),
        row("Digest realm=\"r\", nonce=\"n\"")
            .answers("Digest MD5")
            .without("qop", "nc=", "cnonce")
            .named("A9: no qop"),
        row("Digest realm=\"r\", nonce=\"n\", algorithm=SHA-256")
            .answers("Digest SHA-256")
            .containing("algorithm=SHA-256")
            .without("qop", "nc=", "cnonce")
            .tolerating(AuthQuirks.DIGEST_SHA_WITHOUT_QOP)
            .named("A10 Hikvision OEM go2rtc PR#2344: SHA-256 without qop"),
        row("Digest realm=\"r\", nonce=\"n\", algorithm=MD5-sess")
            .answers("Digest MD5-sess")
            .containing("cnonce=\"0a4f113b\"")
            .without("qop", "nc=")
            .tolerating(AuthQuirks.DIGEST_SESSION_WITHOUT_QOP)
            .named("A10: MD5-sess without qop"),
        row("Digest realm=\"r\", nonce=\"n\", opaque=\"\"")
            .answers("Digest MD5")
            .containing(", opaque=\"\"")
            .named("A13: an empty opaque is echoed"),
        row("Digest realm=\"r\", nonce=\"n\", opaque=\"x\\\"y\"")
            .answers("Digest MD5")
            .containing(", opaque=\"x\\\"y\"")
            .named("A13: opaque is echoed verbatim"),
        row("Digest realm=\"r\", nonce=\"n\"")
            .answers("Digest MD5")
            .without("opaque")
            .named("A13: no opaque is echoed where none came"));
  }

  static List<Named<Row>> schemes() {
    String bearer = "Bearer realm=\"cam\", scope=\"onvif\"";
    return List.of(
        row(bearer, MD5_AND_SHA + "MD5", MD5_AND_SHA + "SHA-256")
            .answers("Digest MD5")
            .named("A16 ONVIF Security: Bearer before two Digests"),
        row(bearer).named("A16: Bearer alone"),
        row("NTLM").named("A16: NTLM alone"),
        row("Negotiate", "NTLM", "Basic realm=\"r\"").answers("Basic").named("A16: bare schemes"),
        row().named("A16: 401 without a challenge"),
        row("Digest realm=\"r\"").named("A16: Digest without a nonce"),
        row("Digest realm=\"r\", nonce=\"YWJj+/8=MTIz==\"")
            .answers("Digest MD5")
            .containing("nonce=\"YWJj+/8=MTIz==\"")
            .named("A18: a nonce in base64"),
        row("Digest realm=\"r\", nonce=YWJj+/8=MTIz==")
            .answers("Digest MD5")
            .containing("nonce=\"YWJj+/8=MTIz==\"")
            .named("A18: a nonce in base64 without quotes"),
        row("Digest realm=\"r\", nonce=\"" + "n".repeat(500) + "\"")
            .answers("Digest MD5")
            .containing("nonce=\"" + "n".repeat(500) + "\"")
            .named("A18: a nonce of 500 characters"));
  }

  /** Returns the header values of each row. */
  static Stream<List<String>> headers() {
    return Stream.of(order(), spelling(), algorithms(), protection(), schemes())
        .flatMap(List::stream)
        .map(row -> row.getPayload().headers());
  }

  @ParameterizedTest
  @MethodSource({"order", "spelling", "algorithms", "protection", "schemes"})
  void isAnswered(Row row) {
    AuthFixture client =
        AuthFixture.of(row.policy(), row.secure(), Credentials.of("admin", "secret"));
    Authenticator best = client.best(row.headers().toArray(String[]::new)).orElse(null);
    assertThat(best == null ? null : best.description()).isEqualTo(row.answered());
    if (best != null) {
      String value = describe(best);
      assertThat(value)
          .startsWith(row.answered().startsWith("Basic") ? "Basic " : "Digest username=\"admin\"");
      assertThat(row.contained()).allSatisfy(part -> assertThat(value).contains(part));
      assertThat(row.absent()).allSatisfy(part -> assertThat(value).doesNotContain(part));
    }
    assertThat(client.quirks.stream().distinct()).containsExactlyInAnyOrderElementsOf(row.quirks());
  }
}
