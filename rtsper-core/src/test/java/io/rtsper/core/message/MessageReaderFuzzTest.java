package io.rtsper.core.message;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.rtsper.api.MessageLimits;
import java.util.Arrays;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Reads any bytes, whole and in pieces. Without {@code JAZZER_FUZZ=1} the seeds are replayed: what
 * devices send.
 */
@Timeout(value = 15, unit = TimeUnit.MINUTES)
class MessageReaderFuzzTest {

  private static final MessageLimits SMALL = new MessageLimits(200, 8, 600, 500);

  static Stream<byte[]> inputs() {
    return WireExample.all().map(WireExample::input);
  }

  @MethodSource("inputs")
  @FuzzTest(maxDuration = "10m")
  void anyBytesAreReadTheSameAtAnySplit(byte[] input) {
    if (input == null) {
      return;
    }
    Random random = new Random(Arrays.hashCode(input));
    int[] cuts = Reading.randomCuts(input.length, random);
    boolean undelimited = random.nextBoolean();
    MessageLimits limits = random.nextBoolean() ? SMALL : MessageLimits.DEFAULT;
    Reading whole = Reading.start(limits);
    Reading split = Reading.start(limits);
    whole.reader.undelimitedSdp(undelimited);
    split.reader.undelimitedSdp(undelimited);
    whole.read(input);
    split.readSplit(input, cuts);
    int most = 2 * limits.maxHeaderBytes() + UnitStart.INTERLEAVED_HEADER + 0xFFFF;
    assertThat(split.reader.heldBytes()).isLessThan(most + 2 * limits.maxBodyBytes());
    assertThat(split.end().text()).isEqualTo(whole.end().text());
    split.resynchronise();
  }
}
