package io.rtsper.it.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.rtsper.api.FrameOptions;
import io.rtsper.api.FrameOptions.Damaged;
import io.rtsper.api.FrameOptions.Overflow;
import io.rtsper.api.FrameStream;
import io.rtsper.api.ReconnectPolicy;
import io.rtsper.api.RtspClient;
import io.rtsper.api.RtspSession;
import io.rtsper.api.RtspTransportException;
import io.rtsper.api.RtspValidationException;
import io.rtsper.api.TrackStatistics;
import io.rtsper.api.media.Adts;
import io.rtsper.api.media.AudioParameters;
import io.rtsper.api.media.Discontinuity;
import io.rtsper.api.media.Frame;
import io.rtsper.api.media.MediaKind;
import io.rtsper.api.media.VideoParameters;
import io.rtsper.camera.Camera;
import io.rtsper.camera.PlayedClip;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Flow;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** An application that knows only the API takes the frames of the clip that the camera plays. */
@Tag("either-path")
class FramesTest {

  private static final Duration LIMIT = Duration.ofSeconds(20);
  private static final List<List<byte[]>> PICTURES = PlayedClip.pictures();
  private static final List<byte[]> SOUNDS = PlayedClip.audioFrames();

  private final RtspClient client = RtspClient.builder().eventLoops(2).name("frames").build();

  @AfterEach
  void closeClient() {
    client.close();
    assertThat(client.sessions()).isEmpty();
  }

  private static byte[] bytes(ByteBuffer buffer) {
    byte[] bytes = new byte[buffer.remaining()];
    buffer.get(bytes);
    return bytes;
  }

  /** Compares a frame with the one of the clip in that place of its track. */
  private static void assertIs(Frame frame, int place) {
    if (frame.track().kind() == MediaKind.AUDIO) {
      assertThat(bytes(frame.data())).isEqualTo(SOUNDS.get(place % SOUNDS.size()));
      return;
    }
    List<byte[]> units = PICTURES.get(place % PICTURES.size());
    assertThat(frame.nalUnits().stream().map(FramesTest::bytes).toArray(byte[][]::new))
        .isDeepEqualTo(units.toArray(byte[][]::new));
    assertThat(frame.isKeyFrame()).isEqualTo(place % 25 == 0);
  }

  /** Takes frames and compares each with the clip's, from its first on. */
  private static void assertClip(Iterator<Frame> frames, int count) {
    int[] places = new int[2];
    for (int i = 0; i < count; i++) {
      Frame frame = frames.next();
      assertIs(frame, places[frame.track().index()]++);
    }
    assertThat(places[0]).isPositive();
  }

  @Test
  void theShortestProgramMissesNoFrame() {
    try (Camera camera = Camera.open();
        RtspSession session = client.session(camera.url()).open()) {
      List<Frame> kept = new ArrayList<>();
      for (Frame frame : session.frames()) {
        kept.add(frame);
        if (kept.size() == 80) {
          break;
        }
      }
      assertClip(kept.iterator(), kept.size());
      Frame first = kept.get(0);
      assertThat(first.toString()).startsWith("video H264 480x270 key pts=0.000s ");
      assertThat(first.parameters())
          .containsInstanceOf(VideoParameters.class)
          .isEqualTo(session.codecParameters(first.track()));
      assertThat(kept)
          .filteredOn(frame -> frame.track().kind() == MediaKind.VIDEO)
          .allSatisfy(
              frame -> {
                assertThat(frame.decodingTimestamp()).hasValue(frame.timestamp());
                assertThat(frame.lastReceiveNanoTime())
                    .isGreaterThanOrEqualTo(frame.receiveNanoTime());
              });
      assertThat(kept)
          .filteredOn(frame -> frame.track().kind() == MediaKind.AUDIO)
          .isNotEmpty()
          .allSatisfy(frame -> assertThat(frame.duration()).contains(Duration.ofMillis(32)));
      assertThat(kept)
          .allSatisfy(
              frame -> {
                assertThat(frame.presentationNanos()).isBetween(-1_000_000L, 5_000_000_000L);
                assertThat(frame.dropped()).isZero();
                assertThat(frame.discontinuity()).isEmpty();
              });
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"tcp", "udp"})
  void aListenerGetsTheFramesWhileTheyLast(String transport) throws Exception {
    ConcurrentLinkedQueue<Frame> frames = new ConcurrentLinkedQueue<>();
    CompletableFuture<Void> enough = new CompletableFuture<>();
    try (Camera camera = Camera.open();
        RtspSession session =
            client
                .session(camera.url())
                .transports(transport)
                .onFrame(
                    (track, frame) -> {
                      frames.add(frame.copy());
                      if (frames.size() == 60) {
                        enough.complete(null);
                      }
                    })
                .open()) {
      enough.get(20, TimeUnit.SECONDS);
      assertClip(frames.iterator(), 60);
      TrackStatistics video = session.statistics().tracks().get(0);
      assertThat(video.frames()).isGreaterThan(10);
      assertThat(video.keyFrames()).isPositive();
      assertThat(video.framesDropped()).isZero();
      assertThat(video.framesDamaged()).isZero();
      assertThat(video.timeToFirstFrame())
          .hasValueSatisfying(time -> assertThat(time).isLessThan(LIMIT));
    }
  }

