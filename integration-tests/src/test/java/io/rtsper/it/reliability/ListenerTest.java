package io.rtsper.it.reliability;

import static org.assertj.core.api.Assertions.assertThat;

import io.rtsper.api.ReconnectPolicy;
import io.rtsper.api.RtspClient;
import io.rtsper.api.RtspListener;
import io.rtsper.api.RtspRequest;
import io.rtsper.api.RtspResponse;
import io.rtsper.api.RtspSession;
import io.rtsper.api.RtspSessionBuilder;
import io.rtsper.api.SessionState;
import io.rtsper.camera.Camera;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Listeners that throw or block: the log says whose they are, and other sessions play on. */
@Isolated
class ListenerTest {

  private static final Duration SOON = Duration.ofSeconds(20);
  private static final long BLOCKED_MILLIS = 1500;

  private final RtspClient client = RtspClient.builder().eventLoops(1).name("listener").build();
  private final CountDownLatch never = new CountDownLatch(1);
  private final Watch watch = new Watch();
  private final Watch other = new Watch();
  private final AtomicLong meanwhile = new AtomicLong();

  @AfterEach
  void closeClient() {
    client.close();
  }

  private RtspSessionBuilder session(Camera camera, String transport, Watch listener) {
    return client
        .session(camera.url())
        .transports(transport)
        .reconnect(ReconnectPolicy.none())
        .listener(listener);
  }

  @ParameterizedTest
  @ValueSource(strings = {"tcp", "udp"})
  void aPacketListenerThatThrowsIsReportedOnceAndHurtsNobody(String transport) throws Exception {
    try (Camera camera = Camera.open();
        Camera second = Camera.open();
        RtspSession played = session(second, transport, other).onPacket(other::packet).open();
        RtspSession session =
            session(camera, transport, watch)
                .onPacket(
                    (track, packet) -> {
                      watch.packet(track, packet);
                      throw new IllegalArgumentException("a mistake in the application");
                    })
                .open()) {
      watch.awaitPackets(20, SOON);
      other.awaitPackets(20, SOON);
      assertThat(session.state()).isEqualTo(SessionState.PLAYING);
      assertThat(played.state()).isEqualTo(SessionState.PLAYING);
      assertThat(logged("the packet listener of session " + camera.url() + " threw")).hasSize(1);
      assertThat(logged("session " + second.url() + " threw")).isEmpty();
    }
  }

  @Test
  void aListenerThatThrowsIsReportedOnceAndHurtsNobody() throws Exception {
    RtspListener broken =
        new RtspListener() {
          @Override
          public void onResponse(RtspSession session, RtspResponse response) {
            throw new IllegalStateException("a mistake in the application");
          }
        };
    try (Camera camera = Camera.open();
        Camera second = Camera.open();
        RtspSession session =
            session(camera, "tcp", watch).listener(broken).onPacket(watch::packet).open();
        RtspSession played = session(second, "tcp", other).onPacket(other::packet).open()) {
      watch.awaitPackets(20, SOON);
      other.awaitPackets(20, SOON);
      assertThat(session.state()).isEqualTo(SessionState.PLAYING);
      assertThat(played.state()).isEqualTo(SessionState.PLAYING);
      assertThat(logged("a listener of session " + camera.url() + " threw")).hasSize(1);
    }
  }

  /** What a broken application throws: not even its message can be had. */
  private static final class Unprintable extends RuntimeException {

    private static final long serialVersionUID = 1L;

    @Override
    public String getMessage() {
      throw new IllegalStateException("no message");
    }
  }

  /** The listeners of an application. */
  private enum Broken {
    LISTENER("a listener") {
      @Override
      RtspSessionBuilder of(RtspSessionBuilder session, Runnable action) {
        return session.listener(
            new RtspListener() {
              @Override
              public void onRequest(RtspSession of, RtspRequest request) {
                action.run();
              }
            });
      }
    },
    PACKETS("the packet listener") {
      @Override
      RtspSessionBuilder of(RtspSessionBuilder session, Runnable action) {
        return session.onPacket((track, packet) -> action.run());
      }
    },
    RTCP("the RTCP listener") {
      @Override
      RtspSessionBuilder of(RtspSessionBuilder session, Runnable action) {
        return session.onRtcp((track, compound) -> action.run());
      }
    };

    private final String text;

    Broken(String text) {
      this.text = text;
    }

