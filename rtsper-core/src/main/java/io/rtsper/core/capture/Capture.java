package io.rtsper.core.capture;

import io.rtsper.api.RtspValidationException;
import io.rtsper.api.spi.EventLoop;
import io.rtsper.api.spi.MemoryBudget;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;

/** The capture of one session, in all its connections. On the event loop only, once it is open. */
public final class Capture {

  /** How long the end of a session waits for the disk; what is left is still written then. */
  private static final Duration LAST_WRITES = Duration.ofMillis(500);

  private final EventLoop loop;
  private final CaptureQueue queue;
  private final CaptureFile file;
  private final PacketRecorder recorder;

  private Capture(EventLoop loop, CaptureQueue queue, CaptureFile file, PacketRecorder recorder) {
    this.loop = loop;
    this.queue = queue;
    this.file = file;
    this.recorder = recorder;
  }

  /**
   * Begins a capture. From any thread.
   *
   * @param path the file, which is replaced
   * @param loop the loop of the session
   * @param memory what waits for the disk is of this
   * @throws RtspValidationException if the file can't be written
   */
  public static Capture open(
      Path path, EventLoop loop, MemoryBudget memory, InstantSource wallClock) {
    CaptureQueue queue = new CaptureQueue(memory);
    CaptureFile file =
        CaptureFile.start(path, queue, () -> PacketRecorder.nanos(wallClock.instant()));
    return new Capture(loop, queue, file, new PacketRecorder(queue, wallClock, path));
  }

  /** A control connection was opened. */
  public CapturedConnection connected(
      InetSocketAddress client, InetSocketAddress server, boolean secure) {
    long now = loop.nanoTime();
    recorder.synchronise(now);
    recorder.now(now);
    return CapturedConnection.open(recorder, client, server, secure);
  }

  /** A track was set up to come beside the control connection. */
  public CapturedDatagrams datagrams(CapturedDatagrams.Ways ways) {
    return CapturedDatagrams.of(recorder, ways);
  }

  /** Ends the capture; completes on the loop when the file is whole, or takes too long to be. */
  public CompletableFuture<Void> end() {
    queue.end();
    CompletableFuture<Void> ended = new CompletableFuture<>();
    EventLoop.Timer limit = loop.schedule(LAST_WRITES, () -> ended.complete(null));
    file.written()
        .thenRun(
            () -> {
              limit.cancel();
              try {
                loop.execute(() -> ended.complete(null));
              } catch (RejectedExecutionException loopEnded) {
                ended.complete(null);
              }
            });
    return ended;
  }
}
