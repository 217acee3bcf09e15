package io.rtsper.it.conversation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.rtsper.api.QuirkCount;
import io.rtsper.api.RtspSession;
import io.rtsper.api.RtspStatusException;
import io.rtsper.api.RtspTimeoutException;
import io.rtsper.api.RtspTransportException;
import io.rtsper.api.TlsOptions;
import io.rtsper.camera.Camera;
import io.rtsper.camera.CameraRequest;
import io.rtsper.camera.TestCertificates;
import io.rtsper.it.canary.Canary;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What becomes of an offer of a transport. */
@Execution(ExecutionMode.CONCURRENT)
class TransportsTest extends Applications {

  private static boolean offersUdp(CameraRequest setup) {
    return String.valueOf(setup.header("Transport")).contains("client_port");
  }

  static boolean offersTcp(CameraRequest setup) {
    return !offersUdp(setup);
  }

  /** Returns a camera that sends nothing unless both of its tracks are set up. */
  private static Camera h264dvr() {
    return Camera.builder()
        .on("PLAY")
        .run(
            camera -> {
              if (camera.requests("SETUP").size() < 2) {
                camera.stopMedia();
              }
            })
        .normally()
        .start();
  }

  @Test
  void h264dvrRetina15AudioIsSetUpWithVideoOverUdp() throws Exception {
    Packets packets = new Packets(5);
    try (Camera camera = h264dvr();
        RtspSession session =
            session(camera).transports("udp").onPacket(packets.listener()).open()) {
      assertThat(packets.came()).isTrue();
      assertThat(transports(camera)).containsExactly("udp", "udp");
    }
  }

  @Test
  void h264dvrRetina15VideoThatIsSetUpAloneIsAnErrorWithoutMedia() {
    try (Camera camera = h264dvr();
        RtspSession session =
            session(camera).transports("udp").firstMediaTimeout(Duration.ofMillis(300)).build()) {
      session.connect();
      session.describe();
      session.setup(session.tracks().subList(0, 1));
      session.play();
      assertThatThrownBy(() -> session.ended().get(LIMIT.toSeconds(), TimeUnit.SECONDS))
          .hasCauseInstanceOf(RtspTimeoutException.class);
    }
  }

  /** The camera sends from ports of its own, whatever the answers announce. */
  @Test
  void rtspRs018MediaOverUdpFromOtherPortsThanServerPort() throws Exception {
    Packets packets = new Packets(5);
    try (Camera camera =
            Camera.builder()
                .on("SETUP")
                .track(0)
                .reply(200, "Transport: RTP/AVP;unicast;server_port=9-10")
                .on("SETUP")
                .track(1)
                .reply(200, "Transport: RTP/AVP;unicast;server_port=11-12")
                .start();
        RtspSession session =
            session(camera).transports("udp").onPacket(packets.listener()).open()) {
      assertThat(packets.came()).isTrue();
      camera.awaitReceiverReports(1, LIMIT);
      assertThat(quirks(session)).containsExactly("transport-other-source-port");
      assertThat(session.statistics().lost()).isZero();
    }
  }

  @Test
  void mediamtx407MediaOverUdpFromAServerThatAnnouncesNoPorts() throws Exception {
    Packets packets = new Packets(5);
    try (Camera camera =
            Camera.builder()
                .on("SETUP")
                .reply(200, "Transport: RTP/AVP/UDP;unicast;server_port=0-1")
                .start();
        RtspSession session =
            session(camera).transports("udp").onPacket(packets.listener()).open()) {
      assertThat(packets.came()).isTrue();
      camera.awaitReceiverReports(1, LIMIT);
      assertThat(quirks(session)).containsExactly("transport-other-source-port");
    }
  }

  @Test
  void gortsplib456AnAnswerWithoutTransportMeansWhatWasOffered() throws Exception {
    Packets packets = new Packets(5);
    try (Camera camera = Camera.builder().on("SETUP").without("Transport").start();
        RtspSession session = session(camera).onPacket(packets.listener()).open()) {
      assertThat(packets.came()).isTrue();
      assertThat(quirks(session)).containsExactly("transport-missing");
    }
  }

  @Test
  void escamQ6RtpAvpForAnOfferOfTcpMeansWhatWasOffered() throws Exception {
    Packets packets = new Packets(5);
    try (Camera camera =
            Camera.builder().on("SETUP").reply(200, "Transport: RTP/AVP;unicast").start();
        RtspSession session = session(camera).onPacket(packets.listener()).open()) {
      assertThat(packets.came()).isTrue();
      assertThat(session.transport()).contains("tcp");
      assertThat(quirks(session)).containsExactly("transport-bare");
      assertThat(camera.requests("SETUP")).hasSize(2);
    }
  }

