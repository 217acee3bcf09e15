package io.rtsper.sdp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.rtsper.api.spi.ProviderCatalog;
import io.rtsper.api.spi.SdpParserProvider;
import java.io.IOException;
import java.io.InputStream;
import java.lang.module.ModuleDescriptor.Provides;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The parser is found on both paths. These tests run on the module path. */
class SdpProviderTest {

  @Test
  void theCatalogFindsTheParserOfTheModule() {
    SdpParserProvider parser = ProviderCatalog.discover(List.of()).sdpParser();

    assertThat(SdpParser.class.getModule().isNamed()).isTrue();
    assertThat(parser).isInstanceOf(SdpParser.class);
    assertThat(parser.name()).isEqualTo("sdp");
    assertThat(parser.priority()).isZero();
  }

  @Test
  void theModuleProvidesTheParserAndExportsNothing() {
    var descriptor = SdpParser.class.getModule().getDescriptor();

    assertThat(descriptor.exports()).isEmpty();
    assertThat(descriptor.provides())
        .extracting(Provides::service, Provides::providers)
        .containsExactly(
            tuple(SdpParserProvider.class.getName(), List.of(SdpParser.class.getName())));
  }

  @Test
  void theClassPathHasAServicesFile() throws IOException {
    try (InputStream file =
        SdpParser.class
            .getModule()
            .getResourceAsStream("META-INF/services/" + SdpParserProvider.class.getName())) {
      assertThat(new String(file.readAllBytes(), StandardCharsets.UTF_8).strip())
          .isEqualTo(SdpParser.class.getName());
    }
  }
}
