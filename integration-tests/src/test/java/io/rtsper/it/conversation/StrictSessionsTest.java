package io.rtsper.it.conversation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;

import io.rtsper.api.Quirk;
import io.rtsper.api.QuirkCount;
import io.rtsper.api.RtspProtocolException;
import io.rtsper.api.RtspSession;
import io.rtsper.camera.Camera;
import io.rtsper.camera.CameraRequest;
import io.rtsper.camera.Step;
import io.rtsper.camera.Wire;
import io.rtsper.it.canary.Canary;
import java.net.DatagramSocket;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** In strict mode what a session tolerates is an error. */
class StrictSessionsTest extends Applications {

  private record Deviation(String quirk, Camera camera) {

    @Override
    public String toString() {
      return quirk;
    }
  }

  private static Deviation deviation(String quirk, Step script) {
    return new Deviation(quirk, script.start());
  }

  static Stream<Deviation> deviations() {
    return Stream.of(
        deviation(
            "control-uri-joined-otherwise",
            Camera.builder()
                .sdp(ONE_TRACK)
                .on("SETUP")
                .when(request -> request.url().contains("/stream/"))
                .reply(404)),
        deviation(
            "url-other-host: a=control of track 0",
            Camera.builder()
                .sdp(ONE_TRACK.replace("/trackID=0", "rtsp://10.0.0.5/stream/trackID=0"))
                .on("DESCRIBE")),
        deviation(
            "url-user-info: a=control of all tracks",
            Camera.builder()
                .on("DESCRIBE")
                .body(
                    "application/sdp",
                    ONE_TRACK.replace("t=0 0", "t=0 0\r\na=control:rtsp://u:p@127.0.0.1/"))),
        deviation(
            "aggregate-uri",
            Camera.builder().on("PLAY").when(request -> request.url().endsWith("/")).reply(404)),
        deviation(
            "range-now-refused",
            Camera.builder()
                .sdp(ONE_TRACK)
                .on("PLAY")
                .when(request -> "npt=now-".equals(request.header("Range")))
                .reply(457)),
        deviation("aggregate-not-allowed", Camera.builder().on("PLAY").reply(459)),
        deviation("transport-missing", Camera.builder().on("SETUP").without("Transport")),
        deviation(
            "transport-bare",
            Camera.builder().on("SETUP").reply(200, "Transport: RTP/AVP;unicast")),
        deviation(
            "transport-other-than-offered",
            Camera.builder()
                .on("SETUP")
                .reply(200, "Transport: RTP/AVP/UDP;unicast;server_port=6970-6971")),
        deviation(
            "session-id-changed",
            Camera.builder().on("SETUP").track(1).reply(200, "Session: another")),
        deviation(
            "session-before-setup", Camera.builder().on("DESCRIBE").reply(200, "Session: early")),
        deviation(
            "transport-refused-with-400",
            Camera.builder().on("SETUP").when(TransportsTest::offersTcp).reply(400)),
        deviation("inactive-tracks", Camera.builder().sdp(ONE_TRACK + "a=inactive\r\n").on("*")),
        deviation("session-missing", Camera.builder().on("SETUP").without("Session")),
        deviation(
            "unassigned-channel",
            Camera.builder().on("PLAY").before(Wire.interleaved(9, new byte[] {1, 2, 3}))),
        deviation("missing-cseq", Camera.builder().on("DESCRIBE").without("CSeq")),
        deviation("stale-cseq", Camera.builder().on("DESCRIBE").reply(404, "CSeq: {cseq-1}")),
        deviation("sdp-content-type", Camera.builder().on("DESCRIBE").without("Content-Type")),
        deviation("content-type-unreadable", Camera.builder().on("DESCRIBE").body("sdp", "{sdp}")));
  }

  @ParameterizedTest
  @MethodSource("deviations")
  void refuse(Deviation deviation) {
    try (Camera camera = deviation.camera()) {
      assertThatThrownBy(() -> session(camera).transports("tcp", "udp").strict(true).open())
          .isInstanceOf(RtspProtocolException.class)
          .hasMessageContaining("(" + deviation.quirk())
          .hasMessageContaining("strict mode refuses it");
    }
  }

  /** The end of the connection alone shows that the head of the answer is whole. */
  @Test
  void refuseAnAnswerThatOnlyTheEndMakesWhole() {
    try (Camera camera =
        Camera.builder()
            .transcript(
                """
                C: DESCRIBE
                S: RTSP/1.0 200 OK
                S:
                !: close
                """)
            .start()) {
      long start = System.nanoTime();
      assertThatThrownBy(() -> session(camera).responseTimeout(LIMIT).strict(true).build().start())
          .isInstanceOf(RtspProtocolException.class)
          .hasMessageContaining("strict mode refuses it");
      assertThat(System.nanoTime() - start).isLessThan(LIMIT.toNanos());
    }
  }