  @Test
  void udpAnsweredToAnOfferOfTcpIsAskedForWithPorts() throws Exception {
    Packets packets = new Packets(5);
    try (Camera camera =
            Camera.builder()
                .on("SETUP")
                .when(TransportsTest::offersTcp)
                .reply(200, "Transport: RTP/AVP;unicast;server_port=6970-6971")
                .start();
        RtspSession session =
            session(camera).transports("tcp", "udp").onPacket(packets.listener()).open()) {
      assertThat(packets.came()).isTrue();
      assertThat(session.transport()).contains("udp");
      assertThat(transports(camera)).containsExactly("tcp", "udp", "udp");
      assertThat(camera.requests("SETUP").get(1).header("Session")).isNotNull();
      assertThat(quirks(session)).containsExactly("transport-other-than-offered");
    }
  }

  @Test
  void udpAnsweredToASessionWithoutItIsAnErrorThatSaysSo() {
    try (Camera camera =
        Camera.builder()
            .on("SETUP")
            .reply(200, "Transport: RTP/AVP/UDP;unicast;server_port=6970-6971")
            .start()) {
      assertThatThrownBy(() -> session(camera).transports("tcp").open())
          .isInstanceOf(RtspTransportException.class)
          .hasMessageContaining("add \"udp\" to transports");
    }
  }

  @Test
  void udpAnsweredAgainAndAgainIsAnError() {
    try (Camera camera =
        Camera.builder()
            .on("SETUP")
            .when(TransportsTest::offersTcp)
            .reply(200, "Transport: RTP/AVP;unicast;server_port=6970-6971")
            .on("SETUP")
            .reply(200, "Transport: RTP/AVP/TCP;unicast")
            .start()) {
      assertThatThrownBy(() -> session(camera).transports("tcp", "udp").open())
          .isInstanceOf(RtspTransportException.class)
          .hasMessageContaining("it was offered as well");
    }
  }

  @Test
  void gortsplib169TcpAnsweredToAnOfferOfUdpIsTaken() throws Exception {
    Packets packets = new Packets(5);
    try (Camera camera =
            Camera.builder()
                .on("SETUP")
                .when(TransportsTest::offersUdp)
                .reply(200, "Transport: RTP/AVP/TCP;unicast;interleaved=0-1")
                .start();
        RtspSession session =
            session(camera).transports("udp").onPacket(packets.listener()).open()) {
      assertThat(packets.came()).isTrue();
      assertThat(session.transport()).contains("tcp");
      assertThat(transports(camera)).containsExactly("udp", "tcp");
      assertThat(quirks(session)).containsExactly("transport-other-than-offered");
    }
  }

  @Test
  void tcpAnsweredToAnOfferOfUdpWithoutChannelsIsAskedForWithThem() throws Exception {
    Packets packets = new Packets(5);
    try (Camera camera =
            Camera.builder()
                .on("SETUP")
                .when(TransportsTest::offersUdp)
                .reply(200, "Transport: RTP/AVP/TCP;unicast")
                .start();
        RtspSession session =
            session(camera).transports("udp").onPacket(packets.listener()).open()) {
      assertThat(packets.came()).isTrue();
      assertThat(transports(camera)).containsExactly("udp", "tcp", "tcp");
    }
  }

  @Test
  void silenceAfterAnOfferOfUdpGoesOnWithTcp() throws Exception {
    Packets packets = new Packets(5);
    try (Camera camera =
            Camera.builder().on("SETUP").when(TransportsTest::offersUdp).silent().start();
        RtspSession session =
            session(camera).transports("udp", "tcp").onPacket(packets.listener()).open()) {
      assertThat(packets.came()).isTrue();
      assertThat(transports(camera)).containsExactly("udp", "tcp", "tcp");
      assertThat(camera.connections()).isEqualTo(1);
    }
  }

  @Test
  void aConnectionThatEndsAtAnOfferOfUdpComesBackWithTcp() {
    try (Camera camera =
            Camera.builder().on("SETUP").when(TransportsTest::offersUdp).close().start();
        RtspSession session = session(camera).transports("udp", "tcp").reconnect(once()).open()) {
      assertThat(session.transport()).contains("tcp");
      assertThat(transports(camera)).containsExactly("udp", "tcp", "tcp");
      assertThat(camera.connections()).isEqualTo(2);
    }
  }

