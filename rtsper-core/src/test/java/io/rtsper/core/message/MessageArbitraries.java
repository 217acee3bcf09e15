package io.rtsper.core.message;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.rtsper.api.RtspHeaders;
import io.rtsper.api.RtspMethod;
import io.rtsper.api.RtspRequest;
import io.rtsper.api.RtspResponse;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;

/** Generates messages, frames and bytes: all that the tests of this package need of jqwik. */
final class MessageArbitraries {

  private static final String TOKEN =
      "!#$%&'*+-.0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ^_`abcdefghijklmnopqrstuvwxyz|~";

  /** What readers look for, and what comes close to it. */
  private static final List<String> FRAGMENTS =
      List.of(
          "RTSP/1.0 200 OK\r\n",
          "RTSP/1.0 200 OK\r\nCSeq: 1\r\n\r\n",
          "rtsp/1.0  404\n",
          "RTSP/1.0 ",
          "RTSP/1.",
          "HTTP/1.1 400 Bad\r\n",
          "OPTIONS * RTSP/1.0\r\n\r\n",
          "PLAY rtsp://h/s RTSP/1.0\r\n",
          "PLAY_NOTIFY ",
          "Content-Length: 3\r\n",
          "Content-Length: 70000\r\n",
          "content-length : 3\r\n",
          "Content-Length: -1\r\n",
          "CSeq: 1\r\n",
          " folded\r\n",
          "a:b\r",
          "no colon\n",
          ": x\r\n",
          "v=0\r\ns=x\r\n",
          "\r\n",
          "\r\n\r\n",
          "\n\n",
          "\r\r",
          "\r",
          "\0",
          " ",
          "$",
          "$\0\0\0",
          "$\0\0\u0008\u0080\u00600000000",
          "$\1\0\u0010",
          "$\u0009\0\2ab",
          "\u0015\3\3");

  private MessageArbitraries() {}

  /** Something that can be sent, and what is to be read of it. */
  record Sent(byte[] bytes, String event) {

    @Override
    public String toString() {
      return event;
    }
  }

  static Arbitrary<RtspHeaders> headers() {
    Arbitrary<String> names = Arbitraries.strings().withChars(TOKEN).ofMinLength(1).ofMaxLength(20);
    Arbitrary<String> known =
        Arbitraries.of("Session", "transport", "RTP-INFO", "x-Date", "Public");
    Arbitrary<String> values =
        Arbitraries.strings()
            .withCharRange(' ', '~')
            .withCharRange('\u00a0', '\u00ff')
            .ofMaxLength(60)
            .map(String::strip);
    Arbitrary<String> name =
        Arbitraries.oneOf(names, known)
            .filter(n -> !n.equalsIgnoreCase("CSeq") && !n.equalsIgnoreCase("Content-Length"));
    Arbitrary<List<String>> fields =
        Combinators.combine(name, values)
            .as(List::of)
            .list()
            .ofMaxSize(6)
            .map(pairs -> pairs.stream().flatMap(List::stream).toList());
    return Combinators.combine(Arbitraries.integers().between(0, Integer.MAX_VALUE), fields)
        .as(
            (cseq, rest) ->
                RtspHeaders.builder()
                    .add("CSeq", Integer.toString(cseq))
                    .addAll(RtspHeaders.of(rest.toArray(String[]::new)))
                    .build());
  }

  static Arbitrary<byte[]> bodies() {
    return Arbitraries.bytes().array(byte[].class).ofMaxSize(300);
  }

  static Arbitrary<RtspResponse> responses() {
    Arbitrary<String> reasons =
        Arbitraries.strings().withCharRange(' ', '~').ofMaxLength(20).map(String::strip);
    return Combinators.combine(
            Arbitraries.integers().between(100, 999), reasons, headers(), bodies())
        .as(RtspResponse::of);
  }

  static Arbitrary<RtspRequest> requests() {
    Arbitrary<RtspMethod> methods =
        Arbitraries.of("OPTIONS", "ANNOUNCE", "TEARDOWN", "PLAY_NOTIFY", "x-other")
            .map(RtspMethod::of);
    Arbitrary<String> uris = Arbitraries.of("*", "rtsp://h/s", "rtsps://[::1]:322/a?b=c$d");
    return Combinators.combine(methods, uris, headers(), bodies()).as(RtspRequest::of);
  }

  static Arbitrary<Sent> frames() {
    return Combinators.combine(
            Arbitraries.integers().between(0, 255),
            Arbitraries.bytes().array(byte[].class).ofMinSize(1).ofMaxSize(2000))
        .as(
            (channel, packet) -> {
              ByteBuffer out = ByteBuffer.allocate(InterleavedWriter.HEADER_BYTES + packet.length);
              InterleavedWriter.write(channel, ByteBuffer.wrap(packet), out);
              return new Sent(out.array(), Reading.frameText(channel, packet));
            });
  }

  /** Generates messages and frames, each with what is to be read of it. */
  static Arbitrary<Sent> anythingSent() {
    return Arbitraries.oneOf(
        responses().map(r -> sent(MessageWriter.write(r))),
        requests().map(r -> sent(MessageWriter.write(r))),
        frames());
  }

  /** What is read of a message alone is what is to be read of it among others. */
  private static Sent sent(ByteBuffer message) {
    byte[] bytes = message.array();
    List<String> events = Reading.whole(bytes).events;
    return new Sent(bytes, String.join("\n", events));
  }

  /** Generates input that looks like RTSP here and there, and random bytes. */
  static Arbitrary<byte[]> anyInput() {
    Arbitrary<byte[]> fragments = Arbitraries.of(FRAGMENTS).map(f -> f.getBytes(ISO_8859_1));
    Arbitrary<byte[]> noise = Arbitraries.bytes().array(byte[].class).ofMaxSize(40);
    return Arbitraries.frequencyOf(
            net.jqwik.api.Tuple.of(6, fragments), net.jqwik.api.Tuple.of(1, noise))
        .list()
        .ofMaxSize(25)
        .map(MessageArbitraries::concat);
  }

  static byte[] concat(List<byte[]> parts) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    parts.forEach(out::writeBytes);
    return out.toByteArray();
  }
}
