package io.rtsper.core.receive;

import static io.rtsper.core.receive.Receiving.A;
import static io.rtsper.core.receive.Receiving.B;
import static io.rtsper.core.receive.Receiving.MEMORY;
import static io.rtsper.core.receive.Receiving.inOrder;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rtsper.api.TrackStatistics;
import org.junit.jupiter.api.Test;

/** Packets over a way that changes their order. */
class PacketOrderTest {

  @Test
  void aPacketThatIsAheadWaitsForThoseBeforeIt() {
    Receiving r = inOrder().send(A, 1, 3, 4, 2, 5);
    assertThat(r.log)
        .containsExactly("source A", "packet 1", "packet 2", "packet 3", "packet 4", "packet 5");
    assertThat(r.counts().reordered()).isEqualTo(1);
    assertThat(r.counts().late()).isZero();
    assertThat(r.counts().lost()).isZero();
  }

  @Test
  void whatIsMissingIsLostWhenTheFirstBehindItHasWaited() {
    Receiving r = inOrder().send(A, 1, 3).after(50).send(A, 4);
    assertThat(r.log).containsExactly("source A", "packet 1");
    r.wait(1);
    assertThat(r.log).containsExactly("source A", "packet 1", "loss 2 x1", "packet 3", "packet 4");
    assertThat(r.now)
        .as("100 ms behind packet 3")
        .isEqualTo(r.packets.get(1).receiveNanoTime() + Receiving.REORDER_NANOS);
  }

  /** A collection or a callback took half a second; the socket held what had come meanwhile. */
  @Test
  void whatIsReadAfterAStallOfThisSideIsNotLate() {
    Receiving r = inOrder().send(A, 1, 3).after(500).send(A, 5, 2, 4);
    assertThat(r.log)
        .containsExactly("source A", "packet 1", "packet 2", "packet 3", "packet 4", "packet 5");
    assertThat(r.counts().reordered()).isEqualTo(2);
  }

  @Test
  void aTimerThatComesTooLateLetsTheSocketBeReadFirst() {
    Receiving r = inOrder().send(A, 1, 3).callTimerAfter(500);
    assertThat(r.log).containsExactly("source A", "packet 1");
    r.send(A, 2);
    assertThat(r.log).containsExactly("source A", "packet 1", "packet 2", "packet 3");
    r.wait(1).send(A, 5).callTimerAfter(500);
    assertThat(r.log).endsWith("packet 3");
    r.callTimerAfter(500);
    assertThat(r.log).as("however late it comes again").endsWith("loss 4 x1", "packet 5");
  }

  @Test
  void aLaterGapWaitsFromWhenItWasSeen() {
    Receiving r = inOrder().send(A, 1, 3).after(60).send(A, 5).wait(1);
    assertThat(r.log).containsExactly("source A", "packet 1", "loss 2 x1", "packet 3");
    r.send(A, 4);
    assertThat(r.log.subList(4, r.log.size())).containsExactly("packet 4", "packet 5");
  }

  @Test
  void aPacketWhoseplaceIsGoneIsLateAndNotHandedOn() {
    Receiving r = inOrder().send(A, 1, 3).wait(1).send(A, 2, 4);
    assertThat(r.log).containsExactly("source A", "packet 1", "loss 2 x1", "packet 3", "packet 4");
    assertThat(r.counts().late()).isEqualTo(1);
    assertThat(r.counts().lost()).as("it came, though too late").isZero();
  }

  @Test
  void aLongLossIsToldWholeWhenNoMoreCanWait() {
    Receiving r = inOrder().send(A, 1);
    for (int i = 0; i <= ReorderBuffer.MAX_PACKETS; i++) {
      r.onRtp(Receiving.rtp(A, 1001 + i, (1001 + i) * 90L, 96));
    }
    assertThat(r.log.subList(0, 5))
        .containsExactly("source A", "packet 1", "loss 2 x999", "packet 1001", "packet 1002");
    assertThat(r.packets).hasSize(ReorderBuffer.MAX_PACKETS + 2);
    assertThat(r.counts().lost()).isEqualTo(999);
  }

