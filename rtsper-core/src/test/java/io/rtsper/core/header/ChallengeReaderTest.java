package io.rtsper.core.header;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rtsper.api.Quirk;
import io.rtsper.api.RtspPhase;
import io.rtsper.api.RtspProtocolException;
import io.rtsper.api.header.Challenge;
import io.rtsper.api.spi.QuirkReporter;
import io.rtsper.core.header.Rows.Row;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** How header values are split into challenges, and what of them is kept. */
class ChallengeReaderTest {

  private final List<Quirk> quirks = new ArrayList<>();

  private List<Challenge> parse(String... values) {
    return ChallengeReader.challenges(List.of(values), (quirk, detail) -> quirks.add(quirk));
  }

  private List<String> schemes(String... values) {
    return parse(values).stream().map(Challenge::scheme).toList();
  }

  static List<Row> rows() {
    return Rows.of("challenges.tsv");
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("rows")
  void readsWhatServersWrite(Row row) {
    assertThat(
            parse(row.cell(1).split("¦")).stream()
                .map(Challenge::toHeaderValue)
                .collect(Collectors.joining(", ")))
        .isEqualTo(row.cell(2));
    assertThat(quirks.stream().map(Quirk::name).collect(Collectors.joining(" ")))
        .isEqualTo(row.cell(3));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("rows")
  void strictModeRefusesWhatIsAQuirkAndNothingElse(Row row) {
    List<String> fields = List.of(row.cell(1).split("¦"));
    if (row.cell(3).isEmpty()) {
      assertThat(ChallengeReader.challenges(fields, QuirkNames.strict())).isNotNull();
    } else {
      assertThatThrownBy(() -> ChallengeReader.challenges(fields, QuirkNames.strict()))
          .isInstanceOf(RtspProtocolException.class)
          .hasMessage(row.cell(3).split(" ")[0]);
    }
  }

  @Test
  void rfc7235Section4Point1Example() {
    List<Challenge> challenges =
        parse(
            "Newauth realm=\"apps\", type=1, title=\"Login to \\\"apps\\\"\", Basic realm=\"simple\"");
    assertThat(challenges).extracting(Challenge::scheme).containsExactly("Newauth", "Basic");
    assertThat(challenges.get(0).parameters())
        .containsExactly(
            Map.entry("realm", "apps"),
            Map.entry("type", "1"),
            Map.entry("title", "Login to \"apps\""));
    assertThat(challenges.get(0).verbatim("title")).contains("Login to \\\"apps\\\"");
    assertThat(quirks).isEmpty();
  }

  @Test
  void bareSchemesAndToken68() {
    List<Challenge> challenges = parse("Negotiate, NTLM TlRM/+==, Basic realm=\"r\"");
    assertThat(challenges)
        .extracting(Challenge::scheme)
        .containsExactly("Negotiate", "NTLM", "Basic");
    assertThat(challenges.get(0).token68()).isEmpty();
    assertThat(challenges.get(1).token68()).contains("TlRM/+==");
    assertThat(challenges.get(1).parameters()).isEmpty();
    assertThat(quirks).isEmpty();
  }

  @Test
  void token68WithoutPaddingIsNoScheme() {
    assertThat(parse("Negotiate abc.def").get(0).token68()).contains("abc.def");
  }

  @Test
  void aBareSchemeBetweenParametersTakesNoneAway() {
    List<Challenge> challenges = parse("Digest realm=\"r\", stale, nonce=\"n\"");
    assertThat(challenges.get(0).parameters()).containsKeys("realm", "nonce");
  }

  @Test
  void aSchemeWithoutACommaBeforeIt() {
    assertThat(schemes("Basic realm=\"r\" Digest realm=\"r\", nonce=\"n\""))
        .containsExactly("Basic", "Digest");
    assertThat(quirks).containsExactly(HeaderQuirks.HEADER_SEPARATOR);
  }

  @Test
  void parametersBehindACommaGoToTheSchemeThatLacksThem() {
    List<Challenge> challenges = parse("Basic realm=\"a\"", "Digest", "realm=\"a\", nonce=\"n\"");
    assertThat(challenges).hasSize(2);
    assertThat(challenges.get(1).parameters()).containsKeys("realm", "nonce");
    assertThat(quirks).containsExactly(HeaderQuirks.HEADER_SEPARATOR);
  }

  @Test
  void theFirstOfARepeatedParameterCounts() {
    assertThat(parse("Digest realm=\"a\", realm=\"b\"").get(0).parameter("REALM")).contains("a");
    assertThat(quirks).containsExactly(HeaderQuirks.PARAMETER_REPEATED);
  }

  @Test
  void aParameterWithoutASchemeIsDropped() {
    assertThat(parse("realm=\"a\"")).isEmpty();
    assertThat(quirks).containsExactly(HeaderQuirks.HEADER_UNREADABLE);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Digest realm=\"r\", @=\"x\"y, nonce=\"n\"",
        "Digest realm=\"r\", =, nonce=\"n\"",
        "Digest realm=\"r\", \"loose, text\", nonce=\"n\"",
        "Digest realm=\"r\"\"s\", nonce=\"n\"",
        "Digest realm=\"r\", a/b, nonce=\"n\""
      })
  void whatIsUnreadableIsLeftOutAndTheRestIsRead(String value) {
    List<Challenge> challenges = parse(value);
    assertThat(challenges).hasSize(1);
    assertThat(challenges.get(0).parameter("realm")).contains("r");
    assertThat(challenges.get(0).parameter("nonce")).contains("n");
    assertThat(quirks).contains(HeaderQuirks.HEADER_UNREADABLE);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "Digest realm=\"a\\b\"    | ab      | a\\b",
        "Digest realm=\"a\\\\b\"  | a\\b    | a\\\\b",
        "Digest realm=\"\\\"\"    | \"      | \\\"",
        "Digest realm=\"a\\       | a\\     | a\\\\",
        "Digest realm=a\"b        | a\"b    | a\\\"b"
      })
  void escapes(String header, String value, String verbatim) {
    Challenge challenge = parse(header).get(0);
    assertThat(challenge.parameter("realm")).contains(value);
    assertThat(challenge.verbatim("realm")).contains(verbatim);
  }

