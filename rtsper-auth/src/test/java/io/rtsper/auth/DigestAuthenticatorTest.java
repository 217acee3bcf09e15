package io.rtsper.auth;

import static io.rtsper.auth.AuthFixture.NO_BODY;
import static io.rtsper.auth.AuthFixture.URI;
import static io.rtsper.auth.AuthFixture.describe;
import static io.rtsper.auth.AuthFixture.parameter;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rtsper.api.AuthPolicy;
import io.rtsper.api.Credentials;
import io.rtsper.api.RtspMethod;
import io.rtsper.api.RtspValidationException;
import io.rtsper.api.spi.Authenticator;
import io.rtsper.api.spi.Authenticator.Outcome;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What one Digest authenticator does over the requests of a session. */
class DigestAuthenticatorTest {

  private static final String N1 = "Digest realm=\"r\", nonce=\"n1\", qop=\"auth\"";
  private static final String N2 = "Digest realm=\"r\", nonce=\"n2\", qop=\"auth\"";
  private static final String N3 = "Digest realm=\"r\", nonce=\"n3\", qop=\"auth\"";

  private final AuthFixture client = AuthFixture.of("admin", "secret");

  /** Hashes as the RFC writes it, apart from the code under test. */
  private static String hash(String algorithm, byte[]... parts) throws Exception {
    MessageDigest digest = MessageDigest.getInstance(algorithm);
    for (int i = 0; i < parts.length; i++) {
      if (i > 0) {
        digest.update((byte) ':');
      }
      digest.update(parts[i]);
    }
    return HexFormat.of().formatHex(digest.digest());
  }

  private static String md5(String text) throws Exception {
    return hash("MD5", text.getBytes(US_ASCII));
  }

  @Test
  void countsTheRequestsOfANonce() {
    Authenticator digest = client.authenticator(N1);
    assertThat(parameter(describe(digest), "nc")).isEqualTo("00000001");
    assertThat(parameter(describe(digest), "nc")).isEqualTo("00000002");
    for (int i = 3; i < 16; i++) {
      describe(digest);
    }
    assertThat(parameter(describe(digest), "nc")).isEqualTo("00000010");
    assertThat(digest.challenged(AuthFixture.challenge(N2))).isEqualTo(Outcome.CHANGED);
    assertThat(parameter(describe(digest), "nc")).isEqualTo("00000001");
  }

  @Test
  void a11AStaleNonceIsNoJudgement() {
    Authenticator digest = client.authenticator(N1);
    describe(digest);
    assertThat(digest.challenged(AuthFixture.challenge(N2 + ", stale=true")))
        .isEqualTo(Outcome.STALE);
    assertThat(parameter(describe(digest), "nonce")).isEqualTo("n2");
  }

  @ParameterizedTest
  @ValueSource(strings = {"true", "TRUE", "\"TRUE\"", "\"true\""})
  void a11StaleIsReadInAnySpelling(String stale) {
    Authenticator digest = client.authenticator(N1);
    describe(digest);
    assertThat(digest.challenged(AuthFixture.challenge(N2 + ", stale=" + stale)))
        .isEqualTo(Outcome.STALE);
  }

  @Test
  void a11StaleWithoutEndIsRefusedAfterThree() {
    Authenticator digest = client.authenticator(N1);
    for (int i = 0; i < 3; i++) {
      describe(digest);
      assertThat(digest.challenged(AuthFixture.challenge(N2 + ", stale=true")))
          .isEqualTo(Outcome.STALE);
    }
    describe(digest);
    assertThat(digest.challenged(AuthFixture.challenge(N2 + ", stale=true")))
        .isEqualTo(Outcome.REFUSED);
  }

  @Test
  void a12TheSameNonceRefusedIsFinal() {
    Authenticator digest = client.authenticator(N1);
    describe(digest);
    assertThat(digest.challenged(AuthFixture.challenge(N1))).isEqualTo(Outcome.REFUSED);
  }

  @Test
  void a12Go2rtc2232ANewNonceInEach401IsTriedOnce() {
    Authenticator digest = client.authenticator(N1);
    describe(digest);
    assertThat(digest.challenged(AuthFixture.challenge(N2))).isEqualTo(Outcome.CHANGED);
    describe(digest);
    assertThat(digest.challenged(AuthFixture.challenge(N3))).isEqualTo(Outcome.REFUSED);
    assertThat(client.quirks).isEmpty();
  }

