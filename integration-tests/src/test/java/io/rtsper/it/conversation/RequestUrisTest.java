package io.rtsper.it.conversation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rtsper.api.Quirk;
import io.rtsper.api.RtspProtocolException;
import io.rtsper.api.RtspSession;
import io.rtsper.api.RtspStatusException;
import io.rtsper.camera.Camera;
import io.rtsper.camera.CameraRequest;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which URIs requests go to, and what is tried when a server doesn't know one. */
class RequestUrisTest extends Applications {

  /** Returns a camera that knows its URL only with a slash behind the port. */
  private static Camera knowingTheSlashOnly(int status) {
    return Camera.builder()
        .path("/")
        .on("*")
        .when(request -> path(request).isEmpty())
        .reply(status)
        .on("DESCRIBE")
        .without("Content-Base")
        .start();
  }

  private static String path(CameraRequest request) {
    return request.url().replaceFirst("rtsp://[^/]*", "");
  }

  private static String withoutPath(Camera camera) {
    return "rtsp://127.0.0.1:" + camera.port();
  }

  @ParameterizedTest
  @ValueSource(ints = {404, 400})
  void aUrlWithoutAPathIsDescribedWithASlashOn(int status) throws Exception {
    Packets packets = new Packets(5);
    try (Camera camera = knowingTheSlashOnly(status);
        RtspSession session = session(withoutPath(camera)).onPacket(packets.listener()).open()) {
      assertThat(paths(camera, "DESCRIBE")).containsExactly("", "/");
      assertThat(paths(camera, "SETUP")).containsExactly("/trackID=0", "/trackID=1");
      assertThat(paths(camera, "PLAY")).containsExactly("/");
      assertThat(session.controlUri()).isEqualTo(withoutPath(camera) + "/");
      assertThat(quirks(session)).containsExactly("describe-uri");
      assertThat(packets.came()).isTrue();
    }
  }

  @Test
  void aUrlWithoutAPathIsNotGivenASlashInStrictMode() {
    try (Camera camera = knowingTheSlashOnly(404)) {
      assertThatThrownBy(() -> session(withoutPath(camera)).strict(true).open())
          .isInstanceOf(RtspProtocolException.class)
          .hasMessageContaining("(describe-uri")
          .hasMessageContaining("strict mode refuses it");
    }
  }

  @Test
  void aUrlWithoutAPathThatIsKnownStaysAsItIs() {
    try (Camera camera = Camera.builder().path("/").on("DESCRIBE").without("Content-Base").start();
        RtspSession session = session(withoutPath(camera)).strict(true).open()) {
      assertThat(paths(camera, "DESCRIBE")).containsExactly("");
      assertThat(paths(camera, "PLAY")).containsExactly("");
      assertThat(quirks(session)).isEmpty();
    }
  }

  @Test
  void theFirstRefusalOfAUrlWithoutAPathIsTold() {
    try (Camera camera =
        Camera.builder()
            .on("DESCRIBE")
            .when(request -> request.url().endsWith("/"))
            .reply(400)
            .on("DESCRIBE")
            .reply(404)
            .start()) {
      assertThatThrownBy(() -> session(withoutPath(camera)).open())
          .isInstanceOf(RtspStatusException.class)
          .hasMessageContaining("404 Not Found to DESCRIBE " + withoutPath(camera) + ";");
      assertThat(paths(camera, "DESCRIBE")).containsExactly("", "/");
    }
  }

