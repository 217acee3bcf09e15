package io.rtsper.api.header;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rtsper.api.RtspValidationException;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RangeHeaderTest {

  @Test
  void writesNormalPlayTime() {
    assertThat(RangeHeader.npt(Duration.ZERO)).hasToString("npt=0-");
    assertThat(RangeHeader.npt(Duration.ofMillis(10_500))).hasToString("npt=10.500-");
    assertThat(RangeHeader.npt(Duration.ofMillis(5), Duration.ofHours(2)))
        .hasToString("npt=0.005-7200");
    assertThat(RangeHeader.now()).hasToString("npt=now-");
  }

  @Test
  void writesTheWallClock() {
    Instant start = Instant.parse("1996-11-08T14:37:20.250Z");

    assertThat(RangeHeader.clock(start)).hasToString("clock=19961108T143720.250Z-");
    assertThat(RangeHeader.clock(start, Instant.parse("0996-01-02T03:04:05Z")))
        .hasToString("clock=19961108T143720.250Z-09960102T030405Z");
  }

  @Test
  void refusesTimesThatCannotBeWritten() {
    assertThatThrownBy(() -> RangeHeader.npt(Duration.ofSeconds(-1)))
        .isInstanceOf(RtspValidationException.class);
    assertThatThrownBy(() -> RangeHeader.clock(Instant.MAX))
        .isInstanceOf(RtspValidationException.class);
    assertThatThrownBy(() -> RangeHeader.clock(Instant.MIN))
        .isInstanceOf(RtspValidationException.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "npt=0-\r\nEvil: 1", "npt=0-\0"})
  void refusesARangeThatCannotBeSent(String value) {
    assertThatThrownBy(() -> RangeHeader.of(value)).isInstanceOf(RtspValidationException.class);
  }

  @Test
  void keepsTheTextOfARangeItDoesNotKnow() {
    assertThat(RangeHeader.of("frames=1-2")).hasToString("frames=1-2");
    assertThat(RangeHeader.of("npt=0-"))
        .isEqualTo(RangeHeader.npt(Duration.ZERO))
        .hasSameHashCodeAs(RangeHeader.npt(Duration.ZERO))
        .isNotEqualTo(RangeHeader.now());
  }
}
