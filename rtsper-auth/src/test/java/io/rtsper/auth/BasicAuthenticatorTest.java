package io.rtsper.auth;

import static io.rtsper.auth.AuthFixture.describe;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.rtsper.api.AuthPolicy;
import io.rtsper.api.Credentials;
import io.rtsper.api.DigestAlgorithm;
import io.rtsper.api.spi.Authenticator;
import io.rtsper.api.spi.Authenticator.Outcome;
import java.nio.charset.Charset;
import java.util.Base64;
import org.junit.jupiter.api.Test;

/** What one Basic authenticator does over the requests of a session. */
class BasicAuthenticatorTest {

  private static final String CHALLENGE = "Basic realm=\"r\"";

  private final AuthFixture client = AuthFixture.of("admin", "secret");

  private static String basic(String both, Charset charset) {
    return "Basic " + Base64.getEncoder().encodeToString(both.getBytes(charset));
  }

  @Test
  void sendsNameAndPassword() {
    assertThat(describe(client.authenticator(CHALLENGE))).isEqualTo(basic("admin:secret", UTF_8));
  }

  @Test
  void emptyPartsAreLegal() {
    assertThat(describe(AuthFixture.of("", "p").authenticator(CHALLENGE)))
        .isEqualTo(basic(":p", UTF_8));
    assertThat(describe(AuthFixture.of("u", "").authenticator(CHALLENGE)))
        .isEqualTo(basic("u:", UTF_8));
  }

  @Test
  void aColonInThePasswordIsKept() {
    assertThat(describe(AuthFixture.of("u", "a:b").authenticator(CHALLENGE)))
        .isEqualTo(basic("u:a:b", UTF_8));
  }

  @Test
  void aUserNameWithAColonIsLeftToOtherSchemes() {
    assertThat(AuthFixture.of("u:v", "p").best(CHALLENGE)).isEmpty();
  }

  @Test
  void theSecondChallengeIsARefusal() {
    Authenticator basic = client.authenticator(CHALLENGE);
    describe(basic);
    assertThat(basic.challenged(AuthFixture.challenge(CHALLENGE))).isEqualTo(Outcome.REFUSED);
  }

  @Test
  void anotherRealmIsTriedOnce() {
    Authenticator basic = client.authenticator(CHALLENGE);
    describe(basic);
    assertThat(basic.challenged(AuthFixture.challenge("Basic realm=\"s\"")))
        .isEqualTo(Outcome.CHANGED);
    describe(basic);
    assertThat(basic.challenged(AuthFixture.challenge("Basic realm=\"t\"")))
        .isEqualTo(Outcome.REFUSED);
  }

  @Test
  void overPlainTextItCanBeForbidden() {
    AuthPolicy policy = AuthPolicy.DEFAULT.forbidBasicOverPlaintext();
    assertThat(AuthFixture.of(policy, false, Credentials.of("a", "b")).best(CHALLENGE)).isEmpty();
    assertThat(AuthFixture.of(policy, true, Credentials.of("a", "b")).best(CHALLENGE)).isPresent();
  }

  @Test
  void aLeastAlgorithmForbidsItEvenOverTls() {
    AuthPolicy policy = AuthPolicy.DEFAULT.minimumAlgorithm(DigestAlgorithm.SHA_256);
    assertThat(AuthFixture.of(policy, true, Credentials.of("a", "b")).best(CHALLENGE)).isEmpty();
  }

  @Test
  void a15Utf8IsTriedWhenLatin1WasRefused() {
    AuthFixture umlauts = AuthFixture.of("jürgen", "pässword");
    Authenticator basic = umlauts.authenticator(CHALLENGE);
    assertThat(describe(basic)).isEqualTo(basic("jürgen:pässword", ISO_8859_1));
    assertThat(basic.challenged(AuthFixture.challenge(CHALLENGE))).isEqualTo(Outcome.CHANGED);
    assertThat(describe(basic)).isEqualTo(basic("jürgen:pässword", UTF_8));
    describe(basic);
    assertThat(umlauts.quirks).containsExactly(AuthQuirks.AUTH_UTF8_UNANNOUNCED);
    assertThat(basic.challenged(AuthFixture.challenge(CHALLENGE))).isEqualTo(Outcome.REFUSED);
  }

  @Test
  void a15CharsetUtf8IsObeyed() {
    AuthFixture umlauts = AuthFixture.of("jürgen", "pässword");
    Authenticator basic = umlauts.authenticator("Basic realm=\"r\", charset=\"UTF-8\"");
    assertThat(describe(basic)).isEqualTo(basic("jürgen:pässword", UTF_8));
    assertThat(basic.challenged(AuthFixture.challenge(CHALLENGE))).isEqualTo(Outcome.REFUSED);
  }

  @Test
  void aMissingRealmIsTolerated() {
    assertThat(describe(client.authenticator("Basic"))).isEqualTo(basic("admin:secret", UTF_8));
    assertThat(client.quirks).containsExactly(AuthQuirks.CHALLENGE_WITHOUT_REALM);
  }

  @Test
  void matchesTheSameRealm() {
    Authenticator basic = client.authenticator(CHALLENGE);
    assertThat(basic.matches(AuthFixture.challenge("BASIC Realm=\"r\""))).isTrue();
    assertThat(basic.matches(AuthFixture.challenge("Basic realm=\"s\""))).isFalse();
    assertThat(basic.matches(AuthFixture.challenge("Digest realm=\"r\""))).isFalse();
  }

  @Test
  void digestGoesBeforeBasic() {
    assertThat(client.authenticator(CHALLENGE).preference()).isZero();
  }
}
