package io.rtsper.api.sdp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.NoSuchElementException;
import org.junit.jupiter.api.Test;

class ParameterMapTest {

  private static ParameterMap of(String... namesAndValues) {
    ParameterMap map = new ParameterMap();
    for (int i = 0; i < namesAndValues.length; i += 2) {
      map.add(namesAndValues[i], namesAndValues[i + 1]);
    }
    return map;
  }

  @Test
  void parametersKeepTheirOrderBeyondTheFirstArray() {
    ParameterMap map = of("f", "1", "e", "2", "d", "3", "c", "4", "b", "5", "a", "6");
    assertThat(map.keySet()).containsExactly("f", "e", "d", "c", "b", "a");
    assertThat(map.values()).containsExactly("1", "2", "3", "4", "5", "6");
    assertThat(map).hasSize(6).containsEntry("a", "6");
  }

  @Test
  void theFirstValueOfANameCounts() {
    assertThat(of("mode", "1", "mode", "2")).containsExactly(Map.entry("mode", "1"));
  }

  @Test
  void aNameThatIsNotThereHasNoValue() {
    ParameterMap map = of("mode", "config");
    assertThat(map.get("config")).isNull();
    assertThat(map.get(null)).isNull();
    assertThat(map.containsKey("config")).isFalse();
    assertThat(map.getOrDefault("config", "")).isEmpty();
  }

  @Test
  void itEqualsAnyMapOfTheSameParameters() {
    Map<String, String> other = new LinkedHashMap<>();
    other.put("b", "2");
    other.put("a", "1");
    assertThat(of("a", "1", "b", "2")).isEqualTo(other).hasSameHashCodeAs(other);
    assertThat(of("a", "1")).isNotEqualTo(other);
  }

  @Test
  void itCannotBeChangedByThoseWhoGetIt() {
    Map<String, String> map = of("a", "1");
    assertThatThrownBy(() -> map.put("b", "2")).isInstanceOf(UnsupportedOperationException.class);
    assertThatThrownBy(() -> map.remove("a")).isInstanceOf(UnsupportedOperationException.class);
    assertThatThrownBy(map::clear).isInstanceOf(UnsupportedOperationException.class);
    assertThatThrownBy(() -> map.entrySet().iterator().next().setValue("2"))
        .isInstanceOf(UnsupportedOperationException.class);
  }

  @Test
  void itsIteratorEnds() {
    var iterator = of().entrySet().iterator();
    assertThatThrownBy(iterator::next).isInstanceOf(NoSuchElementException.class);
  }
}
