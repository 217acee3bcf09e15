package io.rtsper.transport.replay;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class SegmentOrderTest {

  private final ByteArrayOutputStream stream = new ByteArrayOutputStream();
  private final List<Integer> gaps = new ArrayList<>();
  private final SegmentOrder order =
      new SegmentOrder(
          new SegmentOrder.Sink() {
            @Override
            public void bytes(ByteBuffer bytes) {
              byte[] copy = new byte[bytes.remaining()];
              bytes.get(copy);
              stream.writeBytes(copy);
            }

            @Override
            public void gap() {
              gaps.add(stream.size());
            }
          });

  private void segment(int sequence, int... bytes) {
    ByteBuffer payload = ByteBuffer.allocate(bytes.length);
    for (int b : bytes) {
      payload.put((byte) b);
    }
    order.segment(sequence, payload.flip(), 0);
  }

  @Test
  void lateSegmentsAreWaitedFor() {
    order.begins(99);
    segment(102, 3);
    segment(101, 2);
    assertThat(stream.size()).isZero();
    segment(100, 1);
    assertThat(stream.toByteArray()).containsExactly(1, 2, 3);
    assertThat(gaps).isEmpty();
  }

  @Test
  void repeatedBytesAreTakenOnce() {
    order.begins(99);
    segment(100, 1, 2);
    segment(100, 1, 2);
    segment(101, 2, 3);
    segment(99, 0);
    assertThat(stream.toByteArray()).containsExactly(1, 2, 3);
  }

  @Test
  void aCaptureThatStartsLateStartsWithItsFirstSegment() {
    segment(5000, 1);
    segment(5001, 2);
    assertThat(stream.toByteArray()).containsExactly(1, 2);
    assertThat(gaps).isEmpty();
  }

  @Test
  void whatNeverComesIsAGapAtTheEnd() {
    order.begins(99);
    segment(100, 1);
    segment(105, 6);
    segment(103, 4);
    order.end();
    assertThat(stream.toByteArray()).containsExactly(1, 4, 6);
    assertThat(gaps).containsExactly(1, 2);
  }

  @Test
  void whatTheCaptureCutOffIsAGapAtOnce() {
    order.begins(99);
    order.segment(100, ByteBuffer.wrap(new byte[] {1}), 4);
    segment(105, 6);
    assertThat(stream.toByteArray()).containsExactly(1, 6);
    assertThat(gaps).containsExactly(1);
  }

  /** Half of all numbers away, neither before nor behind; the fuzzer found it. */
  @Test
  void aNumberHalfTheWayRoundIsWaitedForLikeAnyOther() {
    order.begins(99);
    segment(100 + Integer.MIN_VALUE, 9);
    segment(100, 1);
    order.end();
    assertThat(stream.toByteArray()).containsExactly(1, 9);
  }

  @Test
  void whatWaitsIsBounded() {
    order.begins(99);
    for (int i = 0; i < 40; i++) {
      order.segment(101 + i * 60_000, ByteBuffer.allocate(60_000), 0);
    }
    assertThat(gaps).containsExactly(0);
    assertThat(stream.size()).isGreaterThan(SegmentOrder.MOST_WAITING_BYTES);
  }

  /** Numbers wrap, segments overlap, are repeated and swapped: the stream is the same. */
  @Property
  void anyOrderOfAnySegmentsGivesTheStream(
      @ForAll int first, @ForAll @IntRange(min = 1, max = 400) int length, @ForAll long seed) {
    Random random = new Random(seed);
    byte[] sent = new byte[length];
    random.nextBytes(sent);
    List<int[]> segments = new ArrayList<>();
    for (int at = 0; at < length; ) {
      int from = Math.max(0, at - random.nextInt(4));
      int to = Math.min(length, at + 1 + random.nextInt(20));
      segments.add(new int[] {from, to});
      if (random.nextInt(4) == 0) {
        segments.add(new int[] {from, to});
      }
      at = to;
    }
    Collections.shuffle(segments, random);
    stream.reset();
    gaps.clear();
    ByteArrayOutputStream got = new ByteArrayOutputStream();
    SegmentOrder fresh =
        new SegmentOrder(
            new SegmentOrder.Sink() {
              @Override
              public void bytes(ByteBuffer bytes) {
                byte[] copy = new byte[bytes.remaining()];
                bytes.get(copy);
                got.writeBytes(copy);
              }

              @Override
              public void gap() {
                gaps.add(got.size());
              }
            });
    fresh.begins(first - 1);
    for (int[] segment : segments) {
      fresh.segment(
          first + segment[0], ByteBuffer.wrap(sent, segment[0], segment[1] - segment[0]), 0);
    }
    assertThat(got.toByteArray()).isEqualTo(sent);
    assertThat(gaps).isEmpty();
  }
}
