package io.rtsper.it.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.rtsper.it.build.Reactor;
import java.io.IOException;
import java.io.StringReader;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;

/** What the README says of artifacts and versions. */
class ReadmeTest {

  private final Readme readme;

  ReadmeTest() throws IOException {
    readme = Readme.read();
  }

  @Test
  void theDependenciesAreThoseOfTheBom() throws Exception {
    Document snippet =
        DocumentBuilderFactory.newInstance()
            .newDocumentBuilder()
            .parse(
                new InputSource(
                    new StringReader("<p>" + readme.block("xml", "rtsper-bom") + "</p>")));
    List<String> artifacts = texts(snippet.getElementsByTagName("artifactId"));

    assertThat(texts(snippet.getElementsByTagName("version")))
        .containsExactly(Reactor.module("rtsper-bom").pom().version());
    assertThat(artifacts).first().isEqualTo("rtsper-bom");
    assertThat(published()).containsAll(artifacts.subList(1, artifacts.size()));
    assertThat(artifacts).contains("rtsper-api", "rtsper-core", "rtsper-transport-tcp");
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

  private static List<String> published() {
    return Reactor.publishedJars().stream().map(module -> module.pom().artifactId()).toList();
  }

  private static List<String> texts(NodeList nodes) {
    return IntStream.range(0, nodes.getLength())
        .mapToObj(i -> nodes.item(i).getTextContent().strip())
        .toList();
  }
}
