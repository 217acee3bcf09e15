package io.rtsper.examples;

import io.rtsper.api.RtspSession;
import io.rtsper.camera.Camera;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** Waits for the first packet, prints it, and closes. */
public final class FirstPacket {

  private FirstPacket() {}

  public static void main(String[] arguments) throws Exception {
    try (Camera camera = arguments.length == 0 ? Camera.open() : null) {
      String url = camera == null ? arguments[0] : camera.url();
      CompletableFuture<String> first = new CompletableFuture<>();
      try (RtspSession session =
          RtspSession.builder(url)
              .onPacket(
                  (track, packet) -> {
                    // The packet is a view that ends with this call, so the text is made here.
                    if (!first.isDone()) {
                      first.complete(track + ": " + packet);
                    }
                  })
              .open()) {
        System.out.println(first.get(10, TimeUnit.SECONDS));
        System.out.println("over " + session.transport().orElseThrow());
      }
    }
  }
}
