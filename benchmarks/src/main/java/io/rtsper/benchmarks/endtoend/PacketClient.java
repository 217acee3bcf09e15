package io.rtsper.benchmarks.endtoend;

import io.rtsper.api.ReconnectPolicy;
import io.rtsper.api.RtspClient;
import io.rtsper.api.RtspSession;
import io.rtsper.api.SessionStatistics;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** Plays a stream to its end by the public API, and says what came. */
public final class PacketClient {

  private static final int LONGEST_MINUTES = 4;

  private long bytes;

  private PacketClient() {}

  /**
   * Plays.
   *
   * @param arguments a URL and the name of a transport
   */
  public static void main(String[] arguments) throws Exception {
    new PacketClient().play(arguments[0], arguments[1]);
  }

  private void play(String url, String transport) throws Exception {
    try (RtspClient client = RtspClient.builder().eventLoops(1).build();
        RtspSession session =
            client
                .session(url)
                .transports(transport)
                .reconnect(ReconnectPolicy.none())
                .mediaStallTimeout(Duration.ofSeconds(2))
                .onPacket((track, packet) -> bytes += packet.payloadLength())
                .open()) {
      // With an error, since the source closes the connection when all is sent.
      session.ended().handle((reason, error) -> session).get(LONGEST_MINUTES, TimeUnit.MINUTES);
      SessionStatistics counts = session.statistics();
      System.out.printf(
          "{\"packets\":%d,\"bytes\":%d,\"lost\":%d,\"reordered\":%d,\"receiveBuffer\":%d}%n",
          counts.packets(),
          bytes,
          counts.lost(),
          counts.tracks().get(0).reordered(),
          counts.tracks().get(0).receiveBuffer().orElse(0));
    }
  }
}
