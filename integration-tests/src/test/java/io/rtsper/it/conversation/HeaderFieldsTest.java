package io.rtsper.it.conversation;

import static org.assertj.core.api.Assertions.assertThat;

import io.rtsper.api.RtspHeaders;
import io.rtsper.api.RtspMethod;
import io.rtsper.api.RtspRequest;
import io.rtsper.api.RtspSession;
import io.rtsper.camera.Camera;
import io.rtsper.camera.CameraRequest;
import org.junit.jupiter.api.Test;

/** Which requests carry the header fields that the application adds. */
class HeaderFieldsTest extends Applications {

  private static final String SIZE = "1400";

  @Test
  void aFieldOfOneMethodIsSentWithThatMethodAlone() {
    try (Camera camera = Camera.open();
        RtspSession session =
            withoutMedia(camera)
                .header("X-All", "all")
                .header(RtspMethod.SETUP, "Blocksize", SIZE)
                .open()) {
      session.close();
      assertThat(camera.requests("SETUP"))
          .hasSize(2)
          .allSatisfy(setup -> assertThat(setup.header("Blocksize")).isEqualTo(SIZE));
      assertThat(camera.requests())
          .filteredOn(request -> request.header("Blocksize") != null)
          .extracting(CameraRequest::method)
          .containsOnly("SETUP");
      assertThat(camera.requests())
          .extracting(CameraRequest::method)
          .contains("OPTIONS", "DESCRIBE", "PLAY", "TEARDOWN");
      assertThat(camera.requests())
          .allSatisfy(request -> assertThat(request.header("X-All")).isEqualTo("all"));
    }
  }

  @Test
  void aFieldOfTheRequestItselfTakesThePlaceOfTheMethods() {
    try (Camera camera = Camera.open();
        RtspSession session =
            withoutMedia(camera).header(RtspMethod.OPTIONS, "Blocksize", SIZE).build()) {
      session.connect();
      session.request(
          RtspRequest.of(
              RtspMethod.OPTIONS,
              session.controlUri(),
              RtspHeaders.of("Blocksize", "512"),
              new byte[0]));
      assertThat(camera.requests("OPTIONS"))
          .extracting(request -> request.header("Blocksize"))
          .containsExactly("512");
    }
  }

  @Test
  void aFieldOfOneMethodIsKeptFromAnotherHostIfItMayBeASecret() {
    try (Camera next = Camera.open();
        Camera camera =
            Camera.builder()
                .on("DESCRIBE")
                .reply(302, "Location: " + next.url().replace("127.0.0.1", "localhost"))
                .start();
        RtspSession session =
            withoutMedia(camera)
                .header(RtspMethod.DESCRIBE, "X-Api-Key", "key-of-the-first-host")
                .header(RtspMethod.DESCRIBE, "Blocksize", SIZE)
                .build()) {
      session.connect();
      session.describe();
      assertThat(camera.requests("DESCRIBE").get(0).header("X-Api-Key"))
          .isEqualTo("key-of-the-first-host");
      CameraRequest there = next.requests("DESCRIBE").get(0);
      assertThat(there.header("X-Api-Key")).isNull();
      assertThat(there.header("Blocksize")).isEqualTo(SIZE);
    }
  }
}
