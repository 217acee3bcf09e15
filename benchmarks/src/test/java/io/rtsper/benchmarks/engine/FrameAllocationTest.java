package io.rtsper.benchmarks.engine;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import io.rtsper.api.FrameListener;
import io.rtsper.api.FrameOptions;
import io.rtsper.api.FrameOptions.Overflow;
import io.rtsper.api.FrameStream;
import io.rtsper.api.RtspSession;
import io.rtsper.api.media.Frame;
import io.rtsper.api.media.Track;
import io.rtsper.benchmarks.BenchmarkGate;
import java.lang.management.ManagementFactory;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * What a frame costs on its whole way from the socket to the application: nothing where it is a
 * view, and where it is queued the memory that it lies in and one object. Measured on the event
 * loop's own thread while a session plays.
 */
@Timeout(120)
class FrameAllocationTest {

  private static final int PACKET_PAYLOAD = 1_388;

  /** What is behind the four bytes of a unit. */
  private static final int SMALL_FRAME = 4 + PACKET_PAYLOAD;

  /** A frame's object, and its part of what a slab needs beside its bytes. */
  private static final int OBJECT = 350;

  /** Counts frames, and what the thread that brings them allocates from one to another. */
  private static final class Meter implements FrameListener {

    private final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    private final CountDownLatch measured = new CountDownLatch(1);
    private final int warmup;
    private final int count;
    private final FrameListener listener;
    private volatile int frames;
    private long allocatedBefore;
    private long allocated;

    Meter(int count, FrameListener listener) {
      this.warmup = count;
      this.count = count;
      this.listener = listener;
    }

    @Override
    public void onFrame(Track track, Frame frame) {
      listener.onFrame(track, frame);
      int now = frames + 1;
      frames = now;
      if (now == warmup) {
        allocatedBefore = threads.getCurrentThreadAllocatedBytes();
      } else if (now == warmup + count) {
        allocated = threads.getCurrentThreadAllocatedBytes() - allocatedBefore;
        measured.countDown();
      }
    }

    double bytesPerFrame() throws InterruptedException {
      assertThat(measured.await(60, TimeUnit.SECONDS)).as("frames: %s", frames).isTrue();
      return (double) allocated / count;
    }
  }

  /** Returns what a frame of that many packets costs where so many queues take it. */
  private static double bytesPerFrame(int packets, int queues, FrameListener listener)
      throws Exception {
    Meter meter = new Meter(Math.max(5_000, 150_000 / packets), listener);
    FrameOptions latest =
        FrameOptions.defaults().withQueue(8, 8 << 20).withOverflow(Overflow.KEEP_LATEST);
    try (FloodingCamera camera = FloodingCamera.start(() -> 0, packets);
        RtspSession session = RtspSession.builder(camera.url()).onFrame(meter).build()) {
      for (int i = 0; i < queues; i++) {
        FrameStream kept = session.frames(latest);
        assertThat(kept.isEnded()).isFalse();
      }
      session.start();
      double bytes = meter.bytesPerFrame();
      assertThat(session.statistics().tracks().get(0).framesDamaged()).isZero();
      return bytes;
    }
  }

  @Test
  void aFrameThatIsAViewAllocatesNothing() throws Exception {
    // With each of these comes a report of the sender, which isn't free.
    assertThat(bytesPerFrame(100, 0, (track, frame) -> {}))
        .isLessThan(100 * BenchmarkGate.NO_BYTES);
    assertThat(bytesPerFrame(1, 0, (track, frame) -> {})).isLessThan(BenchmarkGate.NO_BYTES);
  }

  @Test
  void aFrameThatIsQueuedAllocatesItsMemoryAndOneObject() throws Exception {
    assertThat(bytesPerFrame(1, 1, (track, frame) -> {}))
        .isBetween((double) SMALL_FRAME, SMALL_FRAME + (double) OBJECT);
  }

  @Test
  void severalQueuesShareTheMemory() throws Exception {
    assertThat(bytesPerFrame(1, 4, (track, frame) -> {}))
        .isBetween((double) SMALL_FRAME, SMALL_FRAME + 4.0 * OBJECT);
  }

  @Test
  void aLargeFrameThatIsQueuedTakesNotMuchMoreThanItsSize() throws Exception {
    double size = 100.0 * PACKET_PAYLOAD;
    assertThat(bytesPerFrame(100, 1, (track, frame) -> {})).isBetween(0.9 * size, 1.6 * size);
  }

  @Test
  void aFrameThatTheListenerKeepsIsMeasured() throws Exception {
    assertThat(bytesPerFrame(1, 0, (track, frame) -> frame.copy())).isGreaterThan(SMALL_FRAME);
  }
}
