package io.rtsper.auth;

import com.code_intelligence.jazzer.junit.FuzzTest;
import com.code_intelligence.jazzer.mutation.annotation.NotNull;
import io.rtsper.api.RtspHeaders;
import io.rtsper.api.RtspValidationException;
import io.rtsper.api.header.Challenge;
import io.rtsper.api.spi.Authenticator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Answers any challenge of Digest and takes any word of acceptance. Without {@code JAZZER_FUZZ=1}
 * the seeds are replayed, which are the rows of {@link WireEdgeCasesTest}. Jazzer wants its
 * annotation to be the last.
 */
@Timeout(value = 15, unit = TimeUnit.MINUTES)
class ChallengeFuzzTest {

  private static final List<String> NAMES =
      List.of(
          "realm", "nonce", "opaque", "algorithm", "qop", "stale", "charset", "userhash", "domain");

  private static final List<String> ACCEPTANCE =
      List.of("nextnonce", "rspauth", "qop", "cnonce", "nc");

  static Stream<Arguments> challenges() {
    return WireEdgeCasesTest.headers()
        .flatMap(List::stream)
        .map(AuthFixture::challenge)
        .map(ChallengeFuzzTest::seed);
  }

  private static Arguments seed(Challenge challenge) {
    List<String> challenged =
        NAMES.stream()
            .map(name -> challenge.verbatim(name).map(value -> '"' + value + '"').orElse(""))
            .toList();
    return Arguments.of(challenged, List.of("m", "00", "auth", "c", "00000001"));
  }

  @MethodSource("challenges")
  @FuzzTest(maxDuration = "10m")
  void anyChallengeIsAnsweredInOneLineOrNot(
      @NotNull List<@NotNull String> challenged, @NotNull List<@NotNull String> accepted) {
    Challenge challenge;
    try {
      challenge = Challenge.received("Digest", named(NAMES, challenged));
    } catch (RtspValidationException documented) {
      return;
    }
    AuthFixture client = AuthFixture.of("j\u00fcrgen", "secret");
    Authenticator who =
        new DigestSchemeProvider().authenticator(challenge, client.context).orElse(null);
    if (who == null) {
      return;
    }
    RtspHeaders.of("Authorization", AuthFixture.describe(who));
    who.accepted(named(ACCEPTANCE, accepted));
    try {
      AuthFixture.describe(who);
    } catch (RtspValidationException unsendableNextNonce) {
      return;
    }
    who.challenged(challenge);
    AuthFixture.describe(who);
  }

  /** Gives the texts names in their order; an empty one is left out. */
  private static Map<String, String> named(List<String> names, List<String> texts) {
    Map<String, String> named = new LinkedHashMap<>();
    for (int i = 0; i < Math.min(names.size(), texts.size()); i++) {
      if (!texts.get(i).isEmpty()) {
        named.put(names.get(i), texts.get(i));
      }
    }
    return named;
  }
}
