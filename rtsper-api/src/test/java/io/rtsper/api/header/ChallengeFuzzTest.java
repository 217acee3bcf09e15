package io.rtsper.api.header;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.rtsper.api.DigestAlgorithm;
import io.rtsper.api.RtspMethod;
import io.rtsper.api.spi.QuirkReporter;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Timeout;

/**
 * Reads any bytes as the values of {@code WWW-Authenticate}, one a line, and answers what can be
 * answered. Without {@code JAZZER_FUZZ=1} the seeds are replayed.
 */
@Timeout(value = 15, unit = TimeUnit.MINUTES)
class ChallengeFuzzTest {

  @FuzzTest(maxDuration = "10m")
  void anyBytesAreChallengesOrNothing(byte[] input) {
    List<String> values = Arrays.asList(new String(input, ISO_8859_1).split("\n", 8));
    List<Challenge> challenges = Challenge.parseAll(values, QuirkReporter.NONE);
    ChallengePropertiesTest.assertThatWithinLimits(challenges);
    for (Challenge challenge : challenges) {
      String algorithm = challenge.parameter("algorithm").orElse("MD5");
      if (DigestAlgorithm.ofToken(algorithm).isPresent()) {
        Authorization.digest()
            .challenge(challenge)
            .request(RtspMethod.DESCRIBE, "rtsp://camera.local/")
            .cnonce("c")
            .value("password");
      }
    }
    AuthenticationInfo.parse(values.get(0), QuirkReporter.NONE);
  }
}
