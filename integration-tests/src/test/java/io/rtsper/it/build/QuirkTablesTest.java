package io.rtsper.it.build;

import static org.assertj.core.api.Assertions.assertThat;

import io.rtsper.api.Quirk;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Holds the quirks that rtsper knows and the tables of {@code docs/interop.md} together. */
class QuirkTablesTest {

  private static final Path PAGE = Path.of("..", "docs", "interop.md");
  private static final String HEADING = "## All quirks";
  private static final Pattern COLUMN_END = Pattern.compile("(?<!\\\\)\\|");
  private static final Pattern NAME = Pattern.compile("`([^`]+)`");

  private static final Map<String, Quirk> known = new TreeMap<>();
  private static final Set<String> named = new TreeSet<>();

  @BeforeAll
  static void read() throws Exception {
    for (Quirk quirk : DefinedQuirks.find(Path.of(".."))) {
      assertThat(known.put(quirk.name(), quirk)).as("defined twice: " + quirk).isNull();
    }
    named.addAll(namesIn(Files.readAllLines(PAGE)));
  }

  @Test
  void eachQuirkStandsInATable() {
    assertThat(known).isNotEmpty();
    assertThat(without(known.keySet(), named)).as("quirks that no table has").isEmpty();
  }

  @Test
  void theTablesHaveNoOtherQuirks() {
    assertThat(without(named, known.keySet())).as("quirks that nobody defines").isEmpty();
  }

  /** {@code -Dgolden.update=true} writes the list anew. */
  @Test
  void theListHasTheTextOfEach() throws Exception {
    String page = Files.readString(PAGE);
    int at = page.indexOf(HEADING);
    assertThat(at).as("the place of " + HEADING).isPositive();
    String before = page.substring(0, at);
    if (Boolean.getBoolean("golden.update")) {
      Files.writeString(PAGE, before + list());
    }
    assertThat(Files.readString(PAGE)).isEqualTo(before + list());
  }

  private static String list() {
    StringBuilder text = new StringBuilder(HEADING);
    text.append("\n\nWhat a session tells of each when it first meets it; `-Dgolden.update=true`")
        .append(" writes this list from the code.\n\n| name | logged at | text |\n|---|---|---|\n");
    for (Quirk quirk : known.values()) {
      text.append("| `").append(quirk.name()).append("` | ");
      text.append(quirk.severity() == Quirk.Severity.WARNING ? "WARN" : "INFO").append(" | ");
      text.append(quirk.description().replace("|", "\\|")).append(" |\n");
    }
    return text.toString();
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
