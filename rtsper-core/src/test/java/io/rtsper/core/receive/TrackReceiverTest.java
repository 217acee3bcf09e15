package io.rtsper.core.receive;

import static io.rtsper.core.receive.Receiving.A;
import static io.rtsper.core.receive.Receiving.B;
import static io.rtsper.core.receive.Receiving.hex;
import static io.rtsper.core.receive.Receiving.overTcp;
import static io.rtsper.core.receive.Receiving.overUdp;
import static io.rtsper.core.receive.Receiving.rtp;
import static org.assertj.core.api.Assertions.assertThat;

import io.rtsper.api.TrackStatistics;
import io.rtsper.api.rtp.RtpPacket;
import io.rtsper.api.spi.MediaAgreement;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** RTP: order, loss, sources. */
class TrackReceiverTest {

  static Stream<Receiving> bothTransports() {
    return Stream.of(overTcp(), overUdp());
  }

  @ParameterizedTest
  @MethodSource("bothTransports")
  void handsOnPacketsInOrder(Receiving r) {
    r.send(A, 10, 11, 12);
    assertThat(r.log).containsExactly("source A", "packet 10", "packet 11", "packet 12");
    TrackStatistics counts = r.counts();
    assertThat(counts.trackIndex()).isEqualTo(3);
    assertThat(counts.packets()).isEqualTo(3);
    assertThat(counts.bytes()).isEqualTo(3 * 14);
    assertThat(counts.lost()).isZero();
    assertThat(counts.ssrc()).contains(A);
    assertThat(counts.ssrcChanges()).isZero();
    assertThat(counts.highestSequence()).isEqualTo(12);
    assertThat(r.quirks).isEmpty();
  }

  @Test
  void marksThePacketThatDoesNotContinueWhatCameBefore() {
    Receiving r = overTcp().send(A, 10, 12, 11).send(B, 500, 501).send(B, 9000, 9001);
    r.restart(Receiving.CLOCK_RATE, MediaAgreement.ordered());
    r.send(A, 7, 8);
    assertThat(r.packets.stream().filter(RtpPacket::discontinuity))
        .extracting(RtpPacket::sequenceNumber)
        .containsExactly(500, 9000, 7);
  }

  @Test
  void isNoDiscontinuityToBeginAfterAConnectionOnWhichNothingCame() {
    Receiving r = overTcp();
    r.restart(Receiving.CLOCK_RATE, MediaAgreement.ordered());
    r.send(A, 7, 8);
    assertThat(r.packets).noneMatch(RtpPacket::discontinuity);
  }

  @Test
  void hasNothingToSayBeforeTheFirstPacket() {
    TrackStatistics counts = overTcp().counts();
    assertThat(counts.ssrc()).isEmpty();
    assertThat(counts.highestSequence()).isEqualTo(-1);
    assertThat(counts.lost()).isZero();
    assertThat(counts.jitter()).isZero();
  }

  @ParameterizedTest
  @MethodSource("bothTransports")
  void goesOnWhenSequenceAndTimestampWrapAround(Receiving r) {
    r.onRtp(rtp(A, 65535, 0xFFFF_FFFFL, 96)).onRtp(rtp(A, 0, 0, 96)).onRtp(rtp(A, 1, 1, 96));
    assertThat(r.packets)
        .extracting(RtpPacket::extendedSequence)
        .containsExactly(65535L, 65536L, 65537L);
    assertThat(r.packets)
        .extracting(RtpPacket::extendedTimestamp)
        .containsExactly(0xFFFF_FFFFL, 1L << 32, (1L << 32) + 1);
    assertThat(r.counts().lost()).isZero();
  }

  @ParameterizedTest
  @MethodSource("bothTransports")
  void tellsAndCountsWhatIsMissing(Receiving r) {
    r.send(A, 65534, 2);
    assertThat(r.log).containsExactly("source A", "packet 65534", "loss 65535 x3", "packet 65538");
    assertThat(r.counts().lost()).isEqualTo(3);
  }

  @ParameterizedTest
  @MethodSource("bothTransports")
  void aLatePacketIsNoLongerMissing(Receiving r) {
    r.send(A, 1, 4, 2, 3);
    assertThat(r.log)
        .containsExactly("source A", "packet 1", "loss 2 x2", "packet 4", "packet 2", "packet 3");
    assertThat(r.counts().lost()).isZero();
    assertThat(r.counts().late()).isEqualTo(2);
    assertThat(r.counts().highestSequence()).isEqualTo(4);
  }

