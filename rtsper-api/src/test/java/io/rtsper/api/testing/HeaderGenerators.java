package io.rtsper.api.testing;

import io.rtsper.api.header.ChannelPair;
import io.rtsper.api.header.PortPair;
import io.rtsper.api.header.RtpInfo;
import io.rtsper.api.header.TransportHeader;
import io.rtsper.api.header.TransportHeaderBuilder;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Builders;
import net.jqwik.api.Combinators;

/** Where random header values come from. */
public final class HeaderGenerators {

  private HeaderGenerators() {}

  /** Returns transports with any set of parameters, what must be quoted among them. */
  public static Arbitrary<TransportHeader> transport() {
    Arbitrary<Integer> bytes = Arbitraries.integers().between(0, 0xFF);
    Arbitrary<Integer> ports = Arbitraries.integers().between(0, 0xFFFF);
    Arbitrary<PortPair> portPair = Combinators.combine(ports, ports).as(PortPair::new);
    Arbitrary<ChannelPair> channels = Combinators.combine(bytes, bytes).as(ChannelPair::new);
    Arbitrary<String> text = Generators.parameterText();
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
  public static Arbitrary<RtpInfo.Entry> entry() {
    Arbitrary<String> url = Arbitraries.strings().withChars("ab1/:;,=&?\"\\ .").ofMaxLength(12);
    Arbitrary<String> hard = Arbitraries.of("a;seq=1", "a,url=b", "url=\"a\"", "rtsp://h/s/1", "1");
    Arbitrary<Long> number = Arbitraries.longs().between(0, 0xFFFFFFFFL);
    return Combinators.combine(
            Arbitraries.oneOf(url, hard),
            Arbitraries.integers().between(0, 0xFFFF).optional(),
            number.optional(),
            number.optional())
        .as(RtpInfo.Entry::new);
  }
}
