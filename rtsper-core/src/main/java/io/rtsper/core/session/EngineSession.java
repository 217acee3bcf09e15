package io.rtsper.core.session;

import static java.util.Objects.requireNonNull;

import io.rtsper.api.EndReason;
import io.rtsper.api.FrameOptions;
import io.rtsper.api.FrameStream;
import io.rtsper.api.QuirkCount;
import io.rtsper.api.RtspCancelledException;
import io.rtsper.api.RtspException;
import io.rtsper.api.RtspMethod;
import io.rtsper.api.RtspPhase;
import io.rtsper.api.RtspRequest;
import io.rtsper.api.RtspResponse;
import io.rtsper.api.RtspSession;
import io.rtsper.api.RtspTimeoutException;
import io.rtsper.api.RtspUrl;
import io.rtsper.api.SessionOptions;
import io.rtsper.api.SessionState;
import io.rtsper.api.SessionStatistics;
import io.rtsper.api.header.RangeHeader;
import io.rtsper.api.media.CodecParameters;
import io.rtsper.api.media.Frame;
import io.rtsper.api.media.Track;
import io.rtsper.api.sdp.SessionDescription;
import io.rtsper.api.spi.EventLoop;
import io.rtsper.core.context.ClientContext;
import io.rtsper.core.context.Failures;
import io.rtsper.core.context.SessionContext;
import io.rtsper.core.frame.SessionFrames;
import io.rtsper.core.loop.SelectorLoop;
import io.rtsper.core.media.MediaPlane;
import io.rtsper.core.receive.Delivery;
import io.rtsper.core.rtcp.KeyFrameRequests;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Flow;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The face of a session for any thread: hands each operation to the event loop, and lets
 * synchronous callers wait for what the asynchronous ones get.
 */
public final class EngineSession implements RtspSession {

  /** How long close() leaves it to the loop to release those who wait. */
  private static final Duration LOOP_WAIT = Duration.ofMillis(500);

  private final EventLoop loop;
  private final SessionOptions options;
  private final SessionMachine machine;
  private final SessionOperations operations;
  private final Snapshots snapshots;
  private final SessionFrames frames;

  /** Ended when closing is asked for, before the loop gets to know of it. */
  private final Delivery delivery;

  /** Whether it was the application that asked. */
  private volatile boolean closeAsked;

  /** What callers hold, so that close() releases them even if the loop can't. */
  private final Set<Submission<?>> submitted = ConcurrentHashMap.newKeySet();

  /**
   * Makes a session that is not connected.
   *
   * @param loop the loop that it lives on
   * @param options its options
   * @param client what it shares with others
   * @param onClosed is told, on the loop, when nothing is left of it
   */
  public EngineSession(
      EventLoop loop,
      SessionOptions options,
      ClientContext client,
      Consumer<EngineSession> onClosed) {
    this.loop = loop;
    this.options = options;
    SessionContext context = new SessionContext(this, loop, options, client);
    this.delivery = context.delivery();
    this.machine = new SessionMachine(context);
    this.operations = new SessionOperations(machine);
    this.snapshots = new Snapshots(context, machine);
    MediaPlane media = machine.steps().media();
    this.frames = new SessionFrames(context, media.frames(), media::canHold);
    machine.beforeClosed(() -> onClosed.accept(this));
  }

  @Override
  public void connect() {
    await("connect", this::connectAsync);
  }

  @Override
  public CompletableFuture<Void> connectAsync() {
    return submit("connect", operations::connect);
  }

  @Override
  public RtspSession start() {
    return await("start", this::startAsync);
  }

  @Override
  public CompletableFuture<RtspSession> startAsync() {
    return submit("start", () -> machine.start().thenApply(done -> (RtspSession) this));
  }

  @Override
  public RtspResponse options() {
    return await("options", this::optionsAsync);
  }

  @Override
  public CompletableFuture<RtspResponse> optionsAsync() {
    return submit("options", operations::options);
  }

  @Override
  public SessionDescription describe() {
    return await("describe", this::describeAsync);
  }

  @Override
  public CompletableFuture<SessionDescription> describeAsync() {
    return submit("describe", operations::describe);
  }

  @Override
  public List<Track> setup() {
    return await("setup", this::setupAsync);
  }

  @Override
  public List<Track> setup(List<Track> tracks) {
    return await("setup", () -> setupAsync(tracks));
  }

  @Override
  public CompletableFuture<List<Track>> setupAsync() {
    return submit("setup", operations::setupAll);
  }

  @Override
  public CompletableFuture<List<Track>> setupAsync(List<Track> tracks) {
    List<Track> chosen = List.copyOf(tracks);
    if (chosen.isEmpty()) {
      throw new IllegalArgumentException("no track is given; setup() takes all that can be played");
    }
    return submit("setup", () -> operations.setup(chosen));
  }

