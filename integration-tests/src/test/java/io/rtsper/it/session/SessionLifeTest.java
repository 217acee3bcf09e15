package io.rtsper.it.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.rtsper.api.EndReason;
import io.rtsper.api.ReconnectAttempt;
import io.rtsper.api.ReconnectPolicy;
import io.rtsper.api.RtspClient;
import io.rtsper.api.RtspException;
import io.rtsper.api.RtspListener;
import io.rtsper.api.RtspMethod;
import io.rtsper.api.RtspSession;
import io.rtsper.api.RtspStatusException;
import io.rtsper.api.RtspTimeoutException;
import io.rtsper.api.SessionState;
import io.rtsper.api.header.RangeHeader;
import io.rtsper.camera.Camera;
import io.rtsper.camera.CameraRequest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** What each operation leaves behind, whichever way it ends. */
@Execution(ExecutionMode.CONCURRENT)
class SessionLifeTest {

  private static final Duration LIMIT = Duration.ofSeconds(20);
  private static final ReconnectPolicy QUICK =
      ReconnectPolicy.attempts(3).backoff(Duration.ofMillis(20), Duration.ofMillis(50));

  private final RtspClient client = RtspClient.builder().eventLoops(2).name("life").build();

  @AfterEach
  void closeClient() {
    client.close();
    assertThat(client.sessions()).isEmpty();
  }

  private static List<String> ranges(Camera camera) {
    return camera.requests("PLAY").stream().map(request -> request.header("Range")).toList();
  }

  @Test
  void aSynchronousCallThatIsRefusedInACallbackIsNotCarriedOut() throws Exception {
    try (Camera camera = Camera.open();
        Camera untouched = Camera.open();
        RtspSession other = client.session(untouched.url()).build()) {
      CompletableFuture<Throwable> refusal = new CompletableFuture<>();
      try (RtspSession session =
          client
              .session(camera.url())
              .onPacket(
                  (track, packet) -> {
                    if (!refusal.isDone()) {
                      try {
                        other.connect();
                        refusal.complete(null);
                      } catch (IllegalStateException refused) {
                        refusal.complete(refused);
                      }
                    }
                  })
              .open()) {
        assertThat(refusal.get(20, TimeUnit.SECONDS))
            .hasMessageContaining("connect() was called on an event loop")
            .hasMessageContaining("connectAsync()");
        session.options();
      }
      assertThat(other.state()).isEqualTo(SessionState.NEW);
      assertThat(untouched.connections()).isZero();
    }
  }

  @Test
  void openThatIsInterruptedLeavesNoSession() {
    try (Camera camera = Camera.open()) {
      Thread.currentThread().interrupt();
      assertThatThrownBy(() -> client.session(camera.url()).open())
          .hasMessageContaining("interrupted");
      assertThat(Thread.interrupted()).isTrue();
      await().untilAsserted(() -> assertThat(client.sessions()).isEmpty());
    }
  }

  @Test
  void openThatIsCancelledLeavesNoSession() {
    try (Camera camera = Camera.open()) {
      CompletableFuture<RtspSession> opened = client.session(camera.url()).openAsync();
      opened.cancel(false);
      assertThatThrownBy(opened::join).isInstanceOf(CancellationException.class);
      await().untilAsserted(() -> assertThat(client.sessions()).isEmpty());
    }
  }

  @Test
  void aClosedSessionSaysThatItIs() {
    try (Camera camera = Camera.open()) {
      RtspSession session = client.session(camera.url()).open();
      session.close();
      assertThatThrownBy(session::play)
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining("play isn't possible in state CLOSED");
    }
  }

  @Test
  void aTeardownThatIsRefusedLeavesTheSessionPlaying() {
    try (Camera camera = Camera.builder().on("TEARDOWN").times(1).reply(403).start();
        RtspSession session = client.session(camera.url()).open()) {
      assertThatThrownBy(session::teardown).isInstanceOf(RtspStatusException.class);
      assertThat(session.state()).isEqualTo(SessionState.PLAYING);
      long before = session.statistics().packets();
      await().untilAsserted(() -> assertThat(session.statistics().packets()).isGreaterThan(before));
      session.teardown();
      assertThat(session.state()).isEqualTo(SessionState.DESCRIBED);
      assertThat(camera.sessions()).isZero();
    }
  }