  @Test
  void namesAreFoldedTheSameInEveryLocale() {
    Locale before = Locale.getDefault();
    Locale.setDefault(Locale.forLanguageTag("tr"));
    try {
      Challenge challenge = parse("DIGEST REALM=\"I\", STALE=TRUE, ALGORITHM=MD5").get(0);
      assertThat(challenge.isScheme("digest")).isTrue();
      assertThat(challenge.parameters()).containsOnlyKeys("realm", "stale", "algorithm");
    } finally {
      Locale.setDefault(before);
    }
  }

  @Test
  void semicolonsBetweenParametersAreReadLikeCommas() {
    Challenge challenge =
        parse("Digest realm=\"x; y=1\"; nonce=\"n\"; stale=FALSE;algorithm=MD5;").get(0);
    assertThat(challenge.parameters())
        .containsExactly(
            Map.entry("realm", "x; y=1"),
            Map.entry("nonce", "n"),
            Map.entry("stale", "FALSE"),
            Map.entry("algorithm", "MD5"));
    assertThat(quirks).containsOnly(HeaderQuirks.HEADER_SEPARATOR).hasSize(4);
  }

  @Test
  void aSemicolonInAnUnquotedValueBelongsToIt() {
    assertThat(parse("Digest realm=a;b, nonce=n").get(0).parameter("realm")).contains("a;b");
    assertThat(quirks).containsOnly(HeaderQuirks.PARAMETER_UNQUOTED);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Digest qop=auth,auth-int,realm=\"x\",nonce=\"n\"",
        "Digest realm=\"x\",nonce=\"n\",qop=auth,auth-int",
        "Digest realm=\"x\",qop=auth, auth-int, nonce=\"n\""
      })
  void anUnquotedListOfQopIsNoScheme(String value) {
    List<Challenge> challenges = parse(value);
    assertThat(challenges).hasSize(1);
    assertThat(challenges.get(0).parameters())
        .containsOnlyKeys("qop", "realm", "nonce")
        .containsEntry("qop", "auth,auth-int");
    assertThat(quirks).containsExactly(HeaderQuirks.PARAMETER_UNQUOTED);
  }

  @Test
  void aBareSchemeBehindQopStaysOne() {
    assertThat(schemes("Digest qop=\"auth\", NTLM")).containsExactly("Digest", "NTLM");
    assertThat(schemes("Digest qop=auth, Basic realm=\"r\"")).containsExactly("Digest", "Basic");
  }

  @Test
  void printedItShowsNothingToSignWith() {
    assertThat(
            parse("Digest realm=\"r\", nonce=\"a,hunter2\", opaque=\"hunter2\", stale=true").get(0))
        .hasToString("Digest realm=\"r\", nonce=***, opaque=***, stale=true");
    assertThat(parse("Negotiate hunter2==").get(0)).hasToString("Negotiate ***");
  }

  @Test
  void noMoreThan32Challenges() {
    List<String> many = Collections.nCopies(40, "Basic realm=\"r\"");
    assertThat(ChallengeReader.challenges(many, (quirk, detail) -> quirks.add(quirk))).hasSize(32);
    assertThat(quirks).contains(HeaderQuirks.HEADER_LIMIT);
  }

  @Test
  void noMoreThan64Parameters() {
    StringBuilder value = new StringBuilder("Digest p=\"0\"");
    for (int i = 0; i < 100; i++) {
      value.append(", p").append(i).append("=\"x\"");
    }
    assertThat(parse(value.toString()).get(0).parameters()).hasSize(64);
    assertThat(quirks).contains(HeaderQuirks.HEADER_LIMIT);
  }

  @Test
  void noMoreThan64Kilobytes() {
    String half = "Basic realm=\"" + "x".repeat(32 * 1024) + "\"";
    assertThat(parse("Digest realm=\"r\"", half, half)).hasSize(2);
    assertThat(quirks).contains(HeaderQuirks.HEADER_LIMIT);
  }

  @Test
  void aValueOf4096CharactersIsTheLongest() {
    assertThat(parse("Digest nonce=\"" + "n".repeat(4096) + "\"").get(0).parameter("nonce"))
        .isPresent();
    assertThat(parse("Digest nonce=\"" + "n".repeat(4097) + "\"").get(0).parameter("nonce"))
        .isEmpty();
    assertThat(quirks).containsExactly(HeaderQuirks.HEADER_LIMIT);
  }

  @Test
  void inStrictModeTheReportersExceptionPasses() {
    RtspProtocolException strict =
        new RtspProtocolException(RtspPhase.REQUEST, "a quirk in strict mode", null);
    QuirkReporter reporter =
        (quirk, detail) -> {
          throw strict;
        };
    assertThat(ChallengeReader.challenges(List.of("Digest realm=\"r\""), reporter)).hasSize(1);
    assertThatThrownBy(() -> ChallengeReader.challenges(List.of("Digest realm=r"), reporter))
        .isSameAs(strict);
  }

  @Test
  void writtenAsItIsRead() {
    String value = "Digest realm=\"a \\\"b\\\"\", stale=false, algorithm=MD5, nonce=\"n\"";
    assertThat(parse(value).get(0).toHeaderValue()).isEqualTo(value);
    assertThat(Challenge.of("Negotiate", "abc==").toHeaderValue()).isEqualTo("Negotiate abc==");
  }

  @Test
  void equalIfSchemeAndParametersAre() {
    assertThat(parse("Basic realm=\"r\"").get(0))
        .isEqualTo(Challenge.of("Basic", Map.of("realm", "r")))
        .hasSameHashCodeAs(Challenge.of("Basic", Map.of("realm", "r")))
        .isNotEqualTo(Challenge.of("Basic", Map.of("realm", "s")));
  }

  @Test
  void authenticationInfo() {
    assertThat(
            ChallengeReader.authenticationInfo(
                "NextNonce=\"m\\\"\", qop=auth, rspauth=\"ab\", cnonce=\"c\", nc=00000002",
                (quirk, detail) -> quirks.add(quirk)))
        .containsExactly(
            Map.entry("nextnonce", "m\""),
            Map.entry("qop", "auth"),
            Map.entry("rspauth", "ab"),
            Map.entry("cnonce", "c"),
            Map.entry("nc", "00000002"));
    assertThat(quirks).isEmpty();
  }

  @Test
  void ofAnAuthenticationInfoRubbishIsPassedOver() {
    assertThat(
            ChallengeReader.authenticationInfo(
                "=,\"\",nextnonce=\"\"", (quirk, detail) -> quirks.add(quirk)))
        .containsExactly(Map.entry("nextnonce", ""));
    assertThat(quirks).containsOnly(HeaderQuirks.HEADER_UNREADABLE);
  }
}
