package io.rtsper.it.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.rtsper.api.AuthPolicy;
import io.rtsper.api.Credentials;
import io.rtsper.api.RtspAuthException;
import io.rtsper.api.RtspSession;
import io.rtsper.camera.Camera;
import io.rtsper.it.canary.Canary;
import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Whole sessions with a camera that judges the answers by code of its own. */
@Tag("either-path")
class DigestSessionTest {

  private static RtspSession session(Camera camera, String user, String password) {
    return RtspSession.builder(camera.url()).credentials(Credentials.of(user, password)).build();
  }

  @ParameterizedTest
  @CsvSource({
    "MD5, auth, Digest MD5",
    "MD5, auth-int, Digest MD5",
    "MD5, 'auth,auth-int', Digest MD5",
    "MD5, , Digest MD5",
    "SHA-256, auth, Digest SHA-256",
    "SHA-256, , Digest SHA-256",
    "SHA-512-256, auth, Digest SHA-512-256",
    "MD5-sess, auth, Digest MD5-sess",
    "SHA-256-sess, auth, Digest SHA-256-sess"
  })
  void everyFormIsAccepted(String algorithm, String qop, String description) {
    try (Camera camera = Camera.builder().digest("admin", Canary.SECRET, algorithm, qop).start();
        RtspSession session = session(camera, "admin", Canary.SECRET)) {
      session.connect();
      session.options();
      session.describe();
      assertThat(session.authentication()).contains(description);
    }
  }

  @Test
  void theStrongestIsChosenIfThePolicySaysSo() {
    try (Camera camera =
            Camera.builder()
                .digest("admin", Canary.SECRET, "MD5", "auth")
                .digest("admin", Canary.SECRET, "SHA-256", "auth")
                .start();
        RtspSession session =
            RtspSession.builder(camera.url())
                .credentials(Credentials.of("admin", Canary.SECRET))
                .authPolicy(AuthPolicy.DEFAULT.strongest())
                .build()) {
      session.connect();
      session.describe();
      assertThat(session.authentication()).contains("Digest SHA-256");
    }
  }

  @Test
  void aNonceThatRunsOutIsReplacedInTheSession() {
    try (Camera camera =
            Camera.builder().digest("admin", Canary.SECRET, "MD5", "auth").nonceUses(2).start();
        RtspSession session = session(camera, "admin", Canary.SECRET)) {
      session.connect();
      for (int i = 0; i < 5; i++) {
        session.describe();
      }
      assertThat(session.authentication()).contains("Digest MD5");
    }
  }

  @Test
  void aWrongPasswordIsSentAtMostTwiceAndNeverShown() {
    try (Camera camera = Camera.builder().digest("admin", Canary.SECRET, "MD5", "auth").start();
        RtspSession session = session(camera, "admin", Canary.WRONG)) {
      session.connect();
      Throwable thrown = catchThrowable(session::describe);
      assertThat(thrown).isInstanceOf(RtspAuthException.class);
      StringWriter out = new StringWriter();
      thrown.printStackTrace(new PrintWriter(out));
      assertThat(out.toString()).contains("Digest MD5").doesNotContain(Canary.SECRET);
      // The camera's nonce is new in each 401, so the answer may have been to the old one.
      assertThat(camera.requests().stream().filter(r -> r.header("Authorization") != null))
          .hasSizeBetween(1, 2);
    }
  }
}
