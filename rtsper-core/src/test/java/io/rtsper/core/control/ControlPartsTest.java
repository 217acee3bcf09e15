package io.rtsper.core.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rtsper.api.ReconnectPolicy;
import io.rtsper.api.RtspHeaders;
import io.rtsper.api.RtspMethod;
import io.rtsper.api.RtspProtocolException;
import io.rtsper.api.RtspRequest;
import io.rtsper.api.RtspResponse;
import io.rtsper.api.RtspUrl;
import io.rtsper.core.message.MessageWriter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The small pure parts of what is said to a server. */
class ControlPartsTest {

  @Nested
  class KeepaliveLadderTest {

    private final List<RtspMethod> all =
        List.of(RtspMethod.OPTIONS, RtspMethod.GET_PARAMETER, RtspMethod.SET_PARAMETER);

    private List<String> rungs(KeepaliveLadder ladder) {
      List<String> rungs = new ArrayList<>();
      do {
        rungs.add(ladder.method().name());
      } while (ladder.stepDown());
      return rungs;
    }

    @Test
    void stepsDownToOptions() {
      assertThat(rungs(new KeepaliveLadder(Optional.empty(), all)))
          .containsExactly("GET_PARAMETER", "SET_PARAMETER", "OPTIONS");
    }

    @Test
    void doesNotUseWhatTheServerDoesNotName() {
      assertThat(rungs(new KeepaliveLadder(Optional.empty(), List.of(RtspMethod.PLAY))))
          .containsExactly("OPTIONS");
    }

    @Test
    void triesGetParameterWithAServerThatNamesNothing() {
      assertThat(rungs(new KeepaliveLadder(Optional.empty(), List.of())))
          .containsExactly("GET_PARAMETER", "OPTIONS");
    }

    @Test
    void keepsToTheMethodOfTheApplication() {
      assertThat(rungs(new KeepaliveLadder(Optional.of(RtspMethod.SET_PARAMETER), all)))
          .containsExactly("SET_PARAMETER");
    }

    @Test
    void goesOnToWhatCountsWhereASessionExpired() {
      KeepaliveLadder ladder = new KeepaliveLadder(Optional.empty(), List.of());
      assertThat(ladder.expired()).isTrue();
      assertThat(ladder.method()).isEqualTo(RtspMethod.OPTIONS);
      assertThat(ladder.expired()).isTrue();
      assertThat(ladder.method()).isEqualTo(RtspMethod.GET_PARAMETER);
    }

    @Test
    void triesGetParameterUnnamedOnlyWhereASessionExpired() {
      KeepaliveLadder ladder = new KeepaliveLadder(Optional.empty(), List.of(RtspMethod.PLAY));
      assertThat(ladder.stepDown()).isFalse();
      assertThat(ladder.expired()).isTrue();
      assertThat(ladder.method()).isEqualTo(RtspMethod.GET_PARAMETER);
    }

    @Test
    void goesBackFromAMethodThatIsNotNamedWhenItIsRefused() {
      KeepaliveLadder ladder = new KeepaliveLadder(Optional.empty(), List.of(RtspMethod.PLAY));
      ladder.expired();
      assertThat(ladder.stepDown()).isTrue();
      assertThat(ladder.method()).isEqualTo(RtspMethod.OPTIONS);
      assertThat(ladder.expired()).isFalse();
    }

    @Test
    void keepsToTheMethodOfTheApplicationWhereASessionExpired() {
      KeepaliveLadder ladder = new KeepaliveLadder(Optional.of(RtspMethod.OPTIONS), all);
      assertThat(ladder.expired()).isFalse();
      assertThat(ladder.method()).isEqualTo(RtspMethod.OPTIONS);
    }

    @ParameterizedTest
    @CsvSource({
      "60, 30, false",
      "60, 58, false",
      "60, 59.5, true",
      "60, 66.7, true",
      "60, 69, false",
      "30, 60.2, true",
      "30, 90, true",
      "30, 120, false",
      "5, 5, true",
      "5, 8, false"
    })
    void takesALossAtAMultipleOfTheTimeoutForItsExpiry(long timeout, double life, boolean expiry) {
      assertThat(
              KeepaliveLadder.isExpiry(
                  Duration.ofMillis((long) (life * 1000)), Duration.ofSeconds(timeout)))
          .isEqualTo(expiry);
    }

    @ParameterizedTest
    @CsvSource({"50, false", "60, true", "90, true", "205, true", "300, false"})
    void takesAnUnknownSessionForExpiredNotBeforeItsTimeout(long life, boolean may) {
      assertThat(
              KeepaliveLadder.mayHaveExpired(
                  Duration.ofSeconds(life), Duration.ofSeconds(60), Duration.ofSeconds(30)))
          .isEqualTo(may);
    }

    @Test
    void remembersWhatWorked() {
      KeepaliveLadder ladder = new KeepaliveLadder(Optional.empty(), all);
      ladder.stepDown();
      assertThat(ladder.method()).isEqualTo(RtspMethod.SET_PARAMETER);
      assertThat(ladder.method()).isEqualTo(RtspMethod.SET_PARAMETER);
    }
  }

  @Nested
  class RequestRateTest {

    private final RequestRate rate = new RequestRate();

