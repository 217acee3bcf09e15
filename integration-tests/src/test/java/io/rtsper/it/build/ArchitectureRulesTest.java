package io.rtsper.it.build;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.lang.ArchRule;
import io.rtsper.it.build.fixture.one.BadNameManager;
import io.rtsper.it.build.fixture.one.CycleStart;
import io.rtsper.it.build.fixture.one.GenericThrower;
import io.rtsper.it.build.fixture.one.JulLogger;
import io.rtsper.it.build.fixture.one.LongConstructor;
import io.rtsper.it.build.fixture.one.LongRecordConstructor;
import io.rtsper.it.build.fixture.one.NativeCaller;
import io.rtsper.it.build.fixture.one.Printer;
import io.rtsper.it.build.fixture.one.Reflector;
import io.rtsper.it.build.fixture.one.Sleeper;
import io.rtsper.it.build.fixture.one.TangleEnd;
import io.rtsper.it.build.fixture.one.TangleStart;
import io.rtsper.it.build.fixture.two.CycleEnd;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Shows that each of the rules can fail, and that none fails for a class that keeps them. */
class ArchitectureRulesTest {

  static Stream<Arguments> offenders() {
    return Stream.of(
        Arguments.of(
            ArchitectureRules.NO_PACKAGE_CYCLES, new Class<?>[] {CycleStart.class, CycleEnd.class}),
        Arguments.of(
            ArchitectureRules.NO_CLASS_CYCLES,
            new Class<?>[] {TangleStart.class, TangleStart.Part.class, TangleEnd.class}),
        offender(ArchitectureRules.NO_LONG_CONSTRUCTORS, LongConstructor.class),
        offender(ArchitectureRules.NO_LONG_CONSTRUCTORS, LongRecordConstructor.class),
        offender(ArchitectureRules.NULL_MARKED, CycleEnd.class),
        offender(ArchitectureRules.NO_STANDARD_STREAMS, Printer.class),
        offender(ArchitectureRules.NO_GENERIC_EXCEPTIONS, GenericThrower.class),
        offender(ArchitectureRules.NO_JAVA_UTIL_LOGGING, JulLogger.class),
        offender(ArchitectureRules.NO_EMPTY_NAMES, BadNameManager.class),
        offender(ArchitectureRules.NO_REFLECTION, Reflector.class),
        offender(ArchitectureRules.NO_NATIVE_METHODS, NativeCaller.class),
        offender(ArchitectureRules.NO_SLEEP, Sleeper.class),
        offender(
            ArchitectureRules.dependencies("rtsper-auth", "io.rtsper.it.build.fixture.one"),
            CycleStart.class),
        offender(ArchitectureRules.dependencies("rtsper-auth", "io.rtsper.auth"), CycleEnd.class));
  }

  @ParameterizedTest
  @MethodSource("offenders")
  void failsForAnOffender(ArchRule rule, Class<?>[] offenders) {
    assertThat(rule.evaluate(new ClassFileImporter().importClasses(offenders)).hasViolation())
        .isTrue();
  }

  @Test
  void passesForAClassThatKeepsThem() {
    JavaClasses sound = new ClassFileImporter().importPackages("io.rtsper.it.build.fixture.sound");
    Stream.of(
            ArchitectureRules.NO_PACKAGE_CYCLES,
            ArchitectureRules.NO_CLASS_CYCLES,
            ArchitectureRules.NO_LONG_CONSTRUCTORS,
            ArchitectureRules.NULL_MARKED,
            ArchitectureRules.NO_STANDARD_STREAMS,
            ArchitectureRules.NO_GENERIC_EXCEPTIONS,
            ArchitectureRules.NO_JAVA_UTIL_LOGGING,
            ArchitectureRules.NO_EMPTY_NAMES,
            ArchitectureRules.NO_REFLECTION,
            ArchitectureRules.NO_NATIVE_METHODS,
            ArchitectureRules.NO_SLEEP,
            ArchitectureRules.dependencies("rtsper-auth", "io.rtsper.it.build.fixture.sound"))
        .forEach(rule -> rule.check(sound));
  }

  @ParameterizedTest
  @MethodSource("offenders")
  void failsWhenThereIsNothingToCheck(ArchRule rule) {
    JavaClasses nothing = new ClassFileImporter().importClasses();
    assertThatThrownBy(() -> rule.check(nothing)).isInstanceOf(AssertionError.class);
  }

  @Test
  void aModuleWithoutARowIsAnError() {
    assertThatThrownBy(() -> ArchitectureRules.dependencies("rtsper-srtp", "io.rtsper.srtp"))
        .hasMessage(
            "rtsper-srtp has no row in ArchitectureRules.ALLOWED: say there which packages it may use.");
  }

  @Test
  void aListOfKnownOffendersFailsForOneMoreAndForOneLess() {
    ArchRule rule = ArchitectureRules.NO_LONG_CONSTRUCTORS;
    JavaClasses classes =
        new ClassFileImporter().importClasses(LongConstructor.class, Printer.class);
    String fixtures = Printer.class.getPackageName();
    KnownOffenders known = KnownOffenders.none().and(fixtures, "LongConstructor");
    known.check(rule, classes);
    assertThatThrownBy(() -> KnownOffenders.none().check(rule, classes))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("LongConstructor.<init>(int, int, int, int, int, int)");
    assertThatThrownBy(() -> known.and(fixtures, "Printer").check(rule, classes))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("take them off the list")
        .hasMessageContaining("Printer");
  }

  @Test
  void aListOfKnownOffendersIsForRulesThatNameClasses() {
    JavaClasses classes = new ClassFileImporter().importClasses(Printer.class);
    assertThatThrownBy(
            () -> KnownOffenders.none().check(ArchitectureRules.NO_STANDARD_STREAMS, classes))
        .isInstanceOf(AssertionError.class);
  }

  private static Arguments offender(ArchRule rule, Class<?> type) {
    return Arguments.of(rule, new Class<?>[] {type});
  }
}
