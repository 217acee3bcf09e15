package io.rtsper.it.build;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.conditions.ArchConditions.onlyDependOnClassesThat;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.constructors;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noMethods;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaConstructor;
import com.tngtech.archunit.core.domain.JavaConstructorCall;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import com.tngtech.archunit.library.GeneralCodingRules;
import com.tngtech.archunit.library.dependencies.SliceAssignment;
import com.tngtech.archunit.library.dependencies.SliceIdentifier;
import io.rtsper.api.DoNotImplement;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.NullMarked;

/** The rules of {@code docs/architecture.md} that bytecode can tell. */
final class ArchitectureRules {

  /**
   * What each module may use beside its own packages, {@code java..} and {@code javax..} (of
   * java.base, as its descriptor says), slf4j and JSpecify. A module that isn't here has no rule
   * yet and fails the test until it has.
   */
  private static final Map<String, List<String>> ALLOWED =
      Map.ofEntries(
          Map.entry("rtsper-api", List.of()),
          Map.entry("rtsper-core", List.of("io.rtsper.api..")),
          Map.entry("rtsper-transport-tcp", List.of("io.rtsper.api..")),
          Map.entry("rtsper-transport-udp", List.of("io.rtsper.api..")),
          Map.entry("rtsper-transport-replay", List.of("io.rtsper.api..")),
          Map.entry("rtsper-auth", List.of("io.rtsper.api..")),
          Map.entry("rtsper-sdp", List.of("io.rtsper.api..")),
          Map.entry("rtsper-payload", List.of("io.rtsper.api..")),
          Map.entry("rtsper-camera", List.of()),
          Map.entry("rtsper-testkit", List.of("io.rtsper.api..", "org.junit.jupiter.api..")),
          Map.entry("rtsper-cli", List.of("io.rtsper.api..", "io.rtsper.camera..", "picocli..")));

  private static final int MAX_PARAMETERS = 5;

  private static final Set<String> GENERIC_THROWABLES =
      Set.of(
          "java.lang.Throwable",
          "java.lang.Exception",
          "java.lang.RuntimeException",
          "java.lang.Error");

  static final ArchRule NO_PACKAGE_CYCLES =
      slices()
          .assignedFrom(new PackageSlices())
          .should()
          .beFreeOfCycles()
          // An annotation that only says who may implement a type.
          .ignoreDependency(
              DescribedPredicate.alwaysTrue(),
              describe("@DoNotImplement", type -> type.isEquivalentTo(DoNotImplement.class)))
          .because("two packages that need each other are one package");

  static final ArchRule NO_CLASS_CYCLES =
      classes()
          .that(describe("are top-level classes", JavaClass::isTopLevelClass))
          .should(new ClassCycles())
          .because("two classes that need each other can't be read one after the other");

  static final ArchRule NO_LONG_CONSTRUCTORS =
      constructors()
          .that(describe("are written as such", ArchitectureRules::isWritten))
          .should(
              new ArchCondition<JavaConstructor>("have at most " + MAX_PARAMETERS + " parameters") {
                @Override
                public void check(JavaConstructor constructor, ConditionEvents events) {
                  int parameters = writtenParameters(constructor);
                  events.add(
                      new SimpleConditionEvent(
                          constructor.getOwner(),
                          parameters <= MAX_PARAMETERS,
                          "%s has %d parameters".formatted(constructor.getFullName(), parameters)));
                }
              })
          .because("what many constructors are given alike is a context with a name");

  static final ArchRule NULL_MARKED =
      classes()
          .should(
              new ArchCondition<JavaClass>("live in a @NullMarked package") {
                @Override
                public void check(JavaClass type, ConditionEvents events) {
                  boolean marked = type.getPackage().isAnnotatedWith(NullMarked.class);
                  events.add(
                      new SimpleConditionEvent(
                          type,
                          marked,
                          "%s: the package %s has no package-info.java with @NullMarked"
                              .formatted(type.getName(), type.getPackageName())));
                }
              })
          .because("an unmarked package says nothing about null");

  static final ArchRule NO_STANDARD_STREAMS =
      GeneralCodingRules.NO_CLASSES_SHOULD_ACCESS_STANDARD_STREAMS.because(
          "a library's output belongs to the application; only the command prints");

  static final ArchRule NO_GENERIC_EXCEPTIONS =
      noClasses()
          .should()
          .callConstructorWhere(
              describe(
                  "it creates a Throwable, Exception, RuntimeException or Error as such",
                  ArchitectureRules::createsGenericThrowable))
          .because("a caller can't tell them apart from a defect");

