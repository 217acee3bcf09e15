package io.rtsper.it.command;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The README as a newcomer follows it. */
final class Readme {

  private static final String FENCE = "```";

  private final List<String> lines;

  private Readme(List<String> lines) {
    this.lines = lines;
  }

  static Readme read() throws IOException {
    return new Readme(Files.readAllLines(Path.of("").toAbsolutePath().resolveSibling("README.md")));
  }

  /** Returns the one fenced block of that language that holds the text. */
  String block(String language, String text) {
    List<String> found = blocks(language).stream().filter(b -> b.contains(text)).toList();
    if (found.size() != 1) {
      throw new AssertionError(
          found.size() + " blocks of " + language + " in README.md hold \"" + text + "\"");
    }
    return found.get(0);
  }

  /** Returns the lines that start with that text. */
  List<String> linesThatStart(String text) {
    return lines.stream().filter(line -> line.startsWith(text)).toList();
  }

  private List<String> blocks(String language) {
    List<String> blocks = new ArrayList<>();
    StringBuilder block = null;
    for (String line : lines) {
      if (block == null) {
        block = line.equals(FENCE + language) ? new StringBuilder() : null;
      } else if (line.equals(FENCE)) {
        blocks.add(block.toString());
        block = null;
      } else {
        block.append(line).append('\n');
      }
    }
    return blocks;
  }
}
