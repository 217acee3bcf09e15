package io.rtsper.it.build;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Reads the POMs that are published, which the build flattens from those in the modules. */
class PublishedPomIT {

  static List<Reactor.Module> publishedJars() {
    return Reactor.publishedJars();
  }

  @ParameterizedTest
  @MethodSource("publishedJars")
  void standsOnItsOwn(Reactor.Module module) {
    Pom published = Pom.read(module.folder().resolve(".flattened-pom.xml"));

    assertThat(published.elements("parent")).as("parent").isEmpty();
    assertThat(published.elements("build")).as("build").isEmpty();
    assertThat(published.text("name")).isPresent();
    assertThat(published.text("description")).isPresent();
    assertThat(published.text("licenses", "license", "name")).contains("Apache-2.0");
    assertThat(published.version()).isEqualTo(module.pom().version());
    assertThat(published.elements("dependencies", "dependency", "version"))
        .allSatisfy(version -> assertThat(version.getTextContent()).matches("[0-9][0-9.]*"));
    assertThat(published.elements("dependencies", "dependency", "scope"))
        .allSatisfy(scope -> assertThat(scope.getTextContent()).isNotEqualTo("test"));
  }
}
