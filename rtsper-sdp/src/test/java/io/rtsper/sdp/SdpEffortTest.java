package io.rtsper.sdp;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import io.rtsper.api.sdp.SessionDescription;
import io.rtsper.api.spi.QuirkReporter;
import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;

/** A large description takes no longer than its length explains. */
class SdpEffortTest {

  private static final int MEDIA = 64;
  private static final int FORMATS = 64;
  private static final int STRAYS = 900;

  @Test
  void payloadTypesOfAllMediaAreLookedUpAmongManyStrayLines() {
    String media = ("m=video 0 RTP/AVP" + " 77".repeat(FORMATS) + "\r\n").repeat(MEDIA);
    // None of them can be read, so that each look-up goes through all that it has to.
    String unreadable = "a=rtpmap:77 /" + "1".repeat(200) + "\r\n";
    String unheardOf = "a=rtpmap:" + "1".repeat(200) + " X/1\r\n";

    long alone = shortestNanos(media);
    assertThat(shortestNanos(unreadable.repeat(STRAYS) + media)).isLessThan(20 * alone);
    assertThat(shortestNanos(unheardOf.repeat(STRAYS) + media)).isLessThan(20 * alone);
  }

  private static long shortestNanos(String lines) {
    byte[] text = ("v=0\r\no=- 1 1 IN IP4 0.0.0.0\r\ns=-\r\nt=0 0\r\n" + lines).getBytes(US_ASCII);
    long shortest = Long.MAX_VALUE;
    for (int i = 0; i < 10; i++) {
      long start = System.nanoTime();
      SessionDescription description =
          new SdpParser().parse(ByteBuffer.wrap(text), QuirkReporter.NONE);
      shortest = Math.min(shortest, System.nanoTime() - start);
      assertThat(description.media()).hasSize(MEDIA);
      assertThat(description.media().get(0).rtpMap(77)).isEmpty();
    }
    return shortest;
  }
}
