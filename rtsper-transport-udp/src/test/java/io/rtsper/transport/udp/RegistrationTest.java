package io.rtsper.transport.udp;

import static org.assertj.core.api.Assertions.assertThat;

import io.rtsper.api.spi.MediaTransportProvider;
import io.rtsper.api.spi.Provider;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.lang.module.ModuleDescriptor;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The two ways of being found: the module's descriptor, and the files for the class path. */
class RegistrationTest {

  private final ModuleDescriptor descriptor =
      UdpTransportProvider.class.getModule().getDescriptor();

  @ParameterizedTest
  @ValueSource(classes = {MediaTransportProvider.class})
  void theClassPathFindsWhatTheModuleProvides(Class<? extends Provider> service)
      throws IOException {
    assertThat(descriptor).as("the tests run on the module path").isNotNull();
    List<String> provided =
        descriptor.provides().stream()
            .filter(provides -> provides.service().equals(service.getName()))
            .flatMap(provides -> provides.providers().stream())
            .toList();
    assertThat(services(service)).isEqualTo(provided).isNotEmpty();
  }

  private static List<String> services(Class<?> service) throws IOException {
    String file = "/META-INF/services/" + service.getName();
    try (InputStream in = UdpTransportProvider.class.getResourceAsStream(file);
        BufferedReader reader =
            new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
      return reader.lines().toList();
    }
  }

  @Test
  void nothingIsExported() {
    assertThat(descriptor.exports()).isEmpty();
  }

  @Test
  void providersSayWhatTheyServe() {
    assertThat(new UdpTransportProvider().name()).isEqualTo("udp");
    assertThat(new MulticastTransportProvider().name()).isEqualTo("multicast");
  }
}
