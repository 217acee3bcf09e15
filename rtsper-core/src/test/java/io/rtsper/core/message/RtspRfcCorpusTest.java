package io.rtsper.core.message;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.rtsper.api.MessageLimits;
import io.rtsper.api.RtspHeaders;
import io.rtsper.api.RtspRequest;
import io.rtsper.api.RtspResponse;
import io.rtsper.api.RtspUrl;
import io.rtsper.api.spi.QuirkReporter;
import io.rtsper.core.header.ContentType;
import io.rtsper.core.header.ControlUri;
import io.rtsper.core.header.PublicHeader;
import io.rtsper.core.header.Range;
import io.rtsper.core.header.RtpInfo;
import io.rtsper.core.header.SessionHeader;
import io.rtsper.core.header.TransportReader;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Each example of RFC 2326, and of RFC 7826 what has the same form in 1.0, is read without a quirk,
 * so that strict mode passes it, but for those that contradict the RFC; {@code contradictions.tsv}
 * says why. A file is an example, whose section is in its name; a header that the RFC shows alone
 * stands in a bare answer.
 */
class RtspRfcCorpusTest {

  private final Set<String> odd = new TreeSet<>();

  /** What was last asked for; §14.3 of RFC 2326 begins with the answer. */
  private RtspUrl requested = RtspUrl.parse("rtsp://foo.com/test.wav");

  private final QuirkReporter quirks = (quirk, detail) -> odd.add(quirk.name());

  static Stream<String> examples() throws IOException {
    List<String> examples = new ArrayList<>();
    for (String rfc : List.of("rfc2326", "rfc7826")) {
      try (Stream<Path> files = Files.list(folder(rfc))) {
        files
            .map(file -> file.getFileName().toString())
            .filter(name -> name.endsWith(".txt"))
            .map(name -> rfc + "/" + name.substring(0, name.length() - 4))
            .sorted()
            .forEach(examples::add);
      }
    }
    return examples.stream();
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("examples")
  void isReadWithoutAQuirkUnlessItContradictsTheRfc(String example) throws IOException {
    String rfc = example.substring(0, example.indexOf('/'));
    String section = example.substring(rfc.length() + 1);
    String text = Files.readString(folder(rfc).resolve(section + ".txt"));
    int messages = 0;
    for (String message : text.split("(?m)^[CS]->[CS]:\n")) {
      if (!message.isBlank()) {
        read(message.stripTrailing().replace("\n", "\r\n") + "\r\n");
        messages++;
      }
    }

    assertThat(messages).isPositive();
    assertThat(odd).isEqualTo(contradictions(rfc, section));
  }

  private void read(String message) {
    int headEnd = message.indexOf("\r\n\r\n");
    String wire = headEnd < 0 ? message + "\r\n" : withLength(message, headEnd + 4);
    List<RtspHeaders> read = new ArrayList<>();
    MessageEvents events =
        new MessageEvents() {
          @Override
          public void response(RtspResponse response) {
            read.add(response.headers());
          }

          @Override
          public void request(RtspRequest request) {
            read.add(request.headers());
            if (!request.uri().equals("*")) {
              requested = RtspUrl.parse(request.uri());
            }
          }

          @Override
          public void garbage(int skippedBytes) {
            throw new AssertionError(skippedBytes + " bytes skipped");
          }
        };
    new MessageReader(MessageLimits.DEFAULT, quirks, Reading.start())
        .read(ByteBuffer.wrap(wire.getBytes(ISO_8859_1)), events);

    assertThat(read).hasSize(1);
    headers(read.get(0));
  }

  private void headers(RtspHeaders headers) {
    headers.first("Session").ifPresent(value -> SessionHeader.parse(value, quirks));
    headers.first("Transport").ifPresent(value -> TransportReader.parse(value, quirks));
    headers.first("Range").ifPresent(value -> Range.parse(value, quirks));
    headers.first("RTP-Info").ifPresent(value -> RtpInfo.parse(value, quirks));
    headers.first("Content-Type").ifPresent(value -> ContentType.parse(value, quirks));
    headers.first("Allow").ifPresent(value -> PublicHeader.parse(value, quirks));
    headers
        .first("Location")
        .ifPresent(
            value -> ControlUri.location(RtspUrl.parse("rtsp://example.com/"), value, quirks));
    PublicHeader.of(headers, quirks);
    ControlUri.base(requested, headers, quirks);
  }

  /** Puts the length of the body where the example has another. */
  private String withLength(String message, int body) {
    int actual = message.length() - body;
    String head = message.substring(0, body);
    String right = head.replaceFirst("(?i)(content-length: )\\d+", "$1" + actual);
    if (!right.equals(head)) {
      odd.add("Content-Length");
    }
    return right + message.substring(body);
  }

  private static Set<String> contradictions(String rfc, String example) throws IOException {
    Set<String> names = new TreeSet<>();
    for (String line : Files.readAllLines(folder(rfc).resolve("contradictions.tsv"))) {
      String[] cells = line.split("\t");
      if (cells[0].equals(example)) {
        names.add(cells[1]);
      }
    }
    return names;
  }

  private static Path folder(String rfc) {
    try {
      return Path.of(requireNonNull(RtspRfcCorpusTest.class.getResource(rfc)).toURI());
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }
}
