package io.rtsper.benchmarks.payload;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * The way of a packet of 1,400 bytes through a depacketizer, from where it was read to where its
 * frame is: checking the packet, reading the payload's header, one copy. Of video a frame of 20
 * packets.
 */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@State(Scope.Thread)
@Fork(2)
@Warmup(iterations = 5, time = 300, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 5, time = 300, timeUnit = TimeUnit.MILLISECONDS)
public class DepacketizerBenchmark {

  private static final int PACKETS = 20;
  private static final int LENGTH = 1400;

  private final PacketLoop h264 = new PacketLoop("H264/90000", "packetization-mode=1", h264());
  private final PacketLoop h265 = new PacketLoop("H265/90000", "sprop-max-don-diff=0", h265());
  private final PacketLoop vp8 = new PacketLoop("VP8/90000", "max-fr=30", vp8());
  private final PacketLoop jpeg = new PacketLoop("JPEG/90000", "x=0", jpeg());
  private final PacketLoop aac =
      new PacketLoop("MPEG4-GENERIC/48000/2", "mode=AAC-hbr;config=1190", aac());

  /** Returns random bytes without zeros, as those of a slice hardly have any. */
  private static byte[] payload(int seed) {
    byte[] bytes = new byte[LENGTH];
    new Random(seed).nextBytes(bytes);
    for (int i = 0; i < LENGTH; i++) {
      bytes[i] |= bytes[i] == 0 ? (byte) 1 : 0;
    }
    return bytes;
  }

  private static byte startAndEnd(int packet) {
    return (byte) ((packet == 0 ? 0x80 : 0) | (packet == PACKETS - 1 ? 0x40 : 0));
  }

  private static List<byte[]> h264() {
    List<byte[]> payloads = new ArrayList<>();
    for (int i = 0; i < PACKETS; i++) {
      byte[] payload = payload(i);
      payload[0] = 0x5C;
      payload[1] = (byte) (startAndEnd(i) | 1);
      payload[2] = (byte) 0x9A;
      payloads.add(payload);
    }
    return payloads;
  }

  private static List<byte[]> h265() {
    List<byte[]> payloads = new ArrayList<>();
    for (int i = 0; i < PACKETS; i++) {
      byte[] payload = payload(i);
      payload[0] = 0x62;
      payload[1] = 1;
      payload[2] = (byte) (startAndEnd(i) | 1);
      payload[3] = (byte) 0xD0;
      payloads.add(payload);
    }
    return payloads;
  }

  private static List<byte[]> vp8() {
    List<byte[]> payloads = new ArrayList<>();
    for (int i = 0; i < PACKETS; i++) {
      byte[] payload = payload(i);
      payload[0] = (byte) (i == 0 ? 0x10 : 0);
      payload[1] = 1;
      payloads.add(payload);
    }
    return payloads;
  }

  private static List<byte[]> jpeg() {
    List<byte[]> payloads = new ArrayList<>();
    for (int i = 0; i < PACKETS; i++) {
      byte[] payload = payload(i);
      int offset = i * (LENGTH - 8);
      byte[] header = {
        0, (byte) (offset >> 16), (byte) (offset >> 8), (byte) offset, 1, 50, 80, 60
      };
      for (int k = 8; k < LENGTH; k++) {
        payload[k] &= 0x7F; // no markers
      }
      System.arraycopy(header, 0, payload, 0, header.length);
      payloads.add(payload);
    }
    byte[] last = payloads.get(PACKETS - 1);
    last[LENGTH - 2] = (byte) 0xFF;
    last[LENGTH - 1] = (byte) 0xD9;
    return payloads;
  }

  /** One packet of four units of 346 bytes. */
  private static List<byte[]> aac() {
    byte[] payload = payload(0);
    int size = (LENGTH - 10) / 4;
    payload[0] = 0;
    payload[1] = 64;
    for (int i = 0; i < 4; i++) {
      payload[2 + 2 * i] = (byte) (size >> 5);
      payload[3 + 2 * i] = (byte) (size << 3);
    }
    return List.of(Arrays.copyOf(payload, 10 + 4 * size));
  }

  /** A packet of H.264: FU-A. */
  @Benchmark
  @OperationsPerInvocation(PACKETS)
  public long h264Packet() {
    return h264.frame();
  }

  /** A packet of H.265: FU. */
  @Benchmark
  @OperationsPerInvocation(PACKETS)
  public long h265Packet() {
    return h265.frame();
  }

  /** A packet of VP8. */
  @Benchmark
  @OperationsPerInvocation(PACKETS)
  public long vp8Packet() {
    return vp8.frame();
  }

  /** A packet of JPEG. */
  @Benchmark
  @OperationsPerInvocation(PACKETS)
  public long jpegPacket() {
    return jpeg.frame();
  }

  /** A packet of AAC with four frames. */
  @Benchmark
  public long aacPacket() {
    return aac.frame();
  }

  /** Fails if a loop gave no frames: then nothing was measured. */
  @TearDown
  public void checkFrames() {
    long frames = h264.frames() + h265.frames() + vp8.frames() + jpeg.frames() + aac.frames();
    if (frames == 0) {
      throw new IllegalStateException("no frames came");
    }
  }
}
