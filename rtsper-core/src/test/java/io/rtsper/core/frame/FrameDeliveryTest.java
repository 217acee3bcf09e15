package io.rtsper.core.frame;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rtsper.api.EndReason;
import io.rtsper.api.FrameOptions;
import io.rtsper.api.FrameOptions.Damaged;
import io.rtsper.api.FrameOptions.Overflow;
import io.rtsper.api.FrameStream;
import io.rtsper.api.RtspCancelledException;
import io.rtsper.api.RtspPhase;
import io.rtsper.api.RtspTransportException;
import io.rtsper.api.RtspValidationException;
import io.rtsper.api.media.Discontinuity;
import io.rtsper.api.media.Frame;
import io.rtsper.core.receive.FrameCounts;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** What consumers get of what comes, and what becomes of the rest. */
class FrameDeliveryTest {

  private static final FrameOptions DEFAULTS = FrameOptions.defaults();

  /** A session that has a listener for packets keeps no frames for anyone. */
  private static FrameTrial notPrimed() {
    return new FrameTrial(builder -> builder.onPacket((track, packet) -> {})).setUp();
  }

  private static FrameCounts counts(FrameTrial trial) {
    return trial.call(() -> trial.hub.of(trial.tracks.get(FrameTrial.VIDEO)).counts());
  }

  @Test
  void framesAreKeptFromTheLastKeyFrameOnForWhoComesFirst() {
    try (FrameTrial trial = new FrameTrial().setUp()) {
      trial.video("Pa", "Kb").audio("Ks").video("Pc", "Kd").audio("Kt").video("Pe");
      FrameStream first = trial.open(DEFAULTS);
      FrameStream second = trial.open(DEFAULTS);
      trial.video("Pf", "Kg").audio("Ku");

      assertThat(FrameTrial.taken(first)).containsExactly("Kd", "Kt", "Pe", "Pf", "Kg", "Ku");
      assertThat(FrameTrial.taken(second)).containsExactly("Kg", "Ku");
      assertThat(counts(trial).dropped()).isZero();
    }
  }

  @Test
  void nothingIsPutTogetherWhereNobodyTakesFrames() {
    try (FrameTrial trial = notPrimed()) {
      trial.video("Ka", "Pb");
      assertThat(trial.format.opened).isZero();
      FrameStream stream = trial.open(DEFAULTS);
      trial.video("Pc", "Kd");
      assertThat(FrameTrial.taken(stream)).containsExactly("Kd");
      stream.close();
      trial.video("Pe", "Kf");
      assertThat(trial.format.closed).isEqualTo(trial.format.opened).isEqualTo(1);
      assertThat(trial.context.memory().available()).isEqualTo(trial.memory);
    }
  }

  @Test
  void aSlowConsumerGoesOnWithAKeyFrameAndIsToldWhatItMissed() {
    try (FrameTrial trial = notPrimed()) {
      FrameStream slow = trial.open(DEFAULTS.withQueue(3, 1 << 20));
      trial.video("Ka", "Pb", "Pc", "Pd", "Pe");
      assertThat(FrameTrial.taken(slow)).containsExactly("Ka", "Pb", "Pc");
      trial.video("Pf", "Kg", "Ph", "Pi", "Pj", "Kk");

      assertThat(FrameTrial.taken(slow)).containsExactly("Kk dropped=7");
      assertThat(counts(trial).dropped()).isEqualTo(7);
    }
  }

  @Test
  void soundDoesNotPushPicturesOutOfAQueue() {
    try (FrameTrial trial = notPrimed()) {
      FrameStream slow = trial.open(DEFAULTS.withQueue(3, 1 << 20));
      trial.video("Ka", "Pb").audio("Ks", "Kt", "Ku").video("Kc").audio("Kv");
      assertThat(FrameTrial.taken(slow)).containsExactly("Kc dropped=2", "Kv dropped=3");
    }
  }

