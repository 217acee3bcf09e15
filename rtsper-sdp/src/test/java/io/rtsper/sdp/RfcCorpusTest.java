package io.rtsper.sdp;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.rtsper.api.Quirk;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Each description of RFC 2326, 4566, 7826 and 8866 is read without a quirk, so that strict mode
 * passes it, but for those that contradict the grammar; {@code contradictions.tsv} says why. A file
 * is an example, whose RFC and section are in its name; lines that an RFC shows alone stand in a
 * sound description. Templates such as {@code a=ptime:<packet time>}, of which RFC 4566 §6 has
 * many, are no examples, and the comments that RFC 8866 §5.9 to §5.11 puts behind lines are no part
 * of them.
 */
class RfcCorpusTest {

  static List<String> examples() {
    return descriptions().map(file -> file.getFileName().toString().replace(".sdp", "")).toList();
  }

  /** Returns the texts of the examples, for the fuzzer to start from. */
  static Stream<byte[]> texts() {
    return descriptions().map(RfcCorpusTest::text);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("examples")
  void isReadWithoutAQuirkUnlessItContradictsTheGrammar(String example) throws IOException {
    Sdp sdp = Sdp.parse(text(folder().resolve(example + ".sdp")));

    assertThat(sdp.quirks().stream().map(Quirk::name).collect(Collectors.toSet()))
        .isEqualTo(contradictions(example));
    assertThat(Sdp.raw(sdp.description().toSdp()).description()).isEqualTo(sdp.description());
  }

  private static Stream<Path> descriptions() {
    try (Stream<Path> files = Files.list(folder())) {
      return files
          .filter(file -> file.toString().endsWith(".sdp"))
          .sorted()
          .collect(Collectors.toList())
          .stream();
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private static byte[] text(Path file) {
    try {
      return Files.readString(file).replace("\n", "\r\n").getBytes(StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private static Set<String> contradictions(String example) throws IOException {
    Set<String> names = new TreeSet<>();
    for (String line : Files.readAllLines(folder().resolve("contradictions.tsv"))) {
      String[] cells = line.split("\t");
      if (cells[0].equals(example)) {
        names.add(cells[1]);
      }
    }
    return names;
  }

  private static Path folder() {
    try {
      return Path.of(requireNonNull(RfcCorpusTest.class.getResource("rfc")).toURI());
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }
}
