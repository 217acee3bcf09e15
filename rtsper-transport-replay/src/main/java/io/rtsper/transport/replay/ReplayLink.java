package io.rtsper.transport.replay;

import io.rtsper.api.RtspException;
import io.rtsper.api.RtspPhase;
import io.rtsper.api.RtspTimeoutException;
import io.rtsper.api.RtspTransportException;
import io.rtsper.api.RtspValidationException;
import io.rtsper.api.spi.ControlLink;
import io.rtsper.api.spi.ControlLinkListener;
import io.rtsper.api.spi.EventLoop;
import io.rtsper.api.spi.LinkContext;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.nio.ByteBuffer;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;

/**
 * A link to what a capture tells of a server. It is open when the file was read once, off the loop,
 * for its messages; media is read from the first PLAY on, by a thread that waits for the loop. All
 * that the session gets goes through {@link #pump}, in the loop's turns.
 */
final class ReplayLink implements ControlLink {

  private final ControlLinkListener listener;
  private final LinkContext context;
  private final EventLoop loop;
  private final ReplayProgress progress;
  private final RtspUnits requests = new RtspUnits(new Requests());
  private final List<RtspMessage> early = new ArrayList<>(1);
  private final Deque<ByteBuffer> answers = new ArrayDeque<>();

  private @Nullable ReplaySource source;
  private Recording.@Nullable Part part;
  private @Nullable Script script;
  private @Nullable Playback playback;
  private EventLoop.@Nullable Timer deadline;

  /** Runs until the next item is due. */
  private EventLoop.@Nullable Timer waiting;

  private int reserved;
  private boolean reading = true;
  private boolean pumpDue;
  private volatile boolean closed;

  ReplayLink(ControlLinkListener listener, LinkContext context, ReplayProgress progress) {
    this.listener = listener;
    this.context = context;
    this.loop = context.eventLoop();
    this.progress = progress;
  }

  /** Starts to open. */
  ReplayLink start() {
    deadline = loop.schedule(context.deadline().left(loop), this::tooLate);
    try {
      ReplaySource from = ReplaySource.of(context.url());
      source = from;
      run("rtsper-replay-index", () -> index(from));
    } catch (RtspValidationException unusable) {
      loop.execute(() -> fail(unusable));
    }
    return this;
  }

  private static void run(String name, Runnable task) {
    Thread thread = new Thread(task, name);
    thread.setDaemon(true);
    thread.start();
  }

  /** Runs something on the loop, if that is still there. */
  private void onLoop(Runnable task) {
    try {
      loop.execute(task);
    } catch (RejectedExecutionException loopEnded) {
      closed = true;
    }
  }

  // Opening

  private void index(ReplaySource from) {
    try (InputStream in = from.open()) {
      Recording recording = Recording.read(in, () -> closed);
      onLoop(() -> opened(from, recording));
    } catch (IOException | RuntimeException | OutOfMemoryError unreadable) {
      onLoop(() -> fail(unreadable(from, unreadable)));
    }
  }

  /** Returns what becomes of the session; a thread that ended in silence would let it wait. */
  private static RtspException unreadable(ReplaySource from, Throwable failure) {
    String what = "the capture " + from.file() + " can't be replayed: ";
    if (failure instanceof NoSuchFileException) {
      return new RtspValidationException(
          what + "there is no such file; the path behind the host is a whole one", failure);
    }
    if (Files.isDirectory(from.file())) {
      return new RtspValidationException(what + "it is a folder; name a file in it", failure);
    }
    if (failure instanceof AccessDeniedException) {
      return new RtspValidationException(
          what + "this user may not read it; change that, or copy it", failure);
    }
    return failure instanceof UnreadableCaptureException
        ? new RtspValidationException(what + failure.getMessage(), failure)
        : new RtspTransportException(RtspPhase.READ, what + failure.getMessage(), failure);
  }

  private void opened(ReplaySource from, Recording recording) {
    if (closed) {
      return;
    }
    int number = progress.next(from);
    if (number >= recording.size()) {
      fail(new RtspValidationException(nothingLeft(from, recording.size())));
      return;
    }
    int needed = FeedQueue.MOST_BYTES + recording.messageBytes();
    if (!context.memory().reserve(needed)) {
      fail(
          new RtspTransportException(
              RtspPhase.CONNECT,
              "a replay needs "
                  + needed
                  + " bytes of the session's memory; give it more with memoryLimit(…)",
              null));
      return;
    }
    reserved = needed;
    Recording.Part replayed = recording.part(number, from.challenges());
    progress.replayed(from, replayed);
    part = replayed;
    script = new Script(replayed, context.url().uri());
    stopDeadline();
    listener.onOpen();
    List<RtspMessage> waiting = List.copyOf(early);
    early.clear();
    waiting.forEach(this::asked);
  }

  private static String nothingLeft(ReplaySource from, int connections) {
    return "the capture "
        + from.file()
        + (connections == 0
            ? " has no RTSP connection over TCP; was it captured from its start, and not encrypted?"
            : " has "
                + connections
                + (connections == 1 ? " RTSP connection" : " RTSP connections")
                + ", and no further one to replay");
  }

  private void tooLate() {
    if (script == null) {
      fail(
          new RtspTimeoutException(
              RtspPhase.CONNECT,
              "the capture could not be read within the connect timeout; give it more time with"
                  + " connectTimeout(…), or save a part of it",
              null));
    }
  }

