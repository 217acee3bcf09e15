package io.rtsper.it.conversation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rtsper.api.RtspException;
import io.rtsper.api.RtspListener;
import io.rtsper.api.RtspSession;
import io.rtsper.api.RtspTimeoutException;
import io.rtsper.api.SessionState;
import io.rtsper.camera.Camera;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** The transports of a session, in order of preference. */
class TransportFallbackTest extends Applications {

  private static final Duration SOON = Duration.ofMillis(300);

  /** Keeps what is told of transports and states. */
  private static final class Told implements RtspListener {

    private final List<String> events = new CopyOnWriteArrayList<>();

    @Override
    public void onTransportFailed(RtspSession session, String transport, RtspException cause) {
      events.add(transport + ": " + cause.getMessage());
    }

    @Override
    public void onStateChange(RtspSession session, SessionState from, SessionState to) {
      events.add(to.name());
    }
  }

  /** Returns a camera that sends nothing after a number of PLAYs. */
  private static Camera silentAtFirst(int plays) {
    return Camera.builder().on("PLAY").times(plays).run(Camera::stopMedia).normally().start();
  }

  @Test
  void aTransportByWhichNothingComesIsGivenUpWithinTheConnection() throws Exception {
    Packets packets = new Packets(5);
    Told told = new Told();
    try (Camera camera = silentAtFirst(1);
        RtspSession session =
            session(camera)
                .transports("udp", "tcp")
                .transportTimeout(SOON)
                .listener(told)
                .onPacket(packets.listener())
                .open()) {
      assertThat(packets.came()).isTrue();
      assertThat(session.transport()).contains("tcp");
      assertThat(session.statistics().connections()).isEqualTo(1);
      assertThat(session.statistics().reconnects()).isZero();
      assertThat(transports(camera)).containsExactly("udp", "udp", "tcp", "tcp");
      assertThat(camera.requests("TEARDOWN")).hasSize(1);
      assertThat(camera.requests("DESCRIBE")).hasSize(2);
      assertThat(told.events)
          .containsExactly(
              "CONNECTED",
              "DESCRIBED",
              "READY",
              "PLAYING",
              "udp: PLAY was answered, but no packet came within 0.3 s over udp; a firewall may keep"
                  + " UDP away (try transports(\"tcp\")), or the camera sends nothing for this URL");
    }
  }

  @Test
  void whatWorkedIsTriedFirstAfterAReconnection() throws Exception {
    Packets packets = new Packets(5);
    try (Camera camera = silentAtFirst(1);
        RtspSession session =
            session(camera)
                .transports("udp", "tcp")
                .transportTimeout(SOON)
                .reconnect(once().resetAfter(Duration.ZERO))
                .onPacket(packets.listener())
                .open()) {
      assertThat(packets.came()).isTrue();
      camera.closeConnections();
      awaitRequests(camera, "PLAY", 3);
      assertThat(transports(camera)).containsExactly("udp", "udp", "tcp", "tcp", "tcp", "tcp");
    }
  }

  /** Wowza and others close the connection behind TEARDOWN. */
  @Test
  void aServerThatClosesBehindTeardownIsAskedOnANewConnection() throws Exception {
    Packets packets = new Packets(5);
    try (Camera camera =
            Camera.builder()
                .on("PLAY")
                .times(1)
                .run(Camera::stopMedia)
                .normally()
                .on("TEARDOWN")
                .times(1)
                .normally()
                .close()
                .start();
        RtspSession session =
            session(camera)
                .transports("udp", "tcp")
                .transportTimeout(SOON)
                .onPacket(packets.listener())
                .open()) {
      assertThat(packets.came()).isTrue();
      assertThat(session.transport()).contains("tcp");
      assertThat(session.statistics().connections()).isEqualTo(2);
      assertThat(session.statistics().reconnects()).isZero();
    }
  }

  @Test
  void whereNoneBringsAnythingTheErrorSaysWhatBecameOfEach() throws Exception {
    try (Camera camera = silentAtFirst(9);
        RtspSession session =
            session(camera)
                .transports("udp", "tcp")
                .transportTimeout(SOON)
                .firstMediaTimeout(Duration.ofMillis(600))
                .open()) {
      assertThatThrownBy(() -> session.ended().get(LIMIT.toSeconds(), TimeUnit.SECONDS))
          .hasCauseInstanceOf(RtspTimeoutException.class)
          .hasMessageContaining("no packet came within 0.6 s over tcp")
          .hasMessageContaining("before that, udp: PLAY was answered, but no packet came within");
      assertThat(transports(camera)).containsExactly("udp", "udp", "tcp", "tcp");
    }
  }

  @Test
  void aRefusedTransportIsToldWithTheRefusal() throws Exception {
    Told told = new Told();
    try (Camera camera = Camera.builder().transports("tcp").start();
        RtspSession session = session(camera).transports("udp", "tcp").listener(told).open()) {
      assertThat(session.transport()).contains("tcp");
      assertThat(told.events).filteredOn(event -> event.startsWith("udp: ")).hasSize(1);
      assertThat(told.events.get(2)).contains("461");
    }
  }

  @Test
  void whereAllAreRefusedTheErrorSaysWhatBecameOfEach() {
    try (Camera camera = Camera.builder().on("SETUP").reply(461).start();
        RtspSession session = session(camera).transports("udp", "tcp").build()) {
      assertThatThrownBy(session::start)
          .isInstanceOf(RtspException.class)
          .hasMessageContaining("461")
          .hasMessageContaining("(tcp; before that, udp: the server answered 461");
    }
  }

  @Test
  void thePauseOfTheApplicationEndsTheSearch() throws Exception {
    try (Camera camera = silentAtFirst(1);
        RtspSession session =
            session(camera).transports("udp", "tcp").transportTimeout(SOON).open()) {
      session.pause();
      assertThat(session.state()).isEqualTo(SessionState.READY);
      // What has to be answered behind it shows that nothing else was begun.
      session.ended().completeOnTimeout(null, 2 * SOON.toMillis(), TimeUnit.MILLISECONDS).get();
      assertThat(transports(camera)).containsExactly("udp", "udp");
      assertThat(session.state()).isEqualTo(SessionState.READY);
    }
  }

  @Test
  void onlyTheChosenTracksAreSetUpAgain() throws Exception {
    Packets packets = new Packets(5);
    try (Camera camera = silentAtFirst(1);
        RtspSession session =
            session(camera)
                .transports("udp", "tcp")
                .transportTimeout(SOON)
                .onPacket(packets.listener())
                .build()) {
      session.connect();
      session.describe();
      session.setup(session.tracks().subList(1, 2));
      session.play();
      assertThat(packets.came()).isTrue();
      assertThat(transports(camera)).containsExactly("udp", "tcp");
    }
  }
}
