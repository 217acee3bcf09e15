package io.rtsper.it.capture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.rtsper.api.ReconnectPolicy;
import io.rtsper.api.RtspClient;
import io.rtsper.api.RtspListener;
import io.rtsper.api.RtspSession;
import io.rtsper.api.RtspSessionBuilder;
import io.rtsper.api.RtspValidationException;
import io.rtsper.api.TlsOptions;
import io.rtsper.camera.Camera;
import io.rtsper.camera.CameraBuilder;
import io.rtsper.camera.TestCertificates;
import io.rtsper.it.canary.Canary;
import io.rtsper.it.interop.Installed;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Wireshark reads what a session captures, and no secret is in it. */
@Execution(ExecutionMode.CONCURRENT)
class CaptureTest {

  private static final Duration LIMIT = Duration.ofSeconds(20);
  private static final int PACKETS = 40;

  /** What Wireshark finds wrong, our checksums included. */
  private static final String FAULTS =
      "_ws.malformed || _ws.unreassembled || tcp.analysis.flags || rtcp.length_check.bad"
          + " || ip.checksum.status == 0 || tcp.checksum.status == 0 || udp.checksum.status == 0"
          + " || (tcp && !(tcp.port == 554)) || (udp && !rtp && !rtcp)";

  @TempDir Path folder;

  private final RtspClient client = RtspClient.builder().eventLoops(1).build();

  @AfterEach
  void closeClient() {
    client.close();
  }

  private Path file() {
    return folder.resolve("session.pcapng");
  }

  private RtspSessionBuilder session(String url, CountDownLatch packets) {
    return client
        .session(url)
        .reconnect(ReconnectPolicy.none())
        .capture(file())
        .onPacket((track, packet) -> packets.countDown());
  }

  private void play(RtspSessionBuilder builder, Camera camera, CountDownLatch packets)
      throws Exception {
    try (RtspSession session = builder.open()) {
      assertThat(packets.await(LIMIT.toSeconds(), TimeUnit.SECONDS)).isTrue();
      // A transport's own packets, which open its way through a firewall, say nothing of a source.
      await()
          .atMost(LIMIT)
          .until(() -> camera.receiverReports().stream().anyMatch(report -> report.source() != 0));
      assertThat(session.getParameter().isSuccess()).isTrue();
    }
    camera.awaitRequest("TEARDOWN", LIMIT);
  }

  /** Two runs, since each takes a second to start. */
  private void assertReadable(Tshark tshark, boolean udp) throws Exception {
    assertThat(tshark.packets(file(), FAULTS)).isEmpty();
    List<String[]> packets =
        tshark.fields(file(), "rtsp.method", "rtsp.status", "sdp.version", "rtp.seq", "rtcp.pt");
    assertThat(values(packets, 0))
        .contains("OPTIONS", "DESCRIBE", "SETUP", "PLAY", "GET_PARAMETER", "TEARDOWN");
    assertThat(values(packets, 1)).contains("200");
    assertThat(values(packets, 2)).contains("0");
    assertThat(values(packets, 3)).hasSizeGreaterThanOrEqualTo(PACKETS / 2);
    assertThat(values(packets, 4)).contains("200", "201");
    String elsewhere = udp ? "tcp && (rtp || rtcp)" : "udp";
    assertThat(tshark.packets(file(), elsewhere)).isEmpty();
  }

  private static List<String> values(List<String[]> packets, int field) {
    return packets.stream()
        .flatMap(packet -> Arrays.stream(packet[field].split(",", -1)))
        .filter(value -> !value.isEmpty())
        .toList();
  }

  @Test
  void wiresharkReadsInterleavedMedia() throws Exception {
    Tshark tshark = new Tshark(folder);
    CountDownLatch packets = new CountDownLatch(PACKETS);
    try (Camera camera = Camera.open()) {
      play(session(camera.url(), packets), camera, packets);
    }
    assertReadable(tshark, false);
    assertThat(tshark.packets(spoiled(), FAULTS)).as("one byte is another").hasSize(1);
  }

  /** Returns a copy of the file with another byte in its first request. */
  private Path spoiled() throws IOException {
    byte[] bytes = Files.readAllBytes(file());
    int request = new String(bytes, StandardCharsets.ISO_8859_1).indexOf("OPTIONS ");
    bytes[request + 6] ^= 1;
    return Files.write(folder.resolve("spoiled.pcapng"), bytes);
  }

