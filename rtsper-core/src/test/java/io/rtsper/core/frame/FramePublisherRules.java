package io.rtsper.core.frame;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.rtsper.api.EndReason;
import io.rtsper.api.FrameOptions;
import io.rtsper.api.FrameOptions.Overflow;
import io.rtsper.api.RtspPhase;
import io.rtsper.api.RtspTransportException;
import io.rtsper.api.media.Frame;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Flow;
import org.reactivestreams.tck.TestEnvironment;
import org.reactivestreams.tck.flow.FlowPublisherVerification;
import org.testng.annotations.AfterMethod;

/**
 * The rules of Reactive Streams for a publisher, held by a session that sends as many frames as a
 * test wants, and is held back where they aren't requested. {@link FramePublisherTest} runs it.
 */
public class FramePublisherRules extends FlowPublisherVerification<Frame> {

  private static final int TIMEOUT_MILLIS = 1_000;
  private static final int QUIET_MILLIS = 50;
  private static final byte[] KEY_FRAME = "Kframe".getBytes(US_ASCII);

  private final ConcurrentLinkedQueue<FrameTrial> trials = new ConcurrentLinkedQueue<>();

  public FramePublisherRules() {
    super(new TestEnvironment(TIMEOUT_MILLIS, QUIET_MILLIS));
  }

  @AfterMethod
  public void end() {
    for (FrameTrial trial = trials.poll(); trial != null; trial = trials.poll()) {
      trial.close();
    }
  }

  @Override
  public long maxElementsFromPublisher() {
    return 1_000;
  }

  private FrameTrial trial() {
    FrameTrial trial = new FrameTrial(builder -> builder.onPacket((track, packet) -> {}));
    trials.add(trial);
    return trial.setUp();
  }

  @Override
  public Flow.Publisher<Frame> createFlowPublisher(long elements) {
    FrameTrial trial = trial();
    Flow.Publisher<Frame> publisher =
        trial.frames.publisher(
            FrameOptions.defaults()
                .withQueue(100, 1 << 20)
                .withTracks(List.of(trial.tracks.get(FrameTrial.VIDEO)))
                .withOverflow(Overflow.BLOCK_SENDER));
    return subscriber -> {
      publisher.subscribe(subscriber);
      if (subscriber != null) {
        trial.loop.execute(() -> send(trial, elements));
      }
    };
  }

  /** Sends one frame a turn while it isn't held back. */
  private static void send(FrameTrial trial, long left) {
    if (left == 0) {
      trial.hub.end(EndReason.END, null);
      return;
    }
    boolean reading = trial.reading;
    if (reading) {
      trial.sendOnLoop(FrameTrial.VIDEO, KEY_FRAME);
    }
    if (reading) {
      trial.loop.execute(() -> send(trial, left - 1));
    } else {
      trial.loop.schedule(java.time.Duration.ofMillis(1), () -> send(trial, left));
    }
  }

  @Override
  public Flow.Publisher<Frame> createFailedFlowPublisher() {
    FrameTrial trial = trial();
    trial.run(
        () ->
            trial.hub.end(
                EndReason.ERROR, new RtspTransportException(RtspPhase.READ, "gone", null)));
    return trial.frames.publisher(FrameOptions.defaults());
  }
}
