package io.rtsper.camera;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Credentials are really verified. */
class CameraAuthenticationTest {

  @Test
  void basicIsAcceptedWithTheRightPasswordOnly() throws IOException {
    try (Camera camera = Camera.builder().basic("user", "pa:ss").start();
        TestClient client = new TestClient(camera)) {
      TestClient.Incoming challenge = client.ask("DESCRIBE", "");
      assertThat(challenge.status()).isEqualTo(401);
      assertThat(challenge.header("WWW-Authenticate")).isEqualTo("Basic realm=\"rtsper camera\"");
      assertThat(client.ask("DESCRIBE", "", basic("user:wrong")).status()).isEqualTo(401);
      assertThat(client.ask("DESCRIBE", "", basic("user:pa:ss")).status()).isEqualTo(200);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "MD5, MD5",
    "MD5-sess, MD5",
    "SHA-256, SHA-256",
    "SHA-256-sess, SHA-256",
    "SHA-512-256, SHA-512/256"
  })
  void digestIsAcceptedWithEachAlgorithm(String algorithm, String java) throws Exception {
    try (Camera camera = Camera.builder().digest("user", "secret", algorithm, "auth").start();
        TestClient client = new TestClient(camera)) {
      String challenge = String.valueOf(client.ask("DESCRIBE", "").header("WWW-Authenticate"));
      assertThat(challenge).contains("algorithm=" + algorithm, "qop=\"auth\"");
      String nonce = nonce(challenge);
      String wrong = digest(camera, "wrong", nonce, java, algorithm, 1);
      assertThat(client.ask("DESCRIBE", "", wrong).status()).isEqualTo(401);
      String right = digest(camera, "secret", nonce, java, algorithm, 1);
      assertThat(client.ask("DESCRIBE", "", right).status()).isEqualTo(200);
      assertThat(client.ask("DESCRIBE", "", right).status())
          .as("nc 1 a second time")
          .isEqualTo(401);
      String next = digest(camera, "secret", nonce, java, algorithm, 2);
      assertThat(client.ask("DESCRIBE", "", next).status()).isEqualTo(200);
    }
  }

  /** The figure was computed with md5sum, apart from this code. */
  @Test
  void hashesAreThoseOfOtherPrograms() {
    assertThat(new DigestAlgorithm("MD5").hash("user:realm:secret"))
        .isEqualTo("fb6cb9e166c6c764ff2bdea12175a8aa");
  }

  @Test
  void digestWithoutQopIsThatOfRfc2069() throws Exception {
    try (Camera camera = Camera.builder().digest("user", "secret").start();
        TestClient client = new TestClient(camera)) {
      String challenge = String.valueOf(client.ask("DESCRIBE", "").header("WWW-Authenticate"));
      assertThat(challenge).doesNotContain("algorithm", "qop");
      String a1 = hash("MD5", "user:rtsper camera:secret");
      String a2 = hash("MD5", "DESCRIBE:" + camera.url());
      String response = hash("MD5", a1 + ":" + nonce(challenge) + ":" + a2);
      String right = credentials(camera, "username=\"user\"", nonce(challenge), "", response);
      assertThat(client.ask("DESCRIBE", "", right).status()).isEqualTo(200);
      assertThat(client.ask("DESCRIBE", "", right).status()).as("no nc, so again").isEqualTo(200);
      String wrong = credentials(camera, "username=\"user\"", nonce(challenge), "", a1);
      assertThat(client.ask("DESCRIBE", "", wrong).status()).isEqualTo(401);
    }
  }