  @Test
  void a12AxisSharpRtsp126ANonceThatRunsOutInASessionIsReplaced() {
    Authenticator digest = client.authenticator(N1);
    describe(digest);
    digest.authorize(RtspMethod.PLAY, URI, NO_BODY);
    digest.authorize(RtspMethod.GET_PARAMETER, URI, NO_BODY);
    assertThat(digest.challenged(AuthFixture.challenge(N2))).isEqualTo(Outcome.CHANGED);
    digest.authorize(RtspMethod.GET_PARAMETER, URI, NO_BODY);
    assertThat(client.quirks).isEmpty();
    digest.authorize(RtspMethod.GET_PARAMETER, URI, NO_BODY);
    assertThat(client.quirks).containsExactly(AuthQuirks.DIGEST_NEW_NONCE_WITHOUT_STALE);
  }

  @Test
  void a12AChallengeThatCannotBeAnsweredIsFinal() {
    Authenticator digest = client.authenticator(N1);
    describe(digest);
    assertThat(digest.challenged(AuthFixture.challenge("Digest realm=\"r\"")))
        .isEqualTo(Outcome.REFUSED);
  }

  @Test
  void a14TheNextNonceIsTakenUp() {
    Authenticator digest = client.authenticator(N1);
    describe(digest);
    describe(digest);
    digest.accepted(Map.of("nextnonce", "m"));
    String value = describe(digest);
    assertThat(parameter(value, "nonce")).isEqualTo("m");
    assertThat(parameter(value, "nc")).isEqualTo("00000001");
    assertThat(parameter(describe(digest), "nc")).isEqualTo("00000002");
  }

  @Test
  void a14AWrongRspauthIsCountedAndPassedOver() {
    Authenticator digest = client.authenticator(N1);
    describe(digest);
    digest.accepted(
        Map.of("nextnonce", "m", "rspauth", "00000000000000000000000000000000", "qop", "auth"));
    assertThat(client.quirks).containsExactly(AuthQuirks.DIGEST_RSPAUTH_MISMATCH);
    assertThat(parameter(describe(digest), "nonce")).isEqualTo("m");
  }

  @Test
  void a14TheRightRspauthIsNoQuirk() throws Exception {
    Authenticator digest = client.authenticator(N1);
    describe(digest);
    String proof = md5(md5("admin:r:secret") + ":n1:00000001:0a4f113b:auth:" + md5(":" + URI));
    digest.accepted(
        Map.of("rspauth", proof, "cnonce", "0a4f113b", "nc", "00000001", "qop", "auth"));
    assertThat(client.quirks).isEmpty();
  }

  @Test
  void a14RspauthOfAnotherRequestIsNotCompared() {
    Authenticator digest = client.authenticator(N1);
    describe(digest);
    describe(digest);
    digest.accepted(Map.of("rspauth", "00", "nc", "00000001"));
    assertThat(client.quirks).isEmpty();
  }

  @Test
  void a14AnEmptyNextNonceIsPassedOver() {
    Authenticator digest = client.authenticator(N1);
    describe(digest);
    digest.accepted(Map.of("nextnonce", ""));
    assertThat(parameter(describe(digest), "nonce")).isEqualTo("n1");
    assertThat(client.quirks).isEmpty();
  }

  @Test
  void sessionKeysStayWithTheFirstNonces() throws Exception {
    AtomicInteger made = new AtomicInteger();
    AuthFixture changing = AuthFixture.of("admin", "secret", () -> "c" + made.incrementAndGet());
    Authenticator digest = changing.authenticator(N1 + ", algorithm=MD5-sess");
    describe(digest);
    digest.accepted(Map.of("nextnonce", "m"));
    String value = describe(digest);
    String a1 = md5(md5("admin:r:secret") + ":n1:c1");
    assertThat(parameter(value, "cnonce")).isEqualTo("c2");
    assertThat(parameter(value, "response"))
        .isEqualTo(md5(a1 + ":m:00000001:c2:auth:" + md5("DESCRIBE:" + URI)));
  }

  @Test
  void authIntSignsTheBody() throws Exception {
    Authenticator digest =
        client.authenticator("Digest realm=\"r\", nonce=\"n1\", qop=\"auth-int\"");
    byte[] body = "barparam: barstuff\r\n".getBytes(US_ASCII);
    String value = digest.authorize(RtspMethod.SET_PARAMETER, URI, body);
    String a2 = md5("SET_PARAMETER:" + URI + ":" + hash("MD5", body));
    assertThat(parameter(value, "response"))
        .isEqualTo(md5(md5("admin:r:secret") + ":n1:00000001:0a4f113b:auth-int:" + a2));
  }