  @ParameterizedTest
  @MethodSource("bothTransports")
  void aPacketFromBeforeTheFirstIsLateAndNothingIsMissing(Receiving r) {
    r.send(A, 0, 65535, 1);
    assertThat(r.log).containsExactly("source A", "packet 0", "packet -1", "packet 1");
    assertThat(r.counts().lost()).isZero();
    assertThat(r.counts().late()).isEqualTo(1);
  }

  @ParameterizedTest
  @MethodSource("bothTransports")
  void dropsDuplicates(Receiving r) {
    r.send(A, 1, 1, 2, 4, 2, 3, 3);
    assertThat(r.log)
        .containsExactly("source A", "packet 1", "packet 2", "loss 3 x1", "packet 4", "packet 3");
    assertThat(r.counts().duplicates()).isEqualTo(3);
    assertThat(r.counts().lost()).isZero();
    assertThat(r.counts().packets()).isEqualTo(4);
  }

  @Test
  void countsAGapBelowTheLimitAsLoss() {
    Receiving r = overTcp().send(A, 1, 3000);
    assertThat(r.log).contains("loss 2 x2998");
    assertThat(r.counts().ssrcChanges()).isZero();
  }

  @Test
  void aLeapOverTcpBeginsAnewAtOnce() {
    Receiving r = overTcp().send(A, 1, 2, 3002, 3003);
    assertThat(r.log)
        .containsExactly(
            "source A", "packet 1", "packet 2", "new source A", "packet 68538", "packet 68539");
    assertThat(r.counts().lost()).isZero();
    assertThat(r.counts().ssrcChanges()).isEqualTo(1);
    assertThat(r.quirks).containsExactly(PacketQuirks.SEQUENCE_RESTARTED);
  }

  @Test
  void aLeapOverUdpBeginsAnewWithTheSecondPacket() {
    Receiving r = overUdp().send(A, 1, 2, 30000, 3, 40000, 40001, 40002);
    assertThat(r.log)
        .containsExactly(
            "source A",
            "packet 1",
            "packet 2",
            "packet 3",
            "new source A",
            "packet " + (65536 + 40000),
            "packet " + (65536 + 40001),
            "packet " + (65536 + 40002));
    assertThat(r.counts().discarded()).as("the stray").isEqualTo(1);
    assertThat(r.counts().lost()).isZero();
  }

  /** livekit/media-sdk PR#95: the sequence starts again, here just below where it was. */
  @Test
  void aLoopOfAShortClipOverTcpBeginsAnew() {
    Receiving r = overTcp();
    for (int i = 0; i < 50; i++) {
      r.send(A, i);
    }
    r.log.clear();
    r.send(A, 0, 1, 2, 3);
    assertThat(r.log).containsExactly("new source A", "packet 65538", "packet 65539");
    assertThat(r.counts().duplicates()).isEqualTo(2);
  }

  @Test
  void keepsTheLossOfWhatWasBeforeALeap() {
    Receiving r = overTcp().send(A, 1, 5, 20000, 20002);
    assertThat(r.counts().lost()).isEqualTo(3 + 1);
  }

  /** Uniview, gortsplib#687: another SSRC with each group of pictures. */
  @Test
  void anotherSourceOverTcpIsTakenAtOnce() {
    Receiving r = overTcp().send(A, 10, 11).send(B, 500, 501).send(0xCC, 9);
    assertThat(r.log)
        .containsExactly(
            "source A",
            "packet 10",
            "packet 11",
            "new source B",
            "packet " + (65536 + 500),
            "packet " + (65536 + 501),
            "new source cc",
            "packet " + (2 * 65536 + 9));
    assertThat(r.counts().ssrcChanges()).isEqualTo(2);
    assertThat(r.counts().ssrc()).contains(0xCCL);
    assertThat(r.counts().lost()).isZero();
    assertThat(r.counts().discarded()).isZero();
    assertThat(r.quirks).containsOnly(PacketQuirks.SSRC_CHANGED);
  }

  @Test
  void anotherSourceOverUdpIsTakenWithItsSecondPacket() {
    Receiving r = overUdp().send(A, 10, 11).send(B, 500, 501, 502);
    assertThat(r.log)
        .containsExactly(
            "source A",
            "packet 10",
            "packet 11",
            "new source B",
            "packet " + (65536 + 500),
            "packet " + (65536 + 501),
            "packet " + (65536 + 502));
    assertThat(r.counts().discarded()).isZero();
  }

  @Test
  void aStrayPacketOverUdpChangesNothing() {
    Receiving r = overUdp().send(A, 10).send(B, 500).send(A, 11).send(B, 501).send(A, 12);
    assertThat(r.log).containsExactly("source A", "packet 10", "packet 11", "packet 12");
    assertThat(r.counts().discarded()).isEqualTo(2);
    assertThat(r.counts().lost()).isZero();
  }

