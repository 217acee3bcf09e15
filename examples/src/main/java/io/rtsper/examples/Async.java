package io.rtsper.examples;

import io.rtsper.api.RtspSession;
import io.rtsper.camera.Camera;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** Chains the steps of a session: no thread waits for a server. */
public final class Async {

  private Async() {}

  public static void main(String[] arguments) {
    try (Camera camera = arguments.length == 0 ? Camera.open() : null) {
      String url = camera == null ? arguments[0] : camera.url();
      // Only main() itself waits, since the program would be over without it.
      System.out.println(firstPacket(url).join());
    }
  }

  /** Completes with the first packet, or with what failed; the session is closed by then. */
  static CompletableFuture<String> firstPacket(String url) {
    CompletableFuture<String> packet = new CompletableFuture<>();
    RtspSession session =
        RtspSession.builder(url)
            .onPacket((track, view) -> packet.complete(track.kind() + " came first"))
            .build();
    // What is chained runs on the session's event loop, so it must not block either.
    return session
        .connectAsync()
        .thenCompose(connected -> session.describeAsync())
        .thenCompose(description -> session.setupAsync())
        .thenCompose(tracks -> session.playAsync())
        .thenCompose(response -> packet)
        .orTimeout(10, TimeUnit.SECONDS)
        .exceptionally(failure -> "failed: " + failure.getMessage())
        .thenCompose(outcome -> session.closeAsync().thenApply(closed -> outcome));
  }
}
