package io.rtsper.core.clock;

import static org.assertj.core.api.Assertions.assertThat;

import io.rtsper.api.rtp.MediaTimeline;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;

/** Where packets lie on the session's clock: by RTP-Info, reports and arrival. */
class SessionAlignmentTest {

  private static final long MODULUS = 1L << 32;

  private final Ticking t = new Ticking();

  // By RTP-Info

  @Test
  void rtpInfoSaysWhereEachTrackStarts() {
    t.play(1_000_000L, 500L);
    t.after(40).video.send(1_000_000 + 9_000);
    t.after(30).audio.send(500 + 400);
    assertThat(t.video.millis()).isEqualTo(100);
    assertThat(t.audio.millis()).isEqualTo(50);
    assertThat(t.quirks).isEmpty();
  }

  @Test
  void theTrackOfWhichRtpInfoSaysNothingLiesWhereItArrives() {
    t.play(1_000_000L, null);
    t.after(40).video.send(1_000_000 + 9_000);
    t.after(30).audio.send(77);
    assertThat(t.audio.millis()).isEqualTo(130);
  }

  @Test
  void rtpInfoAlignsATrackThatComesAfterOneWithout() {
    t.play(null, 500L);
    t.video.send(77);
    t.after(200).audio.send(500 + 400);
    assertThat(t.video.millis()).isZero();
    assertThat(t.audio.millis()).isEqualTo(200);
  }

  @Test
  void gstreamer122GivesALaterViewerThePictureBeforeItsFirstPacket() {
    t.play(1_000_000L, 500L);
    t.after(40).video.send(1_000_000 - 3_600);
    assertThat(t.video.millis()).isEqualTo(-40);
    assertThat(t.quirks).isEmpty();
  }

  @Test
  void mediaMtx121NamesATimeATenthOfASecondBeforeThePacket() {
    t.play(1_000_000L - 9_900, 500L - 880);
    t.video.send(1_000_000);
    t.audio.send(500);
    assertThat(t.video.millis()).isEqualTo(110);
    assertThat(t.audio.millis()).isEqualTo(110);
  }

  @Test
  void laureiiSaysZeroThoughThePacketsBeginElsewhere() {
    t.play(0L, 0L);
    t.after(40).video.send(3_000_000_000L);
    t.after(60).audio.send(2_000_000_000L);
    assertThat(t.video.millis()).isZero();
    assertThat(t.audio.millis()).isEqualTo(60);
    assertThat(t.quirks).containsExactly(ClockQuirks.RTP_INFO_TIME, ClockQuirks.RTP_INFO_TIME);
  }

  @Test
  void zeroIsRightWhereThePacketsBeginWithIt() {
    t.play(0L, 0L);
    t.video.send(3_600);
    t.audio.send(0);
    assertThat(t.video.millis()).isEqualTo(40);
    assertThat(t.audio.millis()).isZero();
    assertThat(t.quirks).isEmpty();
  }

  @Test
  void theTimeOfAnotherTrackIsNotTaken() {
    t.play(1_000_000L, 1_000_000L);
    t.video.send(1_000_000);
    t.after(20).audio.send(123_456_789);
    assertThat(t.audio.millis()).isEqualTo(20);
    assertThat(t.quirks).containsExactly(ClockQuirks.RTP_INFO_TIME);
  }

  @Test
  void aTrackWhoseFirstPacketComesLateMayBeAsFarBehindItsTimeInRtpInfo() {
    t.play(1_000_000L, 500L);
    t.video.send(1_000_000);
    for (int i = 1; i <= 200; i++) {
      t.after(100).video.send(1_000_000 + i * 9_000);
    }
    t.audio.send(500 + 20 * 8_000);
    assertThat(t.audio.millis()).isEqualTo(20_000);
    assertThat(t.quirks).isEmpty();
  }

