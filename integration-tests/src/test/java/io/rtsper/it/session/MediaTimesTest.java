package io.rtsper.it.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.rtsper.api.RtspClient;
import io.rtsper.api.RtspSession;
import io.rtsper.api.header.RangeHeader;
import io.rtsper.api.media.Track;
import io.rtsper.api.rtp.MediaTimeline;
import io.rtsper.api.rtp.RtpPacket;
import io.rtsper.api.rtp.WallClockSource;
import io.rtsper.camera.Camera;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** When the media of a session is from, and what goes back by RTCP beside reports. */
@Tag("either-path")
class MediaTimesTest {

  private static final Duration LIMIT = Duration.ofSeconds(20);

  /** RR with a block, and SDES with a CNAME of 16 digits. */
  private static final int REPORT = 32 + 28;

  private static final int GOODBYE = 8;
  private static final int PICTURE_LOSS = 12;

  private final RtspClient client = RtspClient.builder().eventLoops(1).name("times").build();
  private final ConcurrentLinkedQueue<RtpPacket> video = new ConcurrentLinkedQueue<>();
  private final ConcurrentLinkedQueue<RtpPacket> audio = new ConcurrentLinkedQueue<>();

  @AfterEach
  void closeClient() {
    client.close();
  }

  private RtspSession open(Camera camera, CountDownLatch enough) {
    return client
        .session(camera.url())
        .onPacket(
            (track, packet) -> {
              (track.index() == 0 ? video : audio).add(packet.copy());
              enough.countDown();
            })
        .open();
  }

  private static void awaitAll(CountDownLatch enough) throws InterruptedException {
    assertThat(enough.await(LIMIT.toSeconds(), TimeUnit.SECONDS)).as("packets come").isTrue();
  }

  /** The camera's reports and its RTP-Info say the same, so both tracks are on one line. */
  @Test
  void tracksAreOnTheSessionsClockFromTheFirstPacketAndOnTheWallClockFromTheFirstReport()
      throws Exception {
    CountDownLatch enough = new CountDownLatch(150);
    Instant before = Instant.now();
    try (Camera camera = Camera.builder().senderReports(Duration.ofMillis(200)).start();
        RtspSession session = open(camera, enough)) {
      awaitAll(enough);
      assertThat(session.quirks()).isEmpty();
    }
    assertThat(List.of(video.peek(), audio.peek()))
        .allSatisfy(
            first ->
                assertThat(first.presentationNanos())
                    .isBetween(0L, Duration.ofSeconds(2).toNanos()));
    long offset = MediaTimeline.UNKNOWN;
    for (ConcurrentLinkedQueue<RtpPacket> track : List.of(video, audio)) {
      assertThat(track).noneMatch(RtpPacket::discontinuity);
      for (RtpPacket packet : track) {
        assertThat(packet.normalPlayTime()).isPresent();
        if (packet.wallClock().isEmpty()) {
          continue;
        }
        assertThat(packet.wallClock().orElseThrow()).isBetween(before, Instant.now());
        assertThat(packet.wallClockSource()).contains(WallClockSource.SENDER_REPORT);
        long here = packet.wallClockNanos() - packet.presentationNanos();
        offset = offset == MediaTimeline.UNKNOWN ? here : offset;
        assertThat(Math.abs(here - offset)).isLessThan(Duration.ofMillis(20).toNanos());
      }
    }
    assertThat(offset).as("a report came").isNotEqualTo(MediaTimeline.UNKNOWN);
  }

  @Test
  void aSeekSetsTheNormalPlayTimeAndTheSessionsClockGoesOn() throws Exception {
    CountDownLatch enough = new CountDownLatch(20);
    try (Camera camera = Camera.open();
        RtspSession session = open(camera, enough)) {
      awaitAll(enough);
      session.pause();
      video.clear();
      session.play(RangeHeader.npt(Duration.ofSeconds(100)));
      await().atMost(LIMIT).until(() -> video.size() > 5);
    }
    RtpPacket first = video.element();
    assertThat(first.discontinuity()).isTrue();
    assertThat(first.normalPlayTime().orElseThrow())
        .isBetween(Duration.ofSeconds(99), Duration.ofSeconds(102));
    assertThat(first.presentationNanos()).isBetween(1L, LIMIT.toNanos());
  }

  /** RFC 3550 §6.6; over TCP the end of the session says it. */
  @ParameterizedTest
  @ValueSource(strings = {"udp", "tcp"})
  void saysGoodbyeOverUdp(String transport) throws Exception {
    try (Camera camera = Camera.open();
        RtspSession session = client.session(camera.url()).transports(transport).open()) {
      // Over UDP the first ones only open a way through a firewall, and aren't reports.
      await().atMost(LIMIT).until(() -> reportsOf(camera, REPORT) >= 2);
      session.close();
      camera.awaitRequest("TEARDOWN", LIMIT);
      boolean udp = transport.equals("udp");
      await()
          .atMost(LIMIT)
          .until(() -> goodbyes(camera) == (udp ? 2 : 0) && camera.sessions() == 0);
      assertThat(camera.violations()).isEmpty();
    }
  }

  /** RFC 3550 §6.3.7: who never reported says no goodbye. */
  @Test
  void saysNoGoodbyeWithoutReports() throws Exception {
    CountDownLatch enough = new CountDownLatch(5);
    try (Camera camera = Camera.open();
        RtspSession session =
            client
                .session(camera.url())
                .transports("udp")
                .receiverReports(false)
                .onPacket((track, packet) -> enough.countDown())
                .open()) {
      awaitAll(enough);
      session.close();
      camera.awaitSessions(0, LIMIT);
      assertThat(goodbyes(camera)).isZero();
    }
  }

  private static long goodbyes(Camera camera) {
    return reportsOf(camera, REPORT + GOODBYE);
  }

  private static long reportsOf(Camera camera, int length) {
    return camera.receiverReports().stream().filter(report -> report.length() == length).count();
  }

  @ParameterizedTest
  @ValueSource(strings = {"udp", "tcp"})
  void asksForAKeyFrameWhereTheDescriptionOffersItOnceASecond(String transport) throws Exception {
    String description =
        """
        v=0\r
        o=- 1 1 IN IP4 127.0.0.1\r
        s=camera\r
        c=IN IP4 0.0.0.0\r
        t=0 0\r
        m=video 0 RTP/AVPF 96\r
        a=rtpmap:96 H264/90000\r
        a=rtcp-fb:96 nack pli\r
        a=control:trackID=0\r
        m=audio 0 RTP/AVP 97\r
        a=rtpmap:97 MPEG4-GENERIC/48000/2\r
        a=control:trackID=1\r
        """;
    try (Camera camera = Camera.builder().sdp(description).start();
        RtspSession session = client.session(camera.url()).transports(transport).open()) {
      Track seen = session.tracks().get(0);
      await()
          .atMost(LIMIT)
          .until(
              () -> {
                assertThat(session.requestKeyFrame(seen)).isTrue();
                return requests(camera) >= 2;
              });
      assertThat(session.requestKeyFrame(session.tracks().get(1))).isFalse();
      assertThat(requests(camera)).isLessThan(10);
      assertThat(camera.receiverReports())
          .filteredOn(report -> report.length() == REPORT + PICTURE_LOSS)
          .allSatisfy(report -> assertThat(report.track()).isZero());
    }
  }

  private static long requests(Camera camera) {
    return camera.receiverReports().stream()
        .filter(report -> report.length() == REPORT + PICTURE_LOSS)
        .count();
  }
}
