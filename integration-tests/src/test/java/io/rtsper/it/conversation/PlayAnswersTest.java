package io.rtsper.it.conversation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rtsper.api.RtspProtocolException;
import io.rtsper.api.RtspSession;
import io.rtsper.camera.Camera;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What the answer to PLAY says of its packets, and of the range that it plays. */
class PlayAnswersTest extends Applications {

  private record Hint(String quirk, String line) {

    @Override
    public String toString() {
      return quirk;
    }
  }

  static Stream<Hint> hints() {
    String url = "RTP-Info: url=rtsp://127.0.0.1/stream/trackID=0";
    String many =
        IntStream.range(0, 65)
            .mapToObj(track -> "url=rtsp://127.0.0.1/" + track + ";seq=1")
            .collect(Collectors.joining(",", "RTP-Info: ", ""));
    return Stream.of(
        new Hint("header-unreadable: Range", "Range: frames=1-2"),
        new Hint("range-incomplete: no unit", "Range: 0-5"),
        new Hint("range-incomplete: no hyphen", "Range: npt=5"),
        new Hint("range-incomplete: no times", "Range: npt=-"),
        new Hint("range-incomplete: no Z", "Range: clock=20240101T000000-"),
        new Hint("header-blanks: Range", "Range: npt=0- 596.48"),
        new Hint("header-separator: unit of Range", "Range: npt:0-"),
        new Hint("range-incomplete: no hours", "Range: npt=1:30-"),
        new Hint("rtp-info-without-url", "RTP-Info: seq=1;rtptime=2"),
        new Hint("parameter-quoted: url", "RTP-Info: url=\"rtsp://127.0.0.1/1\";seq=1"),
        new Hint("parameter-empty: RTP-Info", url + ";seq=1;"),
        new Hint("header-separator: RTP-Info", url + ";seq=1;url=/stream/trackID=1"),
        new Hint("parameter-repeated: RTP-Info", url + ";seq=1;seq=2"),
        new Hint("parameter-unknown: ssrc", url + ";ssrc=0A0B0C0D"),
        new Hint("parameter-unreadable: seq", url + ";seq=70000"),
        new Hint("parameter-unreadable: rtptime", url + ";rtptime=-1"),
        new Hint("header-limit: more than 64 entries", many));
  }

  @ParameterizedTest
  @MethodSource("hints")
  void areReadAsTheyAreMeant(Hint hint) {
    try (Camera camera = Camera.builder().on("PLAY").reply(200, hint.line()).start();
        RtspSession session = session(camera).open()) {
      assertThat(quirks(session)).containsExactly(hint.quirk().split(":")[0]);
    }
  }

  @ParameterizedTest
  @MethodSource("hints")
  void areRefusedInStrictMode(Hint hint) {
    try (Camera camera = Camera.builder().on("PLAY").reply(200, hint.line()).start()) {
      assertThatThrownBy(() -> session(camera).strict(true).open())
          .isInstanceOf(RtspProtocolException.class)
          .hasMessageContaining("(" + hint.quirk())
          .hasMessageContaining("strict mode refuses it");
    }
  }

  /** Packets are counted from the first one that comes, and not from what RTP-Info names. */
  @Test
  void gstreamer122NamesAPacketThatALaterViewerNeverGets() throws Exception {
    Packets packets = new Packets(20);
    try (Camera camera =
            Camera.builder()
                .firstSequence(1_000)
                .on("PLAY")
                .reply(200, "RTP-Info: url={url}trackID=0;seq=990,url={url}trackID=1;seq=990")
                .start();
        RtspSession session = session(camera).onPacket(packets.listener()).open()) {
      assertThat(packets.came()).isTrue();
      assertThat(session.statistics().lost()).isZero();
    }
  }

  @Test
  void mayNameTheTracksInFieldsOfTheirOwn() {
    try (Camera camera =
            Camera.builder()
                .on("PLAY")
                .reply(
                    200, "RTP-Info: url={url}trackID=0;seq=1", "RTP-Info: url={url}trackID=1;seq=1")
                .start();
        RtspSession session = session(camera).strict(true).open()) {
      assertThat(quirks(session)).isEmpty();
    }
  }

  @Test
  void areReadForEachTrackWhereEachIsPlayedAlone() {
    try (Camera camera =
            Camera.builder()
                .on("PLAY")
                .when(request -> !request.url().contains("trackID"))
                .reply(459)
                .on("PLAY")
                .reply(200, "RTP-Info: url={url};seq=1;rtptime=-1")
                .start();
        RtspSession session = withoutMedia(camera).open()) {
      assertThat(session.quirks())
          .filteredOn(met -> met.quirk().name().equals("parameter-unreadable"))
          .singleElement()
          .satisfies(met -> assertThat(met.count()).isEqualTo(2));
    }
  }

  @Test
  void ofAnotherRequestAreNotRead() {
    try (Camera camera =
            Camera.builder().on("PAUSE").reply(200, "RTP-Info: seq=none", "Range: odd").start();
        RtspSession session = session(camera).strict(true).open()) {
      session.pause();
      assertThat(quirks(session)).isEmpty();
    }
  }
}