  /** Newer Reolink devices and v4l2rtspserver send before they answer (retina row 80). */
  @Test
  void packetsThatComeBeforeTheAnswerAreAlignedByItAndTold() {
    t.ask();
    t.video.send(1_000_000);
    t.audio.send(500);
    t.answer(1_000_000L - 90_000, 500L, PlayStart.LIVE);
    assertThat(t.after(40).video.send(1_003_600)).isFalse();
    assertThat(t.audio.send(820)).isTrue();
    assertThat(t.video.millis()).isEqualTo(40);
    assertThat(t.audio.millis()).isEqualTo(40 - 1_000);
  }

  // By reports

  @Test
  void tracksWithoutRtpInfoAreAlignedByTheFirstReportsAndThatIsTold() {
    t.play(null, null);
    t.video.send(1_000_000);
    t.after(400).audio.send(500); // captured with the picture, and 400 ms under way
    t.video.report(1_000_000, 10_000);
    t.audio.report(500, 10_000);
    assertThat(t.after(20).audio.send(660)).isTrue();
    assertThat(t.audio.millis()).isEqualTo(20);
    assertThat(t.after(20).audio.send(820)).isFalse();
    assertThat(t.video.send(1_003_600)).isFalse();
    assertThat(t.video.millis()).isEqualTo(40);
  }

  @Test
  void theVideoStaysWhereItIsEvenIfTheAudioReportedFirst() {
    t.play(null, null);
    t.audio.send(500);
    t.after(400).video.send(1_000_000);
    t.audio.report(500, 10_000);
    t.video.report(1_000_000, 10_000);
    t.audio.report(500, 10_000);
    assertThat(t.video.send(1_003_600)).isFalse();
    assertThat(t.audio.send(820)).isTrue();
    assertThat(t.video.millis()).isEqualTo(440);
    assertThat(t.audio.millis()).isEqualTo(440);
  }

  @Test
  void aSmallErrorIsSpreadAndNoPacketLeaps() {
    t.play(null, null);
    t.video.send(1_000_000);
    t.after(50).audio.send(500);
    t.video.report(1_000_000, 10_000);
    t.audio.report(500, 10_000);
    long before = t.audio.packet().presentationNanos();
    for (int i = 1; i <= 6_000; i++) {
      t.after(20);
      assertThat(t.audio.send(500 + i * 160)).isFalse();
      long presentation = t.audio.packet().presentationNanos();
      assertThat(presentation - before).isBetween(19_980_000L, 20_000_000L);
      before = presentation;
    }
    assertThat(t.audio.millis()).isEqualTo(120_000);
  }

  @Test
  void anErrorThatReportsAreTooInexactForIsLeft() {
    t.play(null, null);
    t.video.send(1_000_000);
    t.audio.send(500);
    t.video.report(1_000_000, 10_000);
    t.audio.report(500, 10_008);
    t.after(60_000).audio.send(500 + 480_000);
    assertThat(t.audio.packet().presentationNanos()).isEqualTo(60 * Ticking.SECOND);
  }

  @Test
  void oneReportAgainstRtpInfoIsNotEnoughAndTwoAre() {
    t.play(1_000_000L, 500L);
    t.video.send(1_000_000);
    t.audio.send(500);
    t.video.report(1_000_000, 10_000);
    t.audio.report(500, 10_300);
    assertThat(t.after(20).audio.send(660)).isFalse();
    assertThat(t.audio.millis()).isEqualTo(20);
    t.audio.report(660, 10_320);
    assertThat(t.after(20).audio.send(820)).isTrue();
    assertThat(t.audio.millis()).isEqualTo(340);
  }

  @Test
  void twoReportsThatDisagreeMoveNothing() {
    t.play(1_000_000L, 500L);
    t.video.send(1_000_000);
    t.audio.send(500);
    t.video.report(1_000_000, 10_000);
    t.audio.report(500, 10_300);
    t.audio.report(500, 9_500);
    t.audio.report(500, 10_300);
    assertThat(t.audio.send(660)).isFalse();
    assertThat(t.audio.millis()).isEqualTo(20);
  }

