package io.rtsper.it.conversation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rtsper.api.AuthPolicy;
import io.rtsper.api.Credentials;
import io.rtsper.api.RtspAuthException;
import io.rtsper.api.RtspMethod;
import io.rtsper.api.RtspRequest;
import io.rtsper.api.RtspResponse;
import io.rtsper.api.RtspSession;
import io.rtsper.api.RtspTransportException;
import io.rtsper.api.SessionState;
import io.rtsper.api.TlsOptions;
import io.rtsper.api.header.Authorization;
import io.rtsper.camera.Camera;
import io.rtsper.camera.CameraBuilder;
import io.rtsper.camera.CameraRequest;
import io.rtsper.camera.Step;
import io.rtsper.camera.TestCertificates;
import io.rtsper.it.canary.Canary;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** When a server asks for credentials, and what it gets then. */
class ChallengesTest extends Applications {

  private static final String CHALLENGE =
      "WWW-Authenticate: Digest realm=\"rtsper camera\", nonce=\"{nonce}\"";

  private static List<String> answers(Camera camera) {
    return camera.requests().stream()
        .map(request -> request.header("Authorization"))
        .filter(Objects::nonNull)
        .toList();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "WWW-Authenticate: Basic realm=\"rtsper camera\"",
        "WWW-Authenticate: Digest realm=\"rtsper camera\", nonce=\"n\", algorithm=MD5"
      })
  void whoAcceptedSha256GetsNothingWeaker(String challenge) {
    try (Camera camera =
        Camera.builder()
            .digest("user", Canary.SECRET, "SHA-256", "auth")
            .on("SETUP")
            .reply(401, challenge)
            .start()) {
      assertThatThrownBy(() -> session(camera).open())
          .isInstanceOf(RtspAuthException.class)
          .hasMessageContaining("weaker than the Digest SHA-256");
      assertThat(answers(camera))
          .isNotEmpty()
          .allSatisfy(answer -> assertThat(answer).contains("SHA-256"));
    }
  }

  /** Challenges by no grammar, each with what their answers contain and the quirk that it is. */
  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        // TP-Link (ExoPlayer#9428), Hikvision (ExoPlayer#9800), OvenMediaEngine#1936
        "Digest realm=rtsper camera, nonce={nonce} | realm=\"rtsper camera\" | parameter-unquoted",
        "Digest realm=\"rtsper camera\", nonce=\"{nonce}\", stale=\"FALSE\" | nonce=\""
            + " | parameter-quoted",
        "Digest realm=\"rtsper camera\", nonce=\"{nonce}\", algorithm=\"MD5\" | algorithm=MD5"
            + " | parameter-quoted",
        "Digest realm = \"rtsper camera\", nonce=\"{nonce}\" | nonce=\" | header-blanks",
        "Digest realm=\"rtsper camera\" nonce=\"{nonce}\" | nonce=\" | header-separator",
        "Digest, realm=\"rtsper camera\", nonce=\"{nonce}\" | nonce=\" | header-separator",
        "Digest realm=\"rtsper camera\"; nonce=\"{nonce}\" | nonce=\" | header-separator",
        "Digest nonce=\"{nonce}\", realm=\"rtsper camera | nonce=\" | challenge-unterminated-quote",
        "Basic realm=\"x\", Digest realm=\"rtsper camera\", nonce=\"{nonce}\" | Digest | ~~",
        "NTLM TlRMTVNTUAACAAAA, Digest realm=\"rtsper camera\", nonce=\"{nonce}\" | Digest | ~~"
      })
  void areAnsweredAsTheyAreMeant(String challenge, String part, String quirk) {
    try (Camera camera =
            Camera.builder()
                .digest("user", Canary.SECRET)
                .on("*")
                .unauthorized()
                .reply(401, "WWW-Authenticate: " + challenge)
                .start();
        RtspSession session = session(camera).open()) {
      assertThat(answers(camera)).isNotEmpty().allSatisfy(a -> assertThat(a).contains(part));
      assertThat(quirks(session)).isEqualTo(quirk.isEmpty() ? List.of() : List.of(quirk));
    }
  }

  @Test
  void anUnquotedListOfQopIsReadAsOneValue() {
    try (Camera camera =
            Camera.builder()
                .digest("user", Canary.SECRET, "MD5", "auth")
                .on("*")
                .unauthorized()
                .reply(401, CHALLENGE + ", qop=auth,auth-int")
                .start();
        RtspSession session = session(camera).open()) {
      assertThat(answers(camera)).allSatisfy(a -> assertThat(a).contains(", qop=auth, nc="));
      assertThat(quirks(session)).containsExactly("parameter-unquoted");
    }
  }

  @Test
  void aNonceBeyondTheLimitIsNotAnswered() {
    try (Camera camera =
        Camera.builder()
            .on("*")
            .reply(
                401,
                "WWW-Authenticate: Digest realm=\"r\", nonce=\"" + "n".repeat(4097) + "\"",
                "WWW-Authenticate: Basic realm=\"r\"")
            .start()) {
      assertThatThrownBy(() -> session(camera).open())
          .isInstanceOf(RtspAuthException.class)
          .hasMessageContaining("Basic isn't sent without TLS");
      assertThat(answers(camera)).isEmpty();
    }
  }

  @Test
  void aServerThatNamesNoSchemeIsNotAnswered() {
    try (Camera camera = Camera.builder().on("*").reply(401, "WWW-Authenticate:").start()) {
      assertThatThrownBy(() -> session(camera).open())
          .isInstanceOf(RtspAuthException.class)
          .hasMessageContaining("named no authentication scheme");
    }
  }

  @Test
  void theApplicationsOwnAuthorizationIsSent() {
    String own = Authorization.basic("user", Canary.SECRET);
    try (Camera camera = Camera.builder().basic("user", Canary.SECRET).start();
        RtspSession session = withoutSecret(camera).build();
        RtspSession withHeader = withoutSecret(camera).header("Authorization", own).build()) {
      session.connect();
      RtspRequest describe = RtspRequest.of(RtspMethod.DESCRIBE, camera.url());
      RtspResponse response = session.request(describe.withHeader("Authorization", own));
      assertThat(response.statusCode()).isEqualTo(200);
      assertThatThrownBy(() -> session.request(describe)).isInstanceOf(RtspAuthException.class);

      withHeader.connect();
      assertThat(withHeader.describe().media()).hasSize(2);
    }
  }

  @Test
  void basicIsNotSentToWhoAcceptedDigestOnceItIsOnANewConnection() {
    try (Camera camera =
            Camera.builder()
                .digest("user", Canary.SECRET)
                .on("*")
                .connection(2)
                .reply(401, "WWW-Authenticate: Basic realm=\"rtsper camera\"")
                .start();
        RtspSession session = session(camera).reconnect(once()).open()) {
      camera.closeConnections();
      assertThatThrownBy(() -> session.ended().get(LIMIT.toSeconds(), TimeUnit.SECONDS))
          .hasMessageContaining("weaker than the Digest");
      assertThat(answers(camera)).noneMatch(answer -> answer.startsWith("Basic"));
    }
  }

  private static Step offeringDigestThatNobodyKnows(CameraBuilder camera) {
    return camera
        .basic("user", Canary.SECRET)
        .on("*")
        .unauthorized()
        .reply(
            401,
            "WWW-Authenticate: Basic realm=\"rtsper camera\"",
            "WWW-Authenticate: Digest realm=\"rtsper camera\", nonce=\"n\", algorithm=FOO");
  }

  @Test
  void basicIsNotSentInTheClearWhereDigestIsOfferedToo() {
    try (Camera camera = offeringDigestThatNobodyKnows(Camera.builder()).start()) {
      assertThatThrownBy(() -> session(camera).open())
          .isInstanceOf(RtspAuthException.class)
          .hasMessageContaining("offered: Basic, Digest FOO")
          .hasMessageContaining("none of its Digest challenges can be answered")
          .hasMessageContaining("Basic isn't sent without TLS")
          .hasMessageContaining("use the server's rtsps URL");
      assertThat(answers(camera)).isEmpty();
    }
  }

  @Test
  void basicIsSentOverTlsWhereDigestIsOfferedToo() {
    CameraBuilder overTls = Camera.builder().tls(TestCertificates.GOOD.context());
    try (Camera camera = offeringDigestThatNobodyKnows(overTls).start();
        RtspSession session =
            session(camera)
                .tls(
                    TlsOptions.defaults().context(TestCertificates.trusting(TestCertificates.GOOD)))
                .open()) {
      assertThat(session.authentication()).contains("Basic");
    }
  }

  @Test
  void basicIsSentInTheClearWhereItIsAllThatIsOffered() {
    try (Camera camera = Camera.builder().basic("user", Canary.SECRET).start();
        RtspSession session = session(camera).open()) {
      assertThat(session.authentication()).contains("Basic");
    }
  }

  @Test
  void aServerThatOffersSeveralEachTimeIsAnsweredEachTime() throws Exception {
    for (boolean strongFirst : List.of(true, false)) {
      Packets packets = new Packets(5);
      String first = strongFirst ? "SHA-256" : "MD5";
      String second = strongFirst ? "MD5" : "SHA-256";
      try (Camera camera =
              Camera.builder()
                  .digest("user", Canary.SECRET, first, "auth")
                  .digest("user", Canary.SECRET, second, "auth")
                  .basic("user", Canary.SECRET)
                  .nonceUses(1)
                  .start();
          RtspSession session = session(camera).onPacket(packets.listener()).open()) {
        assertThat(packets.came()).isTrue();
        assertThat(answers(camera)).allSatisfy(a -> assertThat(a).startsWith("Digest"));
        assertThat(session.authentication()).contains("Digest " + first);
      }
    }
  }

  /** The server names the next nonce in each answer (RFC 7616 §3.5), and takes no other. */
  @Test
  void aRequestThatWaitsForAnAnswerIsSignedWithTheNonceThatTheAnswerNames() {
    try (Camera camera =
            Camera.builder()
                .digest("user", Canary.SECRET, "MD5", "auth")
                .nextNonces()
                .on("SET_PARAMETER")
                .authorized()
                .delay(Duration.ofMillis(600))
                .start();
        RtspSession session =
            session(camera)
                .keepaliveInterval(Duration.ofMillis(100))
                .keepaliveMethod(RtspMethod.GET_PARAMETER)
                .open()) {
      RtspResponse answer = session.setParameter("barparam", "barstuff");
      String next = nonce("nextnonce", answer.headers().first("Authentication-Info").orElse(""));
      List<CameraRequest> behind = new ArrayList<>();
      camera.awaitMessage(
          "a keepalive behind SET_PARAMETER",
          last -> {
            List<CameraRequest> all = camera.requests();
            behind.clear();
            behind.addAll(all.subList(all.indexOf(lastOf(all, "SET_PARAMETER")), all.size()));
            return behind.size() > 1;
          },
          LIMIT);
      assertThat(behind.get(1).method()).isEqualTo("GET_PARAMETER");
      assertThat(nonce("nonce", behind.get(1).header("Authorization")))
          .isEqualTo(next)
          .isNotEqualTo(nonce("nonce", behind.get(0).header("Authorization")));
    }
  }

  private static CameraRequest lastOf(List<CameraRequest> requests, String method) {
    return requests.stream()
        .filter(request -> request.method().equals(method))
        .reduce((first, second) -> second)
        .orElseThrow();
  }

  private static String nonce(String parameter, @Nullable String field) {
    Matcher matcher =
        Pattern.compile("\\b" + parameter + "=\"([^\"]+)\"").matcher(String.valueOf(field));
    assertThat(matcher.find()).as("%s of %s", parameter, field).isTrue();
    return matcher.group(1);
  }

  @Test
  void theStrongestPolicyKeepsToTheStrongest() {
    try (Camera camera =
            Camera.builder()
                .digest("user", Canary.SECRET, "MD5", "auth")
                .digest("user", Canary.SECRET, "SHA-256", "auth")
                .nonceUses(1)
                .start();
        RtspSession session = session(camera).authPolicy(AuthPolicy.DEFAULT.strongest()).open()) {
      assertThat(session.authentication()).contains("Digest SHA-256");
    }
  }

  @Test
  void go2rtc235EachRequestNamesItsUserAgent() throws Exception {
    Packets packets = new Packets(5);
    try (Camera camera =
        Camera.builder()
            .on("*")
            .when(request -> request.header("User-Agent") == null)
            .reply(401, CHALLENGE)
            .start()) {
      try (RtspSession session = session(camera).onPacket(packets.listener()).open()) {
        assertThat(packets.came()).isTrue();
        assertThat(session.getParameter().isSuccess()).isTrue();
      }
      assertThat(camera.requests())
          .isNotEmpty()
          .allSatisfy(request -> assertThat(request.header("User-Agent")).isEqualTo("rtsper"));
    }
  }

  @Test
  void theSameSecretTwiceIsTriedOnce() {
    try (Camera camera =
        Camera.builder().on("*").reply(401, CHALLENGE.replace("{nonce}", "same")).start()) {
      Credentials fromVault = Credentials.of("user", Canary.SECRET::toCharArray);
      assertThatThrownBy(
              () -> session(camera.url("user", Canary.IN_URL)).credentials(fromVault).open())
          .isInstanceOf(RtspAuthException.class)
          .hasMessageContaining("refused the credentials");
      assertThat(answers(camera)).hasSize(1);
    }
  }

  @Test
  void whatIsQuotedOfChallengesIsPrintableAndShort() {
    String odd = "WWW-Authenticate: Digest realm=\"r\", nonce=\"n\", algorithm=\"\33[2J";
    List<String> lines = new ArrayList<>();
    for (int i = 0; i < 10; i++) {
      lines.add(odd + i + "x".repeat(1000) + "\"");
      lines.add("WWW-Authenticate: S" + i + "x".repeat(1000) + " realm=\"r\"");
    }
    String[] all = lines.toArray(String[]::new);
    try (Camera camera = Camera.builder().on("*").reply(401, all).start()) {
      assertThatThrownBy(() -> session(camera).open())
          .isInstanceOf(RtspAuthException.class)
          .hasMessageContaining("offered: Digest \\x1b[2J0xxx")
          .hasMessageContaining("no plug-in for S0xxx")
          .message()
          .hasSizeLessThan(1000);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {404, 405, 501})
  void p25OptionsMayBeRefusedWith(int status) {
    try (Camera camera = Camera.builder().on("OPTIONS").reply(status).start();
        RtspSession session = session(camera).open()) {
      assertThat(session.tracks()).hasSize(2);
      assertThat(quirks(session)).isEmpty();
    }
  }

  @Test
  void p25OptionsMayAskForCredentials() {
    try (Camera camera = Camera.builder().digest("user", Canary.SECRET).start();
        RtspSession session = session(camera).open()) {
      assertThat(session.tracks()).hasSize(2);
      assertThat(camera.requests("OPTIONS")).hasSize(2);
    }
  }

  @Test
  void p26AServerThatClosesAfterEach401IsAnsweredOnANewConnection() throws Exception {
    Packets packets = new Packets(5);
    try (Camera camera =
            Camera.builder()
                .digest("user", Canary.SECRET)
                .on("*")
                .unauthorized()
                .reply(401, CHALLENGE)
                .close()
                .start();
        RtspSession session = session(camera).onPacket(packets.listener()).open()) {
      assertThat(packets.came()).isTrue();
      assertThat(camera.connections()).isEqualTo(2);
    }
  }

  @Test
  void p26ANonceForEachConnectionIsTakenOnTheNewOne() {
    try (Camera camera =
            Camera.builder()
                .digest("user", Canary.SECRET)
                .on("*")
                .unauthorized()
                .reply(401, CHALLENGE)
                .close()
                .on("*")
                .connection(2)
                .times(1)
                .reply(401, CHALLENGE)
                .start();
        RtspSession session = session(camera).open()) {
      assertThat(session.tracks()).hasSize(2);
      assertThat(camera.connections()).isEqualTo(2);
    }
  }

  @Test
  void p26AtSetupTheMediaComesOnTheNewConnection() throws Exception {
    Packets packets = new Packets(5);
    try (Camera camera =
            Camera.builder()
                .digest("user", Canary.SECRET)
                .on("SETUP")
                .times(1)
                .reply(401, CHALLENGE + ", stale=true")
                .close()
                .start();
        RtspSession session = session(camera).onPacket(packets.listener()).open()) {
      assertThat(packets.came()).isTrue();
      assertThat(camera.connections()).isEqualTo(2);
      assertThat(quirks(session)).isEmpty();
    }
  }

  @Test
  void p26AtPlayEverythingIsSetUpOnTheNewConnection() throws Exception {
    Packets packets = new Packets(5);
    try (Camera camera =
            Camera.builder()
                .digest("user", Canary.SECRET)
                .on("PLAY")
                .times(1)
                .reply(401, CHALLENGE + ", stale=true")
                .close()
                .start();
        RtspSession session = session(camera).onPacket(packets.listener()).open()) {
      assertThat(packets.came()).isTrue();
      assertThat(camera.connections()).isEqualTo(2);
      assertThat(camera.requests("SETUP")).hasSize(4);
      assertThat(session.state()).isEqualTo(SessionState.PLAYING);
    }
  }

  @Test
  void p26AtEachPlayIsAnErrorInTheEnd() {
    try (Camera camera =
        Camera.builder()
            .digest("user", Canary.SECRET)
            .on("PLAY")
            .reply(401, CHALLENGE + ", stale=true")
            .close()
            .start()) {
      assertThatThrownBy(() -> session(camera).timeout(Duration.ofSeconds(2)).open())
          .isInstanceOf(RtspTransportException.class)
          .hasMessageContaining("PLAY");
      assertThat(camera.connections()).isEqualTo(2);
    }
  }

  private static Camera mediaMtx() {
    return Camera.builder()
        .on("*")
        .unauthorized()
        .reply(401, CHALLENGE)
        .on("*")
        .authorized()
        .reply(401)
        .start();
  }

  @Test
  void mediaMtx121AndGortsplib56A401WithoutAChallengeRefusesTheCredentials() {
    try (Camera camera = mediaMtx()) {
      assertThatThrownBy(() -> session(camera).open())
          .isInstanceOf(RtspAuthException.class)
          .hasMessageContaining("refused the credentials")
          .hasMessageContaining("Digest MD5, sent once; offered: nothing");
      assertThat(answers(camera)).hasSize(1);
    }
  }

  @Test
  void mediaMtx121AndGortsplib56EachOfSeveralSecretsIsTriedOnce() {
    try (Camera camera = mediaMtx()) {
      assertThatThrownBy(() -> session(camera.url("other", Canary.IN_URL)).open())
          .isInstanceOf(RtspAuthException.class)
          .hasMessageContaining("refused the credentials");
      assertThat(answers(camera)).hasSize(2).doesNotHaveDuplicates();
    }
  }
}
