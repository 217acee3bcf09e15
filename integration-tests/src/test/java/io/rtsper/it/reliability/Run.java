package io.rtsper.it.reliability;

import static org.assertj.core.api.Assertions.assertThat;

import io.rtsper.api.EndReason;
import io.rtsper.api.ReconnectPolicy;
import io.rtsper.api.RtspClient;
import io.rtsper.api.RtspException;
import io.rtsper.api.RtspSession;
import io.rtsper.api.RtspSessionBuilder;
import io.rtsper.api.RtspTimeoutException;
import io.rtsper.api.SessionState;
import io.rtsper.camera.Camera;
import io.rtsper.camera.CameraRequest;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Lets a fault strike one session, through the synchronous or the asynchronous API. */
final class Run {

  /** What every deadline may be missed by: timers, threads and scheduling. */
  static final Duration TOLERANCE = Duration.ofMillis(100);

  /**
   * What a machine that does other work may add; {@code -Drtsper.reliability.load=0} holds an idle
   * one to the tolerance alone.
   */
  static final Duration LOAD =
      Duration.ofMillis(Integer.getInteger("rtsper.reliability.load", 3000));

  /** Above all deadlines: what takes longer hangs. */
  private static final Duration HANGS = Duration.ofSeconds(20);

  /** From close() until nothing is left. */
  static final Duration CLOSE_LIMIT = Fault.CLOSE.plusSeconds(1);

  private static final Pattern CLIENT_PORTS = Pattern.compile("client_port=(\\d+)-(\\d+)");
  private static final AtomicInteger NUMBER = new AtomicInteger();

  private final Fault fault;
  private final boolean async;
  private final String name = "fault-" + NUMBER.incrementAndGet();
  private final Watch watch = new Watch();
  private final List<Camera> others = new ArrayList<>();

  Run(Fault fault, boolean async) {
    this.fault = fault;
    this.async = async;
  }

  /** Adds a camera that is closed with the run. */
  Camera another(Camera camera) {
    others.add(camera);
    return camera;
  }

  /**
   * Knows names under {@code .test} alone, all of which are this machine, and one that hangs. Like
   * the look-up of the JVM, that can't be interrupted.
   */
  private static List<InetAddress> resolve(String host) throws UnknownHostException {
    if (host.equals("hangs.test")) {
      new CompletableFuture<List<InetAddress>>()
          .orTimeout(1, TimeUnit.SECONDS)
          .exceptionally(late -> List.of())
          .join();
    }
    if (host.endsWith(".test") && !host.startsWith("unknown")) {
      return List.of(InetAddress.getByAddress(host, new byte[] {127, 0, 0, 1}));
    }
    throw new UnknownHostException(host);
  }

  /** Returns how long the outcome took, in milliseconds. */
  long measure() throws Exception {
    RtspClient client =
        RtspClient.builder().name(name).eventLoops(1).hostResolver(Run::resolve).build();
    try (Camera camera = fault.camera.apply(this)) {
      RtspSession session = build(client, camera);
      long took = strike(camera, session);
      leavesNothing(client, session, camera);
      return took;
    } finally {
      client.close();
      others.forEach(Camera::close);
    }
  }

  private RtspSession build(RtspClient client, Camera camera) {
    RtspSessionBuilder builder =
        client
            .session(fault.url.apply(camera))
            .timeout(patience())
            .firstMediaTimeout(Fault.MEDIA)
            .mediaStallTimeout(Fault.MEDIA)
            .closeTimeout(Fault.CLOSE)
            .reconnect(ReconnectPolicy.none())
            .listener(watch)
            .onPacket(
                (track, packet) -> {
                  fault.packets.accept(packet);
                  watch.packet(track, packet);
                });
    return fault.session.apply(builder).build();
  }