  @Override
  public RtspResponse play() {
    return await("play", this::playAsync);
  }

  @Override
  public RtspResponse play(RangeHeader range) {
    return await("play", () -> playAsync(range));
  }

  @Override
  public CompletableFuture<RtspResponse> playAsync() {
    return submit("play", () -> operations.play(null));
  }

  @Override
  public CompletableFuture<RtspResponse> playAsync(RangeHeader range) {
    requireNonNull(range, "range");
    return submit("play", () -> operations.play(range));
  }

  @Override
  public RtspResponse pause() {
    return await("pause", this::pauseAsync);
  }

  @Override
  public CompletableFuture<RtspResponse> pauseAsync() {
    return submit("pause", operations::pause);
  }

  @Override
  public RtspResponse getParameter(String... names) {
    return await("getParameter", () -> getParameterAsync(names));
  }

  @Override
  public CompletableFuture<RtspResponse> getParameterAsync(String... names) {
    String body = ParameterText.ofNames(names);
    return submit("getParameter", () -> operations.getParameter(body));
  }

  @Override
  public RtspResponse setParameter(String name, String value) {
    return await("setParameter", () -> setParameterAsync(name, value));
  }

  @Override
  public CompletableFuture<RtspResponse> setParameterAsync(String name, String value) {
    String body = ParameterText.of(name, value);
    return submit("setParameter", () -> operations.setParameter(body));
  }

  @Override
  public RtspResponse request(RtspRequest request) {
    return await("request", () -> requestAsync(request));
  }

  @Override
  public CompletableFuture<RtspResponse> requestAsync(RtspRequest request) {
    requireNonNull(request, "request");
    return submit("request", () -> operations.request(request));
  }

  @Override
  public boolean requestKeyFrame(Track track) {
    requireNonNull(track, "track");
    if (!KeyFrameRequests.isOffered(track.description())) {
      return false;
    }
    try {
      loop.execute(() -> machine.steps().media().requestKeyFrame(track.index()));
    } catch (RejectedExecutionException clientClosed) {
      return true; // offered it is, but nobody is there to ask
    }
    return true;
  }

  @Override
  public RtspResponse teardown() {
    return await("teardown", this::teardownAsync);
  }

  @Override
  public CompletableFuture<RtspResponse> teardownAsync() {
    return submit("teardown", operations::teardown);
  }

  @Override
  public void close() {
    CompletableFuture<Void> done = closeAsync();
    if (SelectorLoop.isLoopThread()) {
      return;
    }
    try {
      if (!awaited(done, LOOP_WAIT)) {
        releaseAll();
        awaited(done, options.closeTimeout());
      }
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    } catch (ExecutionException unexpected) {
      throw new IllegalStateException("closing never fails", unexpected);
    }
  }

  private static boolean awaited(CompletableFuture<Void> done, Duration limit)
      throws InterruptedException, ExecutionException {
    try {
      done.get(limit.toMillis(), TimeUnit.MILLISECONDS);
      return true;
    } catch (TimeoutException busy) {
      return false;
    }
  }

  /**
   * Releases those who wait, when the loop hasn't done it: a callback keeps the session. The rest
   * is closed when the callback returns.
   */
  public void releaseAll() {
    submitted.forEach(Submission::closed);
    frames.discard();
  }

  /**
   * Gives up on those who wait, if a callback has kept the session for longer than a response may
   * take, or than closing may: the deadlines of the session's own can't pass then.
   *
   * @param nanos for how long the session has been kept
   * @param where gives the method that keeps it
   * @return releases them, which runs what is chained to their futures; null if nobody waits
   */
  public @Nullable Runnable giveUpIfKept(long nanos, Supplier<String> where) {
    boolean closing = closeAsked;
    Duration patience = closing ? LOOP_WAIT : options.responseTimeout();
    if (nanos < patience.toNanos() || submitted.isEmpty()) {
      return null;
    }
    List<Submission<?>> waiting = new ArrayList<>(submitted);
    waiting.forEach(submitted::remove);
    if (closing) {
      return () -> waiting.forEach(Submission::closed);
    }
    String text =
        " got no turn: a callback has kept the session for "
            + nanos / 1_000_000
            + " ms, in "
            + where.get()
            + "; hand long work to a thread of your own";
    return () -> waiting.forEach(one -> one.giveUp(text));
  }

  /** Returns the event loop that the session lives on. */
  public EventLoop loop() {
    return loop;
  }

  @Override
  public CompletableFuture<Void> closeAsync() {
    closeAsked = true;
    delivery.end();
    frames.discard();
    CompletableFuture<Void> done = new CompletableFuture<>();
    Runnable close =
        () ->
            machine
                .close(EndReason.CLOSED, null)
                .whenComplete((closed, failure) -> done.complete(null));
    try {
      // Never inside a step that is under way, such as one whose callback closes.
      loop.execute(close);
    } catch (RejectedExecutionException clientClosed) {
      releaseAll();
      done.complete(null);
    }
    return done;
  }