  @Test
  void clocksThatHaveNothingToDoWithEachOtherAlignNothing() {
    t.play(null, null);
    t.video.send(1_000_000);
    t.after(400).audio.send(500);
    t.video.report(1_000_000, 10_000);
    t.audio.report(500, -1_000_000_000L);
    assertThat(t.audio.send(660)).isFalse();
    assertThat(t.audio.millis()).isEqualTo(420);
    assertThat(t.quirks).containsExactly(ClockQuirks.SENDER_REPORTS_APART);
  }

  @Test
  void reportsThatComeBeforeThePacketsAlignThem() {
    t.play(null, null);
    t.video.report(1_000_000, 10_000);
    t.audio.report(500, 10_000);
    t.video.send(1_000_900);
    assertThat(t.after(400).audio.send(580)).isFalse();
    assertThat(t.video.millis()).isZero();
    assertThat(t.audio.millis()).isZero();
  }

  @Test
  void aReportWhoseTimestampIsNowhereNearSaysNothing() {
    t.play(null, null);
    t.video.send(1_000_000);
    t.video.report(3_000_000_000L, 10_000);
    assertThat(t.video.packet().wallClock()).isEmpty();
    assertThat(t.quirks).containsExactly(ClockQuirks.SENDER_REPORT_TIMESTAMP);
  }

  /** ex_nvr#404: the sender's clock is set. The session's goes on as if nothing was. */
  @Test
  void aSendersClockThatIsSetMovesTheWallClockAlone() {
    t.play(1_000_000L, 500L);
    t.video.send(1_000_000);
    t.audio.send(500);
    assertThat(t.video.report(1_000_000, 10_000)).isFalse();
    t.audio.report(500, 10_000);
    t.after(1_000).video.send(1_090_000);
    t.audio.send(8_500);
    assertThat(t.video.report(1_090_000, 7_200_000)).isTrue();
    assertThat(t.audio.report(8_500, 7_200_000)).isTrue();
    assertThat(t.video.send(1_093_600)).isFalse();
    assertThat(t.audio.send(8_820)).isFalse();
    assertThat(t.video.millis()).isEqualTo(1_040);
    assertThat(t.audio.millis()).isEqualTo(1_040);
    assertThat(t.video.wallMillis()).isEqualTo(7_200_040);
  }

  /** The audio's clock is 300 ppm slow against the reports: 1.08 s in an hour. */
  @Test
  void anAudioClockThatRunsSlowIsHeldToTheVideo() {
    t.play(1_000_000L, 500L);
    long most = 0;
    for (int i = 0; i <= 36_000; i++) {
      t.video.send(1_000_000 + i * 9_000L);
      assertThat(t.audio.send(500 + (long) (i * 800 * 0.9997))).isFalse();
      if (i % 50 == 0) {
        t.video.report(1_000_000 + i * 9_000L, i * 100);
        t.audio.report(500 + (long) (i * 800 * 0.9997), i * 100);
      }
      most = Math.max(most, Math.abs(t.video.millis() - t.audio.millis()));
      t.after(100);
    }
    assertThat(most).isBetween(9L, 14L);
    assertThat(t.video.millis()).isEqualTo(3_600_000);
  }

  // Epochs

  @Test
  void anotherSourceGoesOnByTheTimeThatPassed() {
    t.play(1_000_000L, null);
    t.video.send(1_000_000);
    t.after(40).video.from(0xBBBB_BBBBL).send(77);
    assertThat(t.video.millis()).isEqualTo(40);
    t.after(40).video.send(77 + 3_600);
    assertThat(t.video.millis()).isEqualTo(80);
  }

  /** Uniview sends another SSRC with each group of pictures (gortsplib#687). */
  @Test
  void anotherSourceWhoseTimestampsGoOnDoesNotShiftWithEachArrival() {
    t.play(1_000_000L, null);
    t.video.send(1_000_000);
    t.after(55).video.from(0xBBBB_BBBBL).send(1_003_600);
    assertThat(t.video.millis()).isEqualTo(40);
    t.after(10).video.from(0xCCCC_CCCCL).send(1_007_200);
    assertThat(t.video.millis()).isEqualTo(80);
  }

