package io.rtsper.core.clock;

import static io.rtsper.core.clock.Ticking.EPOCH;
import static org.assertj.core.api.Assertions.assertThat;

import io.rtsper.api.rtp.NtpTime;
import io.rtsper.api.rtp.OnvifReplayExtension;
import io.rtsper.api.rtp.RtpPacket;
import io.rtsper.api.rtp.WallClockSource;
import io.rtsper.api.sdp.SdpAttribute;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The time on the sender's wall clock and in the presentation, and where they come from. */
class WallClockTest {

  private final Ticking t =
      new Ticking(
          Ticking.extension(3, TimeExtensions.NTP_64),
          Ticking.extension(4, TimeExtensions.NTP_56),
          Ticking.extension(5, TimeExtensions.ABS_SEND_TIME));

  private static byte[] onvif(long millis) {
    return ByteBuffer.allocate(12)
        .putLong(NtpTime.of(EPOCH.plusMillis(millis)))
        .putInt(0xA011_0000)
        .array();
  }

  private static byte[] ntp64(long millis) {
    return ByteBuffer.allocate(12)
        .put((byte) 0x37)
        .putLong(NtpTime.of(EPOCH.plusMillis(millis)))
        .array();
  }

  private static byte[] ntp56(long millis) {
    long ntp = NtpTime.of(EPOCH.plusMillis(millis));
    return ByteBuffer.allocate(8).putLong(ntp & 0x00FF_FFFF_FFFF_FFFFL).put(0, (byte) 0x46).array();
  }

  private static byte[] sendTime(long millis) {
    long ntp = NtpTime.of(EPOCH.plusMillis(millis));
    return ByteBuffer.allocate(4)
        .putInt((int) (ntp >>> 14) & 0xFF_FFFF)
        .put(0, (byte) 0x52)
        .array();
  }

  private void sendDated(long timestamp, byte[] extension) {
    t.video.send(timestamp, RtpPacket.ONE_BYTE_EXTENSION_PROFILE, extension);
  }

  @Test
  void nothingIsKnownBeforeSomebodySaysIt() {
    t.play(null, null);
    t.video.send(1_000_000);
    assertThat(t.video.packet().wallClock()).isEmpty();
    assertThat(t.video.packet().wallClockSource()).isEmpty();
    assertThat(t.video.packet().normalPlayTime()).isEmpty();
  }

  @Test
  void aSenderReportDatesThePacketsBeforeAndAfterIt() {
    t.play(null, null);
    t.video.send(1_000_000);
    RtpPacket before = t.video.packet();
    t.video.report(1_090_000, 10_000);
    assertThat(before.wallClock()).contains(EPOCH.plusMillis(9_000));
    assertThat(before.wallClockSource()).contains(WallClockSource.SENDER_REPORT);
    t.video.send(1_093_600);
    assertThat(t.video.packet().wallClock()).contains(EPOCH.plusMillis(10_040));
  }

  @Test
  void aCopyKeepsTheTimesThatHeldWhenItWasMade() {
    t.ask().answer(null, null, Ticking.npt(30, 2));
    t.video.send(1_000_000);
    t.video.report(1_000_000, 10_000);
    RtpPacket copy = t.video.packet().copy();
    t.video.report(1_000_000, 77_000);
    t.video.from(0xBBBB_BBBBL).send(5);
    assertThat(copy.wallClock()).contains(EPOCH.plusMillis(10_000));
    assertThat(copy.copy().wallClockSource()).contains(WallClockSource.SENDER_REPORT);
    assertThat(copy.presentationNanos()).isZero();
    assertThat(copy.normalPlayTime()).contains(Duration.ofSeconds(30));
    assertThat(copy.timeline().orElseThrow().presentationNanos(1_090_000))
        .isEqualTo(Ticking.SECOND);
  }

  @Test
  void onvifsExtensionDatesEachPacket() {
    t.play(null, null);
    t.video.report(1_000_000, 10_000);
    t.video.send(1_000_000, OnvifReplayExtension.PROFILE, onvif(-86_400_000));
    assertThat(t.video.packet().wallClock()).contains(EPOCH.minusSeconds(86_400));
    assertThat(t.video.packet().wallClockSource()).contains(WallClockSource.ONVIF_REPLAY);
    t.video.send(1_000_000); // another packet of the same picture
    assertThat(t.video.packet().wallClock()).contains(EPOCH.minusSeconds(86_400));
    t.after(40).video.send(1_003_600, OnvifReplayExtension.PROFILE, onvif(-80_000_000));
    assertThat(t.video.wallMillis()).isEqualTo(-80_000_000);
  }

  @Test
  void onvifsFlagsAreRead() {
    t.play(null, null);
    t.video.send(1_000_000, OnvifReplayExtension.PROFILE, onvif(0));
    assertThat(OnvifReplayExtension.of(t.video.packet()))
        .contains(new OnvifReplayExtension(NtpTime.of(EPOCH), true, false, true, false, 0x11));
    t.video.send(1_000_000);
    assertThat(OnvifReplayExtension.of(t.video.packet())).isEmpty();
  }

