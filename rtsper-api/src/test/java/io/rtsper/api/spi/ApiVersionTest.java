package io.rtsper.api.spi;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.module.ModuleDescriptor.Version;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ApiVersionTest {

  @ParameterizedTest(name = "compiled against {0}, runs with {1}: {2}")
  @CsvSource({
    "1.0.0, 1.0.0, true",
    "1.0.0, 1.0.9, true",
    "1.0.9, 1.0.0, true",
    "1.2.0, 1.3.0, true",
    "1.3.0, 1.2.9, false",
    "1.9.0, 1.10.0, true",
    "1.10.0, 1.9.0, false",
    "1.0.0, 2.0.0, false",
    "2.0.0, 1.9.0, false",
    "0.1.0, 0.1.7, true",
    "0.1.7, 0.1.0, true",
    "0.1.0, 0.2.0, false",
    "0.2.0, 0.1.0, false",
    "0.9.0, 1.0.0, false",
    "1.0.0, 0.9.0, false",
    "1.2-SNAPSHOT, 1.2.0, true",
    "1.2.0-rc1, 1.2.0, true",
    "1.3.0-rc1, 1.2.0, false",
    "1, 1.0.0, true",
    "1, 1.4.0, true",
    "1.4.0, 1, false",
    "10.0.0, 1.0.0, false",
  })
  void runsWithTheSameMajorAndNoOlderMinorVersion(String compiled, String running, boolean runs) {
    assertThat(ApiVersion.runs(Version.parse(compiled), Version.parse(running))).isEqualTo(runs);
  }
}
