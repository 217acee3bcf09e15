package io.rtsper.core.session;

import static java.time.Duration.ofMillis;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rtsper.api.ReconnectAttempt;
import io.rtsper.api.ReconnectPolicy;
import io.rtsper.api.ReconnectPolicy.Decision;
import io.rtsper.api.RtspCancelledException;
import io.rtsper.api.RtspException;
import io.rtsper.api.RtspHeaders;
import io.rtsper.api.RtspMethod;
import io.rtsper.api.RtspPhase;
import io.rtsper.api.RtspRequest;
import io.rtsper.api.RtspResponse;
import io.rtsper.api.RtspStatusException;
import io.rtsper.api.RtspTransportException;
import io.rtsper.core.context.Waits;
import io.rtsper.core.control.Redirect;
import io.rtsper.core.control.RetryAfter;
import io.rtsper.core.control.Statuses;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RecoveryTest {

  private static final Duration BASE = Duration.ofMillis(500);
  private static final Duration CAP = Duration.ofSeconds(4);

  private final FakeLoop loop = new FakeLoop();
  private final Waits waits = new Waits();
  private final ToyHost host = new ToyHost();
  private double random = 0.999_999;

  /** Comes back when a test says so. */
  private static final class ToyHost implements Recovery.Host {

    private final List<ReconnectAttempt> attempts = new ArrayList<>();
    private final Deque<CompletableFuture<Void>> ways = new ArrayDeque<>();
    private final List<Integer> back = new ArrayList<>();
    private final List<Redirect> followed = new ArrayList<>();
    private @Nullable RtspException gaveUp;
    private boolean well;
    private boolean played;
    private boolean closing;
    private @Nullable RuntimeException refusal;

    @Override
    public void reconnecting(ReconnectAttempt attempt) {
      if (refusal != null) {
        throw refusal;
      }
      attempts.add(attempt);
    }

    @Override
    public CompletableFuture<Void> reestablish() {
      CompletableFuture<Void> way = ways.poll();
      return way == null ? CompletableFuture.failedFuture(network()) : way;
    }

    @Override
    public void reconnected(int after) {
      back.add(after);
    }

    @Override
    public CompletableFuture<Void> follow(Redirect redirect) {
      followed.add(redirect);
      return CompletableFuture.completedFuture(null);
    }

    @Override
    public Duration retryAfter(RtspException cause) {
      return RetryAfter.of(cause, Instant.EPOCH);
    }

    @Override
    public void giveUp(RtspException cause) {
      gaveUp = cause;
    }

    @Override
    public boolean wasWell() {
      return well;
    }

    @Override
    public boolean hasPlayed() {
      return played;
    }

    @Override
    public boolean isClosing() {
      return closing;
    }
  }

  private Recovery recovery(ReconnectPolicy policy) {
    return new Recovery(loop, policy, waits, () -> random, host);
  }

  private static RtspException network() {
    return new RtspTransportException(RtspPhase.READ, "gone", null);
  }

  private static RtspException status(int code) {
    RtspRequest request = RtspRequest.of(RtspMethod.DESCRIBE, "rtsp://camera.test/");
    return Statuses.failure(
        request, RtspResponse.of(code, "", RtspHeaders.builder().build(), new byte[0]));
  }

  private static CompletableFuture<Void> success() {
    return CompletableFuture.completedFuture(null);
  }

  @Test
  void waitsLongerEachTimeUpToTheCap() {
    CompletableFuture<Void> result =
        recovery(ReconnectPolicy.attempts(6).backoff(BASE, CAP)).recover(network());
    loop.pass(Duration.ofMinutes(1));
    assertThat(host.attempts)
        .extracting(attempt -> Math.round(attempt.delay().toNanos() / 1e6))
        .containsExactly(500L, 1000L, 2000L, 4000L, 4000L, 4000L);
    assertThat(result).isCompletedExceptionally();
    assertThat(host.gaveUp).isInstanceOf(RtspTransportException.class);
  }

  @ParameterizedTest
  @ValueSource(doubles = {0, 0.25, 0.5, 0.999})
  void spreadsTheWaitOverAllOfIt(double drawn) {
    random = drawn;
    recovery(ReconnectPolicy.attempts(1).backoff(BASE, CAP)).recover(network());
    assertThat(host.attempts.get(0).delay())
        .isEqualTo(Duration.ofNanos((long) (BASE.toNanos() * drawn)))
        .isLessThan(BASE);
  }

  @Test
  void triesForEverWithoutOverflow() {
    recovery(ReconnectPolicy.forever().backoff(BASE, CAP)).recover(network());
    loop.pass(Duration.ofHours(2));
    assertThat(host.attempts).hasSizeGreaterThan(1700);
    assertThat(host.attempts)
        .allSatisfy(attempt -> assertThat(attempt.delay()).isBetween(Duration.ZERO, CAP));
    assertThat(host.gaveUp).isNull();
    assertThat(loop.timers()).isOne();
  }

  @ParameterizedTest
  @CsvSource({"0, 2000", "0.5, 3000", "0.999999, 4000"})
  void leavesABusyServerAloneForMostOfTheCapAndSpreadsItsClients(double drawn, long millis) {
    random = drawn;
    recovery(ReconnectPolicy.attempts(2).backoff(BASE, CAP)).recover(status(453));
    assertThat(host.attempts.get(0).delay()).isCloseTo(ofMillis(millis), ofMillis(1));
  }

  @ParameterizedTest
  @CsvSource({"1, 1000", "' 1 ', 1000", "999999, 4000", "soon, 2000", "-1, 2000", "'', 2000"})
  void waitsAsLongAsABusyServerAsksButNotLongerThanTheCap(String retryAfter, long millis) {
    random = 0;
    RtspRequest request = RtspRequest.of(RtspMethod.DESCRIBE, "rtsp://camera.test/");
    RtspResponse busy =
        RtspResponse.of(503, "", RtspHeaders.of("Retry-After", retryAfter), new byte[0]);
    recovery(ReconnectPolicy.attempts(2).backoff(BASE, CAP))
        .recover(Statuses.failure(request, busy));
    assertThat(host.attempts.get(0).delay()).isEqualTo(ofMillis(millis));
  }

  @ParameterizedTest
  @ValueSource(ints = {401, 403, 404, 461})
  void takesOtherRefusalsForFinal(int code) {
    CompletableFuture<Void> result = recovery(ReconnectPolicy.forever()).recover(status(code));
    assertThat(result).isCompletedExceptionally();
    assertThat(host.attempts).isEmpty();
    assertThat(host.gaveUp).isInstanceOf(RtspStatusException.class);
  }

  @ParameterizedTest
  @ValueSource(ints = {404, 454})
  void takesWhatHasPlayedForAwayAndNotForGone(int code) {
    host.played = true;
    recovery(ReconnectPolicy.forever()).recover(status(code));
    assertThat(host.attempts).hasSize(1);
    assertThat(host.gaveUp).isNull();
  }

  @Test
  void tellsTheRuleOfTheApplicationWhetherMediaCame() {
    List<Boolean> told = new ArrayList<>();
    ReconnectPolicy policy =
        ReconnectPolicy.forever()
            .rule(
                (cause, hasPlayed) -> {
                  told.add(hasPlayed);
                  return Decision.GIVE_UP;
                });
    recovery(policy).recover(network());
    host.played = true;
    recovery(policy).recover(network());
    assertThat(told).containsExactly(false, true);
  }

  @Test
  void asksTheRuleOfTheApplicationForEachCause() {
    List<String> asked = new ArrayList<>();
    ReconnectPolicy policy =
        ReconnectPolicy.forever()
            .rule(
                (cause, hasPlayed) -> {
                  asked.add(cause.getClass().getSimpleName());
                  return asked.size() < 3 ? Decision.RETRY : Decision.GIVE_UP;
                });
    host.ways.add(CompletableFuture.failedFuture(status(404)));
    recovery(policy).recover(network());
    loop.pass(Duration.ofMinutes(1));
    assertThat(asked)
        .containsExactly("RtspTransportException", "RtspStatusException", "RtspTransportException");
    assertThat(host.gaveUp).isNotNull();
  }

  @Test
  void givesUpWhenTheRuleItselfThrows() {
    ReconnectPolicy broken =
        ReconnectPolicy.forever()
            .rule(
                (cause, hasPlayed) -> {
                  throw new IllegalStateException("a mistake in the application");
                });
    recovery(broken).recover(network());
    assertThat(host.gaveUp).isNotNull();
    assertThat(host.gaveUp.getSuppressed()).hasSize(1);
  }

  @Test
  void givesUpWhenAClassOfTheRuleIsMissing() {
    ReconnectPolicy broken =
        ReconnectPolicy.forever()
            .rule(
                (cause, hasPlayed) -> {
                  throw new NoClassDefFoundError("com/acme/Retries");
                });
    CompletableFuture<Void> result = recovery(broken).recover(network());
    assertThat(host.gaveUp).isNotNull();
    assertThat(result).isCompletedExceptionally();
  }

  @Test
  void givesUpWhenAnAttemptCannotEvenBegin() {
    host.refusal = new IllegalStateException("the credentials' supplier failed");
    CompletableFuture<Void> result = recovery(ReconnectPolicy.forever()).recover(network());
    assertThat(host.gaveUp).hasRootCauseMessage("the credentials' supplier failed");
    assertThat(result).isCompletedExceptionally();
    assertThat(loop.timers()).isZero();
  }

  @Test
  void countsOnWhenItWasNotWellInBetweenAndAnewWhenItWas() {
    Recovery recovery = recovery(ReconnectPolicy.attempts(2).backoff(BASE, CAP));
    for (int i = 1; i <= 2; i++) {
      host.ways.add(success());
      assertThat(recovery.recover(network())).isNotDone();
      loop.pass(CAP);
      assertThat(host.back).hasSize(i).endsWith(i);
    }
    host.well = true;
    host.ways.add(success());
    CompletableFuture<Void> third = recovery.recover(network());
    loop.pass(CAP);
    assertThat(third).isCompleted();
    assertThat(host.back).containsExactly(1, 2, 1);
    host.well = false;
    host.ways.add(success());
    recovery.recover(network());
    loop.pass(CAP);
    recovery.recover(network());
    assertThat(host.gaveUp).isNotNull();
  }

  @Test
  void takesAStepAgainAfterALossAndOnlyThen() {
    Recovery recovery = recovery(ReconnectPolicy.attempts(3));
    Deque<CompletableFuture<String>> steps =
        new ArrayDeque<>(
            List.of(
                CompletableFuture.failedFuture(network()),
                CompletableFuture.completedFuture("done")));
    host.ways.add(success());
    CompletableFuture<String> result = recovery.run(steps::poll, failure -> true);
    assertThat(result).isNotDone();
    loop.pass(Duration.ofSeconds(1));
    assertThat(result).isCompletedWithValue("done");

    CompletableFuture<String> refused =
        recovery.run(() -> CompletableFuture.failedFuture(status(455)), failure -> false);
    assertThat(refused).isCompletedExceptionally();
    assertThat(host.attempts).hasSize(1);
  }

  @Test
  void followsARedirectAndTakesTheStepAgain() {
    RtspRequest request = RtspRequest.of(RtspMethod.DESCRIBE, "rtsp://camera.test/");
    RtspResponse elsewhere =
        RtspResponse.of(302, "", RtspHeaders.of("Location", "rtsp://other.test/"), new byte[0]);
    Deque<Supplier<CompletableFuture<String>>> steps =
        new ArrayDeque<>(
            List.of(
                () -> {
                  throw new Redirect(request, elsewhere);
                },
                () -> CompletableFuture.completedFuture("there")));
    CompletableFuture<String> result =
        recovery(ReconnectPolicy.none()).run(() -> steps.poll().get(), failure -> true);
    assertThat(result).isCompletedWithValue("there");
    assertThat(host.followed).hasSize(1);
    assertThat(host.attempts).isEmpty();
  }

  @Test
  void followsARedirectOnTheWayBack() {
    RtspRequest request = RtspRequest.of(RtspMethod.DESCRIBE, "rtsp://camera.test/");
    RtspResponse elsewhere =
        RtspResponse.of(302, "", RtspHeaders.of("Location", "rtsp://other.test/"), new byte[0]);
    host.ways.add(CompletableFuture.failedFuture(new Redirect(request, elsewhere)));
    CompletableFuture<Void> result = recovery(ReconnectPolicy.attempts(1)).recover(network());
    loop.pass(Duration.ofSeconds(1));
    assertThat(result).isCompleted();
    assertThat(host.followed).hasSize(1);
  }

  @Test
  void letsGoOfThePauseWhenReleased() {
    CompletableFuture<Void> result = recovery(ReconnectPolicy.forever()).recover(network());
    waits.release(new RtspCancelledException(RtspPhase.CLOSE, "closed", null));
    assertThatThrownBy(result::join).hasCauseInstanceOf(RtspCancelledException.class);
    assertThat(loop.timers()).isZero();
    assertThat(host.gaveUp).isNull();
  }

  @Test
  void stopsWhenTheSessionIsClosedByWhoeverHearsOfTheAttempt() {
    host.closing = true;
    CompletableFuture<Void> result = recovery(ReconnectPolicy.forever()).recover(network());
    assertThat(result).isCompletedExceptionally();
    assertThat(loop.timers()).isZero();
  }
}