  @Test
  void aTeardownThatIsRedirectedHasEndedTheSession() {
    try (Camera camera =
            Camera.builder().on("TEARDOWN").reply(302, "Location: {camera}elsewhere").start();
        RtspSession session = client.session(camera.url()).open()) {
      assertThat(session.teardown().statusCode()).isEqualTo(302);
      assertThat(session.state()).isEqualTo(SessionState.DESCRIBED);
    }
  }

  @Test
  void goesOnAfterATeardownWithAServerThatClosesBehindIt() {
    try (Camera camera = Camera.open();
        RtspSession session =
            client.session(camera.url()).reconnect(ReconnectPolicy.none()).open()) {
      session.teardown();
      camera.closeConnections();
      camera.awaitOpenConnections(0, LIMIT);
      assertThat(session.describe().media()).hasSize(2);
      session.setup();
      session.play();
      assertThat(session.state()).isEqualTo(SessionState.PLAYING);
      assertThat(session.statistics().reconnects()).isZero();
    }
  }

  @Test
  void asksForTheSameRangeAgainAfterALoss() {
    try (Camera camera = Camera.open();
        RtspSession session = client.session(camera.url()).reconnect(QUICK).build()) {
      session.connect();
      session.describe();
      session.setup();
      session.play(RangeHeader.npt(Duration.ofSeconds(3)));
      camera.resetConnections();
      await().atMost(LIMIT).until(() -> session.statistics().reconnects() == 1);
      assertThat(ranges(camera)).hasSize(2).containsOnly("npt=3-");
    }
  }

  @Test
  void marksTheFirstPacketOfEachTrackAfterALoss() {
    List<String> marked = Collections.synchronizedList(new ArrayList<>());
    try (Camera camera = Camera.open();
        RtspSession session =
            client
                .session(camera.url())
                .reconnect(QUICK)
                .onPacket(
                    (track, packet) -> {
                      if (packet.discontinuity()) {
                        marked.add(track.encoding());
                      }
                    })
                .open()) {
      await()
          .untilAsserted(
              () ->
                  assertThat(session.statistics().tracks())
                      .allSatisfy(track -> assertThat(track.packets()).isPositive()));
      assertThat(marked).isEmpty();
      camera.resetConnections();
      await()
          .atMost(LIMIT)
          .untilAsserted(
              () -> assertThat(marked).containsExactlyInAnyOrder("H264", "MPEG4-GENERIC"));
      long before = session.statistics().packets();
      await()
          .untilAsserted(
              () -> assertThat(session.statistics().packets()).isGreaterThan(before + 20));
      assertThat(marked).hasSize(2);
    }
  }

  @Test
  void twoServersThatSendASessionToAndFroAreNotFollowedForEver() throws Exception {
    CompletableFuture<Throwable> refused = new CompletableFuture<>();
    RtspListener listener =
        new RtspListener() {
          @Override
          public void onError(RtspSession session, RtspException error) {
            refused.complete(error);
          }
        };
    try (Camera camera =
            Camera.builder()
                .on("PLAY")
                .normally()
                .run(at -> at.sendRequest("REDIRECT", at.url(), "Location: " + at.url()))
                .start();
        RtspSession session =
            client
                .session(camera.url())
                .reconnect(ReconnectPolicy.none())
                .listener(listener)
                .open()) {
      assertThat(refused.get(20, TimeUnit.SECONDS))
          .hasMessageContaining("redirects more than 5 times");
      assertThat(camera.connections()).isEqualTo(6);
      assertThat(session.state()).isEqualTo(SessionState.PLAYING);
    }
  }

