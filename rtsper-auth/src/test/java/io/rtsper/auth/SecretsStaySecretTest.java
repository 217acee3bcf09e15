package io.rtsper.auth;

import static io.rtsper.auth.AuthFixture.NO_BODY;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.rtsper.api.AuthPolicy;
import io.rtsper.api.Credentials;
import io.rtsper.api.RtspMethod;
import io.rtsper.api.RtspValidationException;
import io.rtsper.api.header.AuthenticationInfo;
import io.rtsper.api.header.Authorization;
import io.rtsper.api.header.DigestAuthorization;
import io.rtsper.api.spi.Authenticator;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
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
    List<String> details = new ArrayList<>();
    for (String challenge :
        List.of("Basic realm=\"r\"", "Digest realm=\"r\", nonce=\"n\", qop=\"auth\"")) {
      Authenticator authenticator = client.authenticator(challenge);
      String value = AuthFixture.describe(authenticator);
      assertThat(value).isNotEmpty();
      assertSilent(authenticator, authenticator.description(), client.challenge(challenge));
    }
    client.challenges("Digest realm=\"" + "x".repeat(9000)).forEach(c -> details.add(c.toString()));
    assertSilent(client.context, details);
  }

  @Test
  void theBuilderDoesNotShowWhatItSigns() {
    DigestAuthorization builder =
        Authorization.digest().username(NAME).nonce("canary-nonce").cnonce("canary").qop("auth");
    assertSilent(builder);
    assertThat(builder.value(PASSWORD)).contains(NAME);
    assertSilent(builder);
  }

  @Test
  void opaqueAndToken68AreNotShown() {
    AuthFixture client = AuthFixture.of(NAME, PASSWORD);
    assertSilent(client.challenge("Negotiate canary=="));
    assertSilent(client.challenge("Digest realm=\"r\", nonce=\"n\", opaque=\"canary\""));
    assertSilent(AuthenticationInfo.parse("nextnonce=\"canary\"", client.reporter));
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
            () -> Authorization.basic(NAME, "canary-管".toCharArray(), StandardCharsets.ISO_8859_1));
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
    assertThat(
            Authorization.digest()
                .username(NAME)
                .request(RtspMethod.PLAY, "rtsp://h/")
                .body(NO_BODY)
                .value(password))
        .isNotEmpty();
    assertThat(new String(password)).isEqualTo(PASSWORD);
  }
}
