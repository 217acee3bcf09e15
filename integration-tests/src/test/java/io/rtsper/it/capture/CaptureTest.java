package io.rtsper.it.capture;

import static org.assertj.core.api.Assertions.assertThat;

import io.rtsper.api.ReconnectPolicy;
import io.rtsper.api.RtspClient;
import io.rtsper.api.RtspSession;
import io.rtsper.api.RtspSessionBuilder;
import io.rtsper.camera.Camera;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Wireshark reads what a session captures, and no secret is in it. */
class CaptureTest {

  private static final Duration LIMIT = Duration.ofSeconds(20);
  private static final int PACKETS = 40;

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
      camera.awaitReceiverReports(1, LIMIT);
      assertThat(session.getParameter().isSuccess()).isTrue();
    }
    camera.awaitRequest("TEARDOWN", LIMIT);
  }

  private void assertReadable(Tshark tshark, boolean udp) throws Exception {
    Path file = file();
    assertThat(tshark.packets(file, "_ws.malformed || _ws.unreassembled")).isEmpty();
    assertThat(
            tshark.packets(
                file,
                "ip.checksum.status == 0 || tcp.checksum.status == 0 || udp.checksum.status == 0"))
        .isEmpty();
    assertThat(tshark.packets(file, "tcp.analysis.flags")).isEmpty();
    assertThat(tshark.field(file, "rtsp.request", "rtsp.method"))
        .contains("OPTIONS", "DESCRIBE", "SETUP", "PLAY", "GET_PARAMETER", "TEARDOWN");
    assertThat(tshark.field(file, "rtsp.response", "rtsp.status")).contains("200");
    assertThat(tshark.field(file, "sdp", "sdp.version")).contains("0");
    String media = udp ? "udp && rtp" : "rtsp && rtp";
    assertThat(tshark.packets(file, media)).hasSizeGreaterThanOrEqualTo(PACKETS / 2);
    assertThat(tshark.field(file, "rtcp", "rtcp.pt").toString()).contains("200").contains("201");
    assertThat(tshark.packets(file, "rtcp.length_check.bad || tcp.port != 554 && tcp")).isEmpty();
  }

  @Test
  void wiresharkReadsInterleavedMedia() throws Exception {
    Tshark tshark = new Tshark(folder);
    CountDownLatch packets = new CountDownLatch(PACKETS);
    try (Camera camera = Camera.open()) {
      play(session(camera.url(), packets), camera, packets);
    }
    assertReadable(tshark, false);
  }

  @Test
  void wiresharkReadsMediaOverUdp() throws Exception {
    Tshark tshark = new Tshark(folder);
    CountDownLatch packets = new CountDownLatch(PACKETS);
    try (Camera camera = Camera.open()) {
      play(session(camera.url(), packets).transports("udp"), camera, packets);
    }
    assertReadable(tshark, true);
    assertThat(tshark.packets(file(), "udp && !rtp && !rtcp")).isEmpty();
  }
}