  @Test
  void whatIsReplayedFasterThanItWasRecordedMayLeap() {
    t.play(null, null);
    t.video.send(1_000_000, OnvifReplayExtension.PROFILE, onvif(0));
    boolean told =
        t.after(1).video.send(1_000_000 + 20 * 90_000, OnvifReplayExtension.PROFILE, onvif(20_000));
    assertThat(told).isFalse();
    assertThat(t.video.millis()).isEqualTo(20_000);
    assertThat(t.quirks).isEmpty();
  }

  @Test
  void rfc6051DatesPacketsWith64And56Bits() {
    t.play(null, null);
    sendDated(1_000_000, ntp64(1_234));
    assertThat(t.video.wallMillis()).isEqualTo(1_234);
    assertThat(t.video.packet().wallClockSource()).contains(WallClockSource.NTP_EXTENSION);
    t.after(40).video.from(0xBBBB_BBBBL);
    sendDated(2_000_000, ntp56(5_678));
    assertThat(t.video.wallMillis()).isEqualTo(5_678);
    assertThat(t.video.packet().wallClockSource()).contains(WallClockSource.NTP_EXTENSION);
  }

  /** RFC 6051 §3.3: the reports have the eight bits of the seconds that the extension lacks. */
  @Test
  void whatAnExtensionOf56BitsLacksIsTheReports() {
    long years = 5L * 365 * 86_400_000;
    t.play(null, null);
    t.video.send(1_000_000);
    t.video.report(1_000_000, years);
    sendDated(1_003_600, ntp56(years + 40));
    assertThat(t.video.wallMillis()).isEqualTo(years + 40);
  }

  @Test
  void aReportCountsMoreThanATimeOfSending() {
    t.play(null, null);
    sendDated(1_000_000, sendTime(20_000));
    assertThat(t.video.wallMillis()).isBetween(19_999L, 20_001L);
    assertThat(t.video.packet().wallClockSource()).contains(WallClockSource.ABS_SEND_TIME);
    t.video.report(1_000_000, 7_000);
    assertThat(t.video.wallMillis()).isEqualTo(7_000);
    assertThat(t.video.packet().wallClockSource()).contains(WallClockSource.SENDER_REPORT);
  }

  /** 24 bits are 64 s; the rest is this machine's clock. */
  @Test
  void aTimeOfSendingIsTheOneNearestToOurClock() {
    t.play(null, null);
    sendDated(1_000_000, sendTime(-31_000));
    assertThat(t.video.wallMillis()).isBetween(-31_001L, -30_999L);
    t.after(1_000);
    sendDated(1_090_000, sendTime(31_000));
    assertThat(t.video.wallMillis()).isBetween(30_999L, 31_001L);
  }

  @Test
  void anExtensionIsOnlyWhatTheDescriptionSaysItIs() {
    Ticking other = new Ticking(Ticking.extension(3, "urn:example:other"));
    other.play(null, null);
    other.video.send(1_000_000, RtpPacket.ONE_BYTE_EXTENSION_PROFILE, ntp64(1));
    assertThat(other.video.packet().wallClock()).isEmpty();
    Ticking without = new Ticking(new SdpAttribute("extmap", "nonsense"));
    without.play(null, null);
    without.video.send(1_000_000, RtpPacket.ONE_BYTE_EXTENSION_PROFILE, ntp64(1));
    assertThat(without.video.packet().wallClock()).isEmpty();
  }

  @Test
  void anExtensionOfAnotherLengthSaysNothing() {
    t.play(null, null);
    sendDated(1_000_000, new byte[] {0x31, 1, 2, 0});
    assertThat(t.video.packet().wallClock()).isEmpty();
  }

  @Property(tries = 500)
  void anyExtensionIsReadOrSkipped(
      @ForAll @IntRange(min = 1, max = 65_535) int profile, @ForAll @Size(max = 40) byte[] bytes) {
    Ticking some =
        new Ticking(
            Ticking.extension(3, TimeExtensions.NTP_64),
            Ticking.extension(4, TimeExtensions.NTP_56),
            Ticking.extension(5, TimeExtensions.ABS_SEND_TIME));
    some.play(null, null);
    byte[] words = Arrays.copyOf(bytes, bytes.length / 4 * 4);
    int[] known = {
      profile,
      OnvifReplayExtension.PROFILE,
      RtpPacket.ONE_BYTE_EXTENSION_PROFILE,
      RtpPacket.TWO_BYTE_EXTENSION_PROFILE
    };
    for (int i = 0; i < known.length; i++) {
      some.after(40).video.send(1_000_000 + i * 3_600L, known[i], words);
      assertThat(some.video.packet().wallClock().isPresent())
          .isEqualTo(some.video.packet().wallClockSource().isPresent());
      assertThat(some.video.millis()).isEqualTo(i * 40L);
    }
  }

  /** RFC 6051 §3.3: as if a report had come. */
  @Test
  void extensionsAlignTracksAsReportsDo() {
    t.play(null, null);
    t.audio.send(500);
    t.audio.report(500, 10_000);
    t.after(400);
    sendDated(1_000_000, ntp64(10_000));
    t.audio.report(500, 10_000);
    assertThat(t.audio.send(660)).isTrue();
    assertThat(t.audio.millis() - t.video.millis()).isEqualTo(20);
  }