  @Test
  void timestampsThatLeapGoOnByTheTimeThatPassedAndThatIsTold() {
    t.play(1_000_000L, null);
    t.video.send(1_000_000);
    assertThat(t.after(40).video.send(2_000_000_000L)).isTrue();
    assertThat(t.video.millis()).isEqualTo(40);
    assertThat(t.after(40).video.send(2_000_003_600L)).isFalse();
    assertThat(t.video.millis()).isEqualTo(80);
    assertThat(t.quirks).containsExactly(ClockQuirks.TIMESTAMP_LEAP);
  }

  @Test
  void aLongSilenceIsNoLeap() {
    t.play(1_000_000L, null);
    t.video.send(1_000_000);
    assertThat(t.after(60_000).video.send(1_000_000 + 60 * 90_000)).isFalse();
    assertThat(t.video.millis()).isEqualTo(60_000);
    assertThat(t.quirks).isEmpty();
  }

  @Test
  void aReconnectionGoesOnByTheTimeThatPassedWithTheTracksAligned() {
    t.play(1_000_000L, 500L);
    t.video.send(1_000_000);
    t.after(5).audio.send(500);
    t.session.stopped();
    t.after(7_000).play(40_000_000L, 90_000L);
    t.video.from(0xBBBB_BBBBL);
    t.audio.from(0xCCCC_CCCCL);
    t.after(100).video.send(40_000_000 + 1_800);
    t.after(30).audio.send(90_000 + 80);
    assertThat(t.video.millis()).isEqualTo(7_105);
    assertThat(t.audio.millis()).isEqualTo(7_105 - 20 + 10);
  }

  @Test
  void noTrackGoesBackOverAReconnectionByArrival() {
    t.play(1_000_000L, 500L);
    t.video.send(1_000_000 + 3 * 90_000); // a burst, ahead of its arrival
    t.after(5).audio.send(500);
    t.session.stopped();
    t.after(100).play(null, null);
    t.audio.from(0xCCCC_CCCCL).send(7);
    t.video.from(0xBBBB_BBBBL).send(7);
    assertThat(t.video.millis()).isEqualTo(3_105);
    assertThat(t.audio.millis()).isEqualTo(3_105);
  }

  @Test
  void aTrackWithoutARateHasNoTime() {
    TrackClock clock = new TrackClock(t.session, (quirk, detail) -> t.quirks.add(quirk), "a track");
    assertThat(clock.presentationNanos(5)).isEqualTo(MediaTimeline.UNKNOWN);
    assertThat(clock.wallClockNanos(5)).isEqualTo(MediaTimeline.UNKNOWN);
    assertThat(clock.normalPlayTime(5)).isEmpty();
  }

  // For whatever numbers

  /** Wherever the timestamps of two tracks begin, and wherever they wrap around. */
  @Property
  void alignmentDoesNotDependOnWhereTimestampsBegin(
      @ForAll @LongRange(max = MODULUS - 1) long ofVideo,
      @ForAll @LongRange(max = MODULUS - 1) long ofAudio,
      @ForAll @IntRange(max = 4_000) int videoMillis,
      @ForAll @IntRange(max = 4_000) int audioMillis,
      @ForAll boolean reports) {
    Ticking some = new Ticking();
    some.play(reports ? null : (Long) ofVideo, reports ? null : (Long) ofAudio);
    if (reports) {
      some.video.report(ofVideo, 0);
      some.audio.report(ofAudio, 0);
    }
    some.video.send((ofVideo + videoMillis * 90L) % MODULUS);
    some.audio.send((ofAudio + audioMillis * 8L) % MODULUS);
    assertThat(some.audio.millis() - some.video.millis()).isEqualTo(audioMillis - videoMillis);
    assertThat(some.quirks).isEmpty();
  }
}
