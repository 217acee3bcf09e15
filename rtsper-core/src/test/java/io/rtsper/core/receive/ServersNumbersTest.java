package io.rtsper.core.receive;

import static io.rtsper.core.receive.Receiving.A;
import static io.rtsper.core.receive.Receiving.B;
import static io.rtsper.core.receive.Receiving.CLOCK_RATE;
import static io.rtsper.core.receive.Receiving.rtp;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rtsper.api.Quirk;
import io.rtsper.api.rtp.RtcpCompound;
import io.rtsper.api.rtp.RtcpReportBlock;
import io.rtsper.api.rtp.RtpPacket;
import io.rtsper.api.spi.MediaAgreement;
import io.rtsper.core.rtcp.ReceiverReports;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** How servers number their packets, and what is counted of that. */
class ServersNumbersTest {

  static Stream<Receiving> bothTransports() {
    return Stream.of(Receiving.overTcp(), Receiving.overUdp());
  }

  static Stream<Receiving> bothTransportsOfG711() {
    return Stream.of(
        Receiving.of(8_000, MediaAgreement.ordered(), 8),
        Receiving.of(8_000, MediaAgreement.unordered(), 8));
  }

  private static Receiving sendFrom(Receiving r, int first, int count) {
    return r.send(A, IntStream.range(first, first + count).toArray());
  }

  private static RtcpReportBlock report(Receiving r, ReceiverReports reports) {
    ByteBuffer buffer = ByteBuffer.allocate(ReceiverReports.MAX_LENGTH);
    RtcpCompound compound = new RtcpCompound();
    compound.wrap(buffer, 0, reports.write(buffer, r.receiver, r.now));
    reports.sent(r.receiver);
    compound.next();
    return compound.reportBlock(0);
  }

  private static ReceiverReports reports() {
    return new ReceiverReports("0123456789abcdef", new Random(7));
  }

  /** A reader that is held up for 140 ms while 35,000 packets a second come. */
  @Test
  void udpAt400MegabitsASecondLosesMoreThan3000PacketsAtATime() {
    Receiving r = Receiving.overUdp();
    ReceiverReports reports = reports();
    long origin = r.now;
    for (int i = 0; i < 35_000; i++) {
      r.now = origin + i * 1_000_000_000L / 35_000;
      r.onRtp(rtp(A, i, i * 90_000L / 35_000, 96));
    }
    report(r, reports);
    for (int i = 35_000 + 4_900; i < 45_000; i++) {
      r.now = origin + i * 1_000_000_000L / 35_000;
      r.onRtp(rtp(A, i, i * 90_000L / 35_000, 96));
    }
    assertThat(r.log).contains("loss 35000 x4900");
    assertThat(r.counts().lost()).isEqualTo(4_900);
    assertThat(r.counts().ssrcChanges()).isZero();
    assertThat(r.quirks).isEmpty();
    RtcpReportBlock block = report(r, reports);
    assertThat(block.cumulativeLost()).isEqualTo(4_900);
    assertThat(block.fractionLost()).isEqualTo(4_900 * 256 / 10_000);
    assertThat(block.highestSequence()).isEqualTo(44_999);
  }

  @ParameterizedTest
  @MethodSource("bothTransportsOfG711")
  void goGomedia17feea57090cNeverCountsItsPackets(Receiving r) {
    for (int i = 0; i < 100; i++) {
      r.after(20).onRtp(rtp(A, 7, i * 160L, 8));
    }
    assertThat(r.packets)
        .extracting(RtpPacket::extendedSequence)
        .isEqualTo(IntStream.range(7, 107).mapToObj(Long::valueOf).toList());
    assertThat(r.packets).noneMatch(RtpPacket::discontinuity);
    assertThat(r.counts().packets()).isEqualTo(100);
    assertThat(r.counts().duplicates()).isZero();
    assertThat(r.counts().discarded()).isZero();
    assertThat(r.counts().lost()).isZero();
    assertThat(r.quirks).containsOnly(PacketQuirks.SEQUENCE_STANDS_STILL);
    RtcpReportBlock block = report(r, reports());
    assertThat(block.highestSequence()).isEqualTo(7);
    assertThat(block.cumulativeLost()).isZero();
  }

