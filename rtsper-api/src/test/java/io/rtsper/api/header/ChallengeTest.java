package io.rtsper.api.header;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rtsper.api.RtspValidationException;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ChallengeTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "\"a\\b\" | ab | a\\b",
        "\"a\\\\b\" | a\\b | a\\\\b",
        "\"\\\"\" | \" | \\\"",
        "\"a\\\" | a\\ | a\\\\",
        "a\"b | a\"b | a\\\"b",
        "\" | \" | \\\"",
        "\"\" | ~~ | ~~",
        "a b | a b | a b"
      })
  void tellsWhatIsMeantFromWhatIsEchoed(String written, String value, String verbatim) {
    Challenge challenge = Challenge.received("Digest", Map.of("Realm", written));

    assertThat(challenge.parameter("realm")).contains(value);
    assertThat(challenge.verbatim("REALM")).contains(verbatim);
  }

  @Test
  void isWrittenAsItWasReceived() {
    assertThat(Challenge.received("Digest", Map.of("realm", "\"a\\b\"")).toHeaderValue())
        .isEqualTo("Digest realm=\"a\\b\"");
    assertThat(Challenge.received("Digest", Map.of("stale", "true")).toHeaderValue())
        .isEqualTo("Digest stale=true");
    assertThat(Challenge.received("Digest", Map.of("nonce", "a=")).toHeaderValue())
        .isEqualTo("Digest nonce=\"a=\"");
  }

  @Test
  void whatCannotBeWrittenIsNotMade() {
    assertThatThrownBy(() -> Challenge.of("Di gest", Map.of()))
        .isInstanceOf(RtspValidationException.class);
    assertThatThrownBy(() -> Challenge.of("Digest", Map.of("a b", "c")))
        .isInstanceOf(RtspValidationException.class);
    assertThatThrownBy(() -> Challenge.of("Digest", Map.of("realm", "a\r\nb")))
        .isInstanceOf(RtspValidationException.class);
    assertThatThrownBy(() -> Challenge.received("Digest", Map.of("realm", "\"a\0\"")))
        .isInstanceOf(RtspValidationException.class);
    assertThatThrownBy(() -> Challenge.of("Negotiate", "a b"))
        .isInstanceOf(RtspValidationException.class);
  }
}
