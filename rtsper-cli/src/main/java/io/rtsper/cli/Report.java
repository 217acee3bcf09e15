package io.rtsper.cli;

import io.rtsper.api.QuirkCount;
import io.rtsper.api.RtspException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The parts of a JSON report that both commands have. */
final class Report {

  private Report() {}

  static @Nullable Map<String, @Nullable Object> error(@Nullable RtspException failure) {
    if (failure == null) {
      return null;
    }
    Map<String, @Nullable Object> error = new LinkedHashMap<>();
    error.put("type", failure.getClass().getSimpleName());
    error.put("message", CommandWording.of(failure));
    return error;
  }

  static List<Map<String, Object>> quirks(List<QuirkCount> quirks) {
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
