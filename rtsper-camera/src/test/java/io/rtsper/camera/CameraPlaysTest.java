package io.rtsper.camera;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.EOFException;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A camera without a script does what RFC 2326 says. */
class CameraPlaysTest {

  private static final Duration SOON = Duration.ofSeconds(5);

  @Test
  void aConversationFromOptionsToTeardown() throws IOException {
    try (Camera camera = Camera.open();
        TestClient client = new TestClient(camera)) {
      assertThat(client.ask("OPTIONS", "").header("Public")).contains("DESCRIBE", "TEARDOWN");
      TestClient.Incoming description = client.ask("DESCRIBE", "", "Accept: application/sdp");
      assertThat(description.header("Content-Base")).isEqualTo(camera.url() + "/");
      assertThat(description.body())
          .contains("H264/90000", "sprop-parameter-sets=", "mpeg4-generic/32000/1", "config=1288");
      TestClient.Incoming setup = client.setup(0);
      assertThat(setup.header("Transport")).contains("interleaved=0-1", "ssrc=");
      assertThat(setup.header("Session")).endsWith(";timeout=60");
      assertThat(client.ask("PLAY", "").header("RTP-Info"))
          .contains("url=" + camera.url() + "/trackID=0;seq=", ";rtptime=");
      assertThat(client.frame(0)).hasSizeGreaterThan(12);
      assertThat(client.ask("PAUSE", "").status()).isEqualTo(200);
      assertThat(client.ask("TEARDOWN", "").status()).isEqualTo(200);
      camera.awaitRequest("TEARDOWN", SOON);
      camera.awaitSessions(0, SOON);
      assertThat(camera.violations()).isEmpty();
      assertThat(camera.failures()).isEmpty();
    }
  }

  @Test
  void numbersAndTimestampsGoOnWhenTheClipLoops() throws IOException {
    try (Camera camera =
            Camera.builder().asFastAsPossible().firstSequence(65530).firstTimestamp(-1000).start();
        TestClient client = new TestClient(camera)) {
      client.play(0);
      int loop = Clip.load().packets().size();
      int sequence = 65530;
      int timestamp = -1000;
      Set<Integer> ticks = new HashSet<>();
      for (int i = 0; i < 2 * loop; i++) {
        ByteBuffer packet = ByteBuffer.wrap(client.frame(0));
        assertThat(packet.getShort(2)).isEqualTo((short) sequence++);
        int step = packet.getInt(4) - timestamp;
        ticks.add(step);
        timestamp = packet.getInt(4);
      }
      assertThat(ticks).containsExactlyInAnyOrder(0, 3600);
    }
  }

  @Test
  void bothTracksKeepTimeAndAreReportedOnByRtcp() throws IOException {
    try (Camera camera =
            Camera.builder().asFastAsPossible().senderReports(Duration.ofMillis(1)).start();
        TestClient client = new TestClient(camera)) {
      client.play(0, 1);
      assertThat(client.frame(2)).hasSizeGreaterThan(12);
      ByteBuffer compound = ByteBuffer.wrap(client.frame(1));
      assertThat(compound.get(1) & 0xff).as("SR").isEqualTo(200);
      assertThat(compound.get(28 + 1) & 0xff).as("SDES").isEqualTo(202);
      assertThat((compound.limit() - 28) % 4).isZero();
      long seconds = Integer.toUnsignedLong(compound.getInt(8)) - 2_208_988_800L;
      assertThat(seconds - System.currentTimeMillis() / 1000).isBetween(-60L, 60L);
    }
  }

  @Test
  void mediaComesOverUdp() throws IOException {
    try (Camera camera = Camera.open();
        TestClient client = new TestClient(camera);
        DatagramSocket rtp = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
      rtp.setSoTimeout(5000);
      int port = rtp.getLocalPort();
      String ports = "client_port=" + port + "-" + (port + 1);
      String transport =
          client
              .ask("SETUP", "/trackID=0", "Transport: RTP/AVP;unicast;" + ports)
              .header("Transport");
      assertThat(transport).contains(ports, "server_port=");
      assertThat(client.ask("PLAY", "").status()).isEqualTo(200);
      DatagramPacket packet = new DatagramPacket(new byte[2048], 2048);
      rtp.receive(packet);
      assertThat(packet.getData()[1] & 0x7f).isEqualTo(96);
      assertThat(transport).contains("server_port=" + packet.getPort() + "-");
    }
  }

