package io.rtsper.payload;

import static org.assertj.core.api.Assertions.assertThat;

import io.rtsper.api.spi.DepacketizerProvider;
import io.rtsper.api.spi.ProviderCatalog;
import io.rtsper.payload.h264.H264DepacketizerProvider;
import java.io.IOException;
import java.io.InputStream;
import java.lang.module.ModuleDescriptor;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The two ways of being found: the module's descriptor, and the file for the class path. */
class RegistrationTest {

  private final ModuleDescriptor descriptor =
      H264DepacketizerProvider.class.getModule().getDescriptor();

  @ParameterizedTest
  @CsvSource({
    "PCMU, PcmuDepacketizerProvider",
    "pcma, PcmaDepacketizerProvider",
    "h264, H264DepacketizerProvider"
  })
  void theCatalogFindsTheFormatByItsEncodingName(String encoding, String provider) {
    assertThat(descriptor).as("the tests run on the module path").isNotNull();
    ProviderCatalog catalog = ProviderCatalog.discover(List.of());
    assertThat(catalog.depacketizer(encoding).orElseThrow().getClass().getSimpleName())
        .isEqualTo(provider);
    assertThat(catalog.failures()).isEmpty();
  }

  @Test
  void theClassPathFindsWhatTheModuleProvides() throws IOException {
    String service = DepacketizerProvider.class.getName();
    List<String> provided =
        descriptor.provides().stream()
            .filter(provides -> provides.service().equals(service))
            .flatMap(provides -> provides.providers().stream())
            .toList();
    try (InputStream file =
        H264DepacketizerProvider.class.getResourceAsStream("/META-INF/services/" + service)) {
      assertThat(new String(file.readAllBytes(), StandardCharsets.UTF_8).lines())
          .containsExactlyElementsOf(provided)
          .hasSizeGreaterThan(2);
    }
  }

  /** Frames of robust MP3 are interleaved (RFC 5219), and none of those of {@code MPA}. */
  @Test
  void aFormatThatIsNotReadHasNoProvider() {
    ProviderCatalog catalog = ProviderCatalog.discover(List.of());
    assertThat(catalog.depacketizer("MPA")).isPresent();
    assertThat(catalog.depacketizer("mpa-robust")).isEmpty();
  }

  @Test
  void nothingIsExported() {
    assertThat(descriptor.exports()).isEmpty();
  }
}
