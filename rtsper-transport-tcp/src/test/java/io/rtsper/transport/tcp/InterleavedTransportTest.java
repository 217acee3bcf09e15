package io.rtsper.transport.tcp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rtsper.api.AddressPolicy;
import io.rtsper.api.RtspPhase;
import io.rtsper.api.RtspProtocolException;
import io.rtsper.api.header.TransportHeader;
import io.rtsper.api.spi.EventLoop;
import io.rtsper.api.spi.MediaSink;
import io.rtsper.api.spi.MediaTransportContext;
import io.rtsper.api.spi.QuirkReporter;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class InterleavedTransportTest {

  private final List<String> calls = new ArrayList<>();
  private final List<String> quirks = new ArrayList<>();
  private final InterleavedTransport transport = new InterleavedTransport(new Context());

  private void accept(String answer) {
    transport.accept(TransportHeader.parse(answer, QuirkReporter.NONE));
  }

  @Test
  void offersTheFreePairAndNothingElse() {
    assertThat(transport.offer().value()).isEqualTo("RTP/AVP/TCP;unicast;interleaved=2-3");
  }

  /** Wire forms that servers answered to the offer of 2-3. */
  @ParameterizedTest
  @CsvSource({
    "RTP/AVP/TCP;unicast;interleaved=2-3, bind 2 3, ''",
    "rtp/avp/tcp;INTERLEAVED=2-3;unicast;, bind 2 3, ''",
    "RTP/AVP/TCP;unicast;interleaved=4-5, bind 4 5, transport-other-channels",
    "RTP/AVP/TCP;unicast;interleaved=1-2, bind 1 2, transport-other-channels",
    "RTP/AVP/TCP;unicast;interleaved=0-0, bind 0 0, transport-other-channels",
    "RTP/AVP/TCP;unicast;interleaved=2, bind 2 3, ''",
    "RTP/AVP/TCP;unicast, bind 2 3, transport-without-channels",
    "RTP/AVP;unicast;interleaved=2-3, bind 2 3, ''",
  })
  void takesTheChannelsThatTheServerAnswers(String answer, String bound, String quirk) {
    accept(answer);
    assertThat(calls).containsExactly(bound);
    assertThat(quirks).isEqualTo(quirk.isEmpty() ? List.of() : List.of(quirk));
  }

  @Test
  void aChannelAbove255IsAProtocolError() {
    assertThatThrownBy(() -> accept("RTP/AVP/TCP;unicast;interleaved=256-257"))
        .isInstanceOf(RtspProtocolException.class)
        .hasMessageContaining("255");
  }

  @Test
  void aChannelOfAnotherTrackIsAProtocolErrorOfThisTrack() {
    assertThatThrownBy(() -> accept("RTP/AVP/TCP;unicast;interleaved=8-9"))
        .isInstanceOf(RtspProtocolException.class)
        .hasMessageContaining("taken");
    transport.sendRtcp(ByteBuffer.wrap(new byte[8]));
    assertThat(calls).containsExactly("bind 8 9");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "RTP/AVP;unicast;client_port=2-3;server_port=5000-5001",
        "RTP/AVP;multicast;destination=239.0.0.1;port=5000-5001"
      })
  void anAnswerOfAnotherTransportIsAProtocolErrorThatQuotesIt(String answer) {
    assertThatThrownBy(() -> accept(answer))
        .isInstanceOf(RtspProtocolException.class)
        .hasMessageContaining("track 1 was offered interleaved channels")
        .hasMessageContaining("RTP/AVP;");
    assertThat(
            new InterleavedTransportProvider()
                .recognises(TransportHeader.parse(answer, QuirkReporter.NONE)))
        .isFalse();
  }

  @Test
  void sendsRtcpOnTheServersSecondChannel() {
    accept("RTP/AVP/TCP;unicast;interleaved=4-5");
    transport.sendRtcp(ByteBuffer.wrap(new byte[8]));
    transport.close();
    transport.sendRtcp(ByteBuffer.wrap(new byte[8]));
    assertThat(calls).containsExactly("bind 4 5", "send 5", "unbind");
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
    public void send(int channel, ByteBuffer packet) {
      calls.add("send " + channel);
      packet.position(packet.limit());
    }

    @Override
    public Interleaved interleaved() {
      return this;
    }

    @Override
    public int trackIndex() {
      return 1;
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
    public AddressPolicy addressPolicy() {
      throw new AssertionError("not needed");
    }

    @Override
    public MediaSink packets() {
      throw new AssertionError("not needed");
    }
  }
}
