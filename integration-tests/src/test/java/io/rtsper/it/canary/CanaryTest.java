package io.rtsper.it.canary;

import static org.assertj.core.api.Assertions.assertThat;

import io.rtsper.api.Credentials;
import io.rtsper.api.EndReason;
import io.rtsper.api.Quirk;
import io.rtsper.api.ReconnectAttempt;
import io.rtsper.api.ReconnectPolicy;
import io.rtsper.api.RtspClient;
import io.rtsper.api.RtspException;
import io.rtsper.api.RtspListener;
import io.rtsper.api.RtspRequest;
import io.rtsper.api.RtspResponse;
import io.rtsper.api.RtspSession;
import io.rtsper.api.RtspSessionBuilder;
import io.rtsper.api.RtspUrl;
import io.rtsper.api.SessionState;
import io.rtsper.camera.Camera;
import io.rtsper.camera.CameraBuilder;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Prints all that a session with a secret says of itself, and looks for the secret in it. What is
 * printed and logged here is searched once more, with that of all other tests, by {@code
 * scripts/canary-search}, which also wants to know from this test that servers got the secret.
 */
class CanaryTest {

  private static final Duration LIMIT = Duration.ofSeconds(20);
  private static final AtomicInteger AUTHENTICATED = new AtomicInteger();

  private final RtspClient client = RtspClient.builder().eventLoops(1).name("canary").build();
  private final StringWriter printed = new StringWriter();
  private final PrintWriter out = new PrintWriter(printed, true);

  /** How the secret is given, and how it travels. */
  enum Way {
    BASIC {
      @Override
      CameraBuilder camera() {
        return Camera.builder().basic("user", Canary.SECRET);
      }
    },
    DIGEST {
      @Override
      CameraBuilder camera() {
        return Camera.builder().digest("user", Canary.SECRET);
      }
    },
    SHA_256 {
      @Override
      CameraBuilder camera() {
        return Camera.builder().digest("user", Canary.SECRET, "SHA-256", "auth");
      }
    };

    abstract CameraBuilder camera();
  }

  @AfterEach
  void search() throws IOException {
    client.close();
    Path captures = Files.createDirectories(Path.of("target", "captures"));
    Files.writeString(Files.createTempFile(captures, "canary", ".out"), printed.toString());
    assertThat(printed.toString()).isNotEmpty().doesNotContain(Canary.SECRET, Canary.IN_URL);
    for (String user : new String[] {"user", "admin"}) {
      assertThat(printed.toString())
          .doesNotContain(
              Base64.getEncoder()
                  .encodeToString((user + ":" + Canary.SECRET).getBytes(StandardCharsets.UTF_8)));
    }
  }

  @AfterAll
  static void tellHowOftenItWasUsed() throws IOException {
    Files.createDirectories(Path.of("target"));
    Files.writeString(Path.of("target", "canary-used.txt"), AUTHENTICATED + "\n");
  }

  @ParameterizedTest
  @EnumSource
  void isNotToldBySessionsThatPlayAndComeBack(Way way) throws Exception {
    for (boolean inUrl : new boolean[] {true, false}) {
      try (Camera camera = way.camera().start()) {
        CountDownLatch back = new CountDownLatch(1);
        RtspSessionBuilder builder =
            inUrl
                ? client.session(camera.url("user", Canary.IN_URL))
                : client
                    .session(camera.url())
                    .credentials(Credentials.of("user", Canary.SECRET.toCharArray()));
        builder
            .reconnect(
                ReconnectPolicy.attempts(20).backoff(Duration.ofMillis(10), Duration.ofMillis(50)))
            .listener(new Teller(back));
        out.println(builder);
        try (RtspSession session = builder.open()) {
          camera.restart();
          assertThat(back.await(LIMIT.toSeconds(), TimeUnit.SECONDS)).isTrue();
          camera.rotateNonces();
          assertThat(session.getParameter().isSuccess()).isTrue();
          tellAll(session);
        }
        assertThat(camera.violations()).isEmpty();
        AUTHENTICATED.addAndGet(authenticated(camera));
      }
    }
  }

  private static int authenticated(Camera camera) {
    int count =
        (int)
            camera.requests().stream()
                .filter(request -> request.method().equals("PLAY"))
                .filter(request -> request.header("Authorization") != null)
                .count();
    assertThat(count).as("PLAY requests with credentials").isPositive();
    return count;
  }