  /** Fragments of one picture have one timestamp and one length; their bytes differ. */
  @Test
  void packetsOfOnePictureWithoutNumbersDifferByTheirBytes() {
    Receiving r = Receiving.overTcp();
    byte[] fragment = rtp(A, 7, 9_000, 96);
    r.onRtp(fragment);
    byte[] next = fragment.clone();
    next[next.length - 1]++;
    r.onRtp(next).onRtp(next);
    assertThat(r.counts().packets()).isEqualTo(2);
    assertThat(r.counts().duplicates()).isEqualTo(1);
  }

  @Test
  void longPacketsDifferByTheirLengthOrTheFirstBytesOfTheirPayload() {
    Receiving r = Receiving.overTcp();
    byte[] packet = ByteBuffer.allocate(40).put(rtp(A, 7, 9_000, 96)).array();
    byte[] longer = ByteBuffer.allocate(41).put(packet).array();
    byte[] other = longer.clone();
    other[19] = 1; // the eighth byte of the payload
    r.onRtp(packet).onRtp(packet).onRtp(longer).onRtp(other).onRtp(other);
    assertThat(r.counts().packets()).isEqualTo(3);
    assertThat(r.counts().duplicates()).isEqualTo(2);
  }

  @ParameterizedTest
  @MethodSource("bothTransports")
  void numbersThatStoodStillGoOn(Receiving r) {
    r.send(A, 7).onRtp(rtp(A, 7, 1_000, 96)).send(A, 8, 10, 9);
    assertThat(r.log)
        .containsExactly(
            "source A", "packet 7", "packet 8", "packet 9", "loss 10 x1", "packet 11", "packet 10");
    assertThat(r.counts().lost()).isZero();
  }

  /** Over UDP a source is taken with its second packet, which has no next number here. */
  @Test
  void anotherSourceThatNeverCountsIsTaken() {
    Receiving r = Receiving.overUdp().send(A, 1, 2);
    r.onRtp(rtp(B, 7, 0, 96)).onRtp(rtp(B, 7, 0, 96));
    assertThat(r.counts().ssrc()).contains(A);
    r.onRtp(rtp(B, 7, 160, 96));
    assertThat(r.counts().ssrc()).contains(B);
  }

  /** MediaMTX 1.21 counts on while it pauses: 59 packets in 1.5 s. */
  @ParameterizedTest
  @MethodSource("bothTransports")
  void mediaMtx121CountsOnWhilePaused(Receiving r) {
    ReceiverReports reports = reports();
    r.send(A, 1, 2, 4);
    report(r, reports);
    r.after(1_500).pauseAndPlay().send(A, 64, 65, 67);
    assertThat(r.log)
        .containsExactly(
            "source A",
            "packet 1",
            "packet 2",
            "loss 3 x1",
            "packet 4",
            "new source A",
            "packet 64",
            "packet 65",
            "loss 66 x1",
            "packet 67");
    assertThat(r.counts().lost()).isEqualTo(2);
    assertThat(r.counts().ssrcChanges()).isZero();
    assertThat(r.quirks).isEmpty();
    RtcpReportBlock block = report(r, reports);
    assertThat(block.highestSequence()).isEqualTo(67);
    assertThat(block.cumulativeLost()).isEqualTo(2);
    assertThat(block.fractionLost()).isEqualTo(256 / 4);
  }

  /** VLC 3.0.24 and ZLMediaKit send on while paused; what is dropped isn't missing, too. */
  @ParameterizedTest
  @MethodSource("bothTransports")
  void vlc3024AndZlMediaKitSendOnWhilePaused(Receiving r) {
    sendFrom(r, 65_500, 30);
    r.receiver.receiving(false, r.now);
    sendFrom(r, 65_530, 400);
    r.receiver.receiving(true, r.now);
    sendFrom(r, 65_930, 10);
    assertThat(r.counts().discarded()).isEqualTo(400);
    assertThat(r.counts().lost()).isZero();
    assertThat(r.counts().packets()).isEqualTo(40);
    assertThat(r.counts().highestSequence()).isEqualTo(65_939);
    assertThat(r.packets).filteredOn(RtpPacket::discontinuity).hasSize(1);
    assertThat(r.quirks).isEmpty();
  }