  @Test
  void consumersTakeTheSameFramesEachInItsOwnWay() throws Exception {
    CompletableFuture<List<Frame>> published = new CompletableFuture<>();
    try (Camera camera = Camera.open();
        RtspSession session = client.session(camera.url()).build()) {
      FrameStream early = session.frames();
      session.start();
      FrameStream late = session.frames(FrameOptions.defaults());
      session.framePublisher(FrameOptions.defaults()).subscribe(new Taker(30, published));
      assertClip(early.iterator(), 90);
      Frame first = late.iterator().next();
      List<Frame> taken = published.get(20, TimeUnit.SECONDS);
      assertThat(taken).hasSize(30);
      assertThat(first.isKeyFrame()).isTrue();
      late.close();
      assertThat(late.iterator().hasNext()).isFalse();
    }
  }

  /** Takes some frames one by one, and cancels. */
  private static final class Taker implements Flow.Subscriber<Frame> {

    private final int count;
    private final CompletableFuture<List<Frame>> all;
    private final List<Frame> frames = new ArrayList<>();
    private Flow.Subscription subscription;

    Taker(int count, CompletableFuture<List<Frame>> all) {
      this.count = count;
      this.all = all;
    }

    @Override
    public void onSubscribe(Flow.Subscription given) {
      subscription = given;
      given.request(1);
    }

    @Override
    public void onNext(Frame frame) {
      frames.add(frame);
      if (frames.size() == count) {
        subscription.cancel();
        all.complete(frames);
      } else {
        subscription.request(1);
      }
    }

    @Override
    public void onError(Throwable thrown) {
      all.completeExceptionally(thrown);
    }

    @Override
    public void onComplete() {
      all.complete(frames);
    }
  }

  @Test
  void aSenderOfDatagramsCannotBeHeldBack() {
    try (Camera camera = Camera.open();
        RtspSession session = client.session(camera.url()).transports("udp").open()) {
      assertThatThrownBy(
              () -> session.frames(FrameOptions.defaults().withOverflow(Overflow.BLOCK_SENDER)))
          .isInstanceOf(RtspValidationException.class)
          .hasMessageContaining("transports(\"tcp\")");
    }
  }

  @Test
  void theFirstFrameAfterALossIsAKeyFrameThatTellsOfIt() {
    try (Camera camera = Camera.open();
        RtspSession session = client.session(camera.url()).build()) {
      FrameStream sound = session.frames();
      FrameStream all = session.frames(FrameOptions.defaults().withDamaged(Damaged.DELIVER));
      session.start();
      assertClip(sound.iterator(), 10);
      camera.dropPackets(0, 2);
      Frame told = sound.iterator().next();
      while (told.lostBefore() == 0) {
        told = sound.iterator().next();
      }
      assertThat(told.isKeyFrame()).isTrue();
      assertThat(told.lostBefore()).isEqualTo(2);
      assertThat(told.discontinuity()).contains(Discontinuity.LOSS);
      assertThat(told.dropped()).isPositive();
      Frame damaged = all.iterator().next();
      while (damaged.lostBefore() == 0) {
        damaged = all.iterator().next();
      }
      assertThat(damaged.discontinuity()).contains(Discontinuity.LOSS);
      assertThat(damaged.dropped()).isZero();
    }
  }

