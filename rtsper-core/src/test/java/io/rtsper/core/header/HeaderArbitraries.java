package io.rtsper.core.header;

import io.rtsper.api.header.ChannelPair;
import io.rtsper.api.header.PortPair;
import io.rtsper.api.header.TransportHeader;
import io.rtsper.api.header.TransportHeaderBuilder;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Builders;
import net.jqwik.api.Combinators;
import net.jqwik.api.Tuple;

/** Where random header values and hostile texts come from. */
final class HeaderArbitraries {

  private HeaderArbitraries() {}

  /**
   * Returns texts that a parser might stumble over: pieces of the wire and odd characters in any
   * order, some of them long.
   */
  static Arbitrary<String> hostile(String... pieces) {
    Arbitrary<String> piece = Arbitraries.of(pieces);
    Arbitrary<String> odd =
        Arbitraries.of(
            "",
            " ",
            "\t",
            "\0",
            "\r\n",
            "\"",
            "\\",
            "'",
            "%",
            "%0a",
            "é",
            "\uD83D\uDE00",
            "\uD800",
            "\u0130",
            "\u2028",
            "-1",
            "0",
            "65536",
            "99999999999999999999",
            ";;",
            ",,");
    Arbitrary<String> any = Arbitraries.strings().ofMaxLength(6);
    return Arbitraries.frequencyOf(Tuple.of(8, piece), Tuple.of(2, odd), Tuple.of(1, any))
        .list()
        .ofMaxSize(14)
        .map(parts -> String.join("", parts));
  }

  /** Returns values of header parameters that can be sent, quotes and separators among them. */
  static Arbitrary<String> parameterText() {
    return Arbitraries.strings().withChars("aZ09-./:;,=\"\\ [](){}\u00e9").ofMaxLength(10);
  }

  /** Returns transports with any set of parameters, what must be quoted among them. */
  static Arbitrary<TransportHeader> transport() {
    Arbitrary<Integer> bytes = Arbitraries.integers().between(0, 0xFF);
    Arbitrary<Integer> ports = Arbitraries.integers().between(0, 0xFFFF);
    Arbitrary<PortPair> portPair = Combinators.combine(ports, ports).as(PortPair::new);
    Arbitrary<ChannelPair> channels = Combinators.combine(bytes, bytes).as(ChannelPair::new);
    Arbitrary<String> text = parameterText();
    Arbitrary<String> name = Arbitraries.of("layers", "append", "x-1", "keymgmt");
    Builders.BuilderCombinator<TransportHeaderBuilder> builder =
        Builders.withBuilder(TransportHeader::builder)
            .use(Arbitraries.of("RTP/AVP", "rtp/savp", "MP2T/H2221"))
            .inSetter((b, profile) -> b.profile(profile))
            .use(Arbitraries.of("TCP", "udp", "X/Y"))
            .withProbability(0.5)
            .inSetter((b, lower) -> b.lowerTransport(lower))
            .use(Arbitraries.of(true, false))
            .inSetter((b, multicast) -> b.multicast(multicast));
    return builder
        .use(channels)
        .withProbability(0.5)
        .inSetter((b, pair) -> b.interleaved(pair))
        .use(portPair)
        .withProbability(0.5)
        .inSetter((b, pair) -> b.clientPort(pair))
        .use(portPair)
        .withProbability(0.3)
        .inSetter((b, pair) -> b.serverPort(pair))
        .use(portPair)
        .withProbability(0.3)
        .inSetter((b, pair) -> b.port(pair))
        .use(bytes)
        .withProbability(0.3)
        .inSetter((b, ttl) -> b.ttl(ttl))
        .use(Arbitraries.longs().between(0, 0xFFFFFFFFL))
        .withProbability(0.3)
        .inSetter((b, ssrc) -> b.ssrc(ssrc))
        .use(text)
        .withProbability(0.3)
        .inSetter((b, source) -> b.source(source))
        .use(text)
        .withProbability(0.3)
        .inSetter((b, destination) -> b.destination(destination))
        .use(text)
        .withProbability(0.3)
        .inSetter((b, mode) -> b.mode(mode))
        .use(Combinators.combine(name, text).as((n, t) -> new String[] {n, t}))
        .withProbability(0.5)
        .inSetter((b, parameter) -> b.parameter(parameter[0], parameter[1]))
        .build(TransportHeaderBuilder::build);
  }

  /** Returns entries of RTP-Info whose URLs hold separators. */
  static Arbitrary<RtpInfoEntry> entry() {
    Arbitrary<String> url = Arbitraries.strings().withChars("ab1/:;,=&?\"\\ .").ofMaxLength(12);
    Arbitrary<String> hard = Arbitraries.of("a;seq=1", "a,url=b", "url=\"a\"", "rtsp://h/s/1", "1");
    Arbitrary<Long> number = Arbitraries.longs().between(0, 0xFFFFFFFFL);
    return Combinators.combine(
            Arbitraries.oneOf(url, hard),
            Arbitraries.integers().between(0, 0xFFFF).optional(),
            number.optional(),
            number.optional())
        .as(RtpInfoEntry::new);
  }
}
