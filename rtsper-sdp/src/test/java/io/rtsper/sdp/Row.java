package io.rtsper.sdp;

import io.rtsper.api.Quirk;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/**
 * A description that is odd in one way, what it is read as and what is said about it. The rows feed
 * the examples, the round trips, the mutations and the fuzzer.
 *
 * @param name what is odd, with the device and where it is known from
 * @param text the description
 * @param quirks the quirks that are reported
 * @param expectation checks what it is read as
 */
record Row(String name, byte[] text, Set<Quirk> quirks, Consumer<Sdp> expectation) {

  /** A description as it is. */
  static Row raw(String name, String text, Consumer<Sdp> expectation, Quirk... quirks) {
    return new Row(name, text.getBytes(StandardCharsets.UTF_8), Set.of(quirks), expectation);
  }

  /** Bytes that stand for the characters of ISO 8859-1. */
  static Row bytes(String name, String text, Consumer<Sdp> expectation, Quirk... quirks) {
    return new Row(name, text.getBytes(StandardCharsets.ISO_8859_1), Set.of(quirks), expectation);
  }

  /** Lines that are ended as the standard wants it. */
  static Row lines(String name, String text, Consumer<Sdp> expectation, Quirk... quirks) {
    return raw(name, text.replace("\n", "\r\n"), expectation, quirks);
  }

  /** A sound session, then the lines of media. */
  static Row media(String name, String lines, Consumer<Sdp> expectation, Quirk... quirks) {
    return lines(name, Sdp.SESSION + lines + "\n", expectation, quirks);
  }

  /** A sound description whose lines at one type are replaced by others. */
  static Row instead(
      String name, String line, String others, Consumer<Sdp> expectation, Quirk... quirks) {
    if (!Sdp.VIDEO.contains(line + "\n")) {
      throw new IllegalArgumentException(line);
    }
    return lines(name, Sdp.VIDEO.replace(line + "\n", others), expectation, quirks);
  }

  /** All rows there are. */
  static List<Row> all() {
    return List.of(LineRows.all(), MediaRows.all(), FormatRows.all(), DeviceRows.all()).stream()
        .flatMap(List::stream)
        .toList();
  }

  @Override
  public String toString() {
    return name;
  }
}
