package io.rtsper.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rtsper.api.ReconnectPolicy.Decision;
import java.security.cert.CertificateException;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import javax.net.ssl.SSLHandshakeException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReconnectPolicyTest {

  private static RtspTransportException handshake(Exception cause) {
    SSLHandshakeException wrapped = new SSLHandshakeException("refused");
    wrapped.initCause(cause);
    return new RtspTransportException(RtspPhase.TLS_HANDSHAKE, "failed", wrapped);
  }

  @Test
  void isThatOfThePythonOriginalByDefault() {
    ReconnectPolicy policy = ReconnectPolicy.defaults();
    assertThat(policy.maxAttempts()).isEqualTo(3);
    assertThat(policy.base()).isEqualTo(Duration.ofMillis(500));
    assertThat(policy).hasToString("reconnect 3 times, backoff PT0.5S to PT30S");
  }

  @Test
  void doesNotComeBackToAServerWhoseCertificateIsNotTrusted() {
    assertThat(
            ReconnectPolicy.defaultDecision(handshake(new CertificateException("expired")), false))
        .isEqualTo(Decision.GIVE_UP);
    assertThat(
            ReconnectPolicy.defaultDecision(handshake(new IllegalStateException("other")), false))
        .isEqualTo(Decision.RETRY);
  }

  @Test
  void comesBackAfterWhatMayPass() {
    assertThat(
            ReconnectPolicy.defaultDecision(
                new RtspTransportException(RtspPhase.CONNECT, "refused", null), false))
        .isEqualTo(Decision.RETRY);
    assertThat(ReconnectPolicy.defaultDecision(new RtspValidationException("no"), false))
        .isEqualTo(Decision.GIVE_UP);
  }

  @ParameterizedTest
  @CsvSource({
    "404, false, GIVE_UP",
    "404, true, RETRY",
    "454, false, RETRY",
    "454, true, RETRY",
    "410, true, GIVE_UP",
    "403, true, GIVE_UP",
    "453, true, RETRY_LATER"
  })
  void comesBackToWhatHasPlayed(int status, boolean hasPlayed, Decision decision) {
    RtspStatusException refusal =
        new RtspStatusException(
            "refused",
            RtspRequest.of(RtspMethod.DESCRIBE, "rtsp://camera.test/"),
            RtspResponse.of(status, "", RtspHeaders.empty(), new byte[0]));
    assertThat(ReconnectPolicy.defaultDecision(refusal, hasPlayed)).isEqualTo(decision);
  }

  @Test
  void doesNotComeBackForARedirectThatIsNotFollowed() {
    assertThat(ReconnectPolicy.defaultDecision(unreadable(302), true)).isEqualTo(Decision.GIVE_UP);
    assertThat(ReconnectPolicy.defaultDecision(unreadable(200), true)).isEqualTo(Decision.RETRY);
    assertThat(
            ReconnectPolicy.defaultDecision(
                new RtspProtocolException(RtspPhase.READ, "no RTSP", null), true))
        .isEqualTo(Decision.RETRY);
  }

  private static RtspProtocolException unreadable(int status) {
    return new RtspProtocolException(
        RtspPhase.REQUEST,
        "failed",
        null,
        RtspResponse.of(status, "", RtspHeaders.empty(), new byte[0]),
        null);
  }

  @Test
  void takesForEverForAYear() {
    assertThat(ReconnectPolicy.forever().resetAfter(ChronoUnit.FOREVER.getDuration()).resetAfter())
        .isEqualTo(Duration.ofDays(365));
  }

  @Test
  void refusesTimesThatMakeNoSense() {
    ReconnectPolicy policy = ReconnectPolicy.forever();
    Duration second = Duration.ofSeconds(1);
    assertThatThrownBy(() -> policy.resetAfter(Duration.ofSeconds(-1)))
        .isInstanceOf(RtspValidationException.class);
    assertThatThrownBy(() -> policy.backoff(Duration.ZERO))
        .isInstanceOf(RtspValidationException.class);
    assertThatThrownBy(() -> policy.backoff(second, Duration.ofMillis(10)))
        .isInstanceOf(RtspValidationException.class);
    assertThatThrownBy(() -> policy.backoff(second, Duration.ofDays(2)))
        .isInstanceOf(RtspValidationException.class)
        .hasMessageContaining("a cap of a day at most");
    assertThatThrownBy(() -> ReconnectPolicy.attempts(-1))
        .isInstanceOf(RtspValidationException.class);
  }
}
