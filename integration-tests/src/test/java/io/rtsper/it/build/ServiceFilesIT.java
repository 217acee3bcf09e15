package io.rtsper.it.build;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.lang.module.ModuleDescriptor;
import java.lang.module.ModuleFinder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Holds {@code provides} and {@code META-INF/services} of each jar equal: what only the first names
 * is silently missing on the class path, what only the second names is missing on the module path.
 */
class ServiceFilesIT {

  private static final String FOLDER = "META-INF/services/";

  static List<Reactor.Module> publishedJars() {
    return Reactor.publishedJars();
  }

  @ParameterizedTest
  @MethodSource("publishedJars")
  void sayWhatTheModuleProvides(Reactor.Module module) throws IOException {
    assertThat(serviceFiles(module.jar())).isEqualTo(provided(module.jar()));
  }

  private static Map<String, List<String>> provided(Path jar) {
    ModuleDescriptor descriptor = ModuleFinder.of(jar).findAll().iterator().next().descriptor();
    Map<String, List<String>> providers = new TreeMap<>();
    descriptor
        .provides()
        .forEach(
            provides ->
                providers.put(provides.service(), provides.providers().stream().sorted().toList()));
    return providers;
  }

  private static Map<String, List<String>> serviceFiles(Path jar) throws IOException {
    Map<String, List<String>> providers = new TreeMap<>();
    try (JarFile file = new JarFile(jar.toFile())) {
      List<JarEntry> entries =
          file.stream()
              .filter(entry -> entry.getName().startsWith(FOLDER) && !entry.isDirectory())
              .toList();
      for (JarEntry entry : entries) {
        try (BufferedReader reader =
            new BufferedReader(
                new InputStreamReader(file.getInputStream(entry), StandardCharsets.UTF_8))) {
          providers.put(
              entry.getName().substring(FOLDER.length()),
              reader
                  .lines()
                  .map(line -> line.replaceAll("#.*", "").strip())
                  .filter(line -> !line.isEmpty())
                  .sorted()
                  .toList());
        }
      }
    }
    return providers;
  }
}