  @Test
  void whereEachFrameStandsForItselfTheOldestMakesRoom() {
    try (FrameTrial trial = notPrimed()) {
      FrameStream slow = trial.open(DEFAULTS.withQueue(2, 1 << 20));
      trial.audio("Ka", "Kb", "Kc", "Kd");
      assertThat(FrameTrial.taken(slow)).containsExactly("Kc dropped=2", "Kd");
      trial.audio("Ke");
      assertThat(FrameTrial.taken(slow)).containsExactly("Ke");
    }
  }

  @Test
  void theLatestAreKeptWhateverTheyAre() {
    try (FrameTrial trial = notPrimed()) {
      FrameStream slow =
          trial.open(DEFAULTS.withQueue(2, 1 << 20).withOverflow(Overflow.KEEP_LATEST));
      trial.video("Ka", "Pb", "Pc", "Pd");
      assertThat(FrameTrial.taken(slow)).containsExactly("Pc dropped=2", "Pd");
    }
  }

  @Test
  void theBoundOfBytesHoldsAsThatOfFrames() {
    try (FrameTrial trial = notPrimed()) {
      FrameStream slow = trial.open(DEFAULTS.withQueue(100, 8));
      trial.video("Kaaaa", "Pbbbb", "Pc", "Kdddddddddddd");
      assertThat(FrameTrial.taken(slow)).containsExactly("Kdddddddddddd dropped=3");
    }
  }

  @Test
  void aBlockedSenderIsReadAgainWhenHalfWasTakenAndNothingIsLost() {
    try (FrameTrial trial = notPrimed()) {
      FrameStream slow =
          trial.open(DEFAULTS.withQueue(4, 1 << 20).withOverflow(Overflow.BLOCK_SENDER));
      trial.video("Ka", "Pb", "Pc");
      assertThat(trial.reading).isTrue();
      trial.video("Pd", "Pe");
      assertThat(trial.reading).isFalse();
      assertThat(trial.call(() -> trial.context.hold().isHeld())).isTrue();
      Iterator<Frame> frames = slow.iterator();
      for (String expected : List.of("Ka", "Pb", "Pc")) {
        assertThat(FrameTrial.word(frames.next())).isEqualTo(expected);
        trial.run(() -> {});
        assertThat(trial.reading).isFalse();
      }
      assertThat(FrameTrial.word(frames.next())).isEqualTo("Pd");
      trial.run(() -> {});
      assertThat(trial.reading).isTrue();
      assertThat(trial.call(() -> trial.context.hold().isHeld())).isFalse();
    }
  }

  @Test
  void whoClosesNoLongerHoldsTheSender() {
    try (FrameTrial trial = notPrimed()) {
      FrameStream slow =
          trial.open(DEFAULTS.withQueue(1, 1 << 20).withOverflow(Overflow.BLOCK_SENDER));
      trial.video("Ka");
      assertThat(trial.reading).isFalse();
      slow.close();
      trial.run(() -> {});
      assertThat(trial.reading).isTrue();
    }
  }

  @Test
  void aSenderThatCannotBeHeldIsRefused() {
    try (FrameTrial trial = notPrimed()) {
      FrameOptions blocking = DEFAULTS.withQueue(1, 1).withOverflow(Overflow.BLOCK_SENDER);
      FrameStream early = trial.open(blocking);
      trial.overTcp = false;
      assertThatThrownBy(() -> trial.frames.frames(blocking))
          .isInstanceOf(RtspValidationException.class)
          .hasMessageContaining("doesn't come over TCP");
      trial.video("Ka");
      assertThat(FrameTrial.word(early.iterator().next())).isEqualTo("Ka");
      assertThatThrownBy(() -> early.iterator().hasNext())
          .isInstanceOf(RtspTransportException.class)
          .hasMessageContaining("can't be held back");
    }
  }