  @Test
  void wiresharkReadsMediaOverUdp() throws Exception {
    Tshark tshark = new Tshark(folder);
    CountDownLatch packets = new CountDownLatch(PACKETS);
    try (Camera camera = Camera.open()) {
      play(session(camera.url(), packets).transports("udp"), camera, packets);
    }
    assertReadable(tshark, true);
  }

  /** Of TLS it is the inside that is captured, at the port that Wireshark takes for RTSP. */
  @Test
  void wiresharkReadsWhatIsInsideTls() throws Exception {
    Tshark tshark = new Tshark(folder);
    CountDownLatch packets = new CountDownLatch(PACKETS);
    try (Camera camera = Camera.builder().tls(TestCertificates.GOOD.context()).start()) {
      TlsOptions any = TlsOptions.defaults().insecure();
      play(session(camera.url(), packets).tls(any), camera, packets);
      assertReadable(tshark, false);
      assertThat(tshark.field(file(), "tcp.flags.syn == 1", "frame.comment"))
          .containsExactly(
              "the server's port is "
                  + camera.port()
                  + ", TLS, of which this is the inside; shown as 554, which Wireshark reads as"
                  + " RTSP");
    }
  }

  @Test
  void eachConnectionIsAStreamOfItsOwn() throws Exception {
    Tshark tshark = new Tshark(folder);
    CountDownLatch packets = new CountDownLatch(PACKETS);
    CountDownLatch back = new CountDownLatch(1);
    try (Camera camera = Camera.open()) {
      RtspSessionBuilder builder =
          session(camera.url(), packets)
              .reconnect(
                  ReconnectPolicy.attempts(20)
                      .backoff(Duration.ofMillis(10), Duration.ofMillis(50)))
              .listener(
                  new RtspListener() {
                    @Override
                    public void onReconnected(RtspSession session, int attempts) {
                      back.countDown();
                    }
                  });
      try (RtspSession session = builder.open()) {
        assertThat(packets.await(LIMIT.toSeconds(), TimeUnit.SECONDS)).isTrue();
        camera.restart();
        assertThat(back.await(LIMIT.toSeconds(), TimeUnit.SECONDS)).isTrue();
        assertThat(session.getParameter().isSuccess()).isTrue();
      }
    }
    List<String> streams = tshark.field(file(), "rtsp.method == \"PLAY\"", "tcp.stream");
    assertThat(streams).hasSize(2).doesNotHaveDuplicates();
    assertThat(tshark.field(file(), "tcp.flags.fin == 1", "frame.comment"))
        .anyMatch(comment -> comment.contains("the server closed the connection"));
    assertThat(tshark.packets(file(), "_ws.malformed || tcp.analysis.flags")).isEmpty();
  }

  @Test
  void aReplayIsCapturedWithAddressesForDocumentation() throws Exception {
    Tshark tshark = new Tshark(folder);
    CountDownLatch packets = new CountDownLatch(PACKETS);
    try (Camera camera = Camera.builder().asFastAsPossible().packetLimit(PACKETS).start();
        RtspSession session = session(camera.url(), packets).open()) {
      session.ended().get(LIMIT.toSeconds(), TimeUnit.SECONDS);
    }
    Path again = folder.resolve("again.pcapng");
    String url = "rtsp+replay://localhost" + file().toUri().getRawPath() + "?speed=0";
    try (RtspSession session =
        client.session(url).reconnect(ReconnectPolicy.none()).capture(again).open()) {
      session.ended().get(LIMIT.toSeconds(), TimeUnit.SECONDS);
    }
    assertThat(tshark.packets(again, "rtsp && rtp && ip.src == 192.0.2.2"))
        .hasSameSizeAs(tshark.packets(file(), "rtsp && rtp"));
    assertThat(tshark.packets(again, "_ws.malformed")).isEmpty();
  }

  // ---- Secrets

  /** How the secret travels. */
  enum Way {
    BASIC,
    DIGEST,
    SHA_256;

    CameraBuilder camera() {
      CameraBuilder camera = Camera.builder();
      return switch (this) {
        case BASIC -> camera.basic("user", Canary.SECRET);
        case DIGEST -> camera.digest("user", Canary.SECRET);
        case SHA_256 -> camera.digest("user", Canary.SECRET, "SHA-256", "auth");
      };
    }
  }

