package io.rtsper.it.build;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Element;
import org.xml.sax.SAXException;

/** One {@code pom.xml} as it stands in its file: nothing inherited, nothing interpolated. */
public record Pom(Path file, Element project) {

  static Pom read(Path file) {
    try {
      return new Pom(
          file,
          DocumentBuilderFactory.newDefaultInstance()
              .newDocumentBuilder()
              .parse(file.toFile())
              .getDocumentElement());
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    } catch (SAXException | ParserConfigurationException failure) {
      throw new IllegalStateException("Cannot read " + file, failure);
    }
  }

  public String artifactId() {
    return required("artifactId");
  }

  public String version() {
    return required("version");
  }

  String packaging() {
    return text("packaging").orElse("jar");
  }

  /** Whether a release uploads the artifact: all but those that skip deployment. */
  boolean published() {
    return !property("maven.deploy.skip").orElse("false").equals("true");
  }

  Optional<String> property(String name) {
    return text("properties", name);
  }

  /** Returns the text of the element that the path leads to. */
  Optional<String> text(String... path) {
    return elements(path).map(element -> element.getTextContent().strip()).findFirst();
  }

  /** Returns the elements that the path leads to, from the {@code project} element down. */
  Stream<Element> elements(String... path) {
    Stream<Element> found = Stream.of(project);
    for (String name : path) {
      found = found.flatMap(element -> children(element).filter(e -> e.getTagName().equals(name)));
    }
    return found;
  }

  static Stream<Element> children(Element parent) {
    List<org.w3c.dom.Node> nodes =
        IntStream.range(0, parent.getChildNodes().getLength())
            .mapToObj(parent.getChildNodes()::item)
            .toList();
    return nodes.stream().filter(Element.class::isInstance).map(Element.class::cast);
  }

  private String required(String name) {
    return text(name)
        .orElseThrow(
            () -> new IllegalStateException(file + " has no <" + name + "> of its own; add one."));
  }
}