  static final ArchRule NO_JAVA_UTIL_LOGGING =
      GeneralCodingRules.NO_CLASSES_SHOULD_USE_JAVA_UTIL_LOGGING;

  static final ArchRule NO_EMPTY_NAMES =
      noClasses()
          .should()
          .haveNameMatching(".*(Impl|Util|Utils|Helper|Helpers|Manager|ManagerFactory)(\\$.*)?")
          .orShould()
          .haveNameMatching(".*[.$]Abstract[A-Z][^.]*")
          .because("a class is named by what it is");

  static final ArchRule NO_REFLECTION =
      noClasses()
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("java.lang.reflect..", "sun..", "jdk.internal..")
          .orShould()
          .callMethodWhere(
              describe(
                  "it finds a class by its name",
                  access ->
                      access.getTargetOwner().getName().equals("java.lang.Class")
                          && access.getName().equals("forName")))
          .because("jlink and native images must see all that is used");

  static final ArchRule NO_NATIVE_METHODS =
      noMethods().should().haveModifier(JavaModifier.NATIVE).because("rtsper is pure Java");

  static final ArchRule NO_SLEEP =
      noClasses()
          .should()
          .callMethodWhere(
              describe(
                  "it sleeps",
                  access ->
                      access.getName().equals("sleep")
                          && Set.of("java.lang.Thread", "java.util.concurrent.TimeUnit")
                              .contains(access.getTargetOwner().getName())))
          .because("a test waits for what it tests, with a bound");

  private ArchitectureRules() {}

  /**
   * Each package is a slice, but for {@code io.rtsper.api} with its {@code spi} and {@code header}.
   * The first two are one contract seen by two readers: a client takes providers, and a provider
   * speaks in the client's words. Headers are arguments of that contract and answer through it.
   * Parting them would take a further package that no reader looks for.
   */
  private static final class PackageSlices implements SliceAssignment {

    private static final Set<String> OF_THE_API =
        Set.of("io.rtsper.api.spi", "io.rtsper.api.header");

    @Override
    public SliceIdentifier getIdentifierOf(JavaClass type) {
      String name = type.getPackageName();
      return SliceIdentifier.of(OF_THE_API.contains(name) ? "io.rtsper.api" : name);
    }

    @Override
    public String getDescription() {
      return "packages";
    }
  }

  /** Returns the rule that keeps a module to its own packages and to what it may depend on. */
  static ArchRule dependencies(String artifactId, String ownPackage) {
    List<String> allowed = ALLOWED.get(artifactId);
    if (allowed == null) {
      throw new IllegalStateException(
          "%s has no row in ArchitectureRules.ALLOWED: say there which packages it may use."
              .formatted(artifactId));
    }
    String[] packages =
        Stream.concat(
                Stream.of(
                    ownPackage + "..",
                    "java..",
                    "javax..",
                    "org.slf4j..",
                    "org.jspecify.annotations.."),
                allowed.stream())
            .toArray(String[]::new);
    return classes()
        .should()
        .resideInAPackage(ownPackage + "..")
        .andShould(onlyDependOnClassesThat(resideInAnyPackage(packages)))
        .because("%s is to be usable without the other modules".formatted(artifactId));
  }

  /**
   * Records' canonical constructors list what the record is; the compiler makes those of others.
   */
  private static boolean isWritten(JavaConstructor constructor) {
    JavaClass owner = constructor.getOwner();
    long components =
        owner.getFields().stream()
            .filter(field -> !field.getModifiers().contains(JavaModifier.STATIC))
            .count();
    boolean canonical = owner.isRecord() && constructor.getRawParameterTypes().size() == components;
    return !canonical && !owner.isAnonymousClass() && !owner.isLocalClass();
  }

  /** Leaves out what the compiler adds: the outer object, or an enum constant's name and place. */
  private static int writtenParameters(JavaConstructor constructor) {
    JavaClass owner = constructor.getOwner();
    int added = owner.isEnum() ? 2 : owner.isInnerClass() ? 1 : 0;
    return constructor.getRawParameterTypes().size() - added;
  }

  private static boolean createsGenericThrowable(JavaConstructorCall call) {
    boolean fromSubclass =
        call.getOrigin().isConstructor()
            && call.getOriginOwner()
                .getRawSuperclass()
                .map(type -> type.equals(call.getTargetOwner()))
                .orElse(false);
    return GENERIC_THROWABLES.contains(call.getTargetOwner().getName()) && !fromSubclass;
  }
}
