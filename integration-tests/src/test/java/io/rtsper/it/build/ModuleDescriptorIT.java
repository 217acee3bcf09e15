package io.rtsper.it.build;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.spi.ToolProvider;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Compares the module descriptor of each published jar with a golden one. No compatibility tool
 * sees a package that is no longer exported or a service that is no longer provided.
 */
class ModuleDescriptorIT {

  private static final Path GOLDEN = Path.of("src", "test", "resources", "modules");

  static List<Reactor.Module> publishedJars() {
    return Reactor.publishedJars();
  }

  @ParameterizedTest
  @MethodSource("publishedJars")
  void isTheGoldenOne(Reactor.Module module) throws IOException {
    Path golden = GOLDEN.resolve(module.javaName() + ".txt");
    String described = described(module.jar());
    if (Boolean.getBoolean("golden.update")) {
      Files.createDirectories(GOLDEN);
      Files.writeString(golden, described);
    }
    if (!Files.exists(golden)) {
      fail(golden + " is missing: `mvn verify -Dgolden.update=true` writes it.");
    }
    assertThat(described)
        .as("%s (if the change is meant: mvn verify -Dgolden.update=true)", golden)
        .isEqualTo(Files.readString(golden));
  }

  @ParameterizedTest
  @MethodSource("publishedJars")
  void carriesTheVersionOfItsPom(Reactor.Module module) {
    assertThat(describe(module.jar()).lines().findFirst().orElseThrow())
        .startsWith(module.javaName() + "@" + module.pom().version() + " ");
  }

  @Test
  void noGoldenDescriptorIsLeftOver() throws IOException {
    try (Stream<Path> files = Files.list(GOLDEN)) {
      assertThat(files.map(file -> file.getFileName().toString()))
          .isSubsetOf(
              Reactor.publishedJars().stream().map(module -> module.javaName() + ".txt").toList());
    }
  }

  /**
   * Returns the description without what differs from build to build, version and location, and
   * without the packages that nobody else sees.
   */
  private static String described(Path jar) {
    List<String> lines =
        describe(jar)
            .lines()
            .filter(line -> !line.isBlank() && !line.startsWith("contains "))
            .toList();
    String name = lines.get(0).substring(0, lines.get(0).indexOf('@'));
    return Stream.concat(Stream.of(name), lines.stream().skip(1))
        .collect(Collectors.joining("\n", "", "\n"));
  }

  private static String describe(Path jar) {
    StringWriter out = new StringWriter();
    PrintWriter writer = new PrintWriter(out);
    int status =
        ToolProvider.findFirst("jar")
            .orElseThrow()
            .run(writer, writer, "--describe-module", "--file", jar.toString());
    writer.flush();
    if (status != 0) {
      throw new IllegalStateException("jar --describe-module ended with " + status + ": " + out);
    }
    return out.toString();
  }
}