  @Test
  void afterALossFramesAreLeftOutUpToAKeyFrame() {
    try (FrameTrial trial = notPrimed()) {
      FrameStream sound = trial.open(DEFAULTS);
      FrameStream all = trial.open(DEFAULTS.withDamaged(Damaged.DELIVER));
      trial.video("Ka", "Pb").lose(3).video("P*c", "Pd", "K*e", "Kf", "Pg");

      assertThat(FrameTrial.taken(sound))
          .containsExactly("Ka", "Pb", "Kf dropped=3 lost=3 LOSS", "Pg");
      assertThat(FrameTrial.taken(all))
          .containsExactly("Ka", "Pb", "Pc damaged lost=3 LOSS", "Pd", "Ke damaged", "Kf", "Pg");
      assertThat(counts(trial))
          .extracting(FrameCounts::frames, FrameCounts::keyFrames, FrameCounts::damaged)
          .containsExactly(7L, 3L, 2L);
      assertThat(trial.format.told).containsExactly("LOSS");
    }
  }

  @Test
  void aBreakIsToldOnceAndOfSeveralTheWeightiest() {
    try (FrameTrial trial = notPrimed()) {
      FrameStream stream = trial.open(DEFAULTS);
      TrackFrames track = trial.call(() -> trial.hub.of(trial.tracks.get(FrameTrial.VIDEO)));
      trial.video("Ka", "Pb");
      trial.run(
          () -> {
            track.onDiscontinuity(Discontinuity.RECONNECTED);
            track.onDiscontinuity(Discontinuity.NEW_SOURCE);
          });
      trial.lose(1).video("Pc", "Kd", "Pe");
      assertThat(FrameTrial.taken(stream))
          .containsExactly("Ka", "Pb", "Kd dropped=1 lost=1 RECONNECTED", "Pe");
    }
  }

  @Test
  void whatIsLeftOutOfAQueueGivesBackWhatItHadToSay() {
    try (FrameTrial trial = notPrimed()) {
      FrameStream slow = trial.open(DEFAULTS.withQueue(2, 1 << 20));
      trial.video("Ka", "Pb");
      assertThat(FrameTrial.taken(slow)).hasSize(2);
      trial.lose(2);
      trial.run(
          () ->
              trial.hub.of(trial.tracks.get(FrameTrial.VIDEO)).onDiscontinuity(Discontinuity.SEEK));
      trial.video("Kc", "Pd", "Pe", "Kf");
      assertThat(FrameTrial.taken(slow)).containsExactly("Kf dropped=3 lost=2 SEEK");
    }
  }

  @Test
  void aFrameThatIsTooLargeIsLeftOutAndCounted() {
    try (FrameTrial trial =
        new FrameTrial(builder -> builder.maxFrameBytes(1 << 10).onPacket((track, packet) -> {}))
            .setUp()) {
      FrameStream stream = trial.open(DEFAULTS);
      trial.video("Ka", "P+" + "x".repeat(800), "P" + "y".repeat(800), "Pc", "Kd");
      assertThat(FrameTrial.taken(stream)).containsExactly("Ka", "Kd dropped=2");
      assertThat(counts(trial).dropped()).isEqualTo(2);
    }
  }

  @Test
  void allThatWaitsIsWithinTheMemoryOfTheSessionAndGivenBack() {
    try (FrameTrial trial =
        new FrameTrial(
                builder ->
                    builder
                        .memoryLimit(2 << 20)
                        .messageLimits(io.rtsper.api.MessageLimits.DEFAULT)
                        .onPacket((track, packet) -> {}))
            .setUp()) {
      FrameStream one = trial.open(DEFAULTS.withQueue(1_000_000, 1 << 30));
      FrameStream other = trial.open(DEFAULTS.withQueue(1_000_000, 1 << 30));
      String filling = "x".repeat(10_000);
      for (int i = 0; i < 1_000; i++) {
        trial.video("K" + filling);
        assertThat(trial.context.memory().available()).isNotNegative();
      }
      assertThat(FrameTrial.taken(one)).hasSizeGreaterThan(20).hasSizeLessThan(400);
      assertThat(FrameTrial.taken(other)).hasSizeGreaterThan(20).hasSizeLessThan(400);
      trial.run(() -> trial.hub.end(EndReason.BYE, null));
      assertThat(trial.context.memory().available()).isEqualTo(trial.memory);
    }
  }

