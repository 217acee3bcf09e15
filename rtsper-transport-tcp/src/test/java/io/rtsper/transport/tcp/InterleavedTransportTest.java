package io.rtsper.transport.tcp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rtsper.api.AddressPolicy;
import io.rtsper.api.RtspPhase;
import io.rtsper.api.RtspProtocolException;
import io.rtsper.api.UdpOptions;
import io.rtsper.api.header.ChannelPair;
import io.rtsper.api.header.PortPair;
import io.rtsper.api.header.TransportHeader;
import io.rtsper.api.media.Track;
import io.rtsper.api.sdp.MediaDescription;
import io.rtsper.api.sdp.SessionDescription;
import io.rtsper.api.spi.EventLoop;
import io.rtsper.api.spi.MediaAgreement;
import io.rtsper.api.spi.MediaTransportContext;
import io.rtsper.api.spi.MemoryBudget;
import io.rtsper.api.spi.PacketInput;
import io.rtsper.api.spi.QuirkReporter;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class InterleavedTransportTest {

  private final List<String> calls = new ArrayList<>();
  private final List<String> quirks = new ArrayList<>();
  private final InterleavedTransport transport = new InterleavedTransport(new Context());

  private static TransportHeader interleaved(int first, int second) {
    return TransportHeader.builder()
        .lowerTransport("TCP")
        .interleaved(new ChannelPair(first, second))
        .build();
  }

  @Test
  void offersTheFreePairAndNothingElse() {
    assertThat(transport.offer().value()).isEqualTo("RTP/AVP/TCP;unicast;interleaved=2-3");
  }

  /** What servers answered to the offer of 2-3. */
  static Stream<Arguments> answers() {
    TransportHeader tcp = TransportHeader.builder().lowerTransport("TCP").build();
    TransportHeader udp = TransportHeader.builder().interleaved(new ChannelPair(2, 3)).build();
    return Stream.of(
        Arguments.of(interleaved(2, 3), "bind 2 3", ""),
        Arguments.of(interleaved(4, 5), "bind 4 5", "transport-other-channels"),
        Arguments.of(interleaved(1, 2), "bind 1 2", "transport-other-channels"),
        Arguments.of(interleaved(0, 0), "bind 0 0", "transport-other-channels"),
        Arguments.of(tcp, "bind 2 3", "transport-without-channels"),
        Arguments.of(udp, "bind 2 3", ""));
  }

  @ParameterizedTest
  @MethodSource("answers")
  void takesTheChannelsThatTheServerAnswers(TransportHeader answer, String bound, String quirk) {
    transport.accept(answer);
    assertThat(calls).containsExactly(bound);
    assertThat(quirks).isEqualTo(quirk.isEmpty() ? List.of() : List.of(quirk));
  }

  @Test
  void aChannelOfAnotherTrackIsAProtocolErrorOfThisTrack() {
    assertThatThrownBy(() -> transport.accept(interleaved(8, 9)))
        .isInstanceOf(RtspProtocolException.class)
        .hasMessageContaining("taken");
    transport.sendRtcp(ByteBuffer.wrap(new byte[8]));
    assertThat(calls).containsExactly("bind 8 9");
  }

  static Stream<TransportHeader> answersOfOthers() {
    return Stream.of(
        TransportHeader.builder()
            .clientPort(new PortPair(2, 3))
            .serverPort(new PortPair(5000, 5001))
            .build(),
        TransportHeader.builder()
            .multicast(true)
            .destination("239.0.0.1")
            .port(new PortPair(5000, 5001))
            .build());
  }

  @ParameterizedTest
  @MethodSource("answersOfOthers")
  void anAnswerOfAnotherTransportIsAProtocolErrorThatQuotesIt(TransportHeader answer) {
    assertThatThrownBy(() -> transport.accept(answer))
        .isInstanceOf(RtspProtocolException.class)
        .hasMessageContaining("track 0 (video) was offered interleaved channels")
        .hasMessageContaining("RTP/AVP;");
    assertThat(new InterleavedTransportProvider().recognises(answer)).isFalse();
  }

  @Test
  void sendsOnTheServersChannels() {
    transport.accept(interleaved(4, 5));
    transport.sendRtp(ByteBuffer.wrap(new byte[12]));
    transport.sendRtcp(ByteBuffer.wrap(new byte[8]));
    transport.close();
    transport.sendRtp(ByteBuffer.wrap(new byte[12]));
    transport.sendRtcp(ByteBuffer.wrap(new byte[8]));
    assertThat(calls).containsExactly("bind 4 5", "send 4", "send 5", "unbind");
  }

  @ParameterizedTest
  @CsvSource({"2, 3, false", "7, 7, true"})
  void oneChannelForBothIsMultiplexed(int first, int second, boolean multiplexed) {
    MediaAgreement agreement = transport.accept(interleaved(first, second));
    assertThat(agreement.isOrdered()).isTrue();
    assertThat(agreement.isMultiplexed()).isEqualTo(multiplexed);
  }

  private final class Context implements MediaTransportContext, MediaTransportContext.Interleaved {

    @Override
    public int freePair() {
      return 2;
    }

    @Override
    public void bind(int rtp, int rtcp) {
      calls.add("bind " + rtp + " " + rtcp);
      if (rtp == 8) {
        throw new RtspProtocolException(RtspPhase.REQUEST, "channel 8 is taken", null);
      }
    }

    @Override
    public void unbind() {
      calls.add("unbind");
    }

    @Override
    public boolean send(int channel, ByteBuffer packet) {
      calls.add("send " + channel);
      packet.position(packet.limit());
      return true;
    }

    @Override
    public Interleaved interleaved() {
      return this;
    }

    @Override
    public Track track() {
      MediaDescription media = MediaDescription.builder("video").formats(List.of("96")).build();
      return Track.listOf(SessionDescription.builder().media(media).build()).get(0);
    }

    @Override
    public QuirkReporter quirks() {
      return (quirk, detail) -> quirks.add(quirk.name());
    }

    @Override
    public EventLoop eventLoop() {
      throw new AssertionError("not needed");
    }

    @Override
    public InetSocketAddress controlPeer() {
      throw new AssertionError("not needed");
    }

    @Override
    public InetSocketAddress controlLocal() {
      throw new AssertionError("not needed");
    }

    @Override
    public UdpOptions udp() {
      throw new AssertionError("not needed");
    }

    @Override
    public AddressPolicy addressPolicy() {
      throw new AssertionError("not needed");
    }

    @Override
    public PacketInput input() {
      throw new AssertionError("not needed");
    }

    @Override
    public Optional<NetworkInterface> networkInterface() {
      throw new AssertionError("not needed");
    }

    @Override
    public MemoryBudget memory() {
      throw new AssertionError("not needed");
    }

    @Override
    public void writable() {
      throw new AssertionError("not needed");
    }
  }
}