  @Override
  public FrameStream frames(FrameOptions wanted) {
    return frames.frames(wanted);
  }

  @Override
  public Flow.Publisher<Frame> framePublisher(FrameOptions wanted) {
    return frames.publisher(wanted);
  }

  @Override
  public Optional<CodecParameters> codecParameters(Track track) {
    return frames.codecParameters(track);
  }

  @Override
  public RtspUrl url() {
    return machine.steps().url();
  }

  @Override
  public String controlUri() {
    return machine.steps().controlUri();
  }

  @Override
  public SessionState state() {
    return machine.state();
  }

  @Override
  public SessionOptions sessionOptions() {
    return options;
  }

  @Override
  public RtspResponse lastResponse() {
    RtspResponse last = machine.steps().conversation().lastResponse();
    if (last == null) {
      throw new IllegalStateException("no response has come yet");
    }
    return last;
  }

  @Override
  public Optional<SessionDescription> description() {
    return machine.steps().presentation().description();
  }

  @Override
  public List<Track> tracks() {
    return machine.steps().presentation().tracks();
  }

  @Override
  public Map<Track, String> leftOut() {
    return machine.steps().leftOut();
  }

  @Override
  public List<RtspMethod> serverMethods() {
    return machine.steps().conversation().serverMethods();
  }

  @Override
  public Optional<String> server() {
    return machine.steps().conversation().server();
  }

  @Override
  public Optional<String> authentication() {
    return machine.steps().conversation().authenticationInUse();
  }

  @Override
  public Optional<String> transport() {
    return machine.steps().transport();
  }

  @Override
  public List<QuirkCount> quirks() {
    return snapshots.take().quirks();
  }

  @Override
  public SessionStatistics statistics() {
    return snapshots.take().statistics();
  }

  @Override
  public CompletableFuture<EndReason> ended() {
    return machine.ended().copy();
  }

  /** Returns the session's URL and state. */
  @Override
  public String toString() {
    return "RtspSession[" + url() + ", " + state() + "]";
  }

  private <T> CompletableFuture<T> submit(String name, Supplier<CompletableFuture<T>> body) {
    Submission<T> submission = new Submission<>(name, body);
    submitted.add(submission);
    submission.future.whenComplete((value, failure) -> submitted.remove(submission));
    try {
      loop.execute(() -> machine.operations().submit(submission.operation));
    } catch (RejectedExecutionException clientClosed) {
      submission.future.failed(
          new IllegalStateException(name + " isn't possible: the client is closed", clientClosed));
    }
    return submission.future;
  }

  /** An operation and the future that gives it up when cancelled. */
  private final class Submission<T> {

    private final OperationFuture<T> future = new OperationFuture<>(this::cancel);
    private final OperationQueue.Operation<T> operation;

    private Submission(String name, Supplier<CompletableFuture<T>> body) {
      this.operation = new OperationQueue.Operation<>(name, body, future);
    }

    private void closed() {
      future.failed(
          new RtspCancelledException(
              RtspPhase.CLOSE,
              "the session was closed while "
                  + operation.name
                  + " was under way or waited for its turn",
              null));
    }

    private void giveUp(String text) {
      future.completeExceptionally(
          new RtspTimeoutException(RtspPhase.REQUEST, operation.name + text, null));
    }

    private void cancel() {
      try {
        loop.execute(() -> machine.operations().cancel(operation));
      } catch (RejectedExecutionException clientClosed) {
        // Nothing is under way any more.
        return;
      }
    }
  }

  /** Waits for an operation; what it throws carries the caller's stack. */
  private <T> T await(String name, Supplier<CompletableFuture<T>> operation) {
    if (SelectorLoop.isLoopThread()) {
      throw new IllegalStateException(
          name
              + "() was called on an event loop, that is from a callback, where it could only wait"
              + " for itself; call "
              + name
              + "Async() there");
    }
    CompletableFuture<T> future = operation.get();
    try {
      return future.get();
    } catch (InterruptedException interrupted) {
      future.cancel(true);
      Thread.currentThread().interrupt();
      throw new RtspCancelledException(
          RtspPhase.REQUEST, "the thread was interrupted while it waited for " + name, interrupted);
    } catch (CancellationException cancelled) {
      throw new RtspCancelledException(RtspPhase.REQUEST, name + " was cancelled", cancelled);
    } catch (ExecutionException failed) {
      throw forCaller(Failures.unwrap(failed));
    }
  }

  private static RuntimeException forCaller(Throwable failure) {
    if (failure instanceof RtspException rtsp) {
      return rtsp.forCaller();
    }
    if (failure instanceof IllegalArgumentException) {
      return new IllegalArgumentException(failure.getMessage(), failure);
    }
    return new IllegalStateException(failure.getMessage(), failure);
  }
}