  // The range that plays

  @Test
  void theRangeOfPlayDatesWhatItStartsWith() {
    t.ask().answer(1_000_000L, 500L, new PlayStart(null, EPOCH.minusSeconds(3_600), 1));
    t.video.send(1_090_000);
    t.audio.send(500);
    assertThat(t.video.wallMillis()).isEqualTo(-3_599_000);
    assertThat(t.audio.wallMillis()).isEqualTo(-3_600_000);
    assertThat(t.video.packet().wallClockSource()).contains(WallClockSource.PLAY_RANGE);
    t.video.report(1_090_000, 10_000);
    assertThat(t.video.packet().wallClockSource()).contains(WallClockSource.SENDER_REPORT);
  }

  @Test
  void theNormalPlayTimeCountsFromTheMomentOfRtpInfoAtTheScale() {
    t.ask().answer(1_000_000L, 500L, Ticking.npt(30, -2));
    t.video.send(1_000_000 + 90_000);
    t.audio.send(500 - 80);
    assertThat(t.video.packet().normalPlayTime()).contains(Duration.ofSeconds(28));
    assertThat(t.audio.packet().normalPlayTime()).contains(Duration.ofMillis(30_020));
  }

  @Test
  void theNormalPlayTimeStartsWithTheFirstPacketWhereRtpInfoSaysNothing() {
    t.ask().answer(null, null, Ticking.npt(30, 1));
    t.video.send(1_000_000);
    t.after(40).video.send(1_003_600);
    assertThat(t.video.packet().normalPlayTime()).contains(Duration.ofMillis(30_040));
  }

  @Test
  void theNormalPlayTimeGoesOnWithAnotherSource() {
    t.ask().answer(null, null, Ticking.npt(30, 1));
    t.video.send(1_000_000);
    t.after(40).video.from(0xBBBB_BBBBL).send(7);
    assertThat(t.video.packet().normalPlayTime()).contains(Duration.ofMillis(30_040));
  }

  @Test
  void afterASeekWhoseTimestampsGoOnThePacketsBeforeItAreOfTheRangeBefore() {
    t.ask().answer(1_000_000L, null, Ticking.npt(30, 1));
    t.video.send(1_000_000);
    t.session.asked(t.after(1_000).now);
    t.answer(1_090_000L, null, Ticking.npt(500, 1));
    t.video.send(1_086_400);
    assertThat(t.video.packet().normalPlayTime()).contains(Duration.ofMillis(30_960));
    t.video.send(1_093_600);
    assertThat(t.video.packet().normalPlayTime()).contains(Duration.ofMillis(500_040));
    assertThat(t.video.millis()).isEqualTo(1_040);
  }

  @Test
  void afterASeekWhoseTimestampsLeapRtpInfoIsAboutThePacketsToCome() {
    t.ask().answer(1_000_000L, 500L, Ticking.npt(30, 1));
    t.video.send(1_000_000);
    t.audio.send(500);
    t.session.asked(t.after(1_000).now);
    t.answer(50_000_000L, 700_000L, Ticking.npt(500, 1));
    t.after(20).video.from(0xAAAA_AAAAL).send(50_003_600);
    assertThat(t.audio.send(700_320)).isTrue(); // without new numbers
    assertThat(t.video.packet().normalPlayTime()).contains(Duration.ofMillis(500_040));
    assertThat(t.audio.packet().normalPlayTime()).contains(Duration.ofMillis(500_040));
    assertThat(t.video.millis()).isEqualTo(1_020);
    assertThat(t.audio.millis()).isEqualTo(1_020);
    assertThat(t.quirks).isEmpty();
  }

  /** A track of which only arrival is known doesn't take a seek for a lie of RTP-Info. */
  @Test
  void aSeekOfATrackThatLiesWhereItArrivedWaitsForItsPackets() {
    t.ask().answer(null, null, Ticking.npt(30, 1));
    t.video.send(1_000_000);
    t.session.asked(t.after(1_000).now);
    t.answer(50_000_000L, null, Ticking.npt(500, 1));
    t.after(20).video.from(0xAAAA_AAAAL).send(50_003_600);
    assertThat(t.video.packet().normalPlayTime()).contains(Duration.ofMillis(500_040));
    assertThat(t.quirks).isEmpty();
  }

  /** Some name the last of all years for "until it is stopped", and then as where it starts. */
  @ParameterizedTest
  @CsvSource({"9999-12-31T23:59:59Z, 1", "0000-01-01T00:00:00Z, 1", "2026-01-01T00:00:00Z, 1e300"})
  void aDateThatCannotBeCountedInNanosecondsIsNone(Instant date, double scale) {
    t.ask().answer(null, null, new PlayStart(null, date, scale));
    t.video.send(0);
    t.after(1000).video.send(90_000);
    assertThat(t.video.packet().wallClock()).isEmpty();
    assertThat(t.video.packet().wallClockSource()).isEmpty();
  }
}
