package io.rtsper.core.header;

import static org.assertj.core.api.Assertions.assertThat;

import io.rtsper.api.RtspHeaders;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PlayRateTest {

  @ParameterizedTest
  @CsvSource({
    "Scale, 2.000, 2",
    "Scale, -1, -1",
    "Speed, 0.5, 0.5",
    "Speed, -2, 2",
    "Scale, ' 4 ', 4",
    "Scale, 0, 1",
    "Scale, fast, 1",
    "Scale, NaN, 1",
    "Speed, 1e999, 1",
    "X-Scale, 3, 1"
  })
  void isReadFrom(String name, String value, double factor) {
    assertThat(PlayRate.of(RtspHeaders.of(name, value)).factor()).isEqualTo(factor);
  }

  @Test
  void multipliesBoth() {
    RtspHeaders both = RtspHeaders.of("Scale", "-2").toBuilder().add("Speed", "1.5").build();
    assertThat(PlayRate.of(both).factor()).isEqualTo(-3);
  }
}
