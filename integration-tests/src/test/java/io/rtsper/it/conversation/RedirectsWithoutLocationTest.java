package io.rtsper.it.conversation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rtsper.api.RtspSession;
import io.rtsper.api.RtspStatusException;
import io.rtsper.camera.Camera;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A redirect that doesn't say where to. */
class RedirectsWithoutLocationTest extends Applications {

  @ParameterizedTest
  @ValueSource(strings = {"DESCRIBE", "SETUP", "PLAY"})
  void areErrorsAt(String method) {
    try (Camera camera = Camera.builder().on(method).reply(301).start()) {
      assertThatThrownBy(() -> session(camera).open())
          .isInstanceOf(RtspStatusException.class)
          .hasMessageContaining("301")
          .hasMessageContaining(method)
          .hasMessageContaining("doesn't say where to");
    }
  }

  @Test
  void areNothingAtOptionsWhoseStatusDoesNotCount() {
    try (Camera camera = Camera.builder().on("OPTIONS").reply(301).start();
        RtspSession session = session(camera).open()) {
      assertThat(session.tracks()).hasSize(2);
      assertThat(session.options().statusCode()).isEqualTo(301);
    }
  }
}
