package io.rtsper.it.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.spi.ToolProvider;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A runtime image: a JVM that has what a program needs and nothing else. */
record Image(Path folder) {

  /**
   * Links the modules into an image that takes the place of what is there. One at a time: the tool
   * has static state.
   */
  static synchronized Image link(Path folder, List<Path> modulePath, String modules, String... more)
      throws IOException {
    delete(folder);
    List<String> arguments =
        new ArrayList<>(
            List.of(
                "--module-path",
                modulePath.stream()
                    .map(Path::toString)
                    .collect(Collectors.joining(java.io.File.pathSeparator)),
                "--add-modules",
                modules,
                // Not --strip-debug, which on Linux needs objcopy besides.
                "--strip-java-debug-attributes",
                "--no-header-files",
                "--no-man-pages",
                "--compress=2",
                "--output",
                folder.toString()));
    arguments.addAll(List.of(more));
    StringWriter out = new StringWriter();
    PrintWriter writer = new PrintWriter(out);
    int status =
        ToolProvider.findFirst("jlink")
            .orElseThrow()
            .run(writer, writer, arguments.toArray(new String[0]));
    writer.flush();
    assertThat(status).as(out.toString()).isZero();
    return new Image(folder);
  }

  /** Starts one of the image's programs. */
  Program start(String name, String... arguments) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(folder.resolve("bin").resolve(name).toString());
    command.addAll(List.of(arguments));
    return Program.start(command);
  }

  /** Returns the modules that the image has, by name, one a line. */
  String modules() throws Exception {
    try (Program list = start("java", "--list-modules")) {
      assertThat(list.status()).as(list.err()).isZero();
      return list.out()
          .lines()
          .map(module -> module.replaceFirst("@.*", ""))
          .sorted()
          .collect(Collectors.joining("\n", "", "\n"));
    }
  }

  /** Returns the size of all its files. */
  long bytes() throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      return files.filter(Files::isRegularFile).mapToLong(file -> file.toFile().length()).sum();
    }
  }

  /** Deletes a folder, if it is there, with all that is in it, but nothing that links lead to. */
  static void delete(Path folder) throws IOException {
    if (!Files.exists(folder)) {
      return;
    }
    try (Stream<Path> files = Files.walk(folder)) {
      files.sorted(Comparator.reverseOrder()).forEach(Image::deleteOne);
    }
  }

  private static void deleteOne(Path file) {
    try {
      Files.delete(file);
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }
}
