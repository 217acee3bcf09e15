package io.rtsper.examples;

import io.rtsper.api.ReconnectPolicy;
import io.rtsper.api.RtspSession;
import io.rtsper.api.media.Track;
import io.rtsper.camera.Camera;
import java.time.Duration;

/** Takes each step by itself and prints what the server says. */
public final class StepByStep {

  private StepByStep() {}

  public static void main(String[] arguments) {
    try (Camera camera = arguments.length == 0 ? Camera.open() : null) {
      String url = camera == null ? arguments[0] : camera.url();
      try (RtspSession session =
          RtspSession.builder(url)
              .timeout(Duration.ofSeconds(5))
              .reconnect(ReconnectPolicy.attempts(3).backoff(Duration.ofMillis(500)))
              .build()) {
        session.connect();
        System.out.println("connected to " + session.url());
        session.options();
        System.out.println("it knows " + session.serverMethods());
        session.describe();
        for (Track track : session.tracks()) {
          System.out.println("it has " + track);
        }
        session.setup();
        System.out.println("set up over " + session.transport().orElseThrow());
        session.play();
        System.out.println("PLAY was answered with " + session.lastResponse().statusCode());
        session.pause();
        session.play();
        session.teardown();
        System.out.println("TEARDOWN leaves the session " + session.state());
      }
    }
  }
}
