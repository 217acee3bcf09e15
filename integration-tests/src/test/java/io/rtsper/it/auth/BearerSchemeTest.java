package io.rtsper.it.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rtsper.api.Credentials;
import io.rtsper.api.RtspAuthException;
import io.rtsper.api.RtspSession;
import io.rtsper.api.spi.AuthSchemeProvider;
import io.rtsper.api.spi.ProviderCatalog;
import io.rtsper.camera.Camera;
import io.rtsper.camera.CameraBuilder;
import io.rtsper.camera.CameraRequest;
import io.rtsper.it.canary.Canary;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A scheme from elsewhere is found, chosen and used like those of rtsper. */
@Tag("either-path")
class BearerSchemeTest {

  private static final String BEARER = "WWW-Authenticate: Bearer realm=\"cam\"";
  private static final String DIGEST = "WWW-Authenticate: Digest realm=\"cam\", nonce=\"{nonce}\"";

  private static CameraBuilder cameraThatOffers(String... challenges) {
    return Camera.builder()
        .realm("cam")
        .digest("admin", Canary.SECRET)
        .on("DESCRIBE")
        .unauthorized()
        .reply(401, challenges)
        .on("DESCRIBE")
        .when(request -> ("Bearer " + Canary.SECRET).equals(request.header("Authorization")))
        .reply(200)
        .and();
  }

  private static List<String> signed(Camera camera) {
    return camera.requests().stream()
        .filter(request -> request.header("Authorization") != null)
        .map(CameraRequest::method)
        .toList();
  }

  @Test
  void isFoundByItsNameBesideBasicAndDigest() {
    ProviderCatalog catalog = ProviderCatalog.discover(List.of());
    assertThat(catalog.names(AuthSchemeProvider.class))
        .containsExactly("basic", "bearer", "digest");
    assertThat(catalog.authScheme("bearer")).get().isInstanceOf(BearerSchemeProvider.class);
    assertThat(catalog.failures()).isEmpty();
  }

  @Test
  void answersWithItsOwnSecret() {
    try (Camera camera = cameraThatOffers(DIGEST, BEARER).start();
        RtspSession session =
            RtspSession.builder(camera.url()).credentials(BearerToken.of(Canary.SECRET)).build()) {
      session.connect();
      session.describe();
      assertThat(session.authentication()).contains("Bearer");
      assertThat(signed(camera)).contains("DESCRIBE");
    }
  }

  @Test
  void a16IsPassedOverWithoutASecretForIt() {
    try (Camera camera = cameraThatOffers(BEARER, DIGEST).start();
        RtspSession session =
            RtspSession.builder(camera.url())
                .credentials(Credentials.of("admin", Canary.SECRET))
                .build()) {
      session.connect();
      session.describe();
      assertThat(session.authentication()).contains("Digest MD5");
    }
  }

  @Test
  void a16IsNamedWhenNothingElseIsOffered() {
    try (Camera camera = cameraThatOffers(BEARER).start();
        RtspSession session =
            RtspSession.builder(camera.url())
                .credentials(Credentials.of("canary-name", Canary.SECRET))
                .build()) {
      session.connect();
      assertThatThrownBy(session::describe)
          .isInstanceOf(RtspAuthException.class)
          .hasMessageContaining("Bearer")
          .extracting(Throwable::toString)
          .asString()
          .doesNotContain("canary-name", Canary.SECRET);
      assertThat(signed(camera)).isEmpty();
    }
  }
}
