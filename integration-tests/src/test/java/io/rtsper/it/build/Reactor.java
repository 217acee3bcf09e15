package io.rtsper.it.build;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/**
 * The modules that the root {@code pom.xml} names, so that a new one is under every rule at once.
 */
public final class Reactor {

  private static final Path ROOT = Path.of("").toAbsolutePath().getParent();

  private Reactor() {}

  /** Returns the POM at the root of the project. */
  static Pom root() {
    Pom pom = Pom.read(ROOT.resolve("pom.xml"));
    if (!pom.artifactId().equals("rtsper-parent")) {
      throw new IllegalStateException(
          "Run these tests in the folder of their module: " + ROOT + " is not the project's root.");
    }
    return pom;
  }

  /** Returns all modules in the order of the root POM. */
  public static List<Module> modules() {
    return root()
        .elements("modules", "module")
        .map(element -> ROOT.resolve(element.getTextContent().strip()))
        .map(folder -> new Module(folder, Pom.read(folder.resolve("pom.xml"))))
        .toList();
  }

  /** Returns the modules whose jars are released. */
  public static List<Module> publishedJars() {
    return modules().stream().filter(Module::isPublishedJar).toList();
  }

  /** Returns the module of that artifact. */
  public static Module module(String artifactId) {
    return modules().stream()
        .filter(module -> module.pom().artifactId().equals(artifactId))
        .findFirst()
        .orElseThrow(
            () -> new IllegalStateException("The root pom.xml has no module " + artifactId));
  }

  /** Returns the folder with the jars of the command, which can be run from there. */
  public static Path commandModules() {
    return module("rtsper-cli").folder().resolve("target").resolve("modules");
  }

  /** One module, with the places that Maven gives to what it builds. */
  public record Module(Path folder, Pom pom) {

    /** Returns the name of the Java module, which is the root of its packages too. */
    public String javaName() {
      return "io." + pom.artifactId().replace('-', '.').toLowerCase(Locale.ROOT);
    }

    boolean isPublishedJar() {
      return pom.packaging().equals("jar") && pom.published();
    }

    Path classes() {
      return folder.resolve("target").resolve("classes");
    }

    Path testClasses() {
      return folder.resolve("target").resolve("test-classes");
    }

    Path jar() {
      Path jar = folder.resolve("target").resolve(pom.artifactId() + "-" + pom.version() + ".jar");
      if (!Files.isRegularFile(jar)) {
        throw new IllegalStateException(
            jar + " is missing: run `mvn verify`, which packages it before this test.");
      }
      return jar;
    }

    /** The same folder is the same module, however often its POM was read. */
    @Override
    public boolean equals(Object other) {
      return other instanceof Module module && folder.equals(module.folder);
    }

    @Override
    public int hashCode() {
      return folder.hashCode();
    }

    @Override
    public String toString() {
      return pom.artifactId();
    }
  }
}