  @Test
  void aPositionBeginsAtTheKeyFrameBeforeIt() throws IOException {
    try (Camera camera = Camera.builder().firstTimestamp(0).start();
        TestClient client = new TestClient(camera)) {
      client.setup(0);
      TestClient.Incoming play = client.ask("PLAY", "", "Range: npt=2.5-");
      assertThat(play.header("Range")).isEqualTo("npt=2.000-");
      assertThat(play.header("RTP-Info")).endsWith(";rtptime=180000");
      byte[] packet = client.frame(0);
      assertThat(ByteBuffer.wrap(packet).getInt(4)).isEqualTo(180000);
      assertThat(packet[12] & 0x1f).as("STAP-A with the parameter sets").isEqualTo(24);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "ANNOUNCE, '', 405", "RECORD, '', 405", "FLY, '', 501", "PLAY, '', 454",
    "TEARDOWN, '', 454", "SETUP, '', 459", "SETUP, /trackID=7, 459", "SETUP, /trackID=0, 461"
  })
  void whatCannotBeDoneIsRefused(String method, String suffix, int status) throws IOException {
    try (Camera camera = Camera.builder().transports("udp").start();
        TestClient client = new TestClient(camera)) {
      TestClient.Incoming reply =
          client.ask(method, suffix, "Transport: RTP/AVP/TCP;interleaved=0-1");
      assertThat(reply.status()).isEqualTo(status);
    }
  }

  @Test
  void anUnknownSessionOptionOrVersionIsRefused() throws IOException {
    try (Camera camera = Camera.open();
        TestClient client = new TestClient(camera)) {
      assertThat(client.ask("OPTIONS", "", "Session: 0815").status()).isEqualTo(454);
      assertThat(client.ask("OPTIONS", "", "Require: warp").header("Unsupported"))
          .isEqualTo("warp");
      client.raw(Wire.latin1("OPTIONS " + camera.url() + " RTSP/2.0\r\nCSeq: 9\r\n\r\n"));
      assertThat(client.message().status()).isEqualTo(505);
      client.raw(Wire.latin1("OPTIONS rtsp://127.0.0.1/else RTSP/1.0\r\nCSeq: 10\r\n\r\n"));
      assertThat(client.message().status()).isEqualTo(404);
    }
  }

  @Test
  void setupOrATrackAlonePlayedInAPlayingPresentationIsRefused() throws IOException {
    try (Camera camera = Camera.open();
        TestClient client = new TestClient(camera)) {
      client.setup(0);
      client.setup(1);
      assertThat(client.ask("PLAY", "/trackID=0").status()).isEqualTo(460);
      client.ask("PLAY", "");
      assertThat(client.setup(0).status()).isEqualTo(455);
    }
  }

  @Test
  void aSessionWithoutASignOfLifeEnds() throws IOException {
    try (Camera camera = Camera.builder().sessionTimeout(Duration.ofSeconds(2)).start();
        TestClient client = new TestClient(camera)) {
      client.play(0);
      assertThat(camera.sessions()).isEqualTo(1);
      camera.awaitSessions(0, SOON.multipliedBy(3));
      assertThat(client.ask("GET_PARAMETER", "").status()).isEqualTo(454);
    }
  }

  @Test
  void aLimitEndsTheMediaWithBye() throws IOException {
    try (Camera camera =
            Camera.builder().asFastAsPossible().packetLimit(1000).closeAtLimit().start();
        TestClient client = new TestClient(camera)) {
      client.play(0);
      int packets = 0;
      TestClient.Incoming last = client.next();
      try {
        while (true) {
          packets += last.channel() == 0 ? 1 : 0;
          last = client.next();
        }
      } catch (EOFException e) {
        assertThat(packets + client.frames.size()).isEqualTo(1000);
        assertThat(last.frame()[last.frame().length - 7] & 0xff).as("BYE").isEqualTo(203);
      }
    }
  }

