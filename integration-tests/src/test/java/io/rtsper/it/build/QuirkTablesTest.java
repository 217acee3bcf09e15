package io.rtsper.it.build;

import static org.assertj.core.api.Assertions.assertThat;

import io.rtsper.api.Quirk;
import io.rtsper.api.Quirks;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Holds the quirks that rtsper knows and the tables of {@code docs/interop.md} together. */
class QuirkTablesTest {

  private static final Pattern COLUMN_END = Pattern.compile("(?<!\\\\)\\|");
  private static final Pattern NAME = Pattern.compile("`([^`]+)`");

  private static final Set<String> known = new TreeSet<>();
  private static final Set<String> named = new TreeSet<>();

  @BeforeAll
  static void read() throws Exception {
    for (var constant : Quirks.class.getFields()) {
      known.add(((Quirk) constant.get(null)).name());
    }
    named.addAll(namesIn(Files.readAllLines(Path.of("..", "docs", "interop.md"))));
  }

  @Test
  void eachQuirkStandsInATable() {
    assertThat(known).isNotEmpty();
    assertThat(without(known, named)).as("quirks that docs/interop.md has in no table").isEmpty();
  }

  @Test
  void theTablesHaveNoOtherQuirks() {
    assertThat(without(named, known)).as("quirks of docs/interop.md that Quirks lacks").isEmpty();
  }

  @Test
  void namesStandInTheColumnOfQuirksAlone() {
    assertThat(
            namesIn(
                List.of(
                    "`a` in a sentence",
                    "| `b` | quirk | test |",
                    "|---|---|---|",
                    "| a\\|`c` | `d`, `e` for the latter | `f` |",
                    "",
                    "| `g` | test |",
                    "| `h` | `i` |")))
        .containsExactly("d", "e");
  }

  private static Set<String> without(Set<String> names, Set<String> others) {
    Set<String> rest = new TreeSet<>(names);
    rest.removeAll(others);
    return rest;
  }

  /** Returns what stands in backquotes in the columns that are headed {@code quirk}. */
  private static Set<String> namesIn(List<String> lines) {
    Set<String> names = new TreeSet<>();
    int column = -1;
    boolean inTable = false;
    for (String line : lines) {
      List<String> cells = Arrays.stream(COLUMN_END.split(line)).map(String::strip).toList();
      if (line.startsWith("|") && !inTable) {
        column = cells.indexOf("quirk");
      } else if (line.startsWith("|") && column >= 0 && column < cells.size()) {
        NAME.matcher(cells.get(column)).results().map(found -> found.group(1)).forEach(names::add);
      }
      inTable = line.startsWith("|");
    }
    return names;
  }
}
