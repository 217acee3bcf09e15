package io.rtsper.testkit.contract;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import io.rtsper.api.sdp.SessionDescription;
import io.rtsper.api.spi.QuirkReporter;
import io.rtsper.api.spi.SdpParserProvider;
import java.nio.ByteBuffer;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * What rtsper demands of an {@link SdpParserProvider}. A plug-in's test extends this class and
 * returns its parser.
 */
@Timeout(60)
public abstract class SdpParserContract {

  private static final String PLAIN =
      """
      v=0
      o=- 1 1 IN IP4 192.0.2.1
      s=Camera
      t=0 0
      m=video 0 RTP/AVP 96
      a=rtpmap:96 H264/90000
      a=control:track1
      m=audio 0 RTP/AVP 0
      a=control:track2
      """
          .replace("\n", "\r\n");

  /** Makes the contract; for subclasses. */
  protected SdpParserContract() {}

  /**
   * Returns the plug-in.
   *
   * @return the parser under test
   */
  protected abstract SdpParserProvider parser();

  private SessionDescription parse(byte[] text) {
    return parser().parse(ByteBuffer.wrap(text), QuirkReporter.NONE);
  }

  /** The parser is found by its name. */
  @Test
  public void isNamedSdp() {
    assertEquals("sdp", parser().name());
  }

  /** A plain description gives its name and its media in their order. */
  @Test
  public void readsAPlainDescription() {
    SessionDescription description = parse(PLAIN.getBytes(UTF_8));
    assertEquals("Camera", description.sessionName());
    assertEquals(2, description.media().size());
    assertEquals("video", description.media().get(0).media());
    assertEquals("audio", description.media().get(1).media());
  }

  /** The same text gives an equal description, from any kind of buffer. */
  @Test
  public void readsAnyBufferAlike() {
    byte[] text = PLAIN.getBytes(UTF_8);
    ByteBuffer direct = ByteBuffer.allocateDirect(text.length + 20);
    direct.position(10).put(text).limit(10 + text.length).position(10);
    SessionDescription expected = parse(text);
    assertEquals(expected, parser().parse(direct, QuirkReporter.NONE));
    assertEquals(
        expected, parser().parse(ByteBuffer.wrap(text).asReadOnlyBuffer(), QuirkReporter.NONE));
  }

  /** The buffer is consumed, and nothing of it is used after that. */
  @Test
  public void keepsNothingOfTheBuffer() {
    byte[] text = PLAIN.getBytes(UTF_8);
    SessionDescription expected = parse(text.clone());
    ByteBuffer buffer = ByteBuffer.wrap(text);
    SessionDescription description = parser().parse(buffer, QuirkReporter.NONE);
    assertFalse(buffer.hasRemaining(), "the text isn't consumed");
    Arrays.fill(text, (byte) 'x');
    assertEquals(expected, description);
  }

  /** No content is an exception: neither a text that is cut anywhere nor one of any bytes. */
  @Test
  public void neverThrowsForContent() {
    byte[] text = PLAIN.getBytes(UTF_8);
    for (int length = 0; length <= text.length; length++) {
      parse(Arrays.copyOf(text, length));
    }
    for (int i = 0; i < text.length; i++) {
      byte[] damaged = text.clone();
      damaged[i] = StreamPattern.at(i);
      parse(damaged);
    }
    for (int i = 0; i < 500; i++) {
      parse(StreamPattern.part(i * 1000L, i));
    }
  }

  /** A description as large as a message may be is read in a bounded time. */
  @Test
  @Timeout(10)
  public void readsLargeDescriptionsInTime() {
    byte[] large = new byte[4 * 1024 * 1024];
    for (String line : new String[] {"m=video 0 RTP/AVP 96\n", "a=rtpmap:96 H264/90000\n", "\n"}) {
      byte[] bytes = line.getBytes(UTF_8);
      for (int i = 0; i < large.length; i++) {
        large[i] = bytes[i % bytes.length];
      }
      parse(large);
    }
  }
}