  @Test
  void aClientThatDoesNotReadStopsTheMediaAndLosesNothing() throws IOException {
    try (Camera camera =
            Camera.builder().asFastAsPossible().firstSequence(0).packetLimit(30_000).start();
        TestClient client = new TestClient(camera);
        TestClient other = new TestClient(camera)) {
      client.send("SETUP", "/trackID=0", "Transport: RTP/AVP/TCP;unicast;interleaved=0-1");
      client.message();
      client.send("PLAY", "");
      for (int i = 0; i < 100; i++) {
        assertThat(other.ask("OPTIONS", "").status())
            .isEqualTo(200); // the other is served meanwhile
      }
      client.message();
      for (int i = 0; i < 30_000; i++) {
        assertThat(ByteBuffer.wrap(client.frame(0)).getShort(2)).isEqualTo((short) i);
      }
    }
  }

  @Test
  void receiverReportsAreReadAndKeepTheSessionAlive() throws IOException {
    try (Camera camera = Camera.builder().sessionTimeout(Duration.ofSeconds(2)).start();
        TestClient client = new TestClient(camera)) {
      client.play(0, 1);
      byte[] report =
          Wire.hex("81c9 0007 00000001 000000aa 40fffffe 00010203 00000007 12345678 00000000");
      long end = System.nanoTime() + Duration.ofSeconds(4).toNanos();
      while (System.nanoTime() < end) {
        client.frame(0); // in real time, so this is no busy loop
        client.raw(Wire.interleaved(3, report));
      }
      assertThat(camera.sessions()).isEqualTo(1);
      assertThat(camera.awaitReceiverReports(1, SOON).get(0))
          .isEqualTo(new ReceiverReport(1, 1, 0xaa, 0x40, -2, 0x10203, 7, 0x12345678, 0, 32));
      assertThat(camera.violations()).isEmpty();
    }
  }

  @Test
  void aDescriptionOfTheTestsOwnIsServedWithItsPayloadTypesAndControls() throws IOException {
    String sdp =
        "v=0\no=- 1 1 IN IP4 0.0.0.0\ns=x\nt=0 0\nm=application 0 RTP/AVP 107\na=control:meta\n"
            + "m=video 0 RTP/AVP 110\na=control:rtsp://10.0.0.5/deep/video\n";
    try (Camera camera = Camera.builder().sdp(sdp).path("/cam?channel=1").start();
        TestClient client = new TestClient(camera)) {
      assertThat(client.ask("DESCRIBE", "").body()).isEqualTo(sdp);
      String tcp = "Transport: RTP/AVP/TCP;unicast;interleaved=";
      assertThat(client.ask("SETUP", "/meta", tcp + "0-1").status()).isEqualTo(200);
      client.raw(
          Wire.latin1(
              "SETUP rtsp://127.0.0.1:"
                  + camera.port()
                  + "/deep/video RTSP/1.0\r\nCSeq: 77\r\n"
                  + tcp
                  + "2-3\r\nSession: "
                  + client.session()
                  + "\r\n\r\n"));
      assertThat(client.message().status()).isEqualTo(200);
      client.ask("PLAY", "/");
      assertThat(client.frame(2)[1] & 0x7f).isEqualTo(110);
    }
  }

  @Test
  void closeEndsTheThreadAndTheConnectionsWithinASecond() throws Exception {
    Camera camera = Camera.open();
    TestClient[] clients = new TestClient[20];
    for (int i = 0; i < clients.length; i++) {
      clients[i] = new TestClient(camera);
      clients[i].play(0, 1);
    }
    assertThat(cameraThreads()).isEqualTo(1);
    long start = System.nanoTime();
    camera.close();
    assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(1));
    assertThat(cameraThreads()).isZero();
    for (TestClient client : clients) {
      client.untilClosed();
      client.close();
    }
    camera.close(); // a second time is allowed
  }

  private static long cameraThreads() {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> thread.getName().equals("rtsper-camera"))
        .count();
  }
}