  @Test
  void theFirstFrameAfterAReconnectionSaysSo() {
    try (Camera camera = Camera.open();
        RtspSession session =
            client
                .session(camera.url())
                .reconnect(ReconnectPolicy.attempts(5).backoff(Duration.ofMillis(20)))
                .open()) {
      FrameStream frames = session.frames();
      assertClip(frames.iterator(), 30);
      camera.restart();
      boolean[] told = new boolean[2];
      while (!told[0] || !told[1]) {
        Frame frame = frames.iterator().next();
        if (frame.discontinuity().isPresent()) {
          assertThat(frame.discontinuity()).contains(Discontinuity.RECONNECTED);
          assertThat(frame.isKeyFrame()).isTrue();
          assertThat(told[frame.track().index()]).isFalse();
          told[frame.track().index()] = true;
        }
      }
    }
  }

  @Test
  void iterationThrowsWhatTheSessionFailedWith() {
    try (Camera camera = Camera.open();
        RtspSession session =
            client.session(camera.url()).reconnect(ReconnectPolicy.none()).open()) {
      FrameStream frames = session.frames();
      assertClip(frames.iterator(), 5);
      camera.crash();
      assertThatThrownBy(() -> frames.forEach(frame -> {}))
          .isInstanceOf(RtspTransportException.class);
    }
  }

  @Test
  void closingTheSessionEndsTheIterationOfAnotherThread() throws Exception {
    try (Camera camera = Camera.open()) {
      RtspSession session = client.session(camera.url()).open();
      FrameStream frames = session.frames();
      CompletableFuture<Integer> taken =
          CompletableFuture.supplyAsync(
              () -> {
                int count = 0;
                for (Frame frame : frames) {
                  count += frame.length() > 0 ? 1 : 0;
                }
                return count;
              });
      await().atMost(LIMIT).until(() -> session.statistics().tracks().get(0).frames() > 20);
      session.close();
      assertThat(taken.get(2, TimeUnit.SECONDS)).isPositive();
    }
  }

  @Test
  void parametersAreKnownFromTheDescriptionAlone() {
    try (Camera camera = Camera.open();
        RtspSession session = client.session(camera.url()).build()) {
      session.connect();
      session.describe();
      assertThat(session.codecParameters(session.tracks().get(0)))
          .get()
          .isInstanceOfSatisfying(
              VideoParameters.class,
              video -> assertThat(video.width() + "x" + video.height()).isEqualTo("480x270"));
      assertThat(session.codecParameters(session.tracks().get(1)))
          .get()
          .isInstanceOfSatisfying(
              AudioParameters.class, audio -> assertThat(audio.sampleRate()).isEqualTo(32_000));
    }
  }

  @Test
  void aFrameOfAacIsMadeReadableByItself() {
    try (Camera camera = Camera.open();
        RtspSession session = client.session(camera.url()).open()) {
      for (Frame frame : session.frames()) {
        if (frame.track().kind() == MediaKind.AUDIO) {
          byte[] adts = bytes(Adts.frame(frame));
          assertThat(adts).startsWith(0xFF, 0xF1).hasSize(Adts.HEADER_LENGTH + frame.length());
          // AAC-LC, 32 kHz (index 5), mono, and the length in 13 bits.
          assertThat(adts[2] & 0xFF).isEqualTo(0b01_0101_0_0);
          assertThat((adts[3] & 0xFF) >> 6).isEqualTo(1);
          int length = (adts[3] & 3) << 11 | (adts[4] & 0xFF) << 3 | (adts[5] & 0xFF) >> 5;
          assertThat(length).isEqualTo(adts.length);
          return;
        }
      }
    }
  }
}