  @Test
  void authIntCoversTheBody() throws Exception {
    try (Camera camera = Camera.builder().digest("user", "secret", "SHA-256", "auth-int").start();
        TestClient client = new TestClient(camera)) {
      String nonce = nonce(String.valueOf(client.ask("DESCRIBE", "").header("WWW-Authenticate")));
      String a1 = hash("SHA-256", "user:rtsper camera:secret");
      String a2 = hash("SHA-256", "DESCRIBE:" + camera.url() + ":" + hash("SHA-256", "body"));
      String response = hash("SHA-256", a1 + ":" + nonce + ":00000001:c:auth-int:" + a2);
      String more = ", algorithm=SHA-256, qop=auth-int, nc=00000001, cnonce=\"c\"";
      String right = credentials(camera, "username=\"user\"", nonce, more, response);
      client.send("DESCRIBE", "", right, "Content-Length: 4");
      client.raw(Wire.latin1("b0dy"));
      assertThat(client.message().status()).isEqualTo(401);
      client.send("DESCRIBE", "", right, "Content-Length: 4");
      client.raw(Wire.latin1("body"));
      assertThat(client.message().status()).isEqualTo(200);
    }
  }

  @ParameterizedTest
  @CsvSource({"userhash", "username*"})
  void namesCanBeHashedOrExtended(String form) throws Exception {
    try (Camera camera =
            Camera.builder()
                .digest("jürgen", "secret", "SHA-256", null)
                .challengeParameters("charset=UTF-8, opaque=\"o p\", userhash=true")
                .start();
        TestClient client = new TestClient(camera)) {
      String challenge = String.valueOf(client.ask("DESCRIBE", "").header("WWW-Authenticate"));
      assertThat(challenge).contains("opaque=\"o p\"", "userhash=true", "charset=UTF-8");
      String name =
          form.equals("userhash")
              ? "userhash=true, username=\"" + hash("SHA-256", "jürgen:rtsper camera") + "\""
              : "username*=UTF-8''j%C3%BCrgen";
      String a1 = hash("SHA-256", "jürgen:rtsper camera:secret");
      String a2 = hash("SHA-256", "DESCRIBE:" + camera.url());
      String response = hash("SHA-256", a1 + ":" + nonce(challenge) + ":" + a2);
      String without = credentials(camera, name, nonce(challenge), ", algorithm=SHA-256", response);
      assertThat(client.ask("DESCRIBE", "", without).status()).isEqualTo(401);
      assertThat(camera.violations()).contains("opaque of the Digest challenge isn't echoed");
      assertThat(client.ask("DESCRIBE", "", without + ", opaque=\"o p\"").status()).isEqualTo(200);
    }
  }

  @Test
  void theNextNonceIsNamedAndTheLastIsStale() throws Exception {
    try (Camera camera =
            Camera.builder().digest("user", "secret", "MD5", "auth").nextNonces().start();
        TestClient client = new TestClient(camera)) {
      String nonce = nonce(String.valueOf(client.ask("DESCRIBE", "").header("WWW-Authenticate")));
      String right = digest(camera, "secret", nonce, "MD5", "MD5", 1);
      String info = String.valueOf(client.ask("DESCRIBE", "", right).header("Authentication-Info"));
      String again = digest(camera, "secret", nonce, "MD5", "MD5", 2);
      assertThat(client.ask("DESCRIBE", "", again).header("WWW-Authenticate"))
          .endsWith("stale=true");
      String next = digest(camera, "secret", nonce(info), "MD5", "MD5", 1);
      assertThat(client.ask("DESCRIBE", "", next).status()).isEqualTo(200);
    }
  }

  private static String credentials(
      Camera camera, String name, String nonce, String more, String response) {
    return "Authorization: Digest "
        + name
        + ", realm=\"rtsper camera\", nonce=\""
        + nonce
        + "\", uri=\""
        + camera.url()
        + "\""
        + more
        + ", response=\""
        + response
        + "\"";
  }

