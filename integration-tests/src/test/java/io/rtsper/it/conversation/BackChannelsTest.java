package io.rtsper.it.conversation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rtsper.api.RtspException;
import io.rtsper.api.RtspListener;
import io.rtsper.api.RtspProtocolException;
import io.rtsper.api.RtspSession;
import io.rtsper.api.media.Track;
import io.rtsper.api.media.TrackDirection;
import io.rtsper.camera.Camera;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;

/** What becomes of tracks to which a client would send. */
class BackChannelsTest extends Applications {

  private static final String BACK_CHANNEL =
      """
      m=audio 0 RTP/AVP 0\r
      a=control:/trackID=1\r
      a=sendonly\r
      """;

  @Test
  void aBackChannelIsLeftOutWhenAllTracksAreSetUp() throws Exception {
    Packets packets = new Packets(5);
    try (Camera camera = Camera.builder().sdp(ONE_TRACK + BACK_CHANNEL).start();
        RtspSession session = session(camera).onPacket(packets.listener()).open()) {
      assertThat(packets.came()).isTrue();
      assertThat(session.tracks())
          .extracting(Track::direction)
          .containsExactly(TrackDirection.RECEIVE, TrackDirection.SEND);
      assertThat(camera.requests("SETUP")).hasSize(1);
    }
  }

  @Test
  void aBackChannelThatIsChosenIsRefusedWithTheReason() {
    try (Camera camera = Camera.builder().sdp(ONE_TRACK + BACK_CHANNEL).start();
        RtspSession session = session(camera).build()) {
      session.connect();
      session.describe();
      List<Track> tracks = session.tracks();
      assertThatThrownBy(() -> session.setup(tracks))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage(
              "track 1 (audio PCMU) is a back channel, and this version of rtsper can't send media"
                  + " yet");
      assertThat(camera.requests("SETUP")).isEmpty();
    }
  }

  @Test
  void aDescriptionWithNothingToReceiveSaysWhatABackChannelIs() {
    String nothing = ONE_TRACK.substring(0, ONE_TRACK.indexOf("m=")) + BACK_CHANNEL;
    try (Camera camera = Camera.builder().sdp(nothing + "m=video 0 TCP/WEIRD 96\r\n").start();
        RtspSession session = session(camera).build()) {
      assertThatThrownBy(session::start)
          .isInstanceOf(RtspProtocolException.class)
          .hasMessageContaining("none of the 2 tracks can be played")
          .hasMessageContaining("it is a back channel, which the client sends");
    }
  }

  @Test
  void cvRtspHandlerVideoThatIsSendonlyIsPlayed() throws Exception {
    String description =
        ONE_TRACK.substring(0, ONE_TRACK.indexOf("m="))
            + """
            m=video 0 RTP/AVP 99\r
            a=rtpmap:99 H264/90000\r
            a=control:trackID=0\r
            a=sendonly\r
            m=audio 0 RTP/AVP 127\r
            a=rtpmap:127 MPEG4-GENERIC/32000/2\r
            a=control:trackID=1\r
            """;
    Packets packets = new Packets(5);
    try (Camera camera = Camera.builder().sdp(description).start();
        RtspSession session = session(camera).onPacket(packets.listener()).open()) {
      assertThat(packets.came()).isTrue();
      assertThat(camera.requests("SETUP")).hasSize(2);
      assertThat(session.leftOut()).isEmpty();
      assertThat(quirks(session)).containsExactly("sdp-direction");
    }
  }

  @Test
  void minisatipTracksThatAreInactiveAreSetUpWhereNothingElseCanBePlayed() throws Exception {
    Packets packets = new Packets(5);
    try (Camera camera = Camera.builder().sdp(ONE_TRACK + "a=inactive\r\n").start();
        RtspSession session = session(camera).onPacket(packets.listener()).open()) {
      assertThat(packets.came()).isTrue();
      assertThat(session.leftOut()).isEmpty();
      assertThat(quirks(session)).containsExactly("inactive-tracks");
    }
  }

  @Test
  void eachTrackThatIsLeftOutIsToldWithTheReason() {
    String description =
        ONE_TRACK
            + BACK_CHANNEL
            + """
            m=application 0 RTP/AVP 107\r
            a=control:/trackID=2\r
            a=inactive\r
            m=audio 0 RTP/SAVP 8\r
            a=control:/trackID=3\r
            m=audio 0 RTP/AVP 8\r
            a=control:/trackID=4\r
            """;
    List<String> told = new CopyOnWriteArrayList<>();
    RtspListener listener =
        new RtspListener() {
          @Override
          public void onError(RtspSession session, RtspException error) {
            told.add(String.valueOf(error.getMessage()));
          }
        };
    try (Camera camera = Camera.builder().sdp(description).on("SETUP").track(4).reply(403).start();
        RtspSession session = session(camera).listener(listener).open()) {
      assertThat(session.leftOut().keySet()).extracting(Track::index).containsExactly(1, 2, 3, 4);
      assertThat(session.leftOut().values())
          .satisfiesExactly(
              reason ->
                  assertThat(reason).isEqualTo("it is a back channel, which the client sends"),
              reason -> assertThat(reason).isEqualTo("it is inactive"),
              reason -> assertThat(reason).contains("SRTP"),
              reason -> assertThat(reason).contains("403"));
      assertThat(told)
          .satisfiesExactly(
              text -> assertThat(text).contains("track 1 (audio PCMU) is left out: it is a back"),
              text -> assertThat(text).contains("track 2 (application) is left out"),
              text -> assertThat(text).contains("track 3 (audio PCMA) is left out"),
              text -> assertThat(text).contains("403"));
    }
  }
}