  @Test
  void aGapAsLongAsAMinuteIsToldWhole() {
    Receiving r = inOrder();
    for (int i = 0; i < 2000; i++) {
      r.send(A, i);
    }
    r.after(39_999).onRtp(Receiving.rtp(A, 42_000, 42_000 * 90L, 96)).wait(1);
    assertThat(r.log).endsWith("loss 2000 x40000", "packet 42000");
    assertThat(r.counts().lost()).isEqualTo(40_000);
  }

  @Test
  void whatOtherTracksNumberIsNotWaitedFor() {
    Receiving r = inOrder().send(A, 1, 3);
    r.onRtp(Receiving.rtp(A, 4, 360, 97)).send(A, 5, 2);
    assertThat(r.log).containsExactly("source A", "packet 1", "packet 2", "packet 3", "packet 5");
  }

  @Test
  void anotherSourceIsHandedOnBehindAllThatWaited() {
    Receiving r = inOrder().send(A, 1, 3).send(B, 500, 501);
    assertThat(r.log)
        .containsExactly(
            "source A",
            "packet 1",
            "loss 2 x1",
            "packet 3",
            "new source B",
            "packet " + (65536 + 500),
            "packet " + (65536 + 501));
    assertThat(r.counts().discarded()).as("the first one of B waited to be confirmed").isZero();
  }

  @Test
  void aStrayIsDropped() {
    Receiving r = inOrder().send(A, 1).send(B, 77).send(A, 2).send(B, 90).send(A, 3);
    assertThat(r.log).containsExactly("source A", "packet 1", "packet 2", "packet 3");
    assertThat(r.counts().discarded()).isEqualTo(2);
  }

  /** GStreamer's first picture leaves in one burst. */
  @Test
  void theFirstPacketWaitsForThoseThatPlayAnnounced() {
    Receiving r = inOrder();
    r.receiver.startsAt(10);
    r.send(A, 12, 10, 11, 13);
    assertThat(r.log)
        .containsExactly("source A", "packet 10", "packet 11", "packet 12", "packet 13");
    assertThat(r.counts().late()).isZero();
  }

  /** On a bad line they overtake PLAY's answer as well. */
  @Test
  void theFirstPacketsWaitForTheAnswerThatAnnouncesThem() {
    Receiving r = Receiving.beforeTheAnswer().send(A, 12, 10, 13);
    assertThat(r.log).isEmpty();
    r.receiver.startsAt(10);
    assertThat(r.log).containsExactly("source A", "packet 10");
    r.send(A, 11);
    assertThat(r.log).endsWith("packet 11", "packet 12", "packet 13");
    assertThat(r.counts().late()).isZero();
  }

  @Test
  void anAnswerThatAnnouncesNothingLetsThemThrough() {
    Receiving r = Receiving.beforeTheAnswer().send(A, 12, 10);
    r.receiver.startsAt(-1);
    assertThat(r.log).containsExactly("source A", "packet 10");
    r.send(A, 11);
    assertThat(r.log).endsWith("packet 11", "packet 12");
  }

  @Test
  void anAnswerThatDoesNotComeIsNotWaitedForLonger() {
    Receiving r = Receiving.beforeTheAnswer().send(A, 12, 13).wait(1);
    assertThat(r.log).containsExactly("source A", "packet 12", "packet 13");
    r.receiver.startsAt(10);
    assertThat(r.counts().lost()).isZero();
  }

  /** GStreamer announces to a later viewer what it has sent to others. */
  @Test
  void whatWasAnnouncedAndDoesNotComeIsNoLoss() {
    Receiving r = inOrder();
    r.receiver.startsAt(10);
    r.send(A, 12, 13);
    assertThat(r.log).isEmpty();
    r.wait(1);
    assertThat(r.log).containsExactly("source A", "packet 12", "packet 13");
    assertThat(r.counts().lost()).isZero();
    r.send(A, 15).wait(1);
    assertThat(r.log).endsWith("loss 14 x1", "packet 15");
  }

  @Test
  void anAnnouncementThatIsFarOffIsNotWaitedFor() {
    Receiving r = inOrder();
    r.receiver.startsAt(40_000);
    r.send(A, 12);
    assertThat(r.log).containsExactly("source A", "packet 12");
  }