  @Test
  void aNonceThatWasRotatedIsStaleAndOneThatIsUsedUp() throws Exception {
    try (Camera camera =
            Camera.builder().digest("user", "secret", "MD5", "auth").nonceUses(2).start();
        TestClient client = new TestClient(camera)) {
      String nonce = nonce(String.valueOf(client.ask("DESCRIBE", "").header("WWW-Authenticate")));
      for (int nc = 1; nc <= 2; nc++) {
        String right = digest(camera, "secret", nonce, "MD5", "MD5", nc);
        assertThat(client.ask("DESCRIBE", "", right).status()).isEqualTo(200);
      }
      TestClient.Incoming stale =
          client.ask("DESCRIBE", "", digest(camera, "secret", nonce, "MD5", "MD5", 3));
      assertThat(stale.header("WWW-Authenticate")).endsWith("stale=true");
      String fresh = nonce(String.valueOf(stale.header("WWW-Authenticate")));
      assertThat(fresh).isNotEqualTo(nonce);
      camera.rotateNonces();
      assertThat(
              client
                  .ask("DESCRIBE", "", digest(camera, "secret", fresh, "MD5", "MD5", 1))
                  .header("WWW-Authenticate"))
          .endsWith("stale=true");
    }
  }

  @Test
  void theUriMustBeTheRequestUri() throws Exception {
    try (Camera camera = Camera.builder().digest("user", "secret", "MD5", "auth").start();
        TestClient client = new TestClient(camera)) {
      String nonce = nonce(String.valueOf(client.ask("DESCRIBE", "").header("WWW-Authenticate")));
      String right = digest(camera, "secret", nonce, "MD5", "MD5", 1);
      assertThat(client.ask("DESCRIBE", "/", right).status()).isEqualTo(401);
      assertThat(camera.violations())
          .contains("uri of the Digest credentials is not the request URI");
    }
  }

  @Test
  void aScriptedChallengeWithAFreshNonceCanBeAnswered() throws Exception {
    try (Camera camera =
            Camera.builder()
                .digest("user", "secret", "MD5", "auth")
                .on("DESCRIBE")
                .unauthorized()
                .reply(
                    401,
                    "WWW-Authenticate: Digest realm=\"rtsper camera\",nonce={nonce},qop=auth,algorithm=MD5")
                .start();
        TestClient client = new TestClient(camera)) {
      String challenge = String.valueOf(client.ask("DESCRIBE", "").header("WWW-Authenticate"));
      String nonce = challenge.replaceFirst(".*nonce=", "").replaceFirst(",.*", "");
      String right = digest(camera, "secret", nonce, "MD5", "MD5", 1);
      assertThat(client.ask("DESCRIBE", "", right).status()).isEqualTo(200);
    }
  }

  private static String basic(String userAndPassword) {
    byte[] bytes = userAndPassword.getBytes(StandardCharsets.UTF_8);
    return "Authorization: Basic " + Base64.getEncoder().encodeToString(bytes);
  }

  private static String nonce(String challenge) {
    return challenge.replaceFirst(".*nonce=\"", "").replaceFirst("\".*", "");
  }

  private static String digest(
      Camera camera, String password, String nonce, String java, String algorithm, int count)
      throws GeneralSecurityException {
    String a1 = hash(java, "user:rtsper camera:" + password);
    if (algorithm.endsWith("-sess")) {
      a1 = hash(java, a1 + ":" + nonce + ":0a4f113b");
    }
    String nc = HexFormat.of().toHexDigits(count);
    String a2 = hash(java, "DESCRIBE:" + camera.url());
    String response = hash(java, a1 + ":" + nonce + ":" + nc + ":0a4f113b:auth:" + a2);
    return "Authorization: Digest username=\"user\", realm=\"rtsper camera\", nonce=\""
        + nonce
        + "\", uri=\""
        + camera.url()
        + "\", algorithm="
        + algorithm
        + ", qop=auth, nc="
        + nc
        + ", cnonce=\"0a4f113b\", response=\""
        + response
        + "\"";
  }

  private static String hash(String java, String text) throws GeneralSecurityException {
    byte[] bytes = MessageDigest.getInstance(java).digest(text.getBytes(StandardCharsets.UTF_8));
    return HexFormat.of().formatHex(bytes);
  }
}