  @Test
  void theUriIsSignedByteForByte() throws Exception {
    Authenticator digest = client.authenticator("Digest realm=\"r\", nonce=\"n\"");
    String uri = "rtsp://h/a%20b/ü?x={\"y\"}^|";
    String value = digest.authorize(RtspMethod.PLAY, uri, NO_BODY);
    String a2 = hash("MD5", "PLAY".getBytes(US_ASCII), uri.getBytes(ISO_8859_1));
    assertThat(parameter(value, "uri")).isEqualTo(uri);
    assertThat(parameter(value, "response")).isEqualTo(md5(md5("admin:r:secret") + ":n:" + a2));
  }

  @Test
  void aRealmBeyondAsciiIsHashedAsItsBytesCame() throws Exception {
    byte[] realm = "摄像机".getBytes(UTF_8);
    String asRead = new String(realm, ISO_8859_1);
    String value = describe(client.authenticator("Digest realm=\"" + asRead + "\", nonce=\"n\""));
    String a1 = hash("MD5", "admin".getBytes(US_ASCII), realm, "secret".getBytes(US_ASCII));
    assertThat(parameter(value, "realm")).isEqualTo(asRead);
    assertThat(parameter(value, "response")).isEqualTo(md5(a1 + ":n:" + md5("DESCRIBE:" + URI)));
  }

  @Test
  void a5ARealmWithEscapesIsHashedRawWhenTheOtherFormWasRefused() throws Exception {
    String challenge = "Digest realm=\"a\\\"b\", nonce=\"n\"";
    Authenticator digest = client.authenticator(challenge);
    String a2 = md5("DESCRIBE:" + URI);
    assertThat(parameter(describe(digest), "response"))
        .isEqualTo(md5(md5("admin:a\"b:secret") + ":n:" + a2));
    assertThat(digest.challenged(AuthFixture.challenge(challenge))).isEqualTo(Outcome.CHANGED);
    String second = describe(digest);
    assertThat(second).contains("realm=\"a\\\"b\"");
    assertThat(parameter(second, "response"))
        .isEqualTo(md5(md5("admin:a\\\"b:secret") + ":n:" + a2));
    describe(digest);
    assertThat(client.quirks).containsExactly(AuthQuirks.DIGEST_RAW_REALM);
  }

  @Test
  void a5TheRawRealmIsTriedOnlyOnce() {
    String challenge = "Digest realm=\"a\\\"b\", nonce=\"n\"";
    Authenticator digest = client.authenticator(challenge);
    describe(digest);
    digest.challenged(AuthFixture.challenge(challenge));
    describe(digest);
    assertThat(digest.challenged(AuthFixture.challenge(challenge))).isEqualTo(Outcome.REFUSED);
    assertThat(client.quirks).isEmpty();
  }

  @Test
  void a15WithoutCharsetLatin1GoesFirstAndUtf8Once() throws Exception {
    AuthFixture umlauts = AuthFixture.of("jürgen", "pässword");
    String challenge = "Digest realm=\"r\", nonce=\"n\"";
    Authenticator digest = umlauts.authenticator(challenge);
    String first = describe(digest);
    assertThat(first).startsWith("Digest username=\"jürgen\"");
    assertThat(parameter(first, "response")).isEqualTo(umlautResponse("ISO-8859-1"));
    assertThat(digest.challenged(AuthFixture.challenge(challenge))).isEqualTo(Outcome.CHANGED);
    String second = describe(digest);
    assertThat(second)
        .startsWith("Digest username=\"" + new String("jürgen".getBytes(UTF_8), ISO_8859_1) + "\"");
    assertThat(parameter(second, "response")).isEqualTo(umlautResponse("UTF-8"));
    describe(digest);
    assertThat(umlauts.quirks).containsExactly(AuthQuirks.AUTH_UTF8_UNANNOUNCED);
  }

  @Test
  void a15Utf8RefusedTooIsFinal() {
    AuthFixture umlauts = AuthFixture.of("jürgen", "pässword");
    String challenge = "Digest realm=\"r\", nonce=\"n\"";
    Authenticator digest = umlauts.authenticator(challenge);
    describe(digest);
    digest.challenged(AuthFixture.challenge(challenge));
    describe(digest);
    assertThat(digest.challenged(AuthFixture.challenge(challenge))).isEqualTo(Outcome.REFUSED);
    assertThat(umlauts.quirks).isEmpty();
  }

  @Test
  void a15WithCharsetUtf8GoesFirstAndAlone() throws Exception {
    AuthFixture umlauts = AuthFixture.of("jürgen", "pässword");
    String challenge = "Digest realm=\"r\", nonce=\"n\", charset=utf-8";
    Authenticator digest = umlauts.authenticator(challenge);
    String value = describe(digest);
    assertThat(value).startsWith("Digest username*=UTF-8''j%C3%BCrgen, ");
    assertThat(parameter(value, "response")).isEqualTo(umlautResponse("UTF-8"));
    assertThat(digest.challenged(AuthFixture.challenge(challenge))).isEqualTo(Outcome.REFUSED);
  }

