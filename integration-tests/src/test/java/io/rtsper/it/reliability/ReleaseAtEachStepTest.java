package io.rtsper.it.reliability;

import static org.assertj.core.api.Assertions.assertThat;

import io.rtsper.api.ReconnectPolicy;
import io.rtsper.api.RtspCancelledException;
import io.rtsper.api.RtspClient;
import io.rtsper.api.RtspSession;
import io.rtsper.api.RtspSessionBuilder;
import io.rtsper.api.SessionState;
import io.rtsper.api.TlsOptions;
import io.rtsper.camera.Camera;
import io.rtsper.camera.TestCertificates;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.UnknownHostException;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.parallel.Isolated;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Whoever waits in a step from the name look-up to PLAY is released within a second, to which
 * {@code scripts/fault-table.sh} holds it as it does {@link ReleaseTest}.
 */
@Isolated
class ReleaseAtEachStepTest {

  private static final byte[] LOOPBACK = {127, 0, 0, 1};

  private final CountDownLatch asked = new CountDownLatch(1);
  private final CountDownLatch never = new CountDownLatch(1);
  private final List<AutoCloseable> opened = new ArrayList<>();
  private final Watch watch = new Watch();
  private final RtspClient client =
      RtspClient.builder().eventLoops(1).name("release-step").hostResolver(this::lookUp).build();

  /** Where the session waits. */
  enum At {
    LOOK_UP,
    CONNECT,
    HANDSHAKE,
    OPTIONS,
    DESCRIBE,
    SETUP,
    PLAY,
    BACK_OFF,
    REDIRECT
  }

  /** What ends the wait. */
  enum By {
    CLOSING_THE_SESSION,
    CLOSING_THE_CLIENT,
    INTERRUPTING_THE_THREAD,
    CANCELLING_THE_FUTURE
  }

  static Stream<Arguments> everywhere() {
    return Stream.of(At.values())
        .flatMap(at -> Stream.of(By.values()).map(by -> Arguments.of(at, by)));
  }

  /** A session on its way to a server that keeps it waiting. */
  private record Way(RtspSession session, WaitUntil reached) {}

  private interface WaitUntil {
    void waits() throws Exception;
  }

  @AfterEach
  void closeAll() throws Exception {
    client.close();
    never.countDown();
    for (AutoCloseable each : opened) {
      each.close();
    }
  }

  @ParameterizedTest
  @MethodSource("everywhere")
  void isReleasedWithinASecondAndLeavesNothing(At at, By by) throws Exception {
    Way way = way(at);
    RtspSession session = way.session();
    long start;
    if (by == By.CANCELLING_THE_FUTURE) {
      CompletableFuture<RtspSession> started = session.startAsync();
      way.reached().waits();
      start = System.nanoTime();
      started.cancel(true);
      watch.await(
          "the session gives up",
          ReleaseTest.SECOND,
          () -> session.state() == SessionState.NEW || session.state() == SessionState.CLOSED);
    } else {
      List<Thread> threads = new ArrayList<>();
      FutureTask<Throwable> waiting = ReleaseTest.waiter(session::start, threads);
      way.reached().waits();
      start = System.nanoTime();
      switch (by) {
        case CLOSING_THE_SESSION -> session.close();
        case CLOSING_THE_CLIENT -> client.close();
        case INTERRUPTING_THE_THREAD -> threads.get(0).interrupt();
        case CANCELLING_THE_FUTURE -> throw new AssertionError("is another test");
      }
      assertThat(ReleaseTest.result(waiting))
          .isInstanceOf(
              by == By.INTERRUPTING_THE_THREAD
                  ? InterruptedException.class
                  : RtspCancelledException.class);
    }
    assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(ReleaseTest.SECOND);
    session.close();
    client.close();
    assertThat(session.state()).isEqualTo(SessionState.CLOSED);
    watch.await(
        "no thread of the client",
        ReleaseTest.SECOND,
        () -> Leftovers.threads("release-step-").isEmpty());
    for (AutoCloseable each : opened) {
      if (each instanceof Camera camera) {
        camera.pauseReading(false);
        camera.awaitOpenConnections(0, ReleaseTest.SECOND);
      }
    }
  }

  private Way way(At at) throws Exception {
    return switch (at) {
      case LOOK_UP -> new Way(session("rtsp://hangs.test/").build(), this::awaitAsked);
      case CONNECT -> {
        int port = portThatAnswersNobody();
        yield new Way(
            session("rtsp://127.0.0.1:" + port + "/")
                .addressPolicy(
                    (host, address) -> {
                      asked.countDown();
                      return true;
                    })
                .build(),
            this::awaitAsked);
      }
      case HANDSHAKE -> {
        Camera camera =
            open(
                Camera.builder().tls(TestCertificates.GOOD.context()).onConnect().silent().start());
        yield new Way(
            session(camera.url()).tls(TlsOptions.defaults().insecure()).build(),
            () -> camera.awaitOpenConnections(1, ReleaseTest.SOON));
      }
      case OPTIONS, DESCRIBE, SETUP, PLAY -> {
        Camera camera = open(Camera.builder().on(at.name()).silent().start());
        yield new Way(
            session(camera.url()).build(), () -> camera.awaitRequest(at.name(), ReleaseTest.SOON));
      }
      case BACK_OFF -> {
        Camera camera = open(Camera.open());
        camera.refuseConnections();
        yield new Way(
            session(camera.url())
                .reconnect(
                    ReconnectPolicy.forever()
                        .backoff(ReleaseTest.LONG, ReleaseTest.LONG)
                        .rule((cause, hasPlayed) -> ReconnectPolicy.Decision.RETRY_LATER))
                .build(),
            () -> watch.await("an attempt", ReleaseTest.SOON, () -> watch.attempts().size() == 1));
      }
      case REDIRECT -> {
        Camera other = open(Camera.builder().on("DESCRIBE").silent().start());
        Camera camera =
            open(Camera.builder().on("DESCRIBE").reply(302, "Location: " + other.url()).start());
        yield new Way(
            session(camera.url()).build(), () -> other.awaitRequest("DESCRIBE", ReleaseTest.SOON));
      }
    };
  }

  private RtspSessionBuilder session(String url) {
    return client
        .session(url)
        .timeout(ReleaseTest.LONG)
        .firstMediaTimeout(ReleaseTest.LONG)
        .closeTimeout(Duration.ofMillis(300))
        .reconnect(ReconnectPolicy.none())
        .listener(watch);
  }

  private <T extends AutoCloseable> T open(T resource) {
    opened.add(resource);
    return resource;
  }

  private void awaitAsked() throws InterruptedException {
    assertThat(asked.await(ReleaseTest.SOON.toSeconds(), TimeUnit.SECONDS)).isTrue();
  }

  /** Is interrupted when the client is closed. */
  private List<InetAddress> lookUp(String host) throws UnknownHostException {
    asked.countDown();
    try {
      never.await();
    } catch (InterruptedException closed) {
      Thread.currentThread().interrupt();
    }
    return List.of(InetAddress.getByAddress(host, LOOPBACK));
  }

  /** Returns a port whose queue of connections is full: the system lets the next one wait. */
  private int portThatAnswersNobody() throws IOException {
    ServerSocket listener = open(new ServerSocket(0, 1, InetAddress.getByAddress(LOOPBACK)));
    for (int i = 0; i < 4; i++) {
      SocketChannel waiting = open(SocketChannel.open());
      waiting.configureBlocking(false);
      waiting.connect(new InetSocketAddress(listener.getInetAddress(), listener.getLocalPort()));
    }
    return listener.getLocalPort();
  }
}