  /**
   * What fails for another reason than time, or comes back without one, must not run out of it on a
   * machine that does other work.
   */
  private Duration patience() {
    boolean comesBackByItself =
        fault.deadlineText.equals("at once") || fault.deadlineText.equals("back-off");
    boolean byTime =
        fault.outcome == Fault.Outcome.FAILS
            ? fault.exception == RtspTimeoutException.class
            : !comesBackByItself;
    return byTime ? Fault.ANSWER : Fault.ANSWER.plus(LOAD);
  }

  private long strike(Camera camera, RtspSession session) throws Exception {
    Fault.Scene scene = new Fault.Scene(camera, session, watch);
    long start = System.nanoTime();
    RtspException failure = open(session);
    if (fault.trigger != null || fault.teardown) {
      assertThat(failure).as("the session opens before the fault strikes").isNull();
      watch.await("packets of both tracks", HANGS, () -> watch.tracks() == 2);
      start = System.nanoTime();
      if (fault.trigger != null) {
        fault.trigger.accept(scene);
      }
      if (fault.teardown) {
        failure = teardown(session);
      }
    }
    return switch (fault.outcome) {
      case FAILS -> failed(session, failure, start);
      case RECOVERS -> recovered(scene, failure, start);
      case GOES_ON -> wentOn(scene, failure, start);
      case ENDS -> ended(session, failure, start);
    };
  }

  /** Opens the session through the API of this run; returns what that threw. */
  private @Nullable RtspException open(RtspSession session) throws Exception {
    return caught(session, async ? session.startAsync() : null, session::start);
  }

  private @Nullable RtspException teardown(RtspSession session) throws Exception {
    return caught(session, async ? session.teardownAsync() : null, session::teardown);
  }

  private @Nullable RtspException caught(
      RtspSession session, @Nullable CompletableFuture<?> future, Runnable call) throws Exception {
    try {
      if (future == null) {
        call.run();
      } else {
        future.get(HANGS.toMillis(), TimeUnit.MILLISECONDS);
      }
      return null;
    } catch (RtspException thrown) {
      assertThat(thrown.getStackTrace())
          .as("the exception carries the caller's stack")
          .anyMatch(frame -> frame.getClassName().equals(Run.class.getName()));
      return thrown;
    } catch (ExecutionException failed) {
      assertThat(failed.getCause()).isInstanceOf(RtspException.class);
      return (RtspException) failed.getCause();
    } catch (TimeoutException hangs) {
      throw new AssertionError("hangs: " + session + ", " + watch, hangs);
    }
  }

  private long failed(RtspSession session, @Nullable RtspException thrown, long start)
      throws Exception {
    RtspException failure = thrown;
    if (failure == null) {
      failure = end(session).failure();
    }
    long took = within(start);
    RtspException failed = failure;
    assertThat(failed)
        .as("the failure of %s; %s", session, watch)
        .isInstanceOf(fault.exception)
        .hasMessageContaining(fault.fragment);
    if (!fault.teardown) {
      assertThat(session.state()).isEqualTo(SessionState.CLOSED);
      watch.await("the end is told", HANGS, () -> !watch.disconnects().isEmpty());
      assertThat(watch.disconnects()).containsExactly(EndReason.ERROR);
      assertThat(watch.errors()).anyMatch(told -> told.getClass() == failed.getClass());
    }
    return took;
  }

  private long recovered(Fault.Scene scene, @Nullable RtspException failure, long start)
      throws Exception {
    RtspSession session = scene.session();
    assertThat(failure).isNull();
    watch.await("back", HANGS, () -> watch.reconnects() >= fault.reconnects);
    long took = within(start);
    watch.awaitPackets(5, HANGS);
    assertThat(fault.evidence).as(fault.evidenceText).accepts(scene);
    assertThat(session.state()).as("%s", watch).isEqualTo(SessionState.PLAYING);
    assertThat(watch.reconnects()).as("%s", watch).isEqualTo(fault.reconnects);
    assertThat(session.statistics().reconnects()).isEqualTo(fault.reconnects);
    return took;
  }