  @Test
  void aUrlWithAPathIsDescribedOnce() {
    try (Camera camera = Camera.builder().on("DESCRIBE").reply(404).start()) {
      assertThatThrownBy(() -> session(camera).open()).isInstanceOf(RtspStatusException.class);
      assertThat(camera.requests("DESCRIBE")).hasSize(1);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {404, 400, 451, 455, 454})
  void theNextReadingOfAControlIsTriedOn(int status) throws Exception {
    Packets packets = new Packets(5);
    try (Camera camera =
            Camera.builder()
                .sdp(ONE_TRACK)
                .on("SETUP")
                .when(request -> request.url().contains("/stream/"))
                .reply(status)
                .start();
        RtspSession session = session(camera).onPacket(packets.listener()).open()) {
      assertThat(paths(camera, "SETUP")).containsExactly("/stream/trackID=0", "/trackID=0");
      assertThat(quirks(session)).contains("control-uri-joined-otherwise");
      assertThat(packets.came()).isTrue();
    }
  }

  @Test
  void theFirstRefusalOfAControlIsTold() {
    try (Camera camera =
        Camera.builder()
            .sdp(ONE_TRACK)
            .on("SETUP")
            .when(request -> request.url().contains("/stream/"))
            .reply(404)
            .on("SETUP")
            .reply(455)
            .start()) {
      assertThatThrownBy(() -> session(camera).open())
          .isInstanceOf(RtspStatusException.class)
          .hasMessageContaining("404")
          .hasMessageContaining("/stream/trackID=0");
      assertThat(camera.requests("SETUP")).hasSize(2);
    }
  }

  @Test
  void aReadingThatWorkedGoesFirstForTheOtherTracks() {
    String sdp =
        ONE_TRACK + "m=audio 0 RTP/AVP 97\r\na=rtpmap:97 X-ANY/8000\r\na=control:/trackID=1\r\n";
    try (Camera camera =
            Camera.builder()
                .sdp(sdp)
                .on("SETUP")
                .when(request -> request.url().contains("/stream/"))
                .reply(404)
                .start();
        RtspSession session = session(camera).open()) {
      assertThat(session.tracks()).hasSize(2);
      assertThat(paths(camera, "SETUP"))
          .containsExactly("/stream/trackID=0", "/trackID=0", "/trackID=1");
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {404, 400, 455})
  void janusPr575TheSlashAtTheEndOfTheBaseIsFlippedOn(int status) {
    try (Camera camera =
            Camera.builder()
                .on("PLAY")
                .when(request -> request.url().endsWith("/"))
                .reply(status)
                .start();
        RtspSession session = session(camera).open()) {
      assertThat(paths(camera, "PLAY")).containsExactly("/stream/", "/stream");
      assertThat(quirks(session)).contains("aggregate-uri");
      session.pause();
      session.close();
      assertThat(paths(camera, "PAUSE")).containsExactly("/stream");
      assertThat(paths(camera, "TEARDOWN")).containsExactly("/stream");
    }
  }

  @Test
  void theFirstRefusalOfThePresentationIsTold() {
    try (Camera camera =
        Camera.builder().on("PLAY").times(1).reply(404).on("PLAY").reply(455).start()) {
      assertThatThrownBy(() -> session(camera).open())
          .isInstanceOf(RtspStatusException.class)
          .hasMessageContaining("404");
    }
  }

  @Test
  void aRedirectAtTheSecondUriOfThePresentationIsFollowed() {
    try (Camera other = Camera.open();
        Camera camera =
            Camera.builder()
                .on("PLAY")
                .times(1)
                .reply(404)
                .on("PLAY")
                .reply(302, "Location: " + other.url())
                .start();
        RtspSession session = session(camera).open()) {
      assertThat(other.requests("PLAY")).hasSize(1);
      assertThat(session.url()).hasToString(other.url());
    }
  }

  @Test
  void aControlOfTheSessionThatIsRelativeIsJoinedToTheBase() {
    String sdp = ONE_TRACK.replace("t=0 0\r\n", "t=0 0\r\na=control:live\r\n");
    try (Camera camera = Camera.builder().sdp(sdp).start();
        RtspSession session = session(camera).open()) {
      assertThat(paths(camera, "PLAY")).containsExactly("/stream/live");
      assertThat(session.controlUri()).endsWith("/stream/live");
    }
  }

  @Test
  void zoneminderPr557AControlWithAnInnerHostIsOneQuirkATrack() {
    String sdp =
        ONE_TRACK.replace("a=control:/", "a=control:rtsp://10.0.0.5:554/stream/")
            + "m=audio 0 RTP/AVP 97\r\n"
            + "a=rtpmap:97 X-ANY/8000\r\n"
            + "a=control:rtsp://10.0.0.5:554/stream/trackID=1\r\n";
    try (Camera camera =
            Camera.builder()
                .sdp(sdp)
                .on("SETUP")
                .when(request -> !String.valueOf(request.header("Transport")).contains("TCP"))
                .reply(461)
                .start();
        RtspSession session = session(camera).transports("udp", "tcp").open()) {
      assertThat(paths(camera, "SETUP"))
          .containsExactly("/stream/trackID=0", "/stream/trackID=0", "/stream/trackID=1");
      assertThat(session.quirks())
          .singleElement()
          .satisfies(
              met -> {
                assertThat(met.quirk()).isEqualTo(Quirk.of("url-other-host", ""));
                assertThat(met.count()).isEqualTo(2);
                assertThat(met.firstDetail()).startsWith("a=control of track 0");
              });
    }
  }

  @Test
  void aControlOfTheSessionThatCannotBeReadIsOneQuirk() {
    String sdp = ONE_TRACK.replace("t=0 0\r\n", "t=0 0\r\na=control:rtsp:adm:secret@h/x\r\n");
    try (Camera camera = Camera.builder().sdp(sdp).start();
        RtspSession session = session(camera).open()) {
      assertThat(paths(camera, "PLAY")).containsExactly("/stream/");
      assertThat(quirks(session)).containsExactly("url-unreadable");
    }
  }

  @Test
  void absoluteControlsAtTheServerThatWasDialledAreNoQuirk() {
    String sdp =
        ONE_TRACK
            .replace("t=0 0\r\n", "t=0 0\r\na=control:{camera}\r\n")
            .replace("a=control:/", "a=control:{camera}/");
    try (Camera camera =
            Camera.builder().sdp(ONE_TRACK).on("DESCRIBE").body("application/sdp", sdp).start();
        RtspSession session = session(camera).strict(true).open()) {
      assertThat(paths(camera, "SETUP")).containsExactly("/stream/trackID=0");
      assertThat(paths(camera, "PLAY")).containsExactly("/stream");
      assertThat(quirks(session)).isEmpty();
    }
  }

  private static List<String> ranges(Camera camera) {
    return camera.requests("PLAY").stream()
        .map(request -> String.valueOf(request.header("Range")))
        .toList();
  }

  private static String described(String range) {
    return ONE_TRACK.replace("t=0 0\r\n", "t=0 0\r\na=range:" + range + "\r\n");
  }

  @ParameterizedTest
  @CsvSource({"npt=now-, npt=now-", "npt=0-, npt=0-", "npt=0-596.48, npt=0-"})
  void gstreamer122WhatIsLiveIsPlayedFromNowOn(String range, String played) {
    try (Camera camera = Camera.builder().sdp(described(range)).start();
        RtspSession session = session(camera).open()) {
      assertThat(ranges(camera)).containsExactly(played);
      assertThat(quirks(session)).isEmpty();
    }
  }

  @Test
  void gstreamer122WhatIsLiveIsPlayedFromNowOnOnTheWayBackToo() {
    try (Camera camera = Camera.builder().sdp(ONE_TRACK).start();
        RtspSession session = session(camera).reconnect(once()).open()) {
      camera.closeConnections();
      awaitRequests(camera, "PLAY", 2);
      assertThat(ranges(camera)).containsExactly("npt=now-", "npt=now-");
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {457, 501, 400})
  void aServerThatCannotReadNowIsPlayedWithoutARange(int status) {
    try (Camera camera =
            Camera.builder()
                .sdp(ONE_TRACK)
                .on("PLAY")
                .when(request -> "npt=now-".equals(request.header("Range")))
                .reply(status)
                .start();
        RtspSession session = session(camera).reconnect(once()).open()) {
      assertThat(ranges(camera)).startsWith("npt=now-").endsWith("null");
      assertThat(quirks(session)).containsExactly("range-now-refused");
      camera.forgetMessages();
      camera.closeConnections();
      awaitRequests(camera, "PLAY", 1);
      assertThat(ranges(camera)).as("what was accepted before").containsExactly("null");
    }
  }

  @Test
  void aServerThatCannotReadNowAndWantsARangeIsPlayedFromTheStart() {
    try (Camera camera =
            Camera.builder()
                .sdp(ONE_TRACK)
                .on("PLAY")
                .when(request -> !"npt=0-".equals(request.header("Range")))
                .reply(457)
                .start();
        RtspSession session = session(camera).open()) {
      assertThat(ranges(camera)).containsExactly("npt=now-", "null", "npt=0-");
      assertThat(quirks(session)).containsExactly("range-now-refused");
    }
  }

  @Test
  void theFirstRefusalOfARangeIsTold() {
    try (Camera camera =
        Camera.builder()
            .sdp(ONE_TRACK)
            .on("PLAY")
            .when(request -> request.header("Range") == null)
            .reply(455)
            .on("PLAY")
            .reply(457)
            .start()) {
      assertThatThrownBy(() -> session(camera).open())
          .isInstanceOf(RtspStatusException.class)
          .hasMessageContaining("457");
    }
  }

  @Test
  void parrotA585634PlayFromTheStartNamesARange() {
    try (Camera camera =
            Camera.builder()
                .on("PLAY")
                .when(request -> request.header("Range") == null)
                .reply(400)
                .start();
        RtspSession session = session(camera).open()) {
      assertThat(camera.requests("PLAY"))
          .singleElement()
          .satisfies(play -> assertThat(play.header("Range")).startsWith("npt="));
      assertThat(quirks(session)).isEmpty();
    }
  }

  @Test
  void eufyAnAnswerToPlayWithoutRtpInfoPlays() throws Exception {
    Packets packets = new Packets(5);
    try (Camera camera = Camera.builder().on("PLAY").without("RTP-Info", "Range").start();
        RtspSession session = session(camera).onPacket(packets.listener()).open()) {
      assertThat(packets.came()).isTrue();
      assertThat(quirks(session)).isEmpty();
    }
  }

  @Test
  void serversWithout459TakeOneRequestForAllTracks() {
    try (Camera camera = Camera.open();
        RtspSession session = session(camera).open()) {
      session.close();
      assertThat(camera.requests("PLAY")).hasSize(1);
      assertThat(camera.requests("TEARDOWN")).hasSize(1);
    }
  }

  private static Camera refusing(String method) {
    return Camera.builder()
        .on(method)
        .when(request -> !request.url().contains("trackID"))
        .reply(459)
        .on(method)
        .reply(200)
        .start();
  }

  private static final List<String> EACH =
      List.of("/stream/", "/stream/trackID=0", "/stream/trackID=1");

  @Test
  void aggregateRefusedAtPlayGoesTrackByTrack() {
    try (Camera camera = refusing("PLAY");
        RtspSession session = withoutMedia(camera).open()) {
      assertThat(paths(camera, "PLAY")).isEqualTo(EACH);
      assertThat(quirks(session)).containsExactly("aggregate-not-allowed");
    }
  }

  @Test
  void aggregateRefusedAtPauseGoesTrackByTrack() {
    try (Camera camera = refusing("PAUSE");
        RtspSession session = session(camera).open()) {
      session.pause();
      assertThat(paths(camera, "PAUSE")).isEqualTo(EACH);
      assertThat(quirks(session)).containsExactly("aggregate-not-allowed");
    }
  }

  @Test
  void aggregateRefusedAtTeardownGoesTrackByTrack() {
    try (Camera camera = refusing("TEARDOWN");
        RtspSession session = session(camera).open()) {
      session.teardown();
      assertThat(paths(camera, "TEARDOWN")).isEqualTo(EACH);
    }
  }

  @Test
  void aggregateRefusedAtTheTeardownOfCloseGoesTrackByTrack() {
    try (Camera camera = refusing("TEARDOWN")) {
      session(camera).open().close();
      assertThat(paths(camera, "TEARDOWN")).isEqualTo(EACH);
      camera.awaitSessions(0, Duration.ofSeconds(5));
    }
  }

  @Test
  void aggregateRefusedOnceIsNotAskedForAgain() {
    try (Camera camera = refusing("PLAY")) {
      withoutMedia(camera).open().close();
      assertThat(paths(camera, "TEARDOWN")).startsWith("/stream/trackID=0");
    }
  }

  @Test
  void axis463SaysWhatToSwitchOff() {
    try (Camera camera = Camera.builder().on("SETUP").reply(463).start()) {
      assertThatThrownBy(() -> session(camera).open())
          .isInstanceOf(RtspStatusException.class)
          .hasMessageContaining("463")
          .hasMessageContaining("SRTP");
    }
  }

  @Test
  void onlyAggregateAllowedSaysWhatIsMeant() {
    try (Camera camera = Camera.builder().on("PLAY").reply(460).start()) {
      assertThatThrownBy(() -> session(camera).open())
          .isInstanceOf(RtspStatusException.class)
          .hasMessageContaining("460")
          .hasMessageContaining("the whole presentation only");
    }
  }

  @Test
  void huaweiHmsGsyVideoPlayer2429AControlBehindAQueryIsTriedWithoutASlash() throws Exception {
    Packets packets = new Packets(5);
    try (Camera camera =
            Camera.builder()
                .path("/ch.smil?info=1")
                .sdp(ONE_TRACK.replace("/trackID", "trackID"))
                .on("DESCRIBE")
                .without("Content-Base")
                .on("SETUP")
                .when(request -> request.url().contains("/trackID"))
                .reply(405)
                .start();
        RtspSession session = session(camera).onPacket(packets.listener()).open()) {
      assertThat(packets.came()).isTrue();
      assertThat(paths(camera, "SETUP")).endsWith("/ch.smil?info=1trackID=0").hasSize(4);
      assertThat(quirks(session)).containsExactly("control-uri-joined-otherwise");
    }
  }
}