  @Test
  void a15WhatLatin1DoesNotHaveGoesInUtf8() {
    AuthFixture kanji = AuthFixture.of("管理者", "secret");
    assertThat(describe(kanji.authenticator("Digest realm=\"r\", nonce=\"n\"")))
        .startsWith("Digest username=\"" + new String("管理者".getBytes(UTF_8), ISO_8859_1) + "\"");
  }

  @Test
  void a15APasswordThatWasAcceptedIsNotTriedInAnotherEncoding() {
    AuthFixture umlauts = AuthFixture.of("jürgen", "pässword");
    String challenge = "Digest realm=\"r\", nonce=\"n\"";
    Authenticator digest = umlauts.authenticator(challenge);
    describe(digest);
    describe(digest);
    assertThat(digest.challenged(AuthFixture.challenge(challenge))).isEqualTo(Outcome.REFUSED);
  }

  private static String umlautResponse(String charset) throws Exception {
    String a1 =
        hash(
            "MD5",
            "jürgen".getBytes(charset),
            "r".getBytes(US_ASCII),
            "pässword".getBytes(charset));
    return md5(a1 + ":n:" + md5("DESCRIBE:" + URI));
  }

  @Test
  void aSupplierIsAskedEachTimeAndItsArrayWiped() {
    char[][] given = new char[1][];
    AuthFixture asking =
        AuthFixture.of(
            AuthPolicy.DEFAULT,
            false,
            Credentials.of("admin", () -> given[0] = "secret".toCharArray()));
    Authenticator digest = asking.authenticator(N1);
    describe(digest);
    char[] first = given[0];
    assertThat(first).containsOnly('\0');
    describe(digest);
    assertThat(given[0]).isNotSameAs(first).containsOnly('\0');
  }

  @Test
  void aUriThatEndsALineIsRejected() {
    Authenticator digest = client.authenticator(N1);
    assertThatThrownBy(() -> digest.authorize(RtspMethod.PLAY, "rtsp://h/a\r\nEvil: yes", NO_BODY))
        .isInstanceOf(RtspValidationException.class);
  }

  @Test
  void matchesTheSameRealmAndAlgorithm() {
    Authenticator digest = client.authenticator(N1 + ", algorithm=SHA-256");
    assertThat(digest.matches(AuthFixture.challenge(N2 + ", algorithm=sha-256"))).isTrue();
    assertThat(digest.matches(AuthFixture.challenge(N2))).isFalse();
    assertThat(digest.matches(AuthFixture.challenge(N2 + ", algorithm=SHA-256-sess"))).isFalse();
    assertThat(digest.matches(AuthFixture.challenge("Digest realm=\"s\", algorithm=SHA-256")))
        .isFalse();
    assertThat(digest.matches(AuthFixture.challenge("Basic realm=\"r\""))).isFalse();
  }

  @Test
  void absentAlgorithmMatchesMd5() {
    assertThat(client.authenticator(N1).matches(AuthFixture.challenge(N2 + ", algorithm=MD5")))
        .isTrue();
  }

  @Test
  void preferenceGrowsWithTheAlgorithmOnlyIfAskedFor() {
    AuthFixture strongest =
        AuthFixture.of(AuthPolicy.DEFAULT.strongest(), false, Credentials.of("a", "b"));
    assertThat(client.authenticator(N1 + ", algorithm=SHA-256").preference()).isEqualTo(100);
    assertThat(strongest.authenticator(N1).preference()).isEqualTo(100);
    assertThat(strongest.authenticator(N1 + ", algorithm=SHA-256").preference()).isEqualTo(101);
    assertThat(strongest.authenticator(N1 + ", algorithm=SHA-512-256").preference()).isEqualTo(102);
  }

  @Test
  void goesOnWithTheCountOfANonce() {
    AuthFixture other = AuthFixture.goingOn(6);
    Authenticator digest = other.authenticator(N1);
    assertThat(parameter(describe(digest), "nc")).isEqualTo("00000007");
    digest.challenged(AuthFixture.challenge(N2));
    assertThat(parameter(describe(digest), "nc")).isEqualTo("00000001");
  }

  @Test
  void withoutAUserNameNothingIsAnswered() {
    AuthFixture nobody = AuthFixture.of(AuthPolicy.DEFAULT, false);
    assertThat(nobody.best(N1, "Basic realm=\"r\"")).isEmpty();
  }
}