  /** A server refuses the secret, and says it in the reason and in headers. */
  @Test
  void isNotToldWhenAServerRefusesAndRepeatsIt() {
    String basic =
        Base64.getEncoder()
            .encodeToString(("user:" + Canary.SECRET).getBytes(StandardCharsets.UTF_8));
    try (Camera camera =
        Camera.builder()
            .basic("user", Canary.SECRET)
            .on("DESCRIBE")
            .authorized()
            .reply(403, "Authorization: Basic " + basic, "Content-Base: {camera}")
            .start()) {
      failing(camera.url("user", Canary.IN_URL));
    }
  }

  @Test
  void isNotToldWhenItIsWrong() {
    try (Camera camera = Camera.builder().digest("user", Canary.WRONG).start()) {
      failing(camera.url("user", Canary.IN_URL));
    }
  }

  /** Cameras of several makers answer with the URL that they were asked for, user included. */
  @Test
  void isNotToldWhenAServerHasItInItsOwnUrls() throws Exception {
    try (Camera camera =
        Camera.builder()
            .basic("user", Canary.SECRET)
            .on("DESCRIBE")
            .authorized()
            .reply(
                200,
                "Content-Base: rtsp://user:" + Canary.IN_URL + "@127.0.0.1/stream/",
                "Content-Location: rtsp://user:" + Canary.SECRET + "@127.0.0.1/stream/")
            .start()) {
      RtspSession session =
          client
              .session(camera.url("user", Canary.IN_URL))
              .listener(new Teller(new CountDownLatch(1)))
              .build();
      session.connect();
      out.println(session.describe());
      tellAll(session);
      session.close();
    }
  }

  @Test
  void isNotToldWhenARedirectHasItInItsUrl() {
    try (Camera camera =
        Camera.builder()
            .on("DESCRIBE")
            .reply(302, "Location: rtsp://user:" + Canary.IN_URL + "@unknown.invalid/stream")
            .start()) {
      failing(camera.url("user", Canary.IN_URL));
    }
  }

  @Test
  void isNotToldByWhatCannotBeReadOrReached() {
    failing("rtsp://user:" + Canary.IN_URL + "@unknown.invalid/stream");
    try {
      out.println(RtspUrl.parse("rtsp://user:" + Canary.SECRET + "@host:port/"));
    } catch (RtspException unreadable) {
      unreadable.printStackTrace(out);
    }
    out.println(Credentials.of("admin", Canary.SECRET));
  }

  private void failing(String url) {
    RtspSession session =
        client
            .session(url)
            .reconnect(ReconnectPolicy.none())
            .listener(new Teller(new CountDownLatch(1)))
            .build();
    try {
      session.start();
      throw new AssertionError("nothing failed at " + session.url());
    } catch (RtspException failed) {
      failed.printStackTrace(out);
    } finally {
      tellAll(session);
      session.close();
    }
  }

  private void tellAll(RtspSession session) {
    out.println(session);
    out.println(session.url());
    out.println(session.statistics());
    out.println(session.quirks());
    out.println(session.tracks());
    out.println(session.authentication());
    out.println(client);
    for (Map.Entry<Thread, StackTraceElement[]> thread : Thread.getAllStackTraces().entrySet()) {
      out.println(thread.getKey().getName());
    }
  }

  /** Prints all that a listener hears. */
  private final class Teller implements RtspListener {

    private final CountDownLatch back;

    private Teller(CountDownLatch back) {
      this.back = back;
    }

    @Override
    public void onRequest(RtspSession session, RtspRequest request) {
      out.println(request);
      out.println(request.headers());
    }

    @Override
    public void onResponse(RtspSession session, RtspResponse response) {
      out.println(response);
      out.println(response.headers());
    }

    @Override
    public void onStateChange(RtspSession session, SessionState from, SessionState to) {
      out.println(session + " " + from + " " + to);
    }

    @Override
    public void onQuirk(RtspSession session, Quirk quirk, String detail) {
      out.println(quirk + " " + detail);
    }

    @Override
    public void onReconnect(RtspSession session, ReconnectAttempt attempt) {
      out.println(attempt);
    }

    @Override
    public void onReconnected(RtspSession session, int attempts) {
      back.countDown();
    }

    @Override
    public void onError(RtspSession session, RtspException error) {
      error.printStackTrace(out);
    }

    @Override
    public void onDisconnect(RtspSession session, EndReason reason, Optional<RtspException> error) {
      out.println(Stream.of(session, reason, error).toList());
    }
  }
}
