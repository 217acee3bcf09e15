package io.rtsper.auth;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import com.code_intelligence.jazzer.mutation.annotation.NotNull;
import io.rtsper.api.DigestAlgorithm;
import io.rtsper.api.RtspMethod;
import io.rtsper.api.header.AuthenticationInfo;
import io.rtsper.api.header.Authorization;
import io.rtsper.api.header.Challenge;
import io.rtsper.api.spi.QuirkReporter;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Reads any texts as the values of {@code WWW-Authenticate} and answers what can be answered.
 * Without {@code JAZZER_FUZZ=1} the seeds are replayed, which are the rows of {@link
 * WireEdgeCasesTest} and what only other tests have.
 */
@Timeout(value = 15, unit = TimeUnit.MINUTES)
class ChallengeFuzzTest {

  private static final String USERHASH =
      "Digest realm=\"r\", nonce=\"n\", charset=UTF-8, userhash=true, stale=\"TRUE\"";

  private static final String AUTHENTICATION_INFO =
      "nextnonce=\"m\", rspauth=\"00\", qop=auth, cnonce=\"c\", nc=00000001";

  static Stream<List<String>> headers() {
    return Stream.concat(
        WireEdgeCasesTest.headers(), Stream.of(List.of(USERHASH), List.of(AUTHENTICATION_INFO)));
  }

  @MethodSource("headers")
  @FuzzTest(maxDuration = "10m")
  void anyTextsAreChallengesOrNothing(@NotNull List<@NotNull String> values) {
    List<Challenge> challenges = Challenge.parseAll(values, QuirkReporter.NONE);
    assertThat(challenges).hasSizeLessThanOrEqualTo(32);
    for (Challenge challenge : challenges) {
      assertThat(challenge.toHeaderValue()).doesNotContain("\r", "\n", "\0");
      assertThat(challenge.parameters()).hasSizeLessThanOrEqualTo(64);
      assertThat(challenge.parameters().values())
          .allMatch(value -> value.length() <= 4096, "at most 4096 characters");
      String algorithm = challenge.parameter("algorithm").orElse("MD5");
      if (DigestAlgorithm.ofToken(algorithm).isPresent()) {
        Authorization.digest()
            .challenge(challenge)
            .request(RtspMethod.DESCRIBE, AuthFixture.URI)
            .cnonce("c")
            .value("password");
      }
    }
    AuthFixture.of("admin", "secret")
        .best(values.toArray(String[]::new))
        .ifPresent(AuthFixture::describe);
    values.forEach(value -> AuthenticationInfo.parse(value, QuirkReporter.NONE));
  }
}