  @Test
  void aPauseHandsOnWhatWaitedAndFreesItsMemory() {
    Receiving r = inOrder().send(A, 1, 3);
    assertThat(r.memory.available()).isLessThan(MEMORY);
    r.receiver.receiving(false, r.now);
    assertThat(r.log).containsExactly("source A", "packet 1", "loss 2 x1", "packet 3");
    assertThat(r.memory.available()).isEqualTo(MEMORY);
  }

  @Test
  void withoutMemoryNothingWaits() {
    Receiving r = inOrder();
    r.memory.reserve(MEMORY);
    r.send(A, 1, 3, 2, 4);
    assertThat(r.log).containsExactly("source A", "packet 1", "loss 2 x1", "packet 3", "packet 4");
    assertThat(r.counts().late()).isEqualTo(1);
  }

  @Test
  void aPacketMayBeLateByMoreThanAHundredWhereTheyComeFast() {
    Receiving r = inOrder();
    int number = 0;
    for (; number < 30_000; number++) {
      r.now += 20_000; // 50,000 packets a second
      r.onRtp(Receiving.rtp(A, number, number * 2L, 96));
    }
    for (int i = 1; i < 2000; i++) {
      r.now += 20_000;
      r.onRtp(Receiving.rtp(A, number + i, (number + i) * 2L, 96));
    }
    r.onRtp(Receiving.rtp(A, number, number * 2L, 96));
    TrackStatistics counts = r.counts();
    assertThat(counts.reordered()).isEqualTo(1);
    assertThat(counts.lost()).isZero();
    assertThat(counts.packets()).isEqualTo(32_000);
    assertThat(r.quirks).isEmpty();
  }

  @Test
  void theRateIsThatOfTheLastSeconds() {
    Receiving r = inOrder();
    for (int i = 0; i < 5000; i++) {
      r.send(A, i);
    }
    assertThat(r.counts().bitRate())
        .isBetween(14L * 8 * 1000 * 99 / 100, 14L * 8 * 1000 * 101 / 100);
    assertThat(r.counts().sinceLastPacket()).hasValue(java.time.Duration.ZERO);
    r.after(3000);
    assertThat(r.counts().bitRate()).isZero();
    assertThat(r.counts().sinceLastPacket()).hasValue(java.time.Duration.ofSeconds(3));
  }

  /** A Geovision GV-EBD4701 repeats numbers in packets of a payload type that nobody described. */
  @Test
  void aPacketWithTheNumberOfOneThatIsNotForThisTrackIsInItsPlace() {
    Receiving r = inOrder().send(A, 1, 3);
    r.onRtp(Receiving.rtp(A, 4, 4 * 90L, 77));
    r.send(A, 4, 5, 2);
    assertThat(r.log)
        .containsExactly("source A", "packet 1", "packet 2", "packet 3", "packet 4", "packet 5");
    assertThat(r.counts().lost()).isZero();
  }

  @Test
  void whatStrictModeRefusesOfWhatWaitedKeepsNothingFromEnding() {
    Receiving r = inOrder().send(A, 1);
    r.onRtp(Receiving.rtp(A, 3, 100_000_000, 96));
    r.onRtp(Receiving.rtp(A, 4, 100_000_090, 96));
    r.strict = true;
    assertThatThrownBy(() -> r.receiver.receiving(false, r.now))
        .hasMessageContaining("timestamp-leap");
    assertThat(r.memory.available()).isEqualTo(MEMORY);
    r.send(A, 5);
    assertThat(r.log).containsExactly("source A", "packet 1", "loss 2 x1");
    assertThat(r.counts().discarded()).isEqualTo(1);
  }

  @Test
  void nothingIsMissingBeforeTheFirstPacketWhereNoneMayWait() {
    Receiving r = Receiving.beforeTheAnswer();
    assertThat(r.memory.reserve(MEMORY)).isTrue();
    r.send(A, 500, 501);
    assertThat(r.log).containsExactly("source A", "packet 500", "packet 501");
    assertThat(r.counts().lost()).isZero();
  }
}
