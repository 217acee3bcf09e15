package io.rtsper.core.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rtsper.api.RtspValidationException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ParameterTextTest {

  @Test
  void isALineAParameter() {
    assertThat(ParameterText.ofNames()).isEmpty();
    assertThat(ParameterText.ofNames("position", "packets_received"))
        .isEqualTo("position\r\npackets_received\r\n");
    assertThat(ParameterText.of("barparam", "a: b")).isEqualTo("barparam: a: b\r\n");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "a\r\nevil", "a\nb", "a\0b", "a:b"})
  void refusesWhatIsNoName(String name) {
    assertThatThrownBy(() -> ParameterText.ofNames("good", name))
        .isInstanceOf(RtspValidationException.class)
        .hasMessageContaining("not a parameter's name")
        .hasMessageNotContainingAny("\r", "\n", "\0");
    assertThatThrownBy(() -> ParameterText.of(name, "value"))
        .isInstanceOf(RtspValidationException.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"b\r\nevil: 1", "b\n", "\0"})
  void refusesAValueThatWouldBeMoreThanOne(String value) {
    assertThatThrownBy(() -> ParameterText.of("name", value))
        .isInstanceOf(RtspValidationException.class)
        .hasMessageContaining("the value of parameter name");
  }
}
