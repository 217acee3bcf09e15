package io.rtsper.it.reliability;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rtsper.api.EndReason;
import io.rtsper.api.Quirk;
import io.rtsper.api.ReconnectAttempt;
import io.rtsper.api.ReconnectPolicy;
import io.rtsper.api.RtspClient;
import io.rtsper.api.RtspException;
import io.rtsper.api.RtspListener;
import io.rtsper.api.RtspRequest;
import io.rtsper.api.RtspResponse;
import io.rtsper.api.RtspSession;
import io.rtsper.api.RtspSessionBuilder;
import io.rtsper.api.SessionState;
import io.rtsper.api.TlsOptions;
import io.rtsper.api.media.Track;
import io.rtsper.camera.Camera;
import io.rtsper.camera.CameraBuilder;
import io.rtsper.camera.CameraRequest;
import io.rtsper.camera.TestCertificates;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Lets an application call its session from one of its callbacks, and looks at what comes of that:
 * on the wire, in the process, and in the order of the callbacks.
 */
final class CallbackRun implements RtspListener {

  /** Never waited out: every server here answers TEARDOWN. */
  private static final Duration CLOSE = Duration.ofSeconds(15);

  /** Above what anything here takes, and below what closing may. */
  private static final Duration HANGS = Duration.ofSeconds(10);

  private static final long LOOK_AGAIN_MILLIS = 20;
  private static final AtomicInteger NUMBER = new AtomicInteger();

  private static final TlsOptions TRUST =
      TlsOptions.defaults().context(TestCertificates.trusting(TestCertificates.GOOD));

  /** What the callback does. */
  enum Action {
    CLOSE_ASYNC("closeAsync()"),
    CLOSE("close()"),
    CANCEL("cancel()"),
    PAUSE("pauseAsync()"),
    PLAY("playAsync()");

    final String text;

    Action(String text) {
      this.text = text;
    }

    boolean closes() {
      return this == CLOSE_ASYNC || this == CLOSE;
    }
  }

  /** What the session is made of. */
  enum Wire {
    TCP("tcp", UnaryOperator.identity()),
    UDP("udp", UnaryOperator.identity()),
    TLS("tcp", builder -> builder.tls(TestCertificates.GOOD.context()));

    private final String transport;
    private final UnaryOperator<CameraBuilder> camera;

    Wire(String transport, UnaryOperator<CameraBuilder> camera) {
      this.transport = transport;
      this.camera = camera;
    }
  }

  /** What was counted in the end. */
  record Counts(int teardowns, int sockets, int threads) {}

  private static final Map<String, Function<RtspSession, CompletableFuture<?>>> STEPS =
      new LinkedHashMap<>();

  static {
    STEPS.put("connect", RtspSession::connectAsync);
    STEPS.put("options", RtspSession::optionsAsync);
    STEPS.put("describe", RtspSession::describeAsync);
    STEPS.put("setup", RtspSession::setupAsync);
    STEPS.put("play", RtspSession::playAsync);
    STEPS.put("getParameter", session -> session.getParameterAsync());
    STEPS.put("setParameter", session -> session.setParameterAsync("brightness", "1"));
    STEPS.put("pause", RtspSession::pauseAsync);
    STEPS.put("teardown", RtspSession::teardownAsync);
  }

  private final Callback callback;
  private final Action action;
  private final Wire wire;
  private final String name = "callback-" + NUMBER.incrementAndGet();

  private final Map<String, String> asked = new HashMap<>();
  private final List<String> requests = new ArrayList<>();
  private final List<String> faults = new ArrayList<>();
  private final Set<Integer> tracks = new TreeSet<>();
  private @Nullable RtspSession session;
  private @Nullable CompletableFuture<?> current;
  private @Nullable CompletableFuture<?> called;
  private String inside = "";
  private boolean acted;
  private boolean acting;
  private boolean closed;
  private int requestsBefore;
  private int ends;
  private int disconnects;

  CallbackRun(Callback callback, Action action, Wire wire) {
    this.callback = callback;
    this.action = action;
    this.wire = wire;
  }

  /** Runs, and returns what is left. */
  Counts count() throws Exception {
    RtspClient client = RtspClient.builder().name(name).eventLoops(1).build();
    try (Camera camera = wire.camera.apply(callback.camera.apply(Camera.builder())).start()) {
      RtspSession of = build(client, camera);
      synchronized (this) {
        session = of;
      }
      live(of, camera);
      checkCalled(of);
      return end(client, of, camera);
    } finally {
      client.close();
    }
  }

  private RtspSession build(RtspClient client, Camera camera) {
    RtspSessionBuilder builder =
        client
            .session(camera.url())
            .transports(wire.transport)
            .timeout(HANGS)
            .closeTimeout(CLOSE)
            .tls(TRUST)
            .reconnect(ReconnectPolicy.none())
            .listener(this)
            .onPacket((track, packet) -> packet(track))
            .onFrame((track, frame) -> at("onFrame", true))
            .onRtcp((track, compound) -> at("onRtcp", true));
    return callback.session.apply(builder).build();
  }

