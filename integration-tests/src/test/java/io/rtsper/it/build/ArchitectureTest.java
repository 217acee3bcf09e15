package io.rtsper.it.build;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Function;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Applies {@link ArchitectureRules} to what the modules compiled. */
class ArchitectureTest {

  /** Imported once, since that takes longer than all rules together. */
  private static final JavaClasses MAIN = imported(Reactor.Module::classes);

  /** Who is known to be on a cycle of classes, to be emptied. */
  private static final KnownOffenders ON_CYCLES =
      KnownOffenders.none()
          .and(
              "io.rtsper.camera",
              "Action",
              "AnswerShape",
              "Authentication",
              "Camera",
              "CameraBuilder",
              "CameraServer",
              "Exchange",
              "Methods",
              "Script",
              "Sessions",
              "Settings",
              "Step",
              "Transcript");

  private static final KnownOffenders WITH_LONG_CONSTRUCTORS =
      KnownOffenders.none()
          .and("io.rtsper.api", "RtspUrl")
          .and("io.rtsper.camera", "ClipPacket", "Connection", "Methods");

  private static final Predicate<Reactor.Module> ANY = module -> true;

  /**
   * The API's types know each other by nature: a session and its listener, a value and its builder.
   */
  private static final Predicate<Reactor.Module> BEHIND_THE_API =
      module -> !module.pom().artifactId().equals("rtsper-api");

  private static final Predicate<Reactor.Module> PUBLISHED = Reactor.Module::isPublishedJar;

  private static final Predicate<Reactor.Module> LIBRARY =
      PUBLISHED.and(module -> !module.pom().artifactId().equals("rtsper-cli"));

  /** Modules that depend on the API, slf4j-api and JSpecify alone; the others say so. */
  private static final Predicate<Reactor.Module> LEAN =
      PUBLISHED.and(module -> module.pom().property("rtsper.dependencies.free").isEmpty());

  @Test
  void everyModuleIsLookedAt() {
    assertThat(Reactor.publishedJars())
        .allSatisfy(module -> assertThat(main(module::equals)).isNotEmpty());
    assertThat(Reactor.modules().stream().filter(LEAN))
        .extracting(Reactor.Module::toString)
        .contains(
            "rtsper-api", "rtsper-core", "rtsper-transport-tcp", "rtsper-auth", "rtsper-camera")
        .doesNotContain("rtsper-cli", "rtsper-testkit", "benchmarks");
  }

  @ParameterizedTest
  @MethodSource("publishedJars")
  void dependsOnWhatItMay(Reactor.Module module) {
    ArchitectureRules.dependencies(module.pom().artifactId(), module.javaName())
        .check(main(module::equals));
  }

  static List<Reactor.Module> publishedJars() {
    return Reactor.publishedJars();
  }

  @Test
  void packagesHaveNoCycles() {
    ArchitectureRules.NO_PACKAGE_CYCLES.check(main(ANY));
  }

  @Test
  void classesOfAPackageHaveNoCycles() {
    ON_CYCLES.check(ArchitectureRules.NO_CLASS_CYCLES, main(BEHIND_THE_API));
  }

  @Test
  void constructorsAreShort() {
    WITH_LONG_CONSTRUCTORS.check(ArchitectureRules.NO_LONG_CONSTRUCTORS, main(ANY));
  }

  @Test
  void packagesAreNullMarked() {
    ArchitectureRules.NULL_MARKED.check(main(ANY));
  }

  @Test
  void onlyTheCommandPrints() {
    ArchitectureRules.NO_STANDARD_STREAMS.check(main(LIBRARY));
  }

  @Test
  void genericExceptionsAreNotThrown() {
    ArchitectureRules.NO_GENERIC_EXCEPTIONS.check(main(PUBLISHED));
  }

  @Test
  void slf4jIsTheOnlyLog() {
    ArchitectureRules.NO_JAVA_UTIL_LOGGING.check(main(PUBLISHED));
  }

  @Test
  void namesSaySomething() {
    ArchitectureRules.NO_EMPTY_NAMES.check(main(ANY));
  }

  @Test
  void theLibraryNeedsNoReflection() {
    ArchitectureRules.NO_REFLECTION.check(main(LEAN));
  }

  @Test
  void nothingIsNative() {
    ArchitectureRules.NO_NATIVE_METHODS.check(main(PUBLISHED));
  }

  @Test
  void testsDoNotSleep() {
    ArchitectureRules.NO_SLEEP
        .as("no test should sleep")
        .check(
            imported(Reactor.Module::testClasses)
                .that(not(resideInAPackage("io.rtsper.it.build.fixture.."))));
  }

  private static JavaClasses main(Predicate<Reactor.Module> modules) {
    List<String> locations =
        Reactor.modules().stream()
            .filter(modules)
            .map(module -> module.classes().toUri().toString())
            .toList();
    return MAIN.that(
        describe(
            "come from the modules",
            type ->
                locations.stream()
                    .anyMatch(type.getSource().orElseThrow().getUri().toString()::startsWith)));
  }

  private static JavaClasses imported(Function<Reactor.Module, Path> folder) {
    return new ClassFileImporter()
        .importPaths(Reactor.modules().stream().map(folder).filter(Files::isDirectory).toList())
        .that(not(resideInAPackage("..jmh_generated..")));
  }
}
