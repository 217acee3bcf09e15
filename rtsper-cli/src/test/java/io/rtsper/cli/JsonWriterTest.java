package io.rtsper.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class JsonWriterTest {

  @Test
  void writesEachKindOfValue() {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("text", "a\"\\/\n");
    map.put("number", 1.5);
    map.put("whole", 7L);
    map.put("yes", true);
    map.put("none", null);
    map.put("list", Arrays.asList(1, null, List.of()));
    map.put("object", Map.of());

    assertThat(JsonWriter.json(map))
        .isEqualTo(
            "{\"text\":\"a\\\"\\\\/\\n\",\"number\":1.5,\"whole\":7,\"yes\":true,\"none\":null,"
                + "\"list\":[1,null,[]],\"object\":{}}");
  }

  @Test
  void writesNullForWhatJsonHasNoNumberFor() {
    assertThat(JsonWriter.json(List.of(Double.NaN, Double.POSITIVE_INFINITY, 1e-9)))
        .isEqualTo("[null,null,1.0E-9]");
  }

  @Test
  void escapesWhatATerminalObeys() {
    assertThat(JsonWriter.json("\u001b[2J\u009b\u202e")).isEqualTo("\"\\u001b[2J\\u009b\\u202e\"");
  }

  @Property
  void anotherParserReadsAnyTextBack(@ForAll String text, @ForAll List<String> more)
      throws Exception {
    List<Object> value = new ArrayList<>(more);
    value.add(Map.of(text, text));

    assertThat(new ObjectMapper().readValue(JsonWriter.json(value), Object.class)).isEqualTo(value);
  }
}
