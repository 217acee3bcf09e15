package io.rtsper.benchmarks.rtp;

import io.rtsper.api.TrackStatistics;
import io.rtsper.api.spi.MediaAgreement;
import io.rtsper.api.spi.QuirkReporter;
import io.rtsper.benchmarks.Same;
import io.rtsper.core.clock.SessionClock;
import io.rtsper.core.context.SessionMemory;
import io.rtsper.core.receive.Delivery;
import io.rtsper.core.receive.FrameCounts;
import io.rtsper.core.receive.Listeners;
import io.rtsper.core.receive.ReorderLimits;
import io.rtsper.core.receive.SessionReception;
import io.rtsper.core.receive.TrackEvents;
import io.rtsper.core.receive.TrackReceiver;
import java.nio.ByteBuffer;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/** The whole way of a packet through a track's receiver: check, classify, number, count. */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@State(Scope.Thread)
@Fork(2)
@Warmup(iterations = 5, time = 300, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 5, time = 300, timeUnit = TimeUnit.MILLISECONDS)
public class TrackReceiveBenchmark {

  private static final int NANOS_PER_PACKET = 100_000;
  private static final int TICKS_PER_PACKET = 9;
  private static final long REORDER_NANOS = 100_000_000L;
  private static final int MEMORY = 1 << 20;

  private ByteBuffer rtp = ByteBuffer.allocate(0);
  private ByteBuffer rtcp = ByteBuffer.allocate(0);
  private int sequence;
  private int timestamp;
  private long nanoTime;
  private long sum;
  private long sent;
  private TrackReceiver receiver = receiver(MediaAgreement.ordered());
  private TrackReceiver unordered = receiver(MediaAgreement.unordered());

  private TrackReceiver receiver(MediaAgreement agreement) {
    TrackReceiver made =
        new TrackReceiver(
            SamplePackets.track(),
            new Listeners(
                (track, packet) -> sum += packet.extendedSequence() + packet.payloadLength(),
                (track, compound) -> sum += compound.packetCount(),
                new Delivery()),
            new NothingElse(),
            QuirkReporter.NONE,
            new SessionReception(
                new ReorderLimits(REORDER_NANOS, new SessionMemory(MEMORY)), new SessionClock()));
    made.agreed(agreement);
    made.receiving(true, 0);
    return made;
  }

  /** Fails on what isn't a packet in order. */
  private static final class NothingElse implements TrackEvents {

    @Override
    public void onFirstPacket() {}

    @Override
    public void onWaiting(long nanos) {}

    @Override
    public void onLoss(long expectedSequence, int count) {
      throw new IllegalStateException("lost " + count + " before " + expectedSequence);
    }

    @Override
    public void onBye(String reason) {
      throw new IllegalStateException("BYE");
    }

    @Override
    public void onListenerFailure(String listener, Throwable thrown) {
      throw new IllegalStateException(listener, thrown);
    }
  }

  /** Makes the packets. */
  @Setup
  public void makePackets() {
    rtp = SamplePackets.direct(SamplePackets.rtp());
    rtcp = SamplePackets.direct(SamplePackets.rtcp());
    receiver = receiver(MediaAgreement.ordered());
    unordered = receiver(MediaAgreement.unordered());
    sent = 0;
  }

  /** Sees to it that each packet was handed on. */
  @TearDown
  public void requireAllReceived() {
    Same.require("the receiver", sent, received(receiver) + received(unordered));
  }

  private static long received(TrackReceiver of) {
    TrackStatistics counts =
        of.snapshot(0, OptionalInt.empty(), OptionalLong.empty(), FrameCounts.NONE);
    return counts.packets() + counts.rtcpPackets();
  }

  /** Receives an RTP packet with the next sequence number. */
  @Benchmark
  public long rtp() {
    sent++;
    rtp.putShort(2, (short) ++sequence);
    rtp.putInt(4, timestamp += TICKS_PER_PACKET);
    receiver.onRtp(rtp, 0, rtp.limit(), nanoTime += NANOS_PER_PACKET);
    return sum;
  }

  /** Receives an RTP packet over a way that may change the order of packets, and doesn't. */
  @Benchmark
  public long rtpInOrder() {
    sent++;
    rtp.putShort(2, (short) ++sequence);
    rtp.putInt(4, timestamp += TICKS_PER_PACKET);
    unordered.onRtp(rtp, 0, rtp.limit(), nanoTime += NANOS_PER_PACKET);
    return sum;
  }

  /** Receives two RTP packets of which the second comes first. */
  @Benchmark
  @OperationsPerInvocation(2)
  public long rtpReordered() {
    sent += 2;
    rtp.putInt(4, timestamp += TICKS_PER_PACKET);
    rtp.putShort(2, (short) (sequence + 2));
    unordered.onRtp(rtp, 0, rtp.limit(), nanoTime += NANOS_PER_PACKET);
    rtp.putShort(2, (short) (sequence + 1));
    unordered.onRtp(rtp, 0, rtp.limit(), nanoTime += NANOS_PER_PACKET);
    sequence += 2;
    return sum;
  }

  /** Receives a sender report with the sender's name. */
  @Benchmark
  public long rtcp() {
    sent++;
    receiver.onRtcp(rtcp, 0, rtcp.limit(), nanoTime += NANOS_PER_PACKET);
    return sum;
  }
}