  @Test
  void ofTwoSourcesAtTheSameTimeTheFirstStays() {
    Receiving r = overTcp();
    for (int i = 0; i < 100; i++) {
      r.after(20).send(A, i).send(B, 1000 + i);
    }
    assertThat(r.counts().ssrc()).contains(A);
    assertThat(r.counts().packets()).isEqualTo(100 + 1);
    assertThat(r.counts().discarded()).isEqualTo(99);
    assertThat(r.counts().ssrcChanges()).isEqualTo(2);
    assertThat(r.counts().lost()).isZero();
    assertThat(r.quirks).contains(PacketQuirks.INTERLEAVED_SSRCS);
  }

  @Test
  void theSecondSourceIsTakenWhenTheFirstIsSilentForTwoSeconds() {
    Receiving r = overTcp().send(A, 1).send(B, 50).send(A, 2).send(B, 51);
    assertThat(r.counts().ssrc()).contains(A);
    r.after(1_990).send(B, 52);
    assertThat(r.counts().ssrc()).contains(A);
    r.after(10).send(B, 53, 54);
    assertThat(r.counts().ssrc()).contains(B);
    assertThat(r.log).endsWith("packet " + r.counts().highestSequence());
  }

  @Test
  void sourcesThatTakeTurnsAreNotTwoAtTheSameTime() {
    Receiving r = overTcp();
    for (int group = 0; group < 6; group++) {
      for (int i = 0; i < 25; i++) {
        r.after(39).send(group % 2 == 0 ? A : B, group * 25 + i);
      }
    }
    assertThat(r.counts().packets()).isEqualTo(150);
    assertThat(r.counts().discarded()).isZero();
  }

  /** Geovision GV-EBD4701: after each key frame a packet of PT 50 with the number of the last. */
  @Test
  void dropsAnUnlistedPayloadTypeBeforeLookingAtItsNumber() {
    Receiving r = overTcp(96).send(A, 1, 2).onRtp(rtp(A, 2, 180, 50)).send(A, 3);
    assertThat(r.log).containsExactly("source A", "packet 1", "packet 2", "packet 3");
    assertThat(r.counts().discarded()).isEqualTo(1);
    assertThat(r.counts().duplicates()).isZero();
    assertThat(r.quirks).containsExactly(PacketQuirks.UNKNOWN_PAYLOAD_TYPE);
  }

  @Test
  void anUnlistedPayloadTypeThatTakesANumberIsNotMissing() {
    Receiving r = overTcp(96).send(A, 1);
    r.onRtp(rtp(A, 2, 0, 13)).onRtp(rtp(A, 3, 0, 13)).send(A, 4, 6, 5, 3);
    assertThat(r.log)
        .containsExactly("source A", "packet 1", "packet 4", "loss 5 x1", "packet 6", "packet 5");
    assertThat(r.counts().lost()).isZero();
    assertThat(r.counts().duplicates()).isEqualTo(1);
  }