  /** GStreamer 1.22 leaves out 2 to 8 numbers of a live mount that was paused. */
  @ParameterizedTest
  @MethodSource("bothTransports")
  void gstreamer122LeavesNumbersOutAfterAPause(Receiving r) {
    r.send(A, 1, 2).pauseAndPlay().send(A, 5, 6).pauseAndPlay().send(A, 15, 16);
    assertThat(r.counts().lost()).isZero();
    assertThat(r.packets)
        .filteredOn(RtpPacket::discontinuity)
        .extracting(RtpPacket::sequenceNumber)
        .containsExactly(5, 15);
  }

  @ParameterizedTest
  @MethodSource("bothTransports")
  void beginsAnewAfterAPauseWhereverTheNumbersAre(Receiving r) {
    r.send(A, 100, 101).pauseAndPlay().send(A, 40, 41, 43);
    assertThat(r.log)
        .endsWith("new source A", "packet 65576", "packet 65577", "loss 65578 x1", "packet 65579");
    r.pauseAndPlay().send(A, 43, 44).pauseAndPlay().send(A, 30_000, 30_001);
    assertThat(r.counts().lost()).isEqualTo(1);
    assertThat(r.counts().duplicates()).isZero();
    assertThat(r.counts().discarded()).isZero();
    assertThat(r.counts().ssrcChanges()).isZero();
    assertThat(r.packets).filteredOn(RtpPacket::discontinuity).hasSize(3);
    assertThat(r.quirks).isEmpty();
  }

  @Test
  void aPacketOfBeforeThePauseThatComesLateLeavesTheCountsRight() {
    Receiving r = Receiving.overUdp().send(A, 1, 2).pauseAndPlay().send(A, 20, 19, 21);
    assertThat(r.counts().packets()).isEqualTo(5);
    assertThat(r.counts().late()).isEqualTo(1);
    assertThat(r.counts().lost()).isZero();
    assertThat(r.receiver.expected()).isEqualTo(5);
  }

  @ParameterizedTest
  @MethodSource("bothTransports")
  void aSeekMayMakeTheNumbersLeapOnce(Receiving r) {
    r.send(A, 1, 2);
    r.receiver.receiving(true, r.now); // PLAY while playing
    r.send(A, 3);
    r.receiver.playAnswered(true, r.now);
    r.send(A, 4).after(900).send(A, 20, 21, 23);
    assertThat(r.log)
        .endsWith("packet 4", "new source A", "packet 20", "packet 21", "loss 22 x1", "packet 23");
    assertThat(r.counts().lost()).isEqualTo(1);
    assertThat(r.counts().ssrcChanges()).isZero();
  }

