package io.rtsper.auth;

import static io.rtsper.auth.AuthFixture.NO_BODY;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.rtsper.api.AuthPolicy;
import io.rtsper.api.Credentials;
import io.rtsper.api.RtspMethod;
import io.rtsper.api.RtspValidationException;
import io.rtsper.api.header.Authorization;
import io.rtsper.api.spi.Authenticator;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A secret that would be easy to find is put everywhere and must not come out anywhere. */
class SecretsStaySecretTest {

  private static final String NAME = "canary-name";
  private static final String PASSWORD = "canary-pass";

  private static void assertSilent(Object... shown) {
    String base64 =
        Base64.getEncoder()
            .encodeToString((NAME + ":" + PASSWORD).getBytes(StandardCharsets.US_ASCII));
    for (Object each : shown) {
      assertThat(each.toString()).doesNotContainIgnoringCase("canary").doesNotContain(base64);
    }
  }

  private static String stackTrace(Throwable thrown) {
    StringWriter out = new StringWriter();
    thrown.printStackTrace(new PrintWriter(out));
    return out.toString();
  }

  @Test
  void nothingShowsTheCredentials() {
    AuthFixture client = AuthFixture.of(NAME, PASSWORD);
    for (String challenge :
        List.of("Basic realm=\"r\"", "Digest realm=\"r\", nonce=\"n\", qop=\"auth\"")) {
      Authenticator authenticator = client.authenticator(challenge);
      String value = AuthFixture.describe(authenticator);
      assertThat(value).isNotEmpty();
      assertSilent(authenticator, authenticator.description());
    }
    assertSilent(client.context);
  }

  @Test
  void theBuilderDoesNotShowWhatItSigns() {
    DigestChallenge challenge =
        DigestChallenge.of(
                AuthFixture.challenge("Digest realm=\"r\", nonce=\"canary\", qop=\"auth\""),
                AuthPolicy.DEFAULT)
            .orElseThrow();
    DigestAuthorization builder =
        new DigestAuthorization(challenge, NAME).cnonce("canary", "canary");
    assertSilent(builder);
    assertThat(builder.value(PASSWORD.toCharArray())).contains(NAME);
    assertSilent(builder);
  }

  @Test
  void opaqueAndToken68AreNotShown() {
    assertSilent(AuthFixture.challenge("Negotiate canary=="));
    assertSilent(AuthFixture.challenge("Digest realm=\"r\", nonce=\"n\", opaque=\"canary\""));
  }

  @ParameterizedTest
  @ValueSource(strings = {"canary\r\nEvil: yes", "canary\0", "canary\n"})
  void exceptionsDoNotQuoteAPasswordThatCannotBeSent(String password) {
    for (String challenge : List.of("Basic realm=\"r\"", "Digest realm=\"r\", nonce=\"n\"")) {
      AuthFixture client =
          AuthFixture.of(AuthPolicy.DEFAULT, false, Credentials.of(NAME, password::toCharArray));
      Throwable thrown =
          catchThrowable(() -> AuthFixture.describe(client.authenticator(challenge)));
      assertThat(thrown).isInstanceOf(RtspValidationException.class);
      assertSilent(stackTrace(thrown));
    }
  }

  @Test
  void exceptionsDoNotQuoteACharacterThatHasNoByte() {
    Throwable thrown =
        catchThrowable(
            () ->
                BasicAuthenticator.value(
                    NAME, "canary-管".toCharArray(), StandardCharsets.ISO_8859_1));
    assertThat(thrown).isInstanceOf(RtspValidationException.class);
    assertSilent(stackTrace(thrown));
    assertThat(thrown.getMessage()).doesNotContain("管");
  }

  @Test
  void aUserNameWithAColonIsNotQuoted() {
    Throwable thrown = catchThrowable(() -> Authorization.basic("canary:name", PASSWORD));
    assertThat(thrown).isInstanceOf(RtspValidationException.class);
    assertSilent(stackTrace(thrown));
  }

  @Test
  void theCallersArrayIsLeftAlone() {
    char[] password = PASSWORD.toCharArray();
    assertThat(Authorization.basic(NAME, password)).isNotEmpty();
    Map<String, String> challenge = Map.of("nonce", "n");
    assertThat(
            Authorization.digest(
                NAME, password, challenge, "", 1, RtspMethod.PLAY, "rtsp://h/", NO_BODY))
        .isNotEmpty();
    assertThat(new String(password)).isEqualTo(PASSWORD);
  }
}
