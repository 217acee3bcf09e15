package io.rtsper.testkit.contract;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.rtsper.api.Quirk;
import io.rtsper.api.RtspPhase;
import io.rtsper.api.RtspProtocolException;
import io.rtsper.api.media.Discontinuity;
import io.rtsper.api.media.Track;
import io.rtsper.api.rtp.RtpPacket;
import io.rtsper.api.spi.Depacketizer;
import io.rtsper.api.spi.DepacketizerContext;
import io.rtsper.api.spi.FrameWriter;
import io.rtsper.api.spi.MemoryBudget;
import io.rtsper.api.spi.QuirkReporter;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One run of {@link DepacketizerContract}: a depacketizer and what it wrote. */
final class DepacketizerTrial {

  /** Added to each timestamp and number, as to those of a stream that has wrapped around. */
  private static final long CYCLES = 3L << 32;

  private static final int LONGEST_FRAME = 1 << 20;
  private static final int MEMORY = 8 << 20;

  /** Where a packet lies in its buffer. */
  private static final int OFFSET = 7;

  private final List<byte[]> packets;
  private final ContractBudget memory = new ContractBudget(MEMORY);
  private final FrameRecorder recorder;
  private final Depacketizer depacketizer;
  private boolean strict;
  private @Nullable RtspProtocolException thrown;

  DepacketizerTrial(DepacketizerFixture fixture) {
    this(fixture, LONGEST_FRAME);
  }

  DepacketizerTrial(DepacketizerFixture fixture, int longestFrame) {
    this.packets = fixture.packets();
    this.recorder = new FrameRecorder(longestFrame);
    this.depacketizer =
        fixture
            .provider()
            .depacketizer(new Context(fixture.track(), recorder, memory, this::quirk));
  }

  private record Context(Track track, FrameWriter frames, MemoryBudget memory, QuirkReporter quirks)
      implements DepacketizerContext {}

  private void quirk(Quirk quirk, String detail) {
    if (strict) {
      thrown = new RtspProtocolException(RtspPhase.MEDIA, quirk.name() + " " + detail, null);
      throw thrown;
    }
  }

  Depacketizer depacketizer() {
    return depacketizer;
  }

  /** Makes each quirk an exception from now on. */
  void beStrict() {
    strict = true;
  }

  /** Returns what was thrown for a quirk since the last call, or null. */
  @Nullable RtspProtocolException takeThrown() {
    RtspProtocolException last = thrown;
    thrown = null;
    return last;
  }

  void takeAllMemory() {
    assertTrue(memory.reserve((int) memory.available()));
  }

  long taken() {
    return memory.taken();
  }

  /** Passes on the whole stream, and says that nothing more comes. */
  void stream() {
    for (int i = 0; i < packets.size(); i++) {
      packet(i);
    }
    flush();
  }

  /** Passes on a packet of the stream. */
  void packet(int index) {
    raw(packets.get(index));
  }

  /** Passes on a packet, and overwrites it afterwards. */
  void raw(byte[] bytes) {
    ByteBuffer buffer = ByteBuffer.allocate(OFFSET + bytes.length + OFFSET);
    buffer.put(OFFSET, bytes);
    RtpPacket packet = new RtpPacket();
    assertTrue(packet.wrap(buffer, OFFSET, bytes.length), () -> "no packet: " + packet.problem());
    packet.stamp(
        CYCLES + packet.sequenceNumber(), CYCLES + packet.timestamp(), System.nanoTime(), false);
    try {
      depacketizer.onPacket(packet);
    } finally {
      Arrays.fill(buffer.array(), (byte) 0xA5);
    }
  }

  void discontinuity(Discontinuity reason) {
    depacketizer.onDiscontinuity(reason);
  }

  void flush() {
    depacketizer.flush();
  }

  void close() {
    depacketizer.close();
  }

  /** Returns the frames that came, with the timestamps of the packets. */
  List<RecordedFrame> frames() {
    return recorder.frames().stream().map(DepacketizerTrial::withoutCycles).toList();
  }

  private static RecordedFrame withoutCycles(RecordedFrame frame) {
    return new RecordedFrame(
        frame.timestamp() - CYCLES,
        frame.data(),
        frame.keyFrame(),
        frame.damaged(),
        frame.codec(),
        frame.duration());
  }

  /** Forgets the frames that came. */
  void clear() {
    recorder.frames().clear();
  }

  /** Returns where a packet's payload begins. */
  static int headerLength(byte[] packet) {
    RtpPacket view = new RtpPacket();
    assertTrue(view.wrap(ByteBuffer.wrap(packet), 0, packet.length));
    return view.payloadOffset();
  }
}