  /** The camera takes it in its headers and tells it back in its own URLs and description. */
  @ParameterizedTest
  @EnumSource
  void noSecretIsInTheFile(Way way) throws Exception {
    CountDownLatch packets = new CountDownLatch(1);
    String itself = "rtsp://user:" + Canary.IN_URL + "@127.0.0.1";
    String sdp =
        "v=0\r\no=- 1 1 IN IP4 127.0.0.1\r\ns=-\r\nk=clear:"
            + Canary.SECRET
            + "\r\nt=0 0\r\nu="
            + itself
            + "/\r\nm=video 0 RTP/AVP 96\r\na=rtpmap:96 H264/90000\r\na=control:"
            + itself
            + "/stream/trackID=0\r\n";
    try (Camera camera = way.camera().sdp(sdp).start();
        RtspSession session =
            session(camera.url("user", Canary.IN_URL), packets)
                .header("X-Camera-Password", Canary.SECRET)
                .build()) {
      session.connect();
      session.describe();
      session.setParameter("password", Canary.SECRET);
      session.close();
      assertThat(camera.requests("DESCRIBE").get(1).header("Authorization")).isNotNull();
    }
    String bytes = Files.readString(file(), StandardCharsets.ISO_8859_1);
    String basic =
        Base64.getEncoder()
            .encodeToString(("user:" + Canary.SECRET).getBytes(StandardCharsets.UTF_8));
    assertThat(bytes)
        .contains("DESCRIBE rtsp://", "Authorization: ", "k=***", "SET_PARAMETER ")
        .doesNotContain(Canary.SECRET, Canary.IN_URL, basic, "response=\"", "cnonce=\"");
  }

  // ---- What can't be written

  @Test
  void aFileThatCannotBeWrittenIsToldByBuild() {
    Path missing = folder.resolve("missing");
    RtspSessionBuilder builder =
        client.session("rtsp://127.0.0.1/").capture(missing.resolve("x.pcapng"));
    assertThatThrownBy(builder::build)
        .isInstanceOf(RtspValidationException.class)
        .hasMessageContaining("there is no folder " + missing);
    assertThat(client.sessions()).isEmpty();
  }

  /**
   * The file is a pipe that nobody reads: the session plays and closes all the same, and the last
   * block says how many packets are missing.
   */
  @Test
  void aDiskThatIsTooSlowHoldsNothingUpAndWhatIsMissingIsCounted() throws Exception {
    Installed.require(Installed.runs("mkfifo", file().toString()), "mkfifo isn't installed");
    Path copy = folder.resolve("copy.pcapng");
    CountDownLatch plenty = new CountDownLatch(20_000);
    CountDownLatch closed = new CountDownLatch(1);
    CompletableFuture<Void> copied =
        CompletableFuture.runAsync(
            () -> {
              try (InputStream slow = Files.newInputStream(file())) {
                assertThat(closed.await(LIMIT.toSeconds(), TimeUnit.SECONDS)).isTrue();
                Files.copy(slow, copy);
              } catch (IOException | InterruptedException failure) {
                throw new IllegalStateException(failure);
              }
            });
    try (Camera camera = Camera.builder().asFastAsPossible().start();
        RtspSession session = session(camera.url(), plenty).open()) {
      assertThat(plenty.await(LIMIT.toSeconds(), TimeUnit.SECONDS)).isTrue();
      assertThat(session.statistics().lost()).isZero();
    }
    closed.countDown();
    copied.get(LIMIT.toSeconds(), TimeUnit.SECONDS);
    ByteBuffer blocks = ByteBuffer.wrap(Files.readAllBytes(copy));
    long written = 0;
    int last = 0;
    for (int at = 0; at < blocks.limit(); at += blocks.getInt(at + 4)) {
      last = blocks.getInt(at);
      written += last == 6 ? 1 : 0;
    }
    assertThat(last).as("interface statistics").isEqualTo(5);
    long dropped = blocks.getLong(blocks.limit() - 16);
    long all = blocks.getLong(blocks.limit() - 28);
    assertThat(dropped).isPositive();
    assertThat(written + dropped).isEqualTo(all).isGreaterThan(20_000);
  }
}