  @Test
  void consumersShareTheBytes() {
    try (FrameTrial trial = notPrimed()) {
      List<FrameStream> streams = new ArrayList<>();
      for (int i = 0; i < 10; i++) {
        streams.add(trial.open(DEFAULTS));
      }
      trial.video("K" + "x".repeat(60_000));
      assertThat(trial.memory - trial.context.memory().available()).isLessThan(300_000);
      assertThat(streams).allSatisfy(stream -> assertThat(FrameTrial.taken(stream)).hasSize(1));
    }
  }

  @Test
  void framesThatWereTakenStayAsTheyAre() {
    try (FrameTrial trial = notPrimed()) {
      FrameStream stream = trial.open(DEFAULTS);
      List<Frame> kept = new ArrayList<>();
      List<String> words = new ArrayList<>();
      for (int i = 0; i < 500; i++) {
        trial.video("K" + String.valueOf((char) ('a' + i % 26)).repeat(500 + i));
        Frame frame = stream.iterator().next();
        kept.add(frame);
        words.add(FrameTrial.word(frame));
      }
      assertThat(kept).extracting(FrameTrial::word).isEqualTo(words);
    }
  }

  @Test
  void aListenerSeesEachFrameOnceAndItsCopyStays() {
    List<Frame> copies = new ArrayList<>();
    List<String> words = new ArrayList<>();
    try (FrameTrial trial =
        new FrameTrial(
                builder ->
                    builder.onFrame(
                        (track, frame) -> {
                          words.add(FrameTrial.word(frame));
                          copies.add(frame.copy());
                          throw new IllegalStateException("a listener's own matter");
                        }))
            .setUp()) {
      trial.video("Pa", "Kb", "Pc", "Pd");
      assertThat(words).containsExactly("Kb", "Pc", "Pd");
      assertThat(copies).extracting(FrameTrial::word).isEqualTo(words);
      assertThat(trial.format.closed).isZero();
    }
  }

  @Test
  void aPacketThatComesLateIsNoPartOfAnyFrame() {
    try (FrameTrial trial = notPrimed()) {
      FrameStream stream = trial.open(DEFAULTS);
      trial.video("Ka", "Pb").lose(-1).video("Pc").lose(0).video("Pd");
      assertThat(FrameTrial.taken(stream)).startsWith("Ka", "Pb").doesNotContain("Pc");
    }
  }

  @Test
  void aDepacketizerThatFailsIsReplacedAndToldOnce() {
    try (FrameTrial trial = notPrimed()) {
      FrameStream stream = trial.open(DEFAULTS);
      trial.video("Ka", "!", "Pb", "!", "Kc");
      assertThat(FrameTrial.taken(stream)).containsExactly("Ka", "Kc dropped=3");
      assertThat(trial.errors)
          .singleElement()
          .asString()
          .contains("depacketizer of", "IllegalStateException");
    }
  }

  @Test
  void aFormatThatNobodyReadsIsToldOrRefused() {
    try (FrameTrial trial = new FrameTrial(builder -> builder, "TOY", "X-SECRET").setUp()) {
      assertThat(trial.errors).isEmpty();
      FrameStream stream = trial.open(DEFAULTS);
      trial.open(DEFAULTS);
      assertThat(trial.errors)
          .singleElement()
          .asString()
          .contains("X-SECRET", "io.rtsper:rtsper-payload", "onPacket");
      trial.video("Ka");
      assertThat(FrameTrial.taken(stream)).containsExactly("Ka");
      assertThatThrownBy(() -> trial.frames.frames(DEFAULTS.withTracks(trial.tracks.subList(1, 2))))
          .isInstanceOf(RtspValidationException.class)
          .hasMessageContaining("X-SECRET");
    }
  }

  @Test
  void whoAskedBeforeSetUpForWhatNobodyReadsGetsTheReason() {
    try (FrameTrial trial = new FrameTrial(builder -> builder, "X-ONE", "X-TWO")) {
      FrameStream stream = trial.open(DEFAULTS);
      trial.setUp();
      assertThatThrownBy(() -> stream.iterator().hasNext())
          .isInstanceOf(RtspValidationException.class)
          .hasMessageContaining("X-ONE");
    }
  }

