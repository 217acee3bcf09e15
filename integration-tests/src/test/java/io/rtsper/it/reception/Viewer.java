package io.rtsper.it.reception;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.rtsper.api.EndReason;
import io.rtsper.api.PacketListener;
import io.rtsper.api.QuirkCount;
import io.rtsper.api.ReconnectPolicy;
import io.rtsper.api.RtspClient;
import io.rtsper.api.RtspListener;
import io.rtsper.api.RtspSession;
import io.rtsper.api.TrackStatistics;
import io.rtsper.api.media.Track;
import io.rtsper.api.rtp.RtpPacket;
import io.rtsper.api.spi.MediaTransportProvider;
import io.rtsper.camera.Camera;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.ServiceLoader;
import java.util.concurrent.TimeUnit;

/** An application that keeps what it is given of one camera's video. */
final class Viewer implements AutoCloseable {

  static final Duration LIMIT = Duration.ofSeconds(20);

  /** A packet as it was given. */
  record Given(long ssrc, int sequence, long extended, boolean discontinuity, boolean empty) {}

  /** Packets that were said to be lost. */
  record Loss(long first, int count) {}

  private final RtspClient client = RtspClient.builder().eventLoops(1).build();
  private final RtspSession session;
  private final List<Given> packets = new ArrayList<>();
  private final List<Loss> losses = new ArrayList<>();

  private Viewer(Camera camera, String transport) {
    session =
        client
            .session(camera.url())
            .transports(transport)
            .timeout(LIMIT)
            // What overtakes others does so within some packets, however busy the machine is.
            .reorderTime(Duration.ofMillis(300))
            .reconnect(ReconnectPolicy.none())
            .onPacket(listener())
            .listener(
                new RtspListener() {
                  @Override
                  public void onPacketLoss(
                      RtspSession lossy, Track track, long expectedSequence, int count) {
                    losses.add(new Loss(expectedSequence, count));
                  }
                })
            .build();
  }

  private PacketListener listener() {
    return (track, packet) ->
        packets.add(
            new Given(
                packet.ssrc(),
                packet.sequenceNumber(),
                packet.extendedSequence(),
                packet.discontinuity(),
                isEmpty(packet)));
  }

  /** Returns whether the payload begins with zeros, as a forgery's does and no video's. */
  private static boolean isEmpty(RtpPacket packet) {
    return packet.buffer().getInt(packet.payloadOffset()) == 0;
  }

  /** Goes on if a transport is there, and skips the test if not. */
  static void requireTransport(String name) {
    assumeThat(ServiceLoader.load(MediaTransportProvider.class).stream())
        .as("the transports that are there")
        .anyMatch(provider -> provider.get().name().equals(name));
  }

  /** Plays the first track of a camera. */
  static Viewer play(Camera camera, String transport) {
    Viewer viewer = new Viewer(camera, transport);
    try {
      viewer.session.connect();
      viewer.session.describe();
      viewer.session.setup(viewer.session.tracks().subList(0, 1));
      viewer.session.play();
      return viewer;
    } catch (RuntimeException e) {
      viewer.close();
      throw e;
    }
  }

  /** Waits for the sender's goodbye. */
  Viewer toTheEnd() throws Exception {
    assertThat(session.ended().get(LIMIT.toSeconds(), TimeUnit.SECONDS)).isEqualTo(EndReason.BYE);
    return this;
  }

  RtspSession session() {
    return session;
  }

  /** Returns the packets that were given, once the end is reached. */
  List<Given> packets() {
    return packets;
  }

  /** Returns the sequence numbers that were given, once the end is reached. */
  List<Integer> sequences() {
    return packets.stream().map(Given::sequence).toList();
  }

  /** Returns the losses that were told, once the end is reached. */
  List<Loss> losses() {
    return losses;
  }

  TrackStatistics statistics() {
    return session.statistics().tracks().get(0);
  }

  List<String> quirks() {
    return session.quirks().stream().map(QuirkCount::quirk).map(quirk -> quirk.name()).toList();
  }

  @Override
  public void close() {
    session.close();
    client.close();
  }
}
