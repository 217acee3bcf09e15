package io.rtsper.it.conversation;

import static org.assertj.core.api.Assertions.assertThat;

import io.rtsper.api.RtspListener;
import io.rtsper.api.RtspSession;
import io.rtsper.api.TrackStatistics;
import io.rtsper.api.header.RangeHeader;
import io.rtsper.api.media.Track;
import io.rtsper.api.rtp.RtpPacket;
import io.rtsper.camera.Camera;
import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a server's numbers do at a pause or a seek is no loss. */
class PausesTest extends Applications {

  /** The packets of the first track, and what was told of losses on any. */
  private static final class Watching implements RtspListener {

    private final LinkedBlockingQueue<RtpPacket> packets = new LinkedBlockingQueue<>();
    private final Queue<Integer> losses = new ConcurrentLinkedQueue<>();

    void take(Track track, RtpPacket packet) {
      if (track.index() == 0) {
        packets.add(packet.copy());
      }
    }

    @Override
    public void onPacketLoss(RtspSession session, Track track, long expectedSequence, int count) {
      losses.add(count);
    }

    RtpPacket next() throws InterruptedException {
      RtpPacket next = packets.poll(LIMIT.toSeconds(), TimeUnit.SECONDS);
      assertThat(next).as("a packet").isNotNull();
      return next;
    }

    void assertNothingWasLost(RtspSession session) {
      assertThat(losses).isEmpty();
      assertThat(session.statistics().tracks()).extracting(TrackStatistics::lost).containsOnly(0L);
      assertThat(session.statistics().tracks())
          .extracting(TrackStatistics::ssrcChanges)
          .containsOnly(0L);
      assertThat(quirks(session)).isEmpty();
    }
  }

  /** MediaMTX 1.21 counts on while it pauses: 59 packets in 1.5 s. */
  @ParameterizedTest
  @ValueSource(ints = {59, 20_000})
  void mediaMtx121CountsOnWhilePaused(int skipped) throws Exception {
    Watching watching = new Watching();
    try (Camera camera = Camera.open();
        RtspSession session =
            session(camera.url()).onPacket(watching::take).listener(watching).open()) {
      assertThat(watching.next().discontinuity()).isFalse();
      session.pause();
      watching.packets.clear();
      camera.jumpSequence(skipped);
      session.play();
      assertThat(watching.next().discontinuity()).isTrue();
      assertThat(watching.next().discontinuity()).isFalse();
      watching.assertNothingWasLost(session);
    }
  }

  @Test
  void aSeekMayMakeTheNumbersLeap() throws Exception {
    Watching watching = new Watching();
    try (Camera camera =
            Camera.builder().on("PLAY").whilePlaying().run(c -> c.jumpSequence(300)).start();
        RtspSession session =
            session(camera.url()).onPacket(watching::take).listener(watching).open()) {
      watching.next();
      session.play(RangeHeader.npt(Duration.ofSeconds(1)));
      while (!watching.next().discontinuity()) {
        // what was under way before the seek
      }
      assertThat(watching.next().discontinuity()).isFalse();
      watching.assertNothingWasLost(session);
    }
  }
}
