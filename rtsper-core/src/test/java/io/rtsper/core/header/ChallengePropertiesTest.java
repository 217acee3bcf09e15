package io.rtsper.core.header;

import static org.assertj.core.api.Assertions.assertThat;

import io.rtsper.api.header.Challenge;
import io.rtsper.api.spi.QuirkReporter;
import io.rtsper.core.text.Ascii;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;

/** What holds for all challenges, and for all text that is none. */
class ChallengePropertiesTest {

  private static final String TOKEN = "abcXYZ019!#$%&'*+-.^_`|~";

  @Provide
  Arbitrary<Challenge> challenge() {
    Arbitrary<String> token = Arbitraries.strings().withChars(TOKEN).ofMinLength(1).ofMaxLength(8);
    Arbitrary<String> text =
        Arbitraries.strings()
            .withCharRange(' ', '~')
            .withCharRange('\u00a0', '\u00ff')
            .ofMaxLength(20);
    Arbitrary<Challenge> withParameters =
        Combinators.combine(token, Arbitraries.maps(token, text).ofMinSize(1).ofMaxSize(6))
            .as(Challenge::of);
    Arbitrary<Challenge> withToken68 =
        Combinators.combine(
                token,
                Arbitraries.strings().withChars("abcXYZ019-._~+/").ofMinLength(1).ofMaxLength(12),
                Arbitraries.of("", "=", "=="))
            .as((scheme, body, padding) -> Challenge.of(scheme, body + padding));
    Arbitrary<Challenge> bare = token.map(scheme -> Challenge.of(scheme, Map.of()));
    return Arbitraries.frequencyOf(
        Tuple.of(5, withParameters), Tuple.of(2, withToken68), Tuple.of(1, bare));
  }

  @Provide
  Arbitrary<List<Challenge>> challenges() {
    return challenge().list().ofMinSize(1).ofMaxSize(6);
  }

  /** Text that is made of what challenges are made of, so that it comes near to being one. */
  @Provide
  Arbitrary<String> nearlyChallenges() {
    return Arbitraries.of(
            "Digest",
            "Basic",
            "realm",
            "nonce",
            "=",
            "\"",
            ",",
            " ",
            "\\",
            "\t",
            "\r",
            "\n",
            "\0",
            "a",
            "==",
            "é",
            "/",
            "stale=true",
            "qop=\"auth,auth-int\"",
            "Negotiate abc==")
        .list()
        .ofMaxSize(30)
        .map(parts -> String.join("", parts));
  }

  @Property
  void whatIsWrittenIsReadAgain(@ForAll("challenges") List<Challenge> challenges) {
    String joined =
        challenges.stream().map(Challenge::toHeaderValue).collect(Collectors.joining(", "));
    assertThat(ChallengeReader.challenges(List.of(joined), QuirkReporter.NONE))
        .isEqualTo(challenges);
  }

  @Property
  void severalFieldsAreReadLikeOne(@ForAll("challenges") List<Challenge> challenges) {
    List<String> fields = challenges.stream().map(Challenge::toHeaderValue).toList();
    assertThat(ChallengeReader.challenges(fields, QuirkReporter.NONE))
        .isEqualTo(
            ChallengeReader.challenges(List.of(String.join(", ", fields)), QuirkReporter.NONE));
  }

  @Property
  void textThatIsNearlyAChallengeIsReadWithinTheLimits(@ForAll("nearlyChallenges") String text) {
    assertThatWithinLimits(ChallengeReader.challenges(List.of(text, text), QuirkReporter.NONE));
  }

  @Property
  void anyTextIsReadWithinTheLimits(@ForAll String text) {
    assertThatWithinLimits(ChallengeReader.challenges(List.of(text), QuirkReporter.NONE));
    assertThat(ChallengeReader.authenticationInfo(text, QuirkReporter.NONE))
        .hasSizeLessThanOrEqualTo(ChallengeReader.PARAMETER_LIMIT);
  }

  private static void assertThatWithinLimits(List<Challenge> challenges) {
    assertThat(challenges).hasSizeLessThanOrEqualTo(ChallengeReader.CHALLENGE_LIMIT);
    for (Challenge challenge : challenges) {
      assertThat(Ascii.isToken(challenge.scheme())).isTrue();
      assertThat(challenge.parameters()).hasSizeLessThanOrEqualTo(ChallengeReader.PARAMETER_LIMIT);
      challenge
          .parameters()
          .forEach(
              (name, value) -> {
                String verbatim = challenge.verbatim(name).orElseThrow();
                assertThat(value).hasSizeLessThanOrEqualTo(ChallengeReader.VALUE_LIMIT);
                assertThat(HeaderText.unquote('"' + verbatim + '"')).isEqualTo(value);
                assertThat(verbatim).doesNotContain("\r", "\n", "\0");
              });
      assertThat(challenge.toString()).isNotEmpty();
    }
  }
}