  @Test
  void aCallbackThatDoesNotReturnKeepsItsOwnSessionAndItsCallersNotForEver() throws Exception {
    CountDownLatch kept = new CountDownLatch(1);
    CountDownLatch release = new CountDownLatch(1);
    AtomicLong packets = new AtomicLong();
    try (RtspClient one = RtspClient.builder().eventLoops(1).name("kept").build();
        Camera camera = Camera.open();
        RtspSession other =
            one.session(camera.url())
                .onPacket((track, packet) -> packets.incrementAndGet())
                .open();
        RtspSession blocking =
            one.session(camera.url())
                .timeout(Duration.ofSeconds(1))
                .onPacket((track, packet) -> keep(kept, release))
                .open()) {
      assertThat(kept.await(20, TimeUnit.SECONDS)).isTrue();
      long start = System.nanoTime();
      assertThatThrownBy(blocking::options)
          .isInstanceOf(RtspTimeoutException.class)
          .hasMessageContaining("a callback has kept the session for ")
          .hasMessageContaining("SessionLifeTest.keep")
          .hasMessageContaining("thread of your own");
      assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(4));
      assertThat(other.options().isSuccess()).isTrue();
      long before = packets.get();
      await().untilAsserted(() -> assertThat(packets).hasValueGreaterThan(before + 50));
      try (RtspSession third = one.session(camera.url()).open()) {
        assertThat(third.state()).isEqualTo(SessionState.PLAYING);
      }
      release.countDown();
      assertThat(blocking.options().isSuccess()).isTrue();
    } finally {
      release.countDown();
    }
  }

  @Test
  void whatIsChainedToAReleasedFutureMayBlockWithoutHarmToOthers() throws Exception {
    CountDownLatch kept = new CountDownLatch(1);
    CountDownLatch again = new CountDownLatch(1);
    CountDownLatch release = new CountDownLatch(1);
    AtomicLong packets = new AtomicLong();
    try (RtspClient one = RtspClient.builder().eventLoops(1).name("chained").build();
        Camera camera = Camera.open();
        RtspSession other =
            one.session(camera.url())
                .onPacket((track, packet) -> packets.incrementAndGet())
                .open();
        RtspSession blocking =
            one.session(camera.url())
                .timeout(Duration.ofSeconds(1))
                .onPacket((track, packet) -> keep(kept, release))
                .open();
        RtspSession second =
            one.session(camera.url()).onPacket((track, packet) -> keep(again, release)).build()) {
      assertThat(kept.await(20, TimeUnit.SECONDS)).isTrue();
      CompletableFuture<Throwable> chained =
          blocking
              .optionsAsync()
              .handle(
                  (answer, failure) -> {
                    keep(new CountDownLatch(1), release);
                    return failure;
                  });
      await().untilAsserted(() -> assertThat(threads("chained-watch-release")).hasSize(1));
      // The watch still relieves, so a second callback that blocks holds up its own session alone.
      second.start();
      assertThat(again.await(20, TimeUnit.SECONDS)).isTrue();
      long before = packets.get();
      await().untilAsserted(() -> assertThat(packets).hasValueGreaterThan(before + 50));
      assertThat(threads("chained-watch-release")).hasSize(1);
      release.countDown();
      assertThat(chained.get(20, TimeUnit.SECONDS)).isInstanceOf(RtspTimeoutException.class);
      assertThat(other.state()).isEqualTo(SessionState.PLAYING);
    } finally {
      release.countDown();
    }
  }

  private static List<String> threads(String name) {
    return Thread.getAllStackTraces().keySet().stream()
        .map(Thread::getName)
        .filter(name::equals)
        .toList();
  }

  @Test
  void aCallerOfASessionWhoseLastCallbackDoesNotReturnIsReleasedToo() throws Exception {
    CountDownLatch kept = new CountDownLatch(1);
    CountDownLatch release = new CountDownLatch(1);
    RtspListener blocking =
        new RtspListener() {
          @Override
          public void onDisconnect(
              RtspSession session, EndReason reason, Optional<RtspException> cause) {
            keep(kept, release);
          }
        };
    try (RtspClient one = RtspClient.builder().eventLoops(1).name("last").build();
        Camera camera = Camera.open();
        RtspSession other = one.session(camera.url()).open();
        RtspSession session =
            one.session(camera.url())
                .timeout(Duration.ofSeconds(1))
                .reconnect(ReconnectPolicy.none())
                .listener(blocking)
                .open()) {
      other.close();
      camera.crash();
      assertThat(kept.await(20, TimeUnit.SECONDS)).isTrue();
      long start = System.nanoTime();
      assertThatThrownBy(session::play)
          .isInstanceOf(RtspTimeoutException.class)
          .hasMessageContaining("SessionLifeTest.keep");
      assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(4));
    } finally {
      release.countDown();
    }
  }

  private static void keep(CountDownLatch kept, CountDownLatch release) {
    kept.countDown();
    try {
      release.await(20, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Test
  void closingAClientReleasesCallersOfASessionThatACallbackKeeps() throws Exception {
    CountDownLatch kept = new CountDownLatch(1);
    CountDownLatch release = new CountDownLatch(1);
    RtspClient one = RtspClient.builder().eventLoops(1).name("kept").build();
    try (Camera camera = Camera.open()) {
      RtspSession other = one.session(camera.url()).open();
      RtspSession blocking =
          one.session(camera.url())
              .closeTimeout(Duration.ZERO)
              .onPacket((track, packet) -> keep(kept, release))
              .open();
      assertThat(kept.await(20, TimeUnit.SECONDS)).isTrue();
      CompletableFuture<?> waiting = blocking.optionsAsync();
      one.close();
      assertThat(waiting).isCompletedExceptionally();
      assertThat(other.state()).isEqualTo(SessionState.CLOSED);
      release.countDown();
      assertThat(blocking.ended().get(20, TimeUnit.SECONDS)).isEqualTo(EndReason.CLOSED);
      await().untilAsserted(() -> assertThat(one.sessions()).isEmpty());
    } finally {
      release.countDown();
    }
  }

  @Test
  void listenersHearOfEverythingInTheOrderInWhichItHappened() throws Exception {
    List<String> heard = Collections.synchronizedList(new ArrayList<>());
    CompletableFuture<EndReason> ended = new CompletableFuture<>();
    RtspListener closer =
        new RtspListener() {
          @Override
          public void onStateChange(RtspSession session, SessionState from, SessionState to) {
            if (to == SessionState.RECONNECTING) {
              session.close();
            }
          }
        };
    RtspListener witness =
        new RtspListener() {
          @Override
          public void onStateChange(RtspSession session, SessionState from, SessionState to) {
            heard.add(to.toString());
          }

          @Override
          public void onReconnect(RtspSession session, ReconnectAttempt attempt) {
            heard.add("attempt");
          }

          @Override
          public void onDisconnect(
              RtspSession session, EndReason reason, Optional<RtspException> cause) {
            ended.complete(reason);
          }
        };
    try (Camera camera = Camera.open();
        RtspSession session =
            client
                .session(camera.url())
                .reconnect(QUICK)
                .listener(closer)
                .listener(witness)
                .open()) {
      assertThat(session.state()).isEqualTo(SessionState.PLAYING);
      heard.clear();
      camera.resetConnections();
      assertThat(ended.get(20, TimeUnit.SECONDS)).isEqualTo(EndReason.CLOSED);
      assertThat(heard).containsExactly("RECONNECTING", "CLOSED");
    }
  }

  @Test
  void aConnectionThatWasGivenUpDoesNotOutliveTheSession() {
    try (Camera camera = Camera.builder().withoutMedia().on("TEARDOWN").silent().start();
        RtspSession session =
            client
                .session(camera.url())
                .firstMediaTimeout(Duration.ofMillis(200))
                .closeTimeout(Duration.ofSeconds(10))
                .reconnect(
                    ReconnectPolicy.forever().backoff(Duration.ofHours(1), Duration.ofHours(1)))
                .open()) {
      await().until(() -> session.state() == SessionState.RECONNECTING);
      session.close();
      camera.awaitOpenConnections(0, Duration.ofSeconds(5));
    }
  }

  @Test
  void aPauseIsNoticedBeforeTheDeadlineOfTheFirstPacket() {
    try (Camera camera = Camera.open()) {
      AtomicInteger packets = new AtomicInteger();
      RtspSession session =
          client
              .session(camera.url())
              .firstMediaTimeout(Duration.ofSeconds(15))
              .mediaStallTimeout(Duration.ofMillis(300))
              .reconnect(ReconnectPolicy.none())
              .onPacket((track, packet) -> packets.incrementAndGet())
              .open();
      await().until(() -> packets.get() > 0);
      camera.stopMedia();
      assertThatThrownBy(() -> session.ended().get(8, TimeUnit.SECONDS))
          .hasCauseInstanceOf(RtspTimeoutException.class)
          .hasMessageContaining("the camera stopped sending");
    }
  }

  @Test
  void comesBackWhenTheServerNoLongerKnowsTheSessionThatIsPaused() {
    try (Camera camera = Camera.open();
        RtspSession session = client.session(camera.url()).reconnect(QUICK).open()) {
      camera.expireSessions();
      session.pause();
      assertThat(session.state()).isEqualTo(SessionState.READY);
      assertThat(session.statistics().reconnects()).isOne();
    }
  }

  @Test
  void followsARedirectThatAnswersAKeepalive() {
    try (Camera next = Camera.open();
        Camera camera =
            Camera.builder()
                .on("GET_PARAMETER")
                .whilePlaying()
                .reply(302, "Location: " + next.url())
                .start();
        RtspSession session =
            client
                .session(camera.url())
                .keepaliveInterval(Duration.ofMillis(100))
                .reconnect(ReconnectPolicy.none())
                .open()) {
      next.awaitRequest("PLAY", LIMIT);
      next.awaitRequest("GET_PARAMETER", LIMIT);
      assertThat(session.state()).isEqualTo(SessionState.PLAYING);
      assertThat(session.url().port()).isEqualTo(next.port());
    }
  }

  @Test
  void keepsWhatMayBeASecretFromAnotherHost() {
    try (Camera next = Camera.open();
        Camera camera =
            Camera.builder()
                .on("DESCRIBE")
                .reply(302, "Location: " + next.url().replace("127.0.0.1", "localhost"))
                .start();
        RtspSession session =
            client
                .session(camera.url())
                .header("Accept-Language", "en")
                .header("X-Api-Key", "key-of-the-first-host")
                .header("Authorization", "Bearer token-of-the-first-host")
                .build()) {
      session.connect();
      session.describe();
      assertThat(last(camera, "DESCRIBE").header("X-Api-Key")).isEqualTo("key-of-the-first-host");
      CameraRequest there = last(next, "DESCRIBE");
      assertThat(there.headerNames()).contains("Accept-Language");
      assertThat(there.header("X-Api-Key")).isNull();
      assertThat(there.header("Authorization")).isNull();
    }
  }

  @Test
  void goesByASessionTimeoutThatOnlyPlayNames() {
    try (Camera camera =
            Camera.builder()
                .on("SETUP")
                .reply(200, "Session: abc")
                .on("PLAY")
                .reply(200, "Session: abc;timeout=5")
                .start();
        RtspSession session = client.session(camera.url()).open()) {
      camera.awaitRequest("GET_PARAMETER", Duration.ofSeconds(15));
      assertThat(session.state()).isEqualTo(SessionState.PLAYING);
    }
  }

  @Test
  void keepsTheIntervalOfKeepalivesAlsoWithAServerThatIsSlowToAnswer() {
    List<Long> times = new CopyOnWriteArrayList<>();
    try (Camera camera =
            Camera.builder()
                .on("GET_PARAMETER")
                .when(request -> times.add(System.nanoTime()))
                .delay(Duration.ofMillis(250))
                .normally()
                .start();
        RtspSession session =
            client
                .session(camera.url())
                .keepaliveMethod(RtspMethod.GET_PARAMETER)
                .keepaliveInterval(Duration.ofMillis(300))
                .open()) {
      await().atMost(LIMIT).until(() -> times.size() >= 10);
      List<Long> millis =
          IntStream.range(1, 10)
              .mapToObj(i -> (times.get(i) - times.get(i - 1)) / 1_000_000)
              .sorted()
              .toList();
      // With the answer's time on top, each would take 550 ms; a slow machine delays some of them.
      assertThat(millis.get(4)).as("the median of %s", millis).isLessThan(500);
      assertThat(session.state()).isEqualTo(SessionState.PLAYING);
    }
  }

  @Test
  void answersToWhatWasGivenUpEndNothing() {
    try (Camera camera =
            Camera.builder()
                .on("OPTIONS")
                .whilePlaying()
                .delay(Duration.ofMillis(100))
                .normally()
                .start();
        RtspSession session =
            client.session(camera.url()).reconnect(ReconnectPolicy.none()).strict(true).open()) {
      for (int i = 0; i < 12; i++) {
        int before = camera.requests("OPTIONS").size();
        CompletableFuture<?> given = session.optionsAsync();
        await()
            .pollInterval(Duration.ofMillis(1))
            .until(() -> camera.requests("OPTIONS").size() > before);
        given.cancel(false);
      }
      await().until(() -> session.statistics().lateResponses() >= 12);
      assertThat(session.getParameter().isSuccess()).isTrue();
      assertThat(session.state()).isEqualTo(SessionState.PLAYING);
    }
  }

  @Test
  void measuresTheTimeToTheFirstPacketOfTheLastConnection() {
    Duration delay = Duration.ofMillis(300);
    try (Camera camera = Camera.builder().on("PLAY").connection(2).delay(delay).normally().start();
        RtspSession session = client.session(camera.url()).reconnect(QUICK).open()) {
      await().until(() -> session.statistics().timeToFirstPacket().isPresent());
      Duration first = session.statistics().timeToFirstPacket().orElseThrow();
      camera.resetConnections();
      await().atMost(LIMIT).until(() -> session.statistics().reconnects() == 1);
      await()
          .untilAsserted(
              () -> {
                Optional<Duration> now = session.statistics().timeToFirstPacket();
                assertThat(now).isPresent().isNotEqualTo(Optional.of(first));
                assertThat(now.orElseThrow()).isGreaterThanOrEqualTo(delay);
              });
    }
  }

  @Test
  void aRecordingThatIsAtItsEndIsNotPlayedAgain() throws Exception {
    try (Camera camera = Camera.builder().packetLimit(20).closeAtLimit().start();
        RtspSession session = client.session(camera.url()).reconnect(QUICK).build()) {
      session.connect();
      session.describe();
      session.setup();
      session.play(RangeHeader.npt(Duration.ZERO, Duration.ofSeconds(2)));
      assertThat(session.ended().get(20, TimeUnit.SECONDS)).isEqualTo(EndReason.BYE);
      assertThat(camera.connections()).isOne();
    }
  }

  @Test
  void setupOfNoTracksIsRefused() {
    try (Camera camera = Camera.open();
        RtspSession session = client.session(camera.url()).build()) {
      session.connect();
      session.describe();
      assertThatThrownBy(() -> session.setup(List.of()))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("setup() takes all");
      assertThat(session.state()).isEqualTo(SessionState.DESCRIBED);
    }
  }

  @Test
  void pausesMediaAndPlaysOnWithoutLoss() {
    AtomicInteger packets = new AtomicInteger();
    try (Camera camera = Camera.open();
        RtspSession session =
            client
                .session(camera.url())
                .onPacket((track, packet) -> packets.incrementAndGet())
                .open()) {
      await().until(() -> packets.get() > 10);
      session.pause();
      int paused = packets.get();
      session.getParameter();
      session.options();
      assertThat(packets).hasValue(paused);
      session.play();
      await().until(() -> packets.get() > paused + 10);
      assertThat(session.statistics().lost()).isZero();
      assertThat(ranges(camera)).hasSize(2);
    }
  }

  @Test
  void asksForAndSetsParametersAsALineEach() {
    try (Camera camera = Camera.builder().on("GET_PARAMETER").reply(200).start();
        RtspSession session = client.session(camera.url()).open()) {
      session.getParameter("position", "packets_received");
      session.setParameter("barparam", "barstuff");
      assertThat(last(camera, "GET_PARAMETER").bodyText())
          .isEqualTo("position\r\npackets_received\r\n");
      assertThat(last(camera, "SET_PARAMETER").bodyText()).isEqualTo("barparam: barstuff\r\n");
    }
  }

  private static CameraRequest last(Camera camera, String method) {
    List<CameraRequest> all = camera.requests(method);
    return all.get(all.size() - 1);
  }
}
