package io.rtsper.cli;

import io.rtsper.api.QuirkCount;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The quirks in a JSON report, which both commands have. */
final class QuirkReport {

  private QuirkReport() {}

  static List<Map<String, Object>> json(List<QuirkCount> quirks) {
    return quirks.stream()
        .map(
            met -> {
              Map<String, Object> quirk = new LinkedHashMap<>();
              quirk.put("name", met.quirk().name());
              quirk.put("count", met.count());
              return quirk;
            })
        .toList();
  }
}
