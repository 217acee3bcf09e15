package io.rtsper.core.frame;

import static org.assertj.core.api.Assertions.assertThat;

import io.rtsper.api.EndReason;
import io.rtsper.api.FrameOptions;
import io.rtsper.api.RtspPhase;
import io.rtsper.api.RtspTransportException;
import io.rtsper.api.RtspValidationException;
import io.rtsper.api.media.Frame;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Flow;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.testng.ITestNGListener;
import org.testng.ITestResult;
import org.testng.TestListenerAdapter;
import org.testng.TestNG;

/** Frames as a stream of Reactive Streams. */
class FramePublisherTest {

  /** The contract tests are written for TestNG: they run here, and each that fails is named. */
  @Test
  void keepsToTheRulesOfReactiveStreams() {
    TestListenerAdapter results = new TestListenerAdapter();
    TestNG contract = new TestNG(false);
    contract.setTestClasses(new Class<?>[] {FramePublisherRules.class});
    contract.addListener((ITestNGListener) results);
    contract.setVerbose(0);
    contract.run();
    List<String> failures = new ArrayList<>();
    for (ITestResult failed : results.getFailedTests()) {
      failures.add(failed.getName() + ": " + failed.getThrowable());
    }
    for (ITestResult failed : results.getConfigurationFailures()) {
      failures.add(failed.getName() + ": " + failed.getThrowable());
    }
    assertThat(failures).isEmpty();
    assertThat(results.getPassedTests()).hasSizeGreaterThan(25);
  }

  /** Notes what it is told, one frame at a time. */
  private static final class Notes implements Flow.Subscriber<Frame> {

    final List<String> words = new ArrayList<>();
    final CompletableFuture<String> end = new CompletableFuture<>();
    Flow.Subscription subscription;

    @Override
    public void onSubscribe(Flow.Subscription given) {
      subscription = given;
    }

    @Override
    public void onNext(Frame frame) {
      words.add(FrameTrial.word(frame));
    }

    @Override
    public void onError(Throwable thrown) {
      end.complete(thrown.getMessage());
    }

    @Override
    public void onComplete() {
      end.complete("complete");
    }
  }

  @Test
  void framesWaitUntilTheyAreRequestedAndTheEndBehindThem() throws Exception {
    try (FrameTrial trial = new FrameTrial().setUp()) {
      trial.video("Ka", "Pb");
      Notes notes = new Notes();
      trial.frames.publisher(FrameOptions.defaults()).subscribe(notes);
      trial.video("Pc");
      assertThat(trial.call(() -> List.copyOf(notes.words))).isEmpty();
      notes.subscription.request(2);
      assertThat(trial.call(() -> List.copyOf(notes.words))).containsExactly("Ka", "Pb");
      trial.run(() -> trial.hub.end(EndReason.END, null));
      assertThat(notes.end).isNotDone();
      notes.subscription.request(5);
      assertThat(notes.end.get(5, TimeUnit.SECONDS)).isEqualTo("complete");
      assertThat(notes.words).containsExactly("Ka", "Pb", "Pc");
    }
  }

  @Test
  void aFailureOfTheSessionIsTheSubscribersError() throws Exception {
    try (FrameTrial trial = new FrameTrial().setUp()) {
      Notes notes = new Notes();
      trial.frames.publisher(FrameOptions.defaults()).subscribe(notes);
      trial.run(
          () ->
              trial.hub.end(
                  EndReason.ERROR, new RtspTransportException(RtspPhase.READ, "gone", null)));
      assertThat(notes.end.get(5, TimeUnit.SECONDS)).isEqualTo("gone");
    }
  }

  @Test
  void closingTheSessionCompletesAtOnce() throws Exception {
    try (FrameTrial trial = new FrameTrial().setUp()) {
      trial.video("Ka");
      Notes notes = new Notes();
      trial.frames.publisher(FrameOptions.defaults()).subscribe(notes);
      trial.run(() -> {});
      trial.context.delivery().end();
      trial.frames.discard();
      trial.run(() -> trial.hub.end(EndReason.CLOSED, null));
      assertThat(notes.end.get(5, TimeUnit.SECONDS)).isEqualTo("complete");
      assertThat(notes.words).isEmpty();
      assertThat(trial.context.memory().available()).isEqualTo(trial.memory);
    }
  }

  @Test
  void whatFramesWouldThrowIsTheSubscribersError() throws Exception {
    try (FrameTrial trial = new FrameTrial(builder -> builder, "X-ONE", "X-TWO").setUp()) {
      Notes notes = new Notes();
      trial.frames.publisher(FrameOptions.defaults()).subscribe(notes);
      assertThat(notes.end.get(5, TimeUnit.SECONDS)).contains("X-ONE", "rtsper-payload");
    }
  }

  @Test
  void whoCancelsGetsNothingMore() {
    try (FrameTrial trial =
        new FrameTrial(builder -> builder.onPacket((track, packet) -> {})).setUp()) {
      Notes notes = new Notes();
      trial.frames.publisher(FrameOptions.defaults()).subscribe(notes);
      trial.run(() -> {});
      notes.subscription.request(Long.MAX_VALUE);
      trial.video("Ka");
      notes.subscription.cancel();
      trial.video("Pb", "Kc");
      assertThat(trial.call(() -> List.copyOf(notes.words))).containsExactly("Ka");
      assertThat(trial.format.closed).isEqualTo(1);
    }
  }

  @Test
  void anOptionThatCannotBeIsRefusedAtOnce() {
    assertThat(
            org.assertj.core.api.Assertions.catchThrowable(
                () -> FrameOptions.defaults().withQueue(0, 1)))
        .isInstanceOf(RtspValidationException.class)
        .hasMessageContaining("give 1 or more");
  }
}
