package io.rtsper.it.conversation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rtsper.api.ReconnectPolicy;
import io.rtsper.api.RtspClient;
import io.rtsper.api.RtspException;
import io.rtsper.api.RtspListener;
import io.rtsper.api.RtspProtocolException;
import io.rtsper.api.RtspSession;
import io.rtsper.api.RtspTransportException;
import io.rtsper.api.header.TransportHeader;
import io.rtsper.api.spi.EventLoop;
import io.rtsper.api.spi.MediaAgreement;
import io.rtsper.api.spi.MediaTransport;
import io.rtsper.api.spi.MediaTransportContext;
import io.rtsper.api.spi.MediaTransportProvider;
import io.rtsper.api.spi.ProviderCatalog;
import io.rtsper.camera.Camera;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.nio.channels.SelectionKey;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A callback of a media transport that throws ends the media at once, whichever it is. */
class FailingTransportsTest {

  private static final Duration LIMIT = Duration.ofSeconds(20);

  /** How a transport fails once PLAY is answered, and what the session says of it. */
  private record Failure(
      String how,
      BiConsumer<EventLoop, DatagramChannel> callback,
      Class<? extends RtspException> type,
      String message) {

    @Override
    public String toString() {
      return how;
    }
  }

  static Stream<Failure> failures() {
    String failed = "a plug-in or rtsper itself failed with ";
    return Stream.of(
        new Failure(
            "a channel's listener throws",
            (loop, channel) -> whenReady(loop, channel, ready -> broken()),
            RtspProtocolException.class,
            failed + "IllegalStateException"),
        new Failure(
            "a channel can't be read",
            (loop, channel) ->
                whenReady(
                    loop,
                    channel,
                    ready -> {
                      throw new IOException("broken on purpose");
                    }),
            RtspTransportException.class,
            "the transport failing of "),
        new Failure(
            "a task throws",
            (loop, channel) -> loop.execute(FailingTransportsTest::broken),
            RtspProtocolException.class,
            failed + "IllegalStateException"),
        new Failure(
            "a timer throws",
            (loop, channel) -> loop.schedule(Duration.ZERO, FailingTransportsTest::broken),
            RtspProtocolException.class,
            failed + "IllegalStateException"),
        new Failure(
            "a task has no memory",
            (loop, channel) ->
                loop.execute(
                    () -> {
                      throw new OutOfMemoryError("on purpose");
                    }),
            RtspProtocolException.class,
            failed + "OutOfMemoryError"));
  }

  @ParameterizedTest
  @MethodSource("failures")
  void endTheSessionAtOnce(Failure failure) {
    Failing provider = new Failing(failure.callback());
    try (Camera camera = Camera.open();
        RtspClient client = RtspClient.builder().eventLoops(1).provider(provider).build();
        RtspSession session =
            client
                .session(camera.url())
                .transports("failing")
                .mediaStallTimeout(Duration.ZERO)
                .reconnect(ReconnectPolicy.none())
                .open()) {
      assertThatThrownBy(() -> session.ended().get(LIMIT.toSeconds(), TimeUnit.SECONDS))
          .isInstanceOf(ExecutionException.class)
          .cause()
          .isInstanceOf(failure.type())
          .hasMessageContaining(failure.message());
      session.close();
      assertThat(camera.requests("TEARDOWN")).hasSize(1);
    }
  }

  /** Each of the two tracks' transports fails, in one turn of the loop. */
  @Test
  void countAsOneLoss() throws Exception {
    Failing provider =
        new Failing((loop, channel) -> loop.execute(FailingTransportsTest::broken), 2);
    CountDownLatch back = new CountDownLatch(1);
    try (Camera camera = Camera.open();
        RtspClient client = RtspClient.builder().eventLoops(1).provider(provider).build();
        RtspSession session =
            client
                .session(camera.url())
                .transports("failing")
                .reconnect(ReconnectPolicy.attempts(1).backoff(Duration.ofMillis(1)))
                .listener(
                    new RtspListener() {
                      @Override
                      public void onReconnected(RtspSession of, int attempts) {
                        back.countDown();
                      }
                    })
                .open()) {
      assertThat(back.await(LIMIT.toSeconds(), TimeUnit.SECONDS)).isTrue();
      session.close();
      assertThat(session.statistics().reconnects()).isEqualTo(1);
      assertThat(camera.requests("SETUP")).hasSize(4);
    }
  }

  private static void broken() {
    throw new IllegalStateException("broken on purpose");
  }

  /** A UDP socket can be written to from the beginning. */
  private static void whenReady(
      EventLoop loop, DatagramChannel channel, EventLoop.ReadyListener listener) {
    try {
      loop.register(channel, SelectionKey.OP_WRITE, listener);
    } catch (IOException unlikely) {
      throw new UncheckedIOException(unlikely);
    }
  }

  /** UDP, with a callback more that does something when PLAY was answered. */
  private static final class Failing implements MediaTransportProvider {

    private final MediaTransportProvider udp =
        ProviderCatalog.discover(List.of()).mediaTransport("udp");
    private final BiConsumer<EventLoop, DatagramChannel> callback;
    private int left;

    private Failing(BiConsumer<EventLoop, DatagramChannel> callback) {
      this(callback, Integer.MAX_VALUE);
    }

    private Failing(BiConsumer<EventLoop, DatagramChannel> callback, int times) {
      this.callback = callback;
      this.left = times;
    }

    @Override
    public String name() {
      return "failing";
    }

    @Override
    public boolean recognises(TransportHeader answer) {
      return udp.recognises(answer);
    }

    @Override
    public MediaTransport open(MediaTransportContext context) {
      MediaTransport transport = udp.open(context);
      DatagramChannel channel = openChannel();
      return new MediaTransport() {
        @Override
        public TransportHeader offer() {
          return transport.offer();
        }

        @Override
        public MediaAgreement accept(TransportHeader answer) {
          return transport.accept(answer);
        }

        @Override
        public void playing() {
          transport.playing();
          if (left-- > 0) {
            callback.accept(context.eventLoop(), channel);
          }
        }

        @Override
        public boolean sendRtp(ByteBuffer packet) {
          return transport.sendRtp(packet);
        }

        @Override
        public boolean sendRtcp(ByteBuffer packet) {
          return transport.sendRtcp(packet);
        }

        @Override
        public void close() {
          transport.close();
          try {
            channel.close();
          } catch (IOException unlikely) {
            throw new UncheckedIOException(unlikely);
          }
        }
      };
    }

    private static DatagramChannel openChannel() {
      try {
        DatagramChannel channel = DatagramChannel.open();
        channel.configureBlocking(false);
        return channel;
      } catch (IOException unlikely) {
        throw new UncheckedIOException(unlikely);
      }
    }
  }
}
