package io.rtsper.benchmarks.engine;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import io.rtsper.api.PacketListener;
import io.rtsper.api.RtspSession;
import io.rtsper.api.media.Track;
import io.rtsper.api.rtp.RtpPacket;
import io.rtsper.benchmarks.BenchmarkGate;
import java.lang.management.ManagementFactory;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Nothing is allocated for a packet on its whole way from the socket to the application: selecting,
 * reading, taking apart, finding the track, receiving, handing on. Measured on the event loop's own
 * thread while a session plays.
 */
@Timeout(120)
class EngineAllocationTest {

  private static final int WARMUP_PACKETS = 150_000;
  private static final int MEASURED_PACKETS = 150_000;

  /** Counts packets, and what the thread that brings them allocates from one to another. */
  private static final class Meter implements PacketListener {

    private final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    private final CountDownLatch measured = new CountDownLatch(1);
    private final PacketListener listener;
    private volatile int packets;
    private long allocatedBefore;
    private long allocated;

    Meter(PacketListener listener) {
      this.listener = listener;
    }

    @Override
    public void onPacket(Track track, RtpPacket packet) {
      listener.onPacket(track, packet);
      int count = packets + 1;
      packets = count;
      if (count == WARMUP_PACKETS) {
        allocatedBefore = threads.getCurrentThreadAllocatedBytes();
      } else if (count == WARMUP_PACKETS + MEASURED_PACKETS) {
        allocated = threads.getCurrentThreadAllocatedBytes() - allocatedBefore;
        measured.countDown();
      }
    }

    double bytesPerPacket() throws InterruptedException {
      assertThat(measured.await(60, TimeUnit.SECONDS)).as("packets: %s", packets).isTrue();
      return (double) allocated / MEASURED_PACKETS;
    }
  }

  private static double bytesPerPacket(String transport, PacketListener listener) throws Exception {
    Meter meter = new Meter(listener);
    try (FloodingCamera camera = FloodingCamera.start(() -> meter.packets);
        RtspSession session =
            RtspSession.builder(camera.url()).transports(transport).onPacket(meter).open()) {
      double bytes = meter.bytesPerPacket();
      assertThat(session.statistics().lost()).isZero();
      return bytes;
    }
  }

  @Test
  void aPacketsWayFromTheSocketToTheListenerAllocatesNothing() throws Exception {
    assertThat(bytesPerPacket("tcp", (track, packet) -> {})).isLessThan(BenchmarkGate.NO_BYTES);
  }

  @Test
  void aDatagramsWayFromTheSocketToTheListenerAllocatesNothing() throws Exception {
    assertThat(bytesPerPacket("udp", (track, packet) -> {})).isLessThan(BenchmarkGate.NO_BYTES);
  }

  @Test
  void aPacketThatTheListenerKeepsIsMeasured() throws Exception {
    assertThat(bytesPerPacket("tcp", (track, packet) -> packet.copy())).isGreaterThan(1_400);
  }
}
