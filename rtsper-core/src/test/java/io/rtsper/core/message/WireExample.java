package io.rtsper.core.message;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.rtsper.api.Quirk;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/**
 * What a peer sends, and what is to be read of it.
 *
 * @param name who sends it and where that is told
 * @param input the bytes
 * @param events the events as {@link Reading} writes them
 * @param quirks the quirks' names, in the order in which they are met
 */
record WireExample(String name, byte[] input, List<String> events, List<String> quirks) {

  /** Starts an example; the characters of the input are its bytes. */
  static WireExample of(String name, String input) {
    return new WireExample(name, input.getBytes(ISO_8859_1), List.of(), List.of());
  }

  WireExample gives(String... expected) {
    return new WireExample(name, input, List.of(expected), quirks);
  }

  WireExample with(Quirk... expected) {
    List<String> names = Arrays.stream(expected).map(Quirk::name).toList();
    return new WireExample(name, input, events, names);
  }

  String expectation() {
    return String.join("\n", events) + "\nquirks: " + String.join(" ", quirks);
  }

  /** Returns an interleaved frame as the characters of an input. */
  static String frame(int channel, String hex) {
    byte[] packet = java.util.HexFormat.of().parseHex(hex);
    String header =
        "$" + (char) channel + (char) (packet.length >> 8) + (char) (packet.length & 255);
    return header + new String(packet, ISO_8859_1);
  }

  static String lines(String... lines) {
    return String.join("\r\n", lines) + "\r\n\r\n";
  }

  static Stream<WireExample> all() {
    return Stream.of(
            RfcExamples.all(), LineExamples.all(), HeaderExamples.all(), StreamExamples.all())
        .flatMap(List::stream);
  }

  @Override
  public String toString() {
    return name;
  }
}
