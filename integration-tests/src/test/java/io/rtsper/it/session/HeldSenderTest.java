package io.rtsper.it.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.rtsper.api.FrameOptions;
import io.rtsper.api.FrameOptions.Overflow;
import io.rtsper.api.FrameStream;
import io.rtsper.api.RtspClient;
import io.rtsper.api.RtspSession;
import io.rtsper.api.SessionState;
import io.rtsper.api.media.Frame;
import io.rtsper.api.media.MediaKind;
import io.rtsper.camera.Camera;
import io.rtsper.camera.PlayedClip;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A consumer that takes its time holds the sender back, over TCP, and nothing else happens. */
class HeldSenderTest {

  private static final Duration LIMIT = Duration.ofSeconds(20);

  private final RtspClient client = RtspClient.builder().eventLoops(1).name("held").build();

  @AfterEach
  void closeClient() {
    client.close();
  }

  private static FrameOptions blocking() {
    return FrameOptions.defaults().withQueue(4, 1 << 20).withOverflow(Overflow.BLOCK_SENDER);
  }

  /** Takes frames and sees to it that those of the video are the clip's, one after another. */
  private static void assertContinuous(FrameStream frames, int count) {
    List<List<byte[]>> pictures = PlayedClip.pictures();
    Iterator<Frame> each = frames.iterator();
    List<Integer> lengths = new ArrayList<>();
    List<Integer> expected = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      Frame frame = each.next();
      if (frame.track().kind() == MediaKind.VIDEO) {
        int place = lengths.size() % pictures.size();
        lengths.add(frame.nalUnits().stream().mapToInt(ByteBuffer::remaining).sum());
        expected.add(pictures.get(place).stream().mapToInt(unit -> unit.length).sum());
      }
    }
    assertThat(lengths).isEqualTo(expected).isNotEmpty();
  }

  @Test
  void aSenderThatIsHeldBackLosesNothingAndIsNotGivenUp() {
    try (Camera camera = Camera.open();
        RtspSession session =
            client
                .session(camera.url())
                .keepaliveInterval(Duration.ofMillis(100))
                .mediaStallTimeout(Duration.ofMillis(300))
                .build()) {
      FrameStream frames = session.frames(blocking());
      session.start();
      // Each is sent although no answer to the one before was read.
      await().atMost(LIMIT).until(() -> camera.requests("GET_PARAMETER").size() >= 4);
      long held = session.statistics().packets();
      assertThat(held).as("read before the sender was held").isLessThan(40);
      assertThat(session.state()).isEqualTo(SessionState.PLAYING);
      assertContinuous(frames, 150);
      assertThat(session.statistics().packets()).isGreaterThan(held);
      assertThat(session.statistics().reconnects()).isZero();
      assertThat(session.state()).isEqualTo(SessionState.PLAYING);
      assertThat(session.statistics().tracks())
          .allSatisfy(track -> assertThat(track.framesDropped()).isZero());
      assertThat(camera.connections()).isEqualTo(1);
    }
  }

  @Test
  void aRequestIsAnsweredAllTheSame() {
    try (Camera camera = Camera.open();
        RtspSession session = client.session(camera.url()).build()) {
      FrameStream frames = session.frames(blocking());
      session.start();
      await().atMost(LIMIT).until(() -> session.statistics().packets() >= 6);
      for (int i = 0; i < 20; i++) {
        assertThat(session.getParameter().isSuccess()).isTrue();
      }
      assertThat(session.pause().isSuccess()).isTrue();
      session.play();
      assertContinuous(frames, 8);
      session.close();
      camera.awaitRequest("TEARDOWN", LIMIT);
      assertThat(camera.violations()).isEmpty();
    }
  }
}
