package io.rtsper.transport.replay;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What is played when, on a clock of the test's own. */
class PlaybackTest {

  private final AtomicLong now = new AtomicLong();
  private final FeedQueue queue = new FeedQueue(() -> {});
  private final List<Duration> waits = new ArrayList<>();
  private Playback playback;

  @BeforeEach
  void play() throws Exception {
    RtspMessage request =
        RtspMessage.of("PLAY rtsp://h/s RTSP/1.0\r\nCSeq: 1\r\n\r\n".getBytes(), new byte[0]);
    Exchange exchange = new Exchange(request);
    exchange.answered(RtspMessage.of("RTSP/1.0 200 OK\r\nCSeq: 1\r\n\r\n".getBytes(), new byte[0]));
    exchange.play(1);
    Recording.Part part = new Recording.Part(0, List.of(), List.of(exchange));
    playback = new Playback(queue, new Script(part, "rtsp://h/s"), now::get, 1);
    playback.play(exchange, request);
    queue.put(new FeedItem.Answer(1, 0, exchange));
    assertThat(next()).as("the answer").isNotNull();
  }

  private ByteBuffer next() {
    return playback.next(waits::add);
  }

  /** Such a time could wrap around among those that an event loop waits for. */
  @Test
  void aTimeInTheFarFutureIsWaitedForInPieces() throws Exception {
    queue.put(new FeedItem.Bytes(1, Long.MAX_VALUE, ByteBuffer.allocate(1)));
    assertThat(next()).isNull();
    assertThat(next()).as("asked again in between").isNull();
    assertThat(waits).containsExactly(Duration.ofNanos(Playback.LONGEST_WAIT_NANOS));
    now.addAndGet(Playback.LONGEST_WAIT_NANOS);
    playback.waited();
    assertThat(next()).isNull();
    assertThat(waits).hasSize(2);
  }

  @Test
  void aTimeBeforeTheAnswersIsNow() throws Exception {
    queue.put(new FeedItem.Bytes(1, -1_000_000_000, ByteBuffer.allocate(1)));
    queue.put(new FeedItem.Bytes(1, Long.MIN_VALUE, ByteBuffer.allocate(2)));
    assertThat(next()).isEqualTo(ByteBuffer.allocate(1));
    assertThat(next()).isEqualTo(ByteBuffer.allocate(2));
    assertThat(waits).isEmpty();
  }
}