  @Test
  void takesEveryPayloadTypeThatIsListed() {
    Receiving r = overTcp(96, 8, 127);
    r.onRtp(rtp(A, 1, 0, 96)).onRtp(rtp(A, 2, 0, 8)).onRtp(rtp(A, 3, 0, 0x80 | 127));
    r.onRtp(rtp(A, 4, 0, 97)).onRtp(rtp(A, 5, 0, 0));
    assertThat(r.packets).extracting(RtpPacket::payloadType).containsExactly(96, 8, 127);
    assertThat(r.counts().discarded()).isEqualTo(2);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "80",
        "80600001",
        "00600001 00000000 AAAAAAAA 00",
        "816000010000 0000 AAAAAAAA 00",
        "A0600001 00000000 AAAAAAAA 00"
      })
  void countsAndDropsWhatIsNoPacket(String bytes) {
    Receiving r = overTcp().onRtp(hex(bytes));
    assertThat(r.log).isEmpty();
    assertThat(r.counts().malformed()).isEqualTo(1);
    assertThat(r.counts().packets()).isZero();
  }

  @Test
  void handsOnAnEmptyPacketSinceItsMarkerMayEndAFrame() {
    Receiving r = overTcp().onRtp(hex("80E00001 00000000 AAAAAAAA"));
    assertThat(r.packets)
        .singleElement()
        .satisfies(
            p -> {
              assertThat(p.payloadLength()).isZero();
              assertThat(p.marker()).isTrue();
            });
  }

  @Test
  void stampsPacketsWithTheTimeTheyCame() {
    Receiving r = overTcp();
    r.now = -5;
    r.onRtp(rtp(A, 1, 0, 96));
    assertThat(r.packets.get(0).receiveNanoTime()).isEqualTo(-5);
  }

  @Test
  void aTimestampMayGoBack() {
    Receiving r = overTcp();
    r.onRtp(rtp(A, 1, 9000, 96)).onRtp(rtp(A, 2, 3000, 96)).onRtp(rtp(A, 3, 6000, 96));
    assertThat(r.packets)
        .extracting(RtpPacket::extendedTimestamp)
        .containsExactly(9000L, 3000L, 6000L);
  }

  @Test
  void readsWhereThePacketLies() {
    ByteBuffer buffer = ByteBuffer.allocateDirect(64).put(20, rtp(A, 7, 0, 96)).position(60);
    Receiving r = overTcp();
    r.receiver.onRtp(buffer, 20, 14, 0);
    assertThat(r.log).containsExactly("source A", "packet 7");
    assertThat(buffer.position()).isEqualTo(60);
  }

  @Test
  void goesOnCountingAfterANewConnection() {
    Receiving r = overUdp().send(A, 1, 3, 3);
    r.restart(8000, MediaAgreement.ordered());
    assertThat(r.counts().lost()).isEqualTo(1);
    assertThat(r.counts().ssrc()).isEmpty();
    assertThat(r.counts().highestSequence()).isEqualTo(3);
    r.send(B, 7, 9);
    assertThat(r.log).endsWith("source B", "packet 65543", "loss 65544 x1", "packet 65545");
    assertThat(r.counts().packets()).isEqualTo(4);
    assertThat(r.counts().lost()).isEqualTo(2);
    assertThat(r.counts().duplicates()).isEqualTo(1);
    assertThat(r.counts().ssrcChanges()).isZero();
    assertThat(r.quirks).isEmpty();
  }

  @Test
  void jitterIsZeroForASteadyStream() {
    Receiving r = overTcp();
    for (int i = 0; i < 100; i++) {
      r.send(A, i);
    }
    assertThat(r.counts().jitter()).isZero();
  }

  /** GStreamer's audio: a source begins anywhere, half of the time above what an int holds. */
  @ParameterizedTest
  @ValueSource(longs = {0x7FFF_FF00L, 0x8000_0000L, 0x99A5_1AEFL, 0xFFFF_FF00L})
  void jitterOfASteadyStreamIsZeroWhereverItsTimestampsBegin(long first) {
    for (Receiving r : List.of(overTcp(), overUdp())) {
      for (int i = 0; i < 100; i++) {
        r.now = i * 40_000_000L;
        r.onRtp(rtp(A, i, (first + i * 3600L) & 0xFFFF_FFFFL, 96));
      }
      assertThat(r.counts().jitter()).isZero();
    }
  }

  /** By RFC 3550 appendix A.8: with every other packet 10 ms late it nears 10 ms. */
  @Test
  void jitterNearsTheDeviation() {
    Receiving r = overTcp();
    for (int i = 0; i < 500; i++) {
      r.now = i * 40_000_000L + (i % 2) * 10_000_000L;
      r.onRtp(rtp(A, i, i * 3600L, 96));
    }
    assertThat(r.counts().jitter()).isBetween(Duration.ofMillis(9), Duration.ofMillis(10));
  }

  /** The first timestamp is of the upper half of the numbers, as half of all sources begin. */
  @Test
  void jitterOfASteadyStreamIsZeroWhereverItsTimestampsBegin() {
    for (long begin : new long[] {0, 0x7FFF_FFFFL, 0x8000_0000L, 0xFFFF_FF00L}) {
      Receiving r = Receiving.inOrder();
      for (int i = 0; i < 100; i++) {
        r.after(1).onRtp(Receiving.rtp(Receiving.A, i, begin + i * 90L, 96));
      }
      assertThat(r.counts().jitter()).as("from %x", begin).isZero();
    }
  }

  @Test
  void jitterIsUnknownWithoutAClockRate() {
    Receiving r = Receiving.of(0, MediaAgreement.ordered());
    r.send(A, 1).after(500).send(A, 2);
    assertThat(r.counts().jitter()).isZero();
  }

  @Test
  void jitterOfAStreamOfDaysDoesNotOverflow() {
    Receiving r = overTcp();
    for (int i = 0; i < 200; i++) {
      r.now = i * 3_600_000_000_000L;
      r.onRtp(rtp(A, i, i * 3600L * 90_000, 96));
    }
    assertThat(r.counts().jitter()).isZero();
  }
}