  private void stopDeadline() {
    if (deadline != null) {
      deadline.cancel();
      deadline = null;
    }
  }

  // What the session says

  @Override
  public void send(ByteBuffer bytes) {
    if (closed) {
      bytes.position(bytes.limit());
      return;
    }
    requests.bytes(bytes);
  }

  /** Never full: what the session says is read at once, and its packets are nobody's. */
  @Override
  public boolean offer(ByteBuffer bytes) {
    send(bytes);
    return true;
  }

  private final class Requests implements RtspUnits.Sink {

    @Override
    public void message(RtspMessage message) {
      if (!message.isResponse()) {
        asked(message);
      }
    }

    @Override
    public void frame(int channel, ByteBuffer packet) {}

    @Override
    public void garbage(byte[] bytes) {}
  }

  private void asked(RtspMessage request) {
    Script by = script;
    if (by == null) {
      early.add(request);
      return;
    }
    Script.Taken taken = by.take(request);
    if (taken == null) {
      answer(Script.unrecorded(request));
      return;
    }
    Exchange exchange = taken.exchange();
    if (exchange.play() > 0 && !taken.again()) { // what came behind it can be played once
      playback(by).play(exchange, request);
      pumpSoon();
      return;
    }
    answer(by.answer(exchange, request));
    boolean stops = request.method().equals("PAUSE") || request.method().equals("TEARDOWN");
    if (playback != null && stops && exchange.status() == 200) {
      playback.stop();
    }
  }

  private void answer(byte[] bytes) {
    if (bytes.length > 0) {
      answers.add(ByteBuffer.wrap(bytes));
    }
    pumpSoon();
  }

  private Playback playback(Script by) {
    Playback playing = playback;
    ReplaySource from = source;
    Recording.Part of = part;
    if (playing == null && from != null && of != null) {
      FeedQueue queue = new FeedQueue(() -> onLoop(this::pumpSoon));
      playing = new Playback(queue, by, loop::nanoTime, from.speed());
      playback = playing;
      run("rtsper-replay-media", () -> feed(from, of, queue));
    }
    if (playing == null) {
      throw new IllegalStateException("the link isn't open");
    }
    return playing;
  }

  private void feed(ReplaySource from, Recording.Part of, FeedQueue queue) {
    try (InputStream in = from.open()) {
      new MediaFeed(of, queue).run(in);
    } catch (IOException | RuntimeException | OutOfMemoryError unreadable) {
      onLoop(() -> fail(unreadable(from, unreadable)));
    }
  }

  // What the session gets

  private void pumpSoon() {
    if (!pumpDue && !closed) {
      pumpDue = true;
      loop.execute(this::pump);
    }
  }

  /** Passes on what is due, as much of it as the loop's buffer takes. */
  private void pump() {
    pumpDue = false;
    if (closed || !reading || script == null) {
      return;
    }
    ByteBuffer out = loop.readBuffer();
    boolean more = fill(out);
    if (out.position() > 0) {
      listener.onBytes(out.flip());
      pumpSoon();
    } else if (more) {
      pumpSoon();
    } else if (isOver()) {
      finish();
    }
  }

  /** Fills the buffer; returns whether there is something that it has no room for. */
  private boolean fill(ByteBuffer out) {
    Playback playing = playback;
    while (out.hasRemaining()) {
      ByteBuffer answer = answers.peek();
      if (answer == null) {
        ByteBuffer due = playing == null ? null : playing.next(this::pumpAfter);
        if (due == null) {
          return false;
        }
        answers.add(due);
        continue;
      }
      int count = Math.min(answer.remaining(), out.remaining());
      out.put(answer.slice().limit(count));
      answer.position(answer.position() + count);
      if (!answer.hasRemaining()) {
        answers.remove();
      }
    }
    return true;
  }

  private void pumpAfter(Duration delay) {
    stopWaiting();
    waiting =
        loop.schedule(
            delay,
            () -> {
              waiting = null;
              if (playback != null) {
                playback.waited();
              }
              pumpSoon();
            });
  }

  private void stopWaiting() {
    if (waiting != null) {
      waiting.cancel();
      waiting = null;
    }
  }

  /** Returns whether the recorded server ends the connection here, or the capture its media. */
  private boolean isOver() {
    Playback playing = playback;
    Recording.Part of = part;
    if (playing != null) {
      return playing.isOver();
    }
    return of != null
        && script != null
        && script.isExhausted()
        && of.plays() == 0
        && of.endedByServer();
  }

  @Override
  public void reading(boolean on) {
    reading = on;
    if (on) {
      pumpSoon();
    }
  }

  /** There is no address that anything could be sent to. */
  @Override
  public SocketAddress remoteAddress() {
    return context.address();
  }

  @Override
  public SocketAddress localAddress() {
    return InetSocketAddress.createUnresolved("replay", 0);
  }

  @Override
  public int pendingBytes() {
    return 0;
  }

  // The end

  private void finish() {
    if (!closed) {
      close();
      listener.onClosed(null);
    }
  }

  private void fail(RtspException failure) {
    if (!closed) {
      close();
      listener.onClosed(failure);
    }
  }

  @Override
  public void close() {
    closed = true;
    stopDeadline();
    stopWaiting();
    context.memory().release(reserved);
    reserved = 0;
    answers.clear();
    if (playback != null) {
      playback.close();
    }
  }
}
