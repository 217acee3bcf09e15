package io.rtsper.it.build;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Holds that no class depends on itself by way of others of its package. A nested class counts to
 * the class that it is written in. Each class on a cycle is one violation that shows its shortest.
 */
final class ClassCycles extends ArchCondition<JavaClass> {

  private static final Comparator<JavaClass> BY_NAME = Comparator.comparing(JavaClass::getName);

  ClassCycles() {
    super("not be on a cycle of their package's classes");
  }

  @Override
  public void check(JavaClass type, ConditionEvents events) {
    List<String> cycle = shortestCycle(type);
    events.add(
        new SimpleConditionEvent(
            type,
            cycle == null,
            cycle == null
                ? "%s is on no cycle".formatted(type.getName())
                : "%s is on a cycle: %s".formatted(type.getName(), String.join(" -> ", cycle))));
  }

  private static @Nullable List<String> shortestCycle(JavaClass start) {
    Map<JavaClass, JavaClass> cameFrom = new HashMap<>();
    Deque<JavaClass> next = new ArrayDeque<>(List.of(start));
    while (!next.isEmpty()) {
      JavaClass type = next.remove();
      for (JavaClass neighbour : neighbours(type)) {
        if (neighbour.equals(start)) {
          return path(start, type, cameFrom);
        }
        if (cameFrom.putIfAbsent(neighbour, type) == null) {
          next.add(neighbour);
        }
      }
    }
    return null;
  }

  private static List<String> path(
      JavaClass start, JavaClass last, Map<JavaClass, JavaClass> cameFrom) {
    LinkedList<String> path = new LinkedList<>(List.of(start.getSimpleName()));
    for (JavaClass type = last; !type.equals(start); type = cameFrom.get(type)) {
      path.addFirst(type.getSimpleName());
    }
    path.addFirst(start.getSimpleName());
    return path;
  }

  /** Returns the other top-level classes of the package that a top-level class depends on. */
  private static Set<JavaClass> neighbours(JavaClass type) {
    return type.getPackage().getClasses().stream()
        .filter(part -> topLevel(part).equals(type))
        .flatMap(part -> part.getDirectDependenciesFromSelf().stream())
        .map(Dependency::getTargetClass)
        .map(JavaClass::getBaseComponentType)
        .filter(target -> target.getPackageName().equals(type.getPackageName()))
        .map(ClassCycles::topLevel)
        .filter(target -> !target.equals(type))
        .collect(Collectors.toCollection(() -> new TreeSet<>(BY_NAME)));
  }

  private static JavaClass topLevel(JavaClass type) {
    JavaClass top = type;
    while (top.getEnclosingClass().isPresent()) {
      top = top.getEnclosingClass().get();
    }
    return top;
  }
}