    @Test
    void allowsAHundredASecond() {
      long now = Long.MAX_VALUE - 500_000_000L;
      for (int second = 0; second < 3; second++) {
        for (int i = 0; i < RequestRate.MAX_PER_SECOND; i++) {
          assertThat(rate.isTooMany(now)).isFalse();
        }
        now += 1_000_000_000L;
      }
    }

    @Test
    void refusesOneMore() {
      for (int i = 0; i < RequestRate.MAX_PER_SECOND; i++) {
        assertThat(rate.isTooMany(i)).isFalse();
      }
      assertThat(rate.isTooMany(999_999_999L)).isTrue();
      assertThat(rate.failure()).hasMessageContaining("more than 100 requests");
    }
  }

  @Nested
  class RedirectsTest {

    private final RtspRequest request = RtspRequest.of(RtspMethod.DESCRIBE, "rtsp://one.test/a");

    private RtspUrl target(String from, String location, int count) {
      Redirect redirect =
          new Redirect(
              request, RtspResponse.of(302, "", RtspHeaders.of("Location", location), new byte[0]));
      return Redirects.target(redirect, RtspUrl.parse(from), count, 5, (quirk, detail) -> {});
    }

    @ParameterizedTest
    @CsvSource({
      "rtsp://one.test/a, rtsp://two.test/b, rtsp://two.test/b",
      "rtsp://one.test/a, rtsps://two.test/b, rtsps://two.test/b",
      "rtsp://one.test/a, rtsp://one.test:8554/b, rtsp://one.test:8554/b",
      "rtsp://one.test/a, rtsp://user:secret@two.test/b, rtsp://two.test/b"
    })
    void leadElsewhere(String from, String location, String to) {
      assertThat(target(from, location, 1)).hasToString(to);
      assertThat(target(from, location, 5).credentials()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
      "rtsps://one.test/a, rtsp://one.test/a, give up TLS",
      "rtsp://one.test/a, http://one.test/a, http",
      "rtsp://one.test/a, file:///etc/passwd, no host",
      "rtsp://one.test/a, '', is empty"
    })
    void areRefusedForGood(String from, String location, String text) {
      refused(from, location, 1, text);
    }

    @Test
    void endAtTheLimitForGood() {
      refused("rtsp://one.test/a", "rtsp://two.test/b", 6, "more than 5 times");
    }

    private void refused(String from, String location, int count, String text) {
      assertThatThrownBy(() -> target(from, location, count))
          .isInstanceOfSatisfying(
              RtspProtocolException.class,
              refusal -> {
                assertThat(refusal).hasMessageContaining(text);
                assertThat(refusal.response()).isPresent();
                assertThat(ReconnectPolicy.defaultDecision(refusal, true))
                    .isEqualTo(ReconnectPolicy.Decision.GIVE_UP);
              });
    }
  }

  @Nested
  class ServerRequestsTest {

    private RtspResponse answer(String method, String... headers) {
      RtspHeaders.Builder builder = RtspHeaders.builder();
      for (int i = 0; i < headers.length; i += 2) {
        builder.add(headers[i], headers[i + 1]);
      }
      return ServerRequests.answer(
          RtspRequest.of(RtspMethod.of(method), "rtsp://camera.test/")
              .withHeaders(builder.build()));
    }

    @ParameterizedTest
    @ValueSource(
        strings = {"OPTIONS", "ANNOUNCE", "GET_PARAMETER", "SET_PARAMETER", "REDIRECT", "TEARDOWN"})
    void areAnsweredWithTheirNumberAndSession(String method) {
      RtspResponse answer = answer(method, "CSeq", "17", "Session", "abc");
      assertThat(answer.statusCode()).isEqualTo(200);
      assertThat(answer.headers().first("CSeq")).contains("17");
      assertThat(answer.headers().first("Session")).contains("abc");
      assertThat(answer.headers().contains("Public")).isEqualTo(method.equals("OPTIONS"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"DESCRIBE", "SETUP", "PLAY", "RECORD", "PLAY_NOTIFY", "X-ANY"})
    void areRefusedWhenAClientCannotServeThem(String method) {
      RtspResponse answer = answer(method, "CSeq", "1");
      assertThat(answer.statusCode()).isEqualTo(501);
      assertThat(answer.headers().first("Allow").orElse("")).contains("OPTIONS");
    }

    @ParameterizedTest
    @ValueSource(strings = {"1\0", "\r1", "a\nb"})
    void areAnsweredWithoutWhatCannotBeEchoed(String value) {
      RtspHeaders received =
          RtspHeaders.builder().addReceived("CSeq", value).addReceived("Session", value).build();
      RtspResponse answer =
          ServerRequests.answer(
              RtspRequest.received(
                  RtspMethod.OPTIONS, "rtsp://camera.test/", received, new byte[0]));
      assertThat(answer.statusCode()).isEqualTo(200);
      assertThat(MessageWriter.write(answer).hasRemaining()).isTrue();
      assertThat(answer.headers().contains("CSeq")).isFalse();
      assertThat(answer.headers().contains("Session")).isFalse();
    }

    @Test
    void areAnsweredEvenWithoutANumber() {
      assertThat(answer("OPTIONS").headers().contains("CSeq")).isFalse();
    }
  }
}