  @Test
  void aRefusedTransportGoesOnWithTheNextOnTheSameConnection() {
    try (Camera camera = Camera.builder().transports("tcp").start();
        RtspSession session = session(camera).transports("udp", "tcp").open()) {
      assertThat(transports(camera)).containsExactly("udp", "tcp", "tcp");
      assertThat(camera.connections()).isEqualTo(1);
      assertThat(quirks(session)).isEmpty();
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {400, 454, 455, 500})
  void hikvision3084b62AfterARefusedTransportANewConnectionTakesTheNext(int status)
      throws Exception {
    Packets packets = new Packets(5);
    try (Camera camera =
            Camera.builder()
                .transports("tcp")
                .on("SETUP")
                .connection(1)
                .when(TransportsTest::offersTcp)
                .reply(status)
                .start();
        RtspSession session =
            session(camera).transports("udp", "tcp").onPacket(packets.listener()).open()) {
      assertThat(packets.came()).isTrue();
      assertThat(camera.connections()).isEqualTo(2);
      assertThat(camera.requests("DESCRIBE")).hasSize(2);
      assertThat(transports(camera)).endsWith("tcp", "tcp");
      assertThat(session.tracks()).hasSize(2);
    }
  }

  @Test
  void hikvision3084b62A401AfterARefusedTransportIsNoWrongPassword() {
    try (Camera camera =
            Camera.builder()
                .digest("user", Canary.SECRET)
                .transports("tcp")
                .on("SETUP")
                .connection(1)
                .when(TransportsTest::offersTcp)
                .reply(401, "WWW-Authenticate: Digest realm=\"rtsper camera\", nonce=\"one\"")
                .start();
        RtspSession session = session(camera).transports("udp", "tcp").open()) {
      assertThat(session.tracks()).hasSize(2);
      assertThat(camera.connections()).isEqualTo(2);
    }
  }

  @Test
  void hikvision3084b62ANewConnectionIsTriedOnceAConnectionAndNotOnceInALife() {
    try (Camera camera =
            Camera.builder()
                .on("SETUP")
                .connection(1)
                .when(TransportsTest::offersUdp)
                .reply(461)
                .on("SETUP")
                .connection(1)
                .reply(455)
                .on("SETUP")
                .connection(3)
                .when(TransportsTest::offersTcp)
                .reply(461)
                .on("SETUP")
                .connection(3)
                .reply(455)
                .start();
        RtspSession session =
            session(camera)
                .transports("udp", "tcp")
                .reconnect(once().resetAfter(Duration.ZERO))
                .open()) {
      assertThat(session.transport()).contains("tcp");
      assertThat(camera.connections()).isEqualTo(2);
      camera.closeConnections();
      awaitRequests(camera, "PLAY", 2);
      assertThat(transports(camera))
          .containsExactly("udp", "tcp", "tcp", "tcp", "tcp", "udp", "udp", "udp");
      assertThat(camera.connections()).isEqualTo(4);
    }
  }

  @Test
  void oneChannelForRtpAndRtcpIsAQuirkOnceAndNotOfEachPacket() throws Exception {
    CountDownLatch reports = new CountDownLatch(5);
    try (Camera camera =
            Camera.builder()
                .sdp(ONE_TRACK)
                .senderReports(Duration.ofMillis(20))
                .on("SETUP")
                .reply(200, "Transport: RTP/AVP/TCP;unicast;interleaved=0-0")
                .start();
        RtspSession session =
            session(camera).onRtcp((track, compound) -> reports.countDown()).open()) {
      assertThat(reports.await(LIMIT.toSeconds(), TimeUnit.SECONDS)).isTrue();
      assertThat(session.quirks())
          .extracting(met -> met.quirk().name(), QuirkCount::count)
          .containsExactlyInAnyOrder(
              tuple("transport-other-channels", 1L), tuple("transport-equal-channels", 1L));
    }
  }

  @Test
  void aNewConnectionAfterARefusedTransportIsTriedOnce() {
    try (Camera camera =
        Camera.builder()
            .on("SETUP")
            .when(TransportsTest::offersUdp)
            .reply(461)
            .on("SETUP")
            .reply(455)
            .start()) {
      assertThatThrownBy(() -> session(camera).transports("udp", "tcp").open())
          .isInstanceOf(RtspStatusException.class);
      assertThat(camera.connections()).isEqualTo(2);
    }
  }

  @Test
  void espp1310A461BehindWhichTheConnectionEndsGoesOnWithUdpOnANewOne() throws Exception {
    Packets packets = new Packets(5);
    try (Camera camera =
            Camera.builder()
                .on("SETUP")
                .when(TransportsTest::offersTcp)
                .reply(461)
                .close()
                .start();
        RtspSession session =
            session(camera).transports("tcp", "udp").onPacket(packets.listener()).open()) {
      assertThat(packets.came()).isTrue();
      assertThat(session.transport()).contains("udp");
      assertThat(session.leftOut()).isEmpty();
      assertThat(camera.connections()).isEqualTo(2);
    }
  }

  @Test
  void espp1310A461BehindWhichTheConnectionEndsIsToldAsSuch() {
    try (Camera camera = Camera.builder().on("SETUP").reply(461).close().start()) {
      assertThatThrownBy(() -> session(camera).transports("tcp").open())
          .isInstanceOf(RtspStatusException.class)
          .hasMessageContaining("461")
          .hasMessageContaining("add \"multicast\" or \"udp\" to transports(…)");
    }
  }

  @Test
  void librtspServerPerl006A400ToTcpGoesOnWithUdp() throws Exception {
    Packets packets = new Packets(5);
    try (Camera camera =
            Camera.builder().on("SETUP").when(TransportsTest::offersTcp).reply(400).start();
        RtspSession session =
            session(camera).transports("tcp", "udp").onPacket(packets.listener()).open()) {
      assertThat(packets.came()).isTrue();
      assertThat(transports(camera)).containsExactly("tcp", "udp", "udp");
      assertThat(quirks(session)).containsExactly("transport-refused-with-400");
    }
  }

  @Test
  void librtspServerPerl006A400ToTcpAloneNamesUdp() {
    try (Camera camera = Camera.builder().on("SETUP").reply(400).start()) {
      assertThatThrownBy(() -> session(camera).transports("tcp").open())
          .hasMessageContaining("or the transport; add \"multicast\" or \"udp\" to transports(…)");
    }
  }

  @Test
  void noTransportThatWasTriedIsAdvised() {
    try (Camera camera = Camera.builder().on("SETUP").reply(461).start()) {
      assertThatThrownBy(() -> session(camera).transports("tcp", "udp", "multicast").open())
          .hasMessageContaining(
              "it doesn't offer the transport; none of tcp, udp, multicast is left to try");
    }
  }

  @Test
  void aTrackIsAskedForSixTimesAtMost() {
    try (Camera camera =
        Camera.builder()
            .path("/stream?x=1")
            .sdp(ONE_TRACK.replace("/trackID", "trackID"))
            .on("DESCRIBE")
            .without("Content-Base")
            .on("SETUP")
            .reply(400)
            .start()) {
      assertThatThrownBy(() -> session(camera).transports("tcp", "udp").open())
          .isInstanceOf(RtspStatusException.class);
      assertThat(transports(camera)).containsExactly("tcp", "tcp", "tcp", "tcp", "udp", "udp");
    }
  }

  @ParameterizedTest
  @CsvSource({
    "MP2T/TCP;unicast;interleaved=0-1, it isn't RTP",
    "MP2T/H2221/UDP;unicast;client_port=5000, it isn't RTP",
    "RTP/SAVP/TCP;unicast;interleaved=0-1, it is SRTP"
  })
  void anAnswerThatIsNotPlainRtpIsToldAsThat(String answer, String why) {
    try (Camera camera = Camera.builder().on("SETUP").reply(200, "Transport: " + answer).start()) {
      assertThatThrownBy(() -> session(camera).transports("tcp").open())
          .isInstanceOf(RtspTransportException.class)
          .hasMessageContaining(why);
    }
  }

  private static final String SAVP = ONE_TRACK.replace("RTP/AVP", "RTP/SAVP");

  @Test
  void mediaMtx121AndGortsplib56SavpOverTlsIsPlayedInterleaved() throws Exception {
    Packets packets = new Packets(5);
    try (Camera camera = Camera.builder().tls(TestCertificates.GOOD.context()).sdp(SAVP).start();
        RtspSession session =
            session(camera)
                .tls(
                    TlsOptions.defaults().context(TestCertificates.trusting(TestCertificates.GOOD)))
                .transports("udp", "tcp")
                .onPacket(packets.listener())
                .open()) {
      assertThat(packets.came()).isTrue();
      assertThat(transports(camera)).containsExactly("tcp");
      assertThat(quirks(session)).containsExactly("savp-over-tls");
    }
  }

  @Test
  void savpWithoutTlsIsRefusedBeforeSetup() {
    try (Camera camera = Camera.builder().sdp(SAVP).start()) {
      assertThatThrownBy(() -> session(camera).open()).hasMessageContaining("it needs SRTP");
      assertThat(camera.requests("SETUP")).isEmpty();
    }
  }

  @Test
  void whatTheBodyOfARefusalSaysIsTold() {
    try (Camera camera =
        Camera.builder()
            .on("SETUP")
            .reply(503)
            .body("text/parameters", "No-More: sessions\r\n" + "x".repeat(500))
            .start()) {
      assertThatThrownBy(() -> session(camera).open())
          .isInstanceOf(RtspStatusException.class)
          .hasMessageContaining("503 Service Unavailable (\"No-More: sessions; xxx")
          .message()
          .hasSizeLessThan(400);
    }
  }
}