  private long wentOn(Fault.Scene scene, @Nullable RtspException failure, long start)
      throws Exception {
    assertThat(failure).isNull();
    watch.await(fault.evidenceText, HANGS, () -> fault.evidence.test(scene));
    long took = within(start);
    watch.awaitPackets(5, HANGS);
    assertThat(scene.session().state()).as("%s", watch).isEqualTo(SessionState.PLAYING);
    assertThat(watch.attempts()).isEmpty();
    return took;
  }

  private long ended(RtspSession session, @Nullable RtspException failure, long start)
      throws Exception {
    assertThat(failure).isNull();
    if (fault.teardown) {
      return within(start);
    }
    End end = end(session);
    long took = within(start);
    assertThat(end.failure()).isNull();
    assertThat(end.reason()).isEqualTo(fault.reason);
    assertThat(session.state()).isEqualTo(SessionState.CLOSED);
    return took;
  }

  /** How a session ended. */
  private record End(@Nullable EndReason reason, @Nullable RtspException failure) {}

  private End end(RtspSession session) throws Exception {
    try {
      return new End(session.ended().get(HANGS.toMillis(), TimeUnit.MILLISECONDS), null);
    } catch (ExecutionException failed) {
      return new End(null, (RtspException) failed.getCause());
    } catch (TimeoutException hangs) {
      throw new AssertionError("doesn't end: " + session + ", " + watch, hangs);
    }
  }

  private long within(long start) {
    Duration took = Duration.ofNanos(System.nanoTime() - start);
    Duration limit = fault.deadline.plus(TOLERANCE).plus(LOAD);
    if (took.compareTo(limit) > 0) {
      throw new DeadlineMissed(
          "took " + took.toMillis() + " ms, not " + limit.toMillis() + " at most; " + watch);
    }
    return took.toMillis();
  }

  /** Closes all and looks for what is left. */
  private void leavesNothing(RtspClient client, RtspSession session, Camera camera)
      throws InterruptedException {
    long start = System.nanoTime();
    if (async) {
      session.closeAsync().orTimeout(HANGS.toSeconds(), TimeUnit.SECONDS).join();
    } else {
      session.close();
    }
    assertThat(Duration.ofNanos(System.nanoTime() - start))
        .as("closing")
        .isLessThan(CLOSE_LIMIT.plus(LOAD));
    assertThat(session.state()).isEqualTo(SessionState.CLOSED);
    assertThat(client.sessions()).isEmpty();
    start = System.nanoTime();
    client.close();
    assertThat(Duration.ofNanos(System.nanoTime() - start))
        .as("closing the client")
        .isLessThan(CLOSE_LIMIT.plus(LOAD));
    assertThat(session.ended()).isDone();
    Duration limit = CLOSE_LIMIT.plus(LOAD);
    watch.await("no thread of the client", limit, () -> threads().isEmpty());
    camera.pauseReading(false);
    camera.awaitOpenConnections(0, limit);
    Set<Integer> ports = clientPorts(camera);
    watch.await("no UDP port", limit, () -> Leftovers.openUdpPorts(ports).isEmpty());
    if (!fault.serverSessionStays) {
      camera.awaitSessions(0, limit);
    }
    assertThat(camera.violations())
        .filteredOn(text -> fault.tolerated.isEmpty() || !text.contains(fault.tolerated))
        .isEmpty();
    assertThat(camera.failures()).isEmpty();
    for (Camera other : others) {
      other.awaitOpenConnections(0, limit);
      other.awaitSessions(0, limit);
    }
  }

  private List<String> threads() {
    return Leftovers.threads(name + "-");
  }

  /** Returns the ports at which the session wanted its media. */
  static Set<Integer> clientPorts(Camera camera) {
    Set<Integer> ports = new HashSet<>();
    for (CameraRequest setup : camera.requests("SETUP")) {
      Matcher pair = CLIENT_PORTS.matcher(String.valueOf(setup.header("Transport")));
      while (pair.find()) {
        ports.add(Integer.parseInt(pair.group(1)));
        ports.add(Integer.parseInt(pair.group(2)));
      }
    }
    return ports;
  }
}