  // The life of the session

  private void live(RtspSession of, Camera camera) throws Exception {
    if (callback.way == Callback.Way.START) {
      take("start", RtspSession::startAsync);
      play(camera);
    } else {
      for (Map.Entry<String, Function<RtspSession, CompletableFuture<?>>> step : STEPS.entrySet()) {
        take(step.getKey(), step.getValue());
        if (step.getKey().equals("play")) {
          play(camera);
        }
      }
    }
    if (!hasActed()) {
      get(of.closeAsync());
    }
    await("the callback", this::hasActed);
  }

  private synchronized boolean hasActed() {
    return acted;
  }

  private void play(Camera camera) throws InterruptedException {
    if (hasActed()) {
      return;
    }
    if (!callback.place.equals("onPacket")) {
      int all = callback.toString().contains("500 to SETUP") ? 1 : 2;
      await("packets of each track", () -> hasActed() || tracks.size() == all);
    }
    if (callback.inPlay != null) {
      callback.inPlay.accept(camera);
    }
    if (callback.awaited) {
      await("the callback", this::hasActed);
    }
  }

  /** Takes a step unless the callback came before it. */
  private void take(String step, Function<RtspSession, CompletableFuture<?>> begin)
      throws Exception {
    CompletableFuture<?> chained;
    synchronized (this) {
      RtspSession of = session;
      if (acted || of == null) {
        return;
      }
      // In the lock, which each callback takes: none comes before the future is known.
      CompletableFuture<?> operation = begin.apply(of);
      current = operation;
      chained = operation.whenComplete((value, failure) -> at("future of " + step, false));
    }
    // Whoever waits for the operation itself may run what is chained to it.
    Throwable failure = get(chained);
    if (!hasActed()) {
      assertThat(failure).as(step).isNull();
    }
  }

  /** Waits for a future; returns its failure. */
  private @Nullable Throwable get(CompletableFuture<?> future) throws InterruptedException {
    try {
      future.get(HANGS.toMillis(), TimeUnit.MILLISECONDS);
      return null;
    } catch (ExecutionException failed) {
      return failed.getCause();
    } catch (CancellationException cancelled) {
      return cancelled;
    } catch (TimeoutException hangs) {
      throw new AssertionError("hangs: " + this, hangs);
    }
  }

  private synchronized void await(String what, BooleanSupplier holds) throws InterruptedException {
    long end = System.nanoTime() + HANGS.toNanos();
    while (!holds.getAsBoolean()) {
      if (System.nanoTime() - end > 0) {
        throw new AssertionError("not in time: " + what + "; " + this);
      }
      wait(LOOK_AGAIN_MILLIS);
    }
  }

  // The callbacks

  /** Is called where the application is; what it does there is done once. */
  private synchronized void at(String place, boolean ofMedia) {
    // What is chained to a future runs when the application itself cancels it.
    boolean cancels = acting && action == Action.CANCEL && place.startsWith("future of");
    if (!inside.isEmpty() && !cancels) {
      faults.add(place + " inside " + inside);
    }
    if (closed && ofMedia) {
      faults.add(place + " after closing");
    }
    String before = inside;
    inside = place;
    if (!acted && place.equals(callback.place)) {
      acted = true;
      boolean unsent = place.startsWith("onRequest") && !place.endsWith("TEARDOWN");
      requestsBefore = requests.size() - (unsent ? 1 : 0);
      acting = true;
      act();
      acting = false;
    }
    inside = before;
    notifyAll();
  }

  private void act() {
    RtspSession of = session;
    CompletableFuture<?> operation = current;
    if (of == null || operation == null) {
      throw new IllegalStateException("called back before anything was asked for");
    }
    switch (action) {
      case CLOSE_ASYNC -> called = of.closeAsync();
      case CLOSE -> of.close();
      case CANCEL -> {
        CompletableFuture<?> victim = operation.isDone() ? of.optionsAsync() : operation;
        victim.cancel(true);
        called = victim;
      }
      case PAUSE -> {
        refuses(of::pause);
        called = of.pauseAsync();
      }
      case PLAY -> {
        refuses(of::play);
        called = of.playAsync();
      }
    }
    closed = action.closes();
  }

  private void refuses(Runnable synchronous) {
    try {
      synchronous.run();
      faults.add("a synchronous method waits for its own session");
    } catch (IllegalStateException refused) {
      if (!String.valueOf(refused.getMessage()).contains("was called on an event loop")) {
        faults.add("refused with " + refused);
      }
    }
  }

  private synchronized void packet(Track track) {
    tracks.add(track.index());
    at("onPacket", true);
  }

  @Override
  public synchronized void onRequest(RtspSession of, RtspRequest request) {
    String method = request.method().name();
    asked.put(request.headers().first("CSeq").orElse(""), method);
    requests.add(method);
    at("onRequest of " + method, false);
  }

  @Override
  public synchronized void onResponse(RtspSession of, RtspResponse response) {
    at("onResponse of " + asked.get(response.headers().first("CSeq").orElse("")), false);
  }