  @Test
  void onlyChosenTracksAreTaken() {
    try (FrameTrial trial = notPrimed()) {
      FrameStream stream = trial.open(DEFAULTS.withTracks(trial.tracks.subList(1, 2)));
      trial.video("Ka").audio("Kb");
      assertThat(FrameTrial.taken(stream)).containsExactly("Kb");
    }
  }

  // ---- Ends

  @Test
  void whatWaitsIsTakenBeforeTheEnd() {
    try (FrameTrial trial = notPrimed()) {
      FrameStream stream = trial.open(DEFAULTS);
      trial.video("Ka", "Pb");
      trial.run(() -> trial.hub.end(EndReason.END, null));
      List<String> words = new ArrayList<>();
      for (Frame frame : stream) {
        words.add(FrameTrial.word(frame));
      }
      assertThat(words).containsExactly("Ka", "Pb");
      assertThat(stream.isEnded()).isTrue();
      assertThat(trial.frames.frames(DEFAULTS)).isEmpty();
    }
  }

  @Test
  void aSessionThatFailedThrowsItsReasonBehindTheLastFrame() {
    RtspTransportException gone =
        new RtspTransportException(RtspPhase.READ, "the camera is gone", null);
    try (FrameTrial trial = notPrimed()) {
      FrameStream stream = trial.open(DEFAULTS);
      trial.video("Ka");
      trial.run(() -> trial.hub.end(EndReason.ERROR, gone));
      Iterator<Frame> frames = stream.iterator();
      assertThat(FrameTrial.word(frames.next())).isEqualTo("Ka");
      assertThatThrownBy(frames::hasNext)
          .isInstanceOf(RtspTransportException.class)
          .hasMessage("the camera is gone")
          .hasCause(gone);
      assertThatThrownBy(frames::next).isInstanceOf(RtspTransportException.class);
    }
  }

  @Test
  void closingReleasesWhoWaits() throws Exception {
    try (FrameTrial trial = notPrimed()) {
      FrameStream stream = trial.open(DEFAULTS);
      CompletableFuture<Boolean> waiting =
          CompletableFuture.supplyAsync(() -> stream.iterator().hasNext());
      stream.close();
      assertThat(waiting.get(5, TimeUnit.SECONDS)).isFalse();
      assertThat(stream.iterator().hasNext()).isFalse();
    }
  }

  @Test
  void closingTheSessionDropsWhatWaits() {
    try (FrameTrial trial = notPrimed()) {
      FrameStream stream = trial.open(DEFAULTS);
      trial.video("Ka");
      trial.context.delivery().end();
      trial.frames.discard();
      trial.video("Kb");
      assertThat(stream.iterator().hasNext()).isFalse();
    }
  }

  @Test
  void anInterruptedThreadIsToldSo() throws Exception {
    try (FrameTrial trial = notPrimed()) {
      FrameStream stream = trial.open(DEFAULTS);
      CompletableFuture<Throwable> thrown = new CompletableFuture<>();
      Thread thread =
          new Thread(
              () -> {
                try {
                  stream.iterator().next();
                } catch (RtspCancelledException cancelled) {
                  thrown.complete(Thread.currentThread().isInterrupted() ? cancelled : null);
                }
              });
      thread.start();
      thread.interrupt();
      assertThat(thrown.get(5, TimeUnit.SECONDS))
          .isInstanceOf(RtspCancelledException.class)
          .hasMessageContaining("interrupted");
      thread.join(5_000);
    }
  }

  @Test
  void waitingOnAnEventLoopIsRefused() {
    try (FrameTrial trial = notPrimed()) {
      FrameStream stream = trial.open(DEFAULTS);
      trial.run(
          () ->
              assertThatThrownBy(() -> stream.iterator().hasNext())
                  .isInstanceOf(IllegalStateException.class)
                  .hasMessageContaining("event loop"));
    }
  }

  @Test
  void aLookThatIsLimitedEnds() {
    try (FrameTrial trial = notPrimed()) {
      FrameStream stream = trial.open(DEFAULTS);
      assertThat(stream.poll(Duration.ofMillis(1))).isEmpty();
      trial.video("Ka");
      assertThat(stream.poll(Duration.ofSeconds(5))).isPresent();
    }
  }
}
