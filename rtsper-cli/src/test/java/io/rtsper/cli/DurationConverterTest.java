package io.rtsper.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine.TypeConversionException;

class DurationConverterTest {

  @ParameterizedTest
  @CsvSource({
    "5s, PT5S",
    "5, PT5S",
    "1.5s, PT1.5S",
    "500ms, PT0.5S",
    "2m, PT2M",
    "1h, PT1H",
    "0.001, PT0.001S",
    "36h, PT36H"
  })
  void readsTimes(String text, Duration time) {
    assertThat(new DurationConverter().convert(text)).isEqualTo(time);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "s",
        "ms",
        "0s",
        "-1s",
        "5 s",
        "5S",
        "5x",
        "1.5ms",
        "five",
        "NaN",
        "1e99999999s",
        "9999999999h",
        "00000000000000000000005s"
      })
  void refusesEverythingElse(String text) {
    assertThatThrownBy(() -> new DurationConverter().convert(text))
        .isInstanceOf(TypeConversionException.class)
        .hasMessage("'" + text + "' is no time; give a number and ms, s, m or h, such as 5s");
  }
}
