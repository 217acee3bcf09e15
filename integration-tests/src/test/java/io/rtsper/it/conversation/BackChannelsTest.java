package io.rtsper.it.conversation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rtsper.api.RtspProtocolException;
import io.rtsper.api.RtspSession;
import io.rtsper.api.media.Track;
import io.rtsper.api.media.TrackDirection;
import io.rtsper.camera.Camera;
import java.util.List;
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
    try (Camera camera =
            Camera.builder().sdp(nothing + "m=video 0 RTP/AVP 96\r\na=inactive\r\n").start();
        RtspSession session = session(camera).build()) {
      assertThatThrownBy(session::start)
          .isInstanceOf(RtspProtocolException.class)
          .hasMessageContaining("none of the 2 tracks can be played")
          .hasMessageContaining("it is a back channel, which the client sends");
    }
  }
}