  @Override
  public void onServerRequest(RtspSession of, RtspRequest request, RtspResponse response) {
    at("onServerRequest", false);
  }

  @Override
  public synchronized void onStateChange(RtspSession of, SessionState from, SessionState to) {
    ends += to == SessionState.CLOSED ? 1 : 0;
    at("onStateChange to " + to, false);
  }

  @Override
  public void onPacketLoss(RtspSession of, Track track, long expectedSequence, int count) {
    at("onPacketLoss", true);
  }

  @Override
  public void onTrackStalled(RtspSession of, Track track) {
    at("onTrackStalled", true);
  }

  @Override
  public void onQuirk(RtspSession of, Quirk quirk, String detail) {
    at("onQuirk", false);
  }

  @Override
  public void onReconnect(RtspSession of, ReconnectAttempt attempt) {
    at("onReconnect", true);
  }

  @Override
  public void onReconnected(RtspSession of, int attempts) {
    at("onReconnected", true);
  }

  @Override
  public void onError(RtspSession of, RtspException error) {
    at("onError", false);
  }

  @Override
  public synchronized void onDisconnect(
      RtspSession of, EndReason reason, Optional<RtspException> error) {
    disconnects++;
    at("onDisconnect", false);
  }

  // What came of it

  private void checkCalled(RtspSession of) throws Exception {
    CompletableFuture<?> operation = requireNonNull(current);
    CompletableFuture<?> answer = called;
    switch (action) {
      case CLOSE_ASYNC -> assertThat(get(requireNonNull(answer))).isNull();
      case CLOSE -> assertThat(get(of.closeAsync())).isNull();
      case CANCEL -> {
        assertThat(requireNonNull(answer)).isCancelled();
        Throwable failure = get(of.optionsAsync());
        if (failure != null) {
          assertThat(failure).as("%s", this).isInstanceOf(IllegalStateException.class);
          assertThat(of.state()).isIn(SessionState.NEW, SessionState.CLOSED);
        }
      }
      case PAUSE, PLAY -> {
        Throwable failure = get(requireNonNull(answer));
        if (failure != null) {
          assertThat(failure).as("%s", this).isInstanceOf(IllegalStateException.class);
        }
      }
    }
    Throwable failure = get(operation);
    if (failure != null && action != Action.CANCEL) {
      assertThat(failure).isInstanceOf(RtspException.class);
    }
  }

  private Counts end(RtspClient client, RtspSession of, Camera camera) throws Exception {
    assertThat(get(of.closeAsync())).isNull();
    assertThat(of.state()).isEqualTo(SessionState.CLOSED);
    assertThat(of.ended()).isDone();
    Set<Integer> ports = Run.clientPorts(camera);
    // The system's socket goes with the next turn of the loop.
    await("no UDP socket", () -> Leftovers.openUdpPorts(ports).isEmpty());
    camera.awaitOpenConnections(0, HANGS);
    camera.awaitSessions(0, HANGS);
    assertThatThrownBy(of::options).isInstanceOf(IllegalStateException.class);
    client.close();
    await("no thread of the client", () -> Leftovers.threads(name + "-").isEmpty());
    int teardowns = checkWire(camera);
    synchronized (this) {
      assertThat(faults).as("%s", this).isEmpty();
      assertThat(ends).as("onStateChange to CLOSED").isEqualTo(1);
      assertThat(disconnects).as("onDisconnect").isEqualTo(1);
    }
    return new Counts(
        teardowns, Leftovers.openUdpPorts(ports).size(), Leftovers.threads(name + "-").size());
  }

  /** Returns how many TEARDOWNs came that were answered with a success. */
  private int checkWire(Camera camera) {
    List<String> sent =
        camera.requests().stream()
            .filter(request -> !request.isResponse())
            .map(CameraRequest::method)
            .toList();
    int all = (int) sent.stream().filter("TEARDOWN"::equals).count();
    int answered = callback.challenged && all > 0 ? all - 1 : all;
    if (!callback.lost) {
      assertThat(answered).as("TEARDOWNs of %s", sent).isEqualTo(sent.contains("SETUP") ? 1 : 0);
    } else {
      assertThat(answered).as("TEARDOWNs of %s", sent).isLessThanOrEqualTo(1);
    }
    if (action.closes()) {
      assertThat(sent.subList(Math.min(requestsBefore, sent.size()), sent.size()))
          .as("what was sent after closing; all: %s", sent)
          .allMatch("TEARDOWN"::equals);
    }
    if (all > 0 && action != Action.CANCEL) {
      assertThat(sent.subList(sent.indexOf("TEARDOWN"), sent.size()))
          .as("what was sent after TEARDOWN")
          .allMatch("TEARDOWN"::equals);
    }
    assertThat(camera.violations()).isEmpty();
    assertThat(camera.failures()).isEmpty();
    return answered;
  }

  @Override
  public synchronized String toString() {
    return callback + ", " + action.text + ", " + wire + ": asked " + requests + ", " + session;
  }
}
