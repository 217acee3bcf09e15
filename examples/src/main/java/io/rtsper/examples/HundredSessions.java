package io.rtsper.examples;

import io.rtsper.api.RtspClient;
import io.rtsper.api.RtspSession;
import io.rtsper.camera.Camera;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

/** Plays a hundred sessions on the event loops of one client, and sums up what they received. */
public final class HundredSessions {

  private static final int SESSIONS = 100;
  private static final int PACKETS = 10_000;

  private HundredSessions() {}

  public static void main(String[] arguments) throws Exception {
    try (Camera camera = arguments.length == 0 ? Camera.open() : null;
        RtspClient client = RtspClient.create()) { // as many event loops as there are cores
      String url = camera == null ? arguments[0] : camera.url();
      CountDownLatch packets = new CountDownLatch(PACKETS);
      List<CompletableFuture<RtspSession>> opening =
          IntStream.range(0, SESSIONS)
              .mapToObj(
                  i ->
                      client
                          .session(url)
                          .onPacket((track, packet) -> packets.countDown())
                          .openAsync())
              .toList();
      for (CompletableFuture<RtspSession> session : opening) {
        session.get(30, TimeUnit.SECONDS);
      }
      boolean enough = packets.await(30, TimeUnit.SECONDS);
      long received = 0;
      long lost = 0;
      for (RtspSession session : client.sessions()) {
        received += session.statistics().packets();
        lost += session.statistics().lost();
      }
      System.out.println(client.sessions().size() + " sessions play");
      System.out.println((enough ? "at least " : "only ") + PACKETS + " packets");
      System.out.println(received + " packets, " + lost + " lost");
    } // closes the client, and with it all its sessions, each with a TEARDOWN
    System.out.println("closed");
  }
}