  @Test
  void endAtAPacketOnAnUnassignedChannel() {
    try (Camera camera = Camera.open();
        RtspSession session = session(camera).strict(true).open()) {
      camera.send(Wire.interleaved(9, new byte[] {1, 2, 3}));
      assertThatThrownBy(() -> session.ended().get(LIMIT.toSeconds(), TimeUnit.SECONDS))
          .isInstanceOf(ExecutionException.class)
          .cause()
          .isInstanceOf(RtspProtocolException.class)
          .hasMessageContaining("unassigned-channel");
    }
  }

  /**
   * A stall would be a timeout, ten seconds later. Over UDP a leap waits to be put in order, so
   * that a timer finds it.
   */
  @ParameterizedTest
  @CsvSource({
    "tcp, ssrc-changed",
    "udp, ssrc-changed",
    "tcp, sequence-restarted",
    "udp, sequence-restarted"
  })
  void endAtAPacketOfAnotherSource(String transport, String quirk) throws Exception {
    Packets packets = new Packets(20);
    try (Camera camera = Camera.open();
        RtspSession session =
            session(camera)
                .transports(transport)
                .strict(true)
                .onPacket(packets.listener())
                .open()) {
      assertThat(packets.came()).isTrue();
      if (quirk.equals("ssrc-changed")) {
        camera.changeSsrc();
      } else {
        camera.jumpSequence(-10_000);
      }
      assertThatThrownBy(() -> session.ended().get(LIMIT.toSeconds(), TimeUnit.SECONDS))
          .isInstanceOf(ExecutionException.class)
          .cause()
          .isInstanceOf(RtspProtocolException.class)
          .hasMessageContaining("(" + quirk)
          .hasMessageContaining("strict mode refuses it");
    }
  }

  @Test
  void tendaCp3ProNvr331AndMoonfire217PacketsOnAnUnassignedChannelAreDroppedOtherwise()
      throws Exception {
    Packets packets = new Packets(20);
    try (Camera camera = Camera.open();
        RtspSession session = session(camera).onPacket(packets.listener()).open()) {
      for (int channel = 9; channel < 12; channel++) {
        camera.send(Wire.interleaved(channel, new byte[] {1, 2, 3}));
      }
      assertThat(packets.came()).isTrue();
      assertThat(session.statistics().unknownChannelPackets()).isEqualTo(3);
      assertThat(session.quirks())
          .extracting(QuirkCount::quirk, QuirkCount::count, QuirkCount::firstDetail)
          .containsExactly(tuple(Quirk.of("unassigned-channel", ""), 3L, "channel 9"));
    }
  }

  @Test
  void playFromACameraWithoutQuirks() throws Exception {
    Packets packets = new Packets(20);
    try (Camera camera = Camera.builder().digest("user", Canary.SECRET).start();
        RtspSession session = session(camera).strict(true).onPacket(packets.listener()).open()) {
      assertThat(packets.came()).isTrue();
      session.close();
      assertThat(quirks(session)).isEmpty();
    }
  }

  /** Closing hands on what waits for a packet before it, and strict mode may refuse that. */
  @Test
  void closeWhilePacketsWaitThatAreErrors() throws Exception {
    try (Camera camera = Camera.builder().recordPackets().start();
        RtspSession session =
            session(camera)
                .transports("udp")
                .strict(true)
                .reorderTime(LIMIT)
                .mediaStallTimeout(Duration.ZERO)
                .open()) {
      int sent = camera.sentPackets().size();
      camera.dropPackets(0, 1);
      camera.dropPackets(1, 1);
      camera.jumpTimestamp(100_000_000);
      await().atMost(LIMIT).until(() -> camera.sentPackets().size() > sent + 60);
      session.closeAsync().get(LIMIT.toSeconds(), TimeUnit.SECONDS);
      for (CameraRequest setup : camera.requests("SETUP")) {
        String offer = String.valueOf(setup.header("Transport"));
        int port = Integer.parseInt(offer.replaceAll(".*client_port=(\\d+).*", "$1"));
        try (DatagramSocket free = new DatagramSocket(port)) {
          assertThat(free.getLocalPort()).isEqualTo(port);
        }
      }
      assertThat(camera.requests("TEARDOWN")).hasSize(1);
    }
  }
}
