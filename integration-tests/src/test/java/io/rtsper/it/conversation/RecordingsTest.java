package io.rtsper.it.conversation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rtsper.api.EndReason;
import io.rtsper.api.ReconnectPolicy;
import io.rtsper.api.RtspSession;
import io.rtsper.api.RtspTimeoutException;
import io.rtsper.api.header.RangeHeader;
import io.rtsper.camera.Camera;
import io.rtsper.camera.CameraBuilder;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is played to its end. */
@Execution(ExecutionMode.CONCURRENT)
class RecordingsTest extends Applications {

  private static final String RANGE = "npt=0-2";

  /** Lets a test wait until media has come for two seconds. */
  private static final class TwoSeconds {

    private final AtomicLong first = new AtomicLong();
    private final CountDownLatch over = new CountDownLatch(1);

    private void packet() {
      first.compareAndSet(0, System.nanoTime());
      if (System.nanoTime() - first.get() > 1_950_000_000L) {
        over.countDown();
      }
    }

    private void await() throws InterruptedException {
      assertThat(over.await(LIMIT.toSeconds(), TimeUnit.SECONDS)).isTrue();
    }
  }

  private RtspSession build(Camera camera, TwoSeconds time) {
    return session(camera)
        .mediaStallTimeout(Duration.ofMillis(1500))
        .reconnect(ReconnectPolicy.forever())
        .onPacket((track, packet) -> time.packet())
        .build();
  }

  private static CameraBuilder described(String range) {
    return Camera.builder()
        .sdp(ONE_TRACK.replace("t=0 0\r\n", "t=0 0\r\na=range:" + range + "\r\n"));
  }

  private static void endsWell(Camera camera, RtspSession session) throws Exception {
    assertThat(session.ended().get(LIMIT.toSeconds(), TimeUnit.SECONDS)).isEqualTo(EndReason.END);
    assertThat(camera.requests("PLAY")).hasSize(1);
    camera.awaitRequest("TEARDOWN", LIMIT);
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void live555OfJune2026SaysNothingAtTheEndThatTheDescriptionNames(boolean closes)
      throws Exception {
    TwoSeconds time = new TwoSeconds();
    try (Camera camera = described(RANGE).start();
        RtspSession session = build(camera, time)) {
      session.start();
      time.await();
      if (closes) {
        camera.closeConnections();
        assertThat(session.ended().get(LIMIT.toSeconds(), TimeUnit.SECONDS))
            .isEqualTo(EndReason.END);
        assertThat(camera.connections()).isOne();
      } else {
        camera.stopMedia();
        endsWell(camera, session);
      }
    }
  }

  @Test
  void live555OfJune2026SaysNothingAtTheEndThatTheAnswerNames() throws Exception {
    TwoSeconds time = new TwoSeconds();
    try (Camera camera = Camera.builder().on("PLAY").reply(200, "Range: " + RANGE).start();
        RtspSession session = build(camera, time)) {
      session.start();
      time.await();
      camera.stopMedia();
      endsWell(camera, session);
    }
  }

  @Test
  void live555OfJune2026SaysNothingAtTheEndThatTheApplicationNames() throws Exception {
    TwoSeconds time = new TwoSeconds();
    try (Camera camera = Camera.open();
        RtspSession session = build(camera, time)) {
      session.connect();
      session.describe();
      session.setup();
      session.play(RangeHeader.of(RANGE));
      time.await();
      camera.stopMedia();
      endsWell(camera, session);
    }
  }

  @Test
  void whatStopsBeforeItsEndIsALoss() throws Exception {
    TwoSeconds time = new TwoSeconds();
    try (Camera camera = described("npt=0-20").start();
        RtspSession session =
            session(camera)
                .mediaStallTimeout(Duration.ofMillis(1500))
                .onPacket((track, packet) -> time.packet())
                .open()) {
      time.await();
      camera.stopMedia();
      assertThatThrownBy(() -> session.ended().get(LIMIT.toSeconds(), TimeUnit.SECONDS))
          .cause()
          .isInstanceOf(RtspTimeoutException.class)
          .hasMessageContaining("the camera stopped sending");
    }
  }
}
