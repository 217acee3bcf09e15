package io.rtsper.testkit.camera;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** A camera without a script does what RFC 2326 says. */
class CameraPlaysTest {

  private static final Duration SOON = Duration.ofSeconds(5);

  @Test
  void aConversationFromOptionsToTeardown() throws IOException {
    try (Camera camera = Camera.open();
        TestClient client = new TestClient(camera)) {
      assertThat(client.ask("OPTIONS", "").header("Public")).contains("DESCRIBE", "TEARDOWN");
      TestClient.Incoming description = client.ask("DESCRIBE", "", "Accept: application/sdp");
      assertThat(description.header("Content-Base")).isEqualTo(camera.url() + "/");
      assertThat(description.body())
          .contains("H264/90000", "sprop-parameter-sets=", "mpeg4-generic/32000/1", "config=1288");
      TestClient.Incoming setup = client.setup(0);
      assertThat(setup.header("Transport")).contains("interleaved=0-1", "ssrc=");
      assertThat(setup.header("Session")).endsWith(";timeout=60");
      assertThat(client.ask("PLAY", "").header("RTP-Info"))
          .contains("url=" + camera.url() + "/trackID=0;seq=", ";rtptime=");
      assertThat(client.frame(0)).hasSizeGreaterThan(12);
      assertThat(client.ask("PAUSE", "").status()).isEqualTo(200);
      assertThat(client.ask("TEARDOWN", "").status()).isEqualTo(200);
      camera.awaitRequest("TEARDOWN", SOON);
      camera.awaitSessions(0, SOON);
      assertThat(camera.violations()).isEmpty();
      assertThat(camera.failures()).isEmpty();
    }
  }

  @Test
  void numbersAndTimestampsGoOnWhenTheClipLoops() throws IOException {
    try (Camera camera =
            Camera.builder().asFastAsPossible().firstSequence(65530).firstTimestamp(-1000).start();
        TestClient client = new TestClient(camera)) {
      client.play(0);
      int loop = Clip.load().packets().size();
      int sequence = 65530;
      int timestamp = -1000;
      Set<Integer> ticks = new HashSet<>();
      for (int i = 0; i < 2 * loop; i++) {
        ByteBuffer packet = ByteBuffer.wrap(client.frame(0));
        assertThat(packet.getShort(2)).isEqualTo((short) sequence++);
        int step = packet.getInt(4) - timestamp;
        ticks.add(step);
        timestamp = packet.getInt(4);
      }
      assertThat(ticks).containsExactlyInAnyOrder(0, 3600);
    }
  }
}