    abstract RtspSessionBuilder of(RtspSessionBuilder session, Runnable action);
  }

  @ParameterizedTest
  @EnumSource
  void eachListenerMayThrowWhatCannotBePrinted(Broken broken) throws Exception {
    CountDownLatch thrown = new CountDownLatch(3);
    Runnable action =
        () -> {
          thrown.countDown();
          throw new Unprintable();
        };
    try (Camera camera = Camera.builder().senderReports(Duration.ofMillis(50)).start();
        RtspSession session = broken.of(session(camera, "tcp", watch), action).open()) {
      assertThat(thrown.await(SOON.toSeconds(), TimeUnit.SECONDS)).isTrue();
      assertThat(session.state()).isEqualTo(SessionState.PLAYING);
      session.pause();
      assertThat(watch.states()).endsWith(SessionState.PLAYING, SessionState.READY);
      assertThat(logged(broken.text + " of session " + camera.url() + " threw"))
          .filteredOn(line -> line.endsWith("can't be printed"))
          .hasSize(1);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"tcp", "udp"})
  void aPacketListenerThatBlocksIsMeasuredAndWarnedAboutAndHoldsUpNobodyElse(String transport)
      throws Exception {
    AtomicBoolean blocked = new AtomicBoolean();
    try (Camera camera = Camera.open();
        Camera second = Camera.open();
        RtspSession played = session(second, transport, other).onPacket(other::packet).open();
        RtspSession session =
            session(camera, transport, watch)
                .onPacket(
                    (track, packet) -> {
                      watch.packet(track, packet);
                      if (blocked.compareAndSet(false, true)) {
                        block();
                      }
                    })
                .open()) {
      watch.awaitPackets(20, SOON);
      other.awaitPackets(20, SOON);
      assertThat(session.state()).isEqualTo(SessionState.PLAYING);
      assertThat(played.state()).isEqualTo(SessionState.PLAYING);
      assertWarned(camera, second);
    }
  }

  @Test
  void aListenerThatBlocksIsMeasuredAndWarnedAboutAndHoldsUpNobodyElse() throws Exception {
    AtomicBoolean blocked = new AtomicBoolean();
    RtspListener slow =
        new RtspListener() {
          @Override
          public void onResponse(RtspSession session, RtspResponse response) {
            if (blocked.compareAndSet(false, true)) {
              block();
            }
          }
        };
    try (Camera camera = Camera.open();
        Camera second = Camera.open();
        RtspSession played = session(second, "tcp", other).onPacket(other::packet).open();
        RtspSession session =
            session(camera, "tcp", watch).listener(slow).onPacket(watch::packet).open()) {
      watch.awaitPackets(20, SOON);
      other.awaitPackets(20, SOON);
      assertThat(session.state()).isEqualTo(SessionState.PLAYING);
      assertThat(played.state()).isEqualTo(SessionState.PLAYING);
      assertWarned(camera, second);
    }
  }

  /** Blocks the session of a callback for a while, in which the other one has to go on. */
  private void block() {
    long before = other.packets();
    try {
      assertThat(never.await(BLOCKED_MILLIS, TimeUnit.MILLISECONDS)).isFalse();
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
    meanwhile.set(other.packets() - before);
  }

  private void assertWarned(Camera slow, Camera second) throws InterruptedException {
    String start = "callbacks of session " + slow.url() + " took ";
    watch.await("a warning of " + slow, SOON, () -> !logged(start).isEmpty());
    assertThat(logged(start)).hasSize(1);
    Matcher millis = Pattern.compile(Pattern.quote(start) + "(\\d+) ms").matcher(log());
    assertThat(millis.find()).isTrue();
    assertThat(Long.parseLong(millis.group(1)))
        .isBetween(BLOCKED_MILLIS, BLOCKED_MILLIS + Run.TOLERANCE.plus(Run.LOAD).toMillis());
    assertThat(logged("callbacks of session " + second.url())).isEmpty();
    assertThat(meanwhile).as("packets of the other session meanwhile").hasValueGreaterThan(5);
  }

  private static List<String> logged(String text) {
    return log().lines().filter(line -> line.contains(text)).toList();
  }

  /** Returns what was logged: each camera has a port of its own, so a line is of one session. */
  private static String log() {
    try {
      return Files.readString(Path.of(System.getProperty("org.slf4j.simpleLogger.logFile")));
    } catch (IOException missing) {
      throw new UncheckedIOException(missing);
    }
  }
}
