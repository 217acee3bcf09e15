package io.rtsper.it.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.rtsper.it.build.Reactor;
import java.io.IOException;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What the README says of artifacts and versions. */
class ReadmeTest {

  private final Readme readme;

  ReadmeTest() throws IOException {
    readme = Readme.read();
  }

  @Test
  void theProjectImportsTheBomOfThisBuild() {
    assertThat(readme.block("xml", "rtsper-bom"))
        .contains("<version>" + Reactor.module("rtsper-bom").pom().version() + "</version>");
  }

  @Test
  void theTableNamesEachArtifactAndItsModule() {
    assertThat(
            readme.linesThatStart("| `rtsper-").stream()
                .map(row -> row.split("\\|"))
                .map(cells -> cells[1].strip() + " " + cells[2].strip()))
        .containsExactlyInAnyOrderElementsOf(
            Stream.concat(
                    Reactor.publishedJars().stream()
                        .map(m -> "`" + m.pom().artifactId() + "` `" + m.javaName() + "`"),
                    Stream.of("`rtsper-bom` –"))
                .toList());
  }
}