  @ParameterizedTest
  @MethodSource("bothTransports")
  void aSeekMayMakeTheNumbersBeginAnywhere(Receiving r) {
    r.send(A, 1, 2);
    r.receiver.receiving(true, r.now);
    r.receiver.playAnswered(true, r.now);
    r.send(A, 30_000, 30_001);
    assertThat(r.packets)
        .filteredOn(RtpPacket::discontinuity)
        .extracting(RtpPacket::sequenceNumber)
        .containsExactly(30_000);
    assertThat(r.counts().packets()).isEqualTo(4);
    assertThat(r.counts().lost()).isZero();
    assertThat(r.quirks).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("bothTransports")
  void aGapLongAfterASeekOrAfterARefusedOneIsALoss(Receiving r) {
    r.send(A, 1, 2);
    r.receiver.receiving(true, r.now);
    r.receiver.playAnswered(false, r.now);
    r.send(A, 4);
    r.receiver.receiving(true, r.now);
    r.receiver.playAnswered(true, r.now);
    r.after(1_000).send(A, 6);
    assertThat(r.counts().lost()).isEqualTo(2);
    assertThat(r.packets).noneMatch(RtpPacket::discontinuity);
  }

  /** librtsp-server-perl 0.06-3 sends from SETUP on. */
  @Test
  void librtspServerPerl006SendsBeforePlayOnTheFirstConnection() {
    Receiving r = Receiving.overTcp();
    r.receiver.receiving(false, r.now);
    r.send(A, 1, 2, 3);
    r.receiver.receiving(true, r.now);
    r.send(A, 4, 5);
    assertThat(r.log).containsExactly("source A", "packet 4", "packet 5");
    assertThat(r.counts().discarded()).isEqualTo(3);
    assertThat(r.counts().lost()).isZero();
  }

  @Test
  void mediaBeforePlayAfterAReconnectionIsSuspectedForTwoSeconds() {
    Receiving r = Receiving.overTcp().send(A, 1);
    r.restart(CLOCK_RATE, MediaAgreement.ordered());
    r.receiver.receiving(false, r.now);
    r.send(A, 2, 3);
    r.receiver.receiving(true, r.now);
    r.send(A, 4).after(1_990).send(A, 5);
    assertThat(r.counts().packets()).isEqualTo(1);
    assertThat(r.counts().discarded()).isEqualTo(4);
    r.after(20).send(A, 6);
    assertThat(r.counts().packets()).isEqualTo(2);
  }

  @Test
  void anotherSourceThanTheSuspectedOneIsTakenAtOnce() {
    Receiving r = Receiving.overTcp().send(A, 1);
    r.restart(CLOCK_RATE, MediaAgreement.ordered());
    r.receiver.receiving(false, r.now);
    r.receiver.announced(Optional.empty());
    r.send(A, 2);
    r.receiver.receiving(true, r.now);
    r.send(A, 3).send(B, 9).send(A, 4);
    assertThat(r.counts().ssrc()).contains(B);
    assertThat(r.counts().packets()).isEqualTo(2);
  }

  /** Each packet is counted once, whatever strict mode or a listener throws at it. */
  @Test
  void whatIsThrownLeavesTheCountsRight() {
    TrackReceiver receiver =
        new TrackReceiver(
            Receiving.track(CLOCK_RATE),
            new Listeners(
                (track, packet) -> {
                  throw new IllegalStateException("the listener");
                },
                null,
                new Delivery()),
            new Ignoring(),
            ServersNumbersTest::refuse,
            Receiving.asTheyCome());
    receiver.agreed(MediaAgreement.ordered());
    receiver.receiving(true, 0);
    accept(receiver, rtp(A, 1, 0, 96));
    accept(receiver, rtp(A, 4, 0, 96));
    assertRefused(receiver, rtp(A, 4, 9, 96), "sequence-stands-still");
    assertRefused(receiver, rtp(A, 40_000, 9, 96), "sequence-restarted");
    assertRefused(receiver, rtp(B, 1, 0, 96), "ssrc-changed");
    assertRefused(receiver, rtp(B, 2, 0, 13), "unknown-payload-type");
    byte[] onRtcp = rtp(B, 2, 0, 96);
    assertThatThrownBy(() -> receiver.onRtcp(ByteBuffer.wrap(onRtcp), 0, onRtcp.length, 0))
        .hasMessage("rtp-on-rtcp-channel");
    assertThat(Receiving.counts(receiver).packets()).isEqualTo(2);
    assertThat(Receiving.counts(receiver).bytes()).isEqualTo(2 * 14);
    assertThat(Receiving.counts(receiver).lost()).isEqualTo(2);
    assertThat(Receiving.counts(receiver).discarded()).isEqualTo(5);
  }

  private static void accept(TrackReceiver receiver, byte[] packet) {
    receiver.onRtp(ByteBuffer.wrap(packet), 0, packet.length, 0);
  }

  private static void assertRefused(TrackReceiver receiver, byte[] packet, String quirk) {
    assertThatThrownBy(() -> accept(receiver, packet)).hasMessage(quirk);
  }

  private static void refuse(Quirk quirk, String detail) {
    throw new IllegalStateException(quirk.name());
  }

  /** Takes what a listener throws. */
  private static final class Ignoring implements TrackEvents {

    @Override
    public void onFirstPacket() {}

    @Override
    public void onWaiting(long nanos) {}

    @Override
    public void onLoss(long expectedSequence, int count) {}

    @Override
    public void onBye(String reason) {}

    @Override
    public void onListenerFailure(String listener, Throwable thrown) {}
  }
}
