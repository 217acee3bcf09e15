package io.rtsper.it.build;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.EvaluationResult;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * The classes that are known to break a rule. The list gets shorter only: who breaks the rule and
 * isn't on it fails, and so does who is on it and keeps the rule by now.
 */
final class KnownOffenders {

  private final List<String> names;

  private KnownOffenders(List<String> names) {
    this.names = names;
  }

  static KnownOffenders none() {
    return new KnownOffenders(List.of());
  }

  /** Returns these and some of one package, by their names in it. */
  KnownOffenders and(String packageName, String... simpleNames) {
    return new KnownOffenders(
        Stream.concat(names.stream(), Stream.of(simpleNames).map(name -> packageName + "." + name))
            .toList());
  }

  void check(ArchRule rule, JavaClasses classes) {
    Map<String, String> offenders = offenders(rule, classes);
    assertThat(names)
        .as("known to break the rule, which they keep: take them off the list")
        .allMatch(offenders::containsKey);
    offenders.keySet().removeAll(names);
    assertThat(offenders.values()).as(rule.getDescription()).isEmpty();
  }

  private static Map<String, String> offenders(ArchRule rule, JavaClasses classes) {
    Map<String, String> messages = new TreeMap<>();
    EvaluationResult result = rule.evaluate(classes);
    result.handleViolations(
        (Collection<JavaClass> types, String message) ->
            types.forEach(type -> messages.merge(type.getName(), message, "%s; %s"::formatted)));
    assertThat(messages.isEmpty())
        .as("the rule's violations name classes")
        .isEqualTo(!result.hasViolation());
    return messages;
  }
}
