package io.rtsper.benchmarks.message;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.LengthFieldBasedFrameDecoder;
import io.rtsper.api.MessageLimits;
import io.rtsper.api.spi.QuirkReporter;
import io.rtsper.benchmarks.Same;
import io.rtsper.core.message.InterleavedWriter;
import io.rtsper.core.message.MessageReader;
import java.nio.ByteBuffer;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
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
import org.openjdk.jmh.annotations.Warmup;

/**
 * Takes the interleaved frames of one read of 256 KiB apart. An operation is one packet of 1400
 * bytes.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(3)
@Warmup(iterations = 5, time = 300, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 5, time = 300, timeUnit = TimeUnit.MILLISECONDS)
public class InterleavedBenchmark {

  private static final int PACKET = 1400;
  private static final int FRAME = InterleavedWriter.HEADER_BYTES + PACKET;
  private static final int FRAMES = (256 << 10) / FRAME;

  /** What a read brings when a connection is one of many that share the loop. */
  private static final int PIECE = 16_000;

  private final ByteBuffer bytes = ByteBuffer.allocateDirect(FRAMES * FRAME);
  private final ByteBuf netty = Unpooled.wrappedBuffer(bytes);
  private final CountingEvents events = new CountingEvents();
  private final MessageReader reader =
      new MessageReader(MessageLimits.DEFAULT, QuirkReporter.NONE, events);
  private final EmbeddedChannel channel =
      new EmbeddedChannel(new LengthFieldBasedFrameDecoder(4 + 0xFFFF, 2, 2, 0, 4));

  /** Fills the buffer, and sees to it that all competitors find the same packets in it. */
  @Setup
  public void fill() {
    ByteBuffer packet = ByteBuffer.allocate(PACKET);
    for (int i = 0; i < FRAMES; i++) {
      packet.clear().put(0, (byte) 0x80).putShort(2, (short) i);
      InterleavedWriter.write(i & 1, packet, bytes);
    }
    bytes.flip();

    long expected = 0;
    for (int i = 0; i < FRAMES; i++) {
      expected += (short) i + PACKET + (i & 1);
    }
    Same.require("rtsper", expected, added(this::rtsper));
    Same.require("rtsper (cut)", expected, added(this::rtsperCutPackets));
    Same.require("the bare loop", expected, added(this::bareLoop));
    // Netty's decoder drops the header with the channel.
    Same.require("Netty", expected - FRAMES / 2, netty());
  }

  /** Returns what a run adds to the sum, which goes on from run to run. */
  private long added(LongSupplier run) {
    long before = events.sum;
    return run.getAsLong() - before;
  }

  /**
   * Takes a whole read.
   *
   * @return a sum over the packets
   */
  @Benchmark
  @OperationsPerInvocation(FRAMES)
  public long rtsper() {
    reader.read(bytes.position(0), events);
    return events.sum;
  }

  /**
   * Takes the same in reads of 16,000 bytes, which cut a packet each.
   *
   * @return a sum over the packets
   */
  @Benchmark
  @OperationsPerInvocation(FRAMES)
  public long rtsperCutPackets() {
    for (int from = 0; from < FRAMES * FRAME; from += PIECE) {
      bytes.limit(Math.min(from + PIECE, FRAMES * FRAME)).position(from);
      reader.read(bytes, events);
    }
    return events.sum;
  }

  /**
   * Does what can't be left out: the bare loop over the frames.
   *
   * @return a sum over the packets
   */
  @Benchmark
  @OperationsPerInvocation(FRAMES)
  public long bareLoop() {
    int at = 0;
    int end = FRAMES * FRAME;
    while (at < end && bytes.get(at) == '$') {
      int length = bytes.getShort(at + 2) & 0xFFFF;
      events.packet(bytes.get(at + 1), bytes, at + 4, length);
      at += 4 + length;
    }
    return events.sum;
  }

  /**
   * Takes a whole read with Netty's decoder for frames with a length; it has none for these.
   *
   * @return a sum over the packets
   */
  @Benchmark
  @OperationsPerInvocation(FRAMES)
  public long netty() {
    channel.writeInbound(netty.retainedDuplicate().setIndex(0, FRAMES * FRAME));
    long sum = 0;
    for (ByteBuf packet = channel.readInbound(); packet != null; packet = channel.readInbound()) {
      sum += packet.getShort(2) + packet.readableBytes();
      packet.release();
    }
    return sum;
  }
}
