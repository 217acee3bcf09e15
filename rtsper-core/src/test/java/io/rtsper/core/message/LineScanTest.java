package io.rtsper.core.message;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.Random;
import java.util.function.IntPredicate;
import org.junit.jupiter.api.Test;

/** What is remembered of a line while garbage is searched for requests. */
class LineScanTest {

  private static final IntPredicate ANY_CHANNEL = channel -> true;
  private static final String[] PARTS = {
    "PLAY ", "PAUSE ", "OPTIONS", " ", "x", "\t", "RTSP/1.0", "RTSP/", "\r\n", "\n", "\1", "$"
  };

  @Test
  void whatIsRememberedChangesNoAnswer() {
    Random random = new Random(20_326);
    LineScan remembered = new LineScan();
    for (int round = 0; round < 2_000; round++) {
      ByteBuffer source = text(random);
      int maxLine = 4 + random.nextInt(60);
      remembered.restart();
      for (int at = 0; at < source.limit(); at++) {
        UnitStart expected = amidGarbage(source, at, maxLine, new LineScan());
        assertThat(amidGarbage(source, at, maxLine, remembered))
            .describedAs("byte %d of round %d", at, round)
            .isEqualTo(expected);
      }
    }
  }

  private static UnitStart amidGarbage(ByteBuffer source, int at, int maxLine, LineScan line) {
    return UnitStart.amidGarbage(source, at, source.limit(), maxLine, ANY_CHANNEL, line);
  }

  private static ByteBuffer text(Random random) {
    StringBuilder text = new StringBuilder();
    for (int part = random.nextInt(30); part >= 0; part--) {
      text.append(PARTS[random.nextInt(PARTS.length)]);
    }
    return ByteBuffer.wrap(text.toString().getBytes(ISO_8859_1));
  }

  @Test
  void garbageOfMethodNamesCostsLittleMoreThanOther() {
    byte[] methods = ("\1" + "PLAY ".repeat(13_000)).getBytes(ISO_8859_1);
    byte[] other = ("\1" + "PLAX ".repeat(13_000)).getBytes(ISO_8859_1);
    long ofMethods = Long.MAX_VALUE;
    long ofOther = Long.MAX_VALUE;
    for (int round = 0; round < 10; round++) {
      ofMethods = Math.min(ofMethods, nanosToRead(methods));
      ofOther = Math.min(ofOther, nanosToRead(other));
    }
    // About as much; a hundred times as much when each name has its line looked through anew.
    assertThat(ofMethods).isLessThan(40 * ofOther);
  }

  private static long nanosToRead(byte[] garbage) {
    long start = System.nanoTime();
    Reading reading = Reading.start().read(garbage);
    long took = System.nanoTime() - start;
    assertThat(reading.failed()).isFalse();
    return took;
  }
}
