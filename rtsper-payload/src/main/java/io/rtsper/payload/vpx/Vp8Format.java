package io.rtsper.payload.vpx;

import io.rtsper.api.media.ChromaFormat;
import io.rtsper.api.media.VideoParameters;
import io.rtsper.api.spi.DepacketizerContext;
import io.rtsper.payload.assembly.Parameters;
import java.nio.ByteBuffer;

/**
 * The descriptor of VP8 (RFC 7741 §4.2):
 *
 * <pre>
 *   X R N S R PID(3)
 *   X: I L T K reserved(4)
 *   I: picture ID, of 7 bits, or of 15 if its first bit is set    L: 8 bits    T or K: 8 bits
 * </pre>
 *
 * <p>A frame begins with the partition 0. GStreamer numbers partitions on in parts that begin none,
 * which is no reason to part anything.
 */
final class Vp8Format implements PartFormat {

  private static final int EXTENDED = 0x80;
  private static final int START_AND_PARTITION = 0x17;
  private static final int START_OF_FIRST = 0x10;
  private static final int KEY_HEADER = 10;
  private static final byte[] NOTHING = {};

  private final Parameters parameters;
  private final double frameRate;
  private boolean first;
  private boolean keyFrame;
  private int width;
  private int height;

  Vp8Format(DepacketizerContext context) {
    this.parameters = new Parameters(context.frames());
    this.frameRate = context.track().description().framerate().orElse(0);
    parameters.set(VideoParameters.builder("vp8").frameRate(frameRate).reorderedFrames(0).build());
  }

  @Override
  public int read(ByteBuffer bytes, int from, int to) {
    int flags = bytes.get(from);
    first = (flags & START_AND_PARTITION) == START_OF_FIRST;
    int at = from + 1;
    if ((flags & EXTENDED) != 0) {
      if (at >= to) {
        return -1;
      }
      int present = bytes.get(at++);
      if ((present & 0x80) != 0 && at < to) {
        at += (bytes.get(at) & 0x80) != 0 ? 2 : 1;
      } else if ((present & 0x80) != 0) {
        return -1;
      }
      at += (present & 0x40) != 0 ? 1 : 0;
      at += (present & 0x30) != 0 ? 1 : 0;
    }
    return at > to ? -1 : at;
  }

  @Override
  public boolean isFirst() {
    return first;
  }

  @Override
  public boolean isFirstOfLayer() {
    return false;
  }

  @Override
  public void begin(ByteBuffer bytes, int from, int to) {
    keyFrame = (bytes.get(from) & 1) == 0;
    // A key frame has a start code and its size behind the tag of three bytes (RFC 6386 §9.1).
    if (keyFrame && to - from >= KEY_HEADER && bytes.getInt(from + 2) << 8 == 0x9D012A00) {
      int across = little(bytes, from + 6) & 0x3FFF;
      int down = little(bytes, from + 8) & 0x3FFF;
      if (across != width || down != height) {
        width = across;
        height = down;
        parameters.set(
            VideoParameters.builder("vp8")
                .size(across, down)
                .samples(ChromaFormat.YUV420, 8)
                .frameRate(frameRate)
                .reorderedFrames(0)
                .build());
      }
    }
  }

  private static int little(ByteBuffer bytes, int at) {
    return (bytes.get(at) & 0xFF) | (bytes.get(at + 1) & 0xFF) << 8;
  }

  @Override
  public void beginLayer(int length) {
    // There are none.
  }

  @Override
  public byte[] trailer(int length) {
    return NOTHING;
  }

  @Override
  public boolean isKeyFrame() {
    return keyFrame;
  }
}
