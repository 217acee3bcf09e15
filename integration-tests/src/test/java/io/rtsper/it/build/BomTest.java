package io.rtsper.it.build;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** Holds the BOM and the modules of the build together. */
class BomTest {

  private static final Pom BOM = Reactor.module("rtsper-bom").pom();

  @Test
  void namesThePublishedModulesWithTheirVersions() {
    Map<String, String> reactor = new TreeMap<>();
    Reactor.publishedJars().forEach(m -> reactor.put(m.pom().artifactId(), m.pom().version()));

    assertThat(differences(managed(BOM), reactor)).isEmpty();
  }

  @Test
  void isTheOneThatTheRootImports() {
    assertThat(Reactor.root().property("rtsper-bom.version")).contains(BOM.version());
  }

  @Test
  void holdsNothingButVersions() {
    assertThat(Pom.children(BOM.project()).map(element -> element.getTagName()))
        .contains("dependencyManagement", "properties")
        .doesNotContain("parent", "dependencies", "build", "profiles", "repositories");
    assertThat(BOM.elements("dependencyManagement", "dependencies", "dependency"))
        .allSatisfy(
            dependency ->
                assertThat(Pom.children(dependency).map(element -> element.getTagName()))
                    .containsExactly("groupId", "artifactId", "version"));
    assertThat(BOM.elements("properties").flatMap(Pom::children))
        .allSatisfy(
            property -> assertThat(property.getTextContent()).matches("[0-9]+\\.[0-9]+\\.[0-9]+"));
  }

  @Test
  void everyModuleHasALiteralVersionOfItsOwn() {
    assertThat(Reactor.modules())
        .allSatisfy(m -> assertThat(m.pom().version()).matches("[0-9]+\\.[0-9]+\\.[0-9]+"));
  }

  @Test
  void aDifferenceIsSaidInASentence() {
    assertThat(
            differences(
                Map.of("rtsper-auth", "0.1.0", "rtsper-old", "0.1.0"),
                Map.of("rtsper-auth", "0.2.0", "rtsper-new", "0.1.0")))
        .containsExactlyInAnyOrder(
            "rtsper-bom says rtsper-auth is 0.1.0, but rtsper-auth/pom.xml says 0.2.0: make them equal.",
            "rtsper-bom has rtsper-old, which is no published module of the build: remove it.",
            "rtsper-bom lacks rtsper-new 0.1.0, a published module of the build: add it.");
  }

  private static List<String> differences(Map<String, String> bom, Map<String, String> reactor) {
    List<String> sentences = new ArrayList<>();
    reactor.forEach(
        (artifact, version) -> {
          String said = bom.get(artifact);
          if (said == null) {
            sentences.add(
                "rtsper-bom lacks %s %s, a published module of the build: add it."
                    .formatted(artifact, version));
          } else if (!said.equals(version)) {
            sentences.add(
                "rtsper-bom says %1$s is %2$s, but %1$s/pom.xml says %3$s: make them equal."
                    .formatted(artifact, said, version));
          }
        });
    bom.keySet().stream()
        .filter(artifact -> !reactor.containsKey(artifact))
        .forEach(
            artifact ->
                sentences.add(
                    "rtsper-bom has %s, which is no published module of the build: remove it."
                        .formatted(artifact)));
    return sentences;
  }

  /** Returns what the BOM manages, with the properties that stand for the versions resolved. */
  private static Map<String, String> managed(Pom bom) {
    Map<String, String> versions = new TreeMap<>();
    bom.elements("dependencyManagement", "dependencies", "dependency")
        .forEach(
            dependency -> {
              List<String> values =
                  Pom.children(dependency)
                      .map(element -> element.getTextContent().strip())
                      .toList();
              String artifact = values.get(1);
              assertThat(values.get(2)).isEqualTo("${" + artifact + ".version}");
              versions.put(artifact, bom.property(artifact + ".version").orElse("nothing"));
            });
    return versions;
  }
}
