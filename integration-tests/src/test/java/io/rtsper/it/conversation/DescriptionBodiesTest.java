package io.rtsper.it.conversation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rtsper.api.RtspProtocolException;
import io.rtsper.api.RtspSession;
import io.rtsper.camera.Camera;
import io.rtsper.it.canary.Canary;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How descriptions are delimited and declared. */
class DescriptionBodiesTest extends Applications {

  private static final String UNDELIMITED =
      "RTSP/1.0 200 OK\r\nCSeq: {cseq}\r\nContent-Type: application/sdp\r\n"
          + "Content-Base: {url}/\r\n\r\n{sdp}";

  @Test
  void p9CurlPr12706ADescriptionWithoutContentLengthEndsWhenNothingComes() throws Exception {
    Packets packets = new Packets(5);
    try (Camera camera = Camera.builder().on("DESCRIBE").send(UNDELIMITED).start();
        RtspSession session = session(camera).onPacket(packets.listener()).open()) {
      assertThat(packets.came()).isTrue();
      assertThat(session.tracks()).hasSize(2);
      assertThat(quirks(session)).containsExactly("undelimited-sdp");
    }
  }

  @Test
  void p9ADescriptionThatComesInPiecesIsOne() {
    try (Camera camera =
            Camera.builder()
                .on("DESCRIBE")
                .dribble(100, Duration.ofMillis(20))
                .send(UNDELIMITED)
                .start();
        RtspSession session = session(camera).open()) {
      assertThat(session.tracks()).hasSize(2);
    }
  }

  @Test
  void p9ADescriptionEndsAtTheDeadlineOfItsRequest() {
    // Two media come with the first pieces, and more lines until after the deadline.
    try (Camera camera =
            Camera.builder()
                .on("DESCRIBE")
                .dribble(800, Duration.ofMillis(200))
                .send(UNDELIMITED + "a=more:of the same\r\n".repeat(600))
                .start();
        RtspSession session = session(camera).build()) {
      session.connect();
      assertThat(session.describe().media()).hasSize(2);
    }
  }

  @Test
  void p9ADescriptionEndsWithTheConnection() {
    try (Camera camera = Camera.builder().on("DESCRIBE").send(UNDELIMITED).close().start();
        RtspSession session = session(camera).build()) {
      session.connect();
      assertThat(session.describe().media()).hasSize(2);
    }
  }

  @Test
  void p9IsRefusedInStrictMode() {
    try (Camera camera = Camera.builder().on("DESCRIBE").send(UNDELIMITED).start()) {
      assertThatThrownBy(() -> session(camera).strict(true).open())
          .isInstanceOf(RtspProtocolException.class)
          .hasMessageContaining("undelimited-sdp");
    }
  }

  @Test
  void p24Nvr298LibavformatServerNamesNoContentType() {
    try (Camera camera = Camera.builder().on("DESCRIBE").without("Content-Type").start();
        RtspSession session = session(camera).open()) {
      assertThat(quirks(session)).containsExactly("sdp-content-type");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"text/plain", "application/octet-stream"})
  void p24Retina047CallsADescription(String type) {
    try (Camera camera = Camera.builder().on("DESCRIBE").body(type, "{sdp}").start();
        RtspSession session = session(camera).open()) {
      assertThat(quirks(session)).containsExactly("sdp-content-type");
    }
  }

  @Test
  void aTypeThatIsNoneIsTold() {
    try (Camera camera = Camera.builder().on("DESCRIBE").body("sdp", "{sdp}").start();
        RtspSession session = session(camera).open()) {
      assertThat(quirks(session)).containsExactly("content-type-unreadable", "sdp-content-type");
    }
  }

  @Test
  void p24AParameterOfTheContentTypeIsNoQuirk() {
    try (Camera camera =
            Camera.builder().on("DESCRIBE").body("application/SDP;charset=utf-8", "{sdp}").start();
        RtspSession session = session(camera).open()) {
      assertThat(quirks(session)).isEmpty();
    }
  }

  @Test
  void whatIsQuotedOfABodyIsPrintable() {
    String page = "<html> rtsp://user:" + Canary.IN_URL + "@h/ \33[2J" + "x".repeat(100);
    try (Camera camera = Camera.builder().on("DESCRIBE").body("text/html", page).start()) {
      assertThatThrownBy(() -> session(camera).open())
          .isInstanceOf(RtspProtocolException.class)
          .hasMessageContaining("starts with \"<html> rtsp://***@h/ \\x1b[2Jxxx")
          .hasMessageContaining("x…\"")
          .message()
          .doesNotContain("x".repeat(40));
    }
  }

  @Test
  void aPageIsNoDescription() {
    try (Camera camera =
        Camera.builder().on("DESCRIBE").body("text/html", "<html>hello</html>").start()) {
      assertThatThrownBy(() -> session(camera).open())
          .isInstanceOf(RtspProtocolException.class)
          .hasMessageContaining("<html>")
          .hasMessageContaining("isn't declared as application/sdp");
    }
  }
}
