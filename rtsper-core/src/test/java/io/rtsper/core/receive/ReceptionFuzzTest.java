package io.rtsper.core.receive;

import static io.rtsper.core.receive.Receiving.A;
import static io.rtsper.core.receive.Receiving.B;
import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import com.code_intelligence.jazzer.mutation.annotation.NotNull;
import io.rtsper.api.TrackStatistics;
import io.rtsper.api.rtp.RtpPacket;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Feeds a receiver any sequence of packets, pauses and bytes. Without {@code JAZZER_FUZZ=1} the
 * seeds are replayed.
 */
@Timeout(value = 15, unit = TimeUnit.MINUTES)
class ReceptionFuzzTest {

  /** What a script's first byte of an entry says; the second one is its argument. */
  private enum Event {
    AHEAD,
    BEHIND,
    LEAP,
    AGAIN,
    OTHER_SOURCE,
    OTHER_PAYLOAD,
    WAIT,
    PAUSE,
    RECONNECT,
    SEEK,
    TIMESTAMP,
    RTCP,
    BYTES
  }

  private static final Event[] EVENTS = Event.values();

  static Stream<byte[]> scripts() {
    return Stream.of(
        script(Event.AHEAD, 1, Event.AHEAD, 1, Event.AHEAD, 1),
        script(Event.AHEAD, 1, Event.AHEAD, 3, Event.BEHIND, 1, Event.WAIT, 200, Event.AHEAD, 1),
        script(Event.AHEAD, 1, Event.LEAP, 50, Event.AHEAD, 1, Event.LEAP, 200, Event.AHEAD, 1),
        script(Event.AHEAD, 1, Event.AGAIN, 0, Event.AHEAD, 2, Event.PAUSE, 0, Event.AHEAD, 1),
        script(Event.AHEAD, 1, Event.OTHER_SOURCE, 1, Event.OTHER_SOURCE, 1, Event.AHEAD, 1),
        script(Event.AHEAD, 1, Event.OTHER_PAYLOAD, 1, Event.AHEAD, 2, Event.RECONNECT, 0),
        script(Event.AHEAD, 1, Event.SEEK, 0, Event.LEAP, 9, Event.TIMESTAMP, 77, Event.AHEAD, 1),
        script(Event.AHEAD, 1, Event.RTCP, 200, Event.RTCP, 203, Event.BYTES, 128),
        // Found by the fuzzer: -1 packets lost.
        HexFormat.of().parseHex("0f0000033b0000000009"),
        HexFormat.of().parseHex("262600015553415650000000" + "7e070002012a09d9cc5341565021"));
  }

  private static byte[] script(Object... entries) {
    ByteBuffer script = ByteBuffer.allocate(entries.length);
    for (Object entry : entries) {
      script.put(
          entry instanceof Event event
              ? (byte) Arrays.asList(EVENTS).indexOf(event)
              : ((Integer) entry).byteValue());
    }
    return script.array();
  }

  @MethodSource("scripts")
  @FuzzTest(maxDuration = "10m")
  void whateverComesTheOrderHoldsAndNothingIsLeft(byte @NotNull [] script) {
    play(Receiving.inOrder(), script, true);
    play(Receiving.overTcp(), script, false);
  }

  private static void play(Receiving r, byte[] script, boolean inOrder) {
    int sequence = 0;
    long timestamp = 0;
    for (int i = 0; i + 1 < script.length; i += 2) {
      int argument = script[i + 1] & 0xFF;
      r.passUntil(r.now + Receiving.MILLI);
      timestamp += 90;
      switch (EVENTS[(script[i] & 0xFF) % EVENTS.length]) {
        case AHEAD -> r.onRtp(Receiving.rtp(A, sequence += argument, timestamp, 96));
        case BEHIND -> r.onRtp(Receiving.rtp(A, sequence - argument, timestamp, 96));
        case LEAP -> r.onRtp(Receiving.rtp(A, sequence += 257 * argument, timestamp, 96));
        case AGAIN -> r.onRtp(Receiving.rtp(A, sequence, timestamp - 90, 96));
        case OTHER_SOURCE -> r.onRtp(Receiving.rtp(B, sequence += argument, timestamp, 96));
        case OTHER_PAYLOAD -> r.onRtp(Receiving.rtp(A, sequence += argument, timestamp, 97));
        case WAIT -> r.passUntil(r.now + argument * Receiving.MILLI);
        case PAUSE -> r.pauseAndPlay();
        case RECONNECT -> r.restart(Receiving.CLOCK_RATE, r.agreement);
        case SEEK -> r.receiver.receiving(true, r.now);
        case TIMESTAMP -> timestamp += (argument - 100) * 100_000L;
        case RTCP ->
            r.onRtcp("80" + Integer.toHexString(0x100 | argument).substring(1) + "0001AAAAAAAA");
        case BYTES -> r.onRtp(Arrays.copyOfRange(script, i, Math.min(script.length, i + argument)));
      }
    }
    r.passUntil(r.now + 1000 * Receiving.MILLI);

    TrackStatistics counts = r.counts();
    assertThat(counts.packets()).isEqualTo(r.packets.size());
    assertThat(counts.lost()).isNotNegative();
    long before = -1;
    for (RtpPacket packet : r.packets) {
      if (inOrder && packet.extendedSequence() <= before) {
        throw new AssertionError(packet.extendedSequence() + " behind " + before);
      }
      before = packet.extendedSequence();
    }
    r.receiver.receiving(false, r.now);
    assertThat(r.memory.available()).isEqualTo(Receiving.MEMORY);
  }
}
