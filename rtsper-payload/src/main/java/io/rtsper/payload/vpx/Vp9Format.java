package io.rtsper.payload.vpx;

import io.rtsper.api.spi.DepacketizerContext;
import io.rtsper.payload.assembly.Parameters;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * The descriptor of VP9 (RFC 9628 §4.2):
 *
 * <pre>
 *   I P L F B E V Z
 *   I: picture ID, of 7 bits, or of 15 if its first bit is set
 *   L: TID(3) U SID(3) D, and TL0PICIDX(8) unless F
 *   F and P: up to three times P_DIFF(7) N
 *   V: N_S(3) Y G reserved(3), Y: width(16) height(16) for each layer, G: N_G(8), for each:
 *      TID(3) U R(2) reserved(2), R times P_DIFF(8)
 * </pre>
 *
 * <p>Whether a frame is a key frame its own header says: FFmpeg sets P of none. Layers of one
 * picture make one frame, as files have it: with an index of their sizes at its end.
 */
final class Vp9Format implements PartFormat {

  private static final int PICTURE_ID = 0x80;
  private static final int PREDICTED = 0x40;
  private static final int LAYERS = 0x20;
  private static final int FLEXIBLE = 0x10;
  private static final int START = 0x08;
  private static final int STRUCTURE = 0x02;
  private static final int MAX_REFERENCES = 3;
  private static final int MAX_LAYERS = 8;
  private static final byte[] NOTHING = {};

  private final Parameters parameters;
  private final Vp9Header header = new Vp9Header();
  private final double frameRate;
  private final int[] ends = new int[MAX_LAYERS];
  private int layers;
  private boolean first;
  private boolean firstOfLayer;
  private int to;

  Vp9Format(DepacketizerContext context) {
    this.parameters = new Parameters(context.frames());
    this.frameRate = context.track().description().framerate().orElse(0);
  }

  @Override
  public int read(ByteBuffer bytes, int from, int behind) {
    to = behind;
    int flags = bytes.get(from);
    boolean start = (flags & START) != 0;
    int layer = 0;
    int at = from + 1;
    if ((flags & PICTURE_ID) != 0) {
      at += (octet(bytes, at) & 0x80) != 0 ? 2 : 1;
    }
    if ((flags & LAYERS) != 0) {
      layer = octet(bytes, at) >> 1 & 7;
      at += (flags & FLEXIBLE) != 0 ? 1 : 2;
    }
    if ((flags & (FLEXIBLE | PREDICTED)) == (FLEXIBLE | PREDICTED)) {
      int count = 1;
      while ((octet(bytes, at) & 1) != 0 && count < MAX_REFERENCES) {
        at++;
        count++;
      }
      at++;
    }
    if ((flags & STRUCTURE) != 0) {
      at = behindStructure(bytes, at);
    }
    // The lowest layer begins the picture. Where it is left out, another one with a timestamp of
    // its own would; but a picture without it can't be decoded.
    first = start && layer == 0;
    firstOfLayer = start && layer > 0;
    return at > to ? -1 : at;
  }

  private int behindStructure(ByteBuffer bytes, int from) {
    int flags = octet(bytes, from);
    int at = from + 1;
    if ((flags & 0x10) != 0) {
      at += 4 * (1 + (flags >> 5 & 7));
    }
    if ((flags & 0x08) != 0) {
      int pictures = octet(bytes, at++);
      for (int i = 0; i < pictures && at < to; i++) {
        at += 1 + (octet(bytes, at) >> 2 & 3);
      }
    }
    return at;
  }

  /** Returns a byte; 0 past the end, which is found out when all is read. */
  private int octet(ByteBuffer bytes, int at) {
    return at < to ? bytes.get(at) & 0xFF : 0;
  }

  @Override
  public boolean isFirst() {
    return first;
  }

  @Override
  public boolean isFirstOfLayer() {
    return firstOfLayer;
  }

  @Override
  public void begin(ByteBuffer bytes, int from, int behind) {
    layers = 0;
    if (header.read(bytes, from, behind)) {
      parameters.set(header.parameters(frameRate));
    }
  }

  @Override
  public void beginLayer(int length) {
    if (layers < MAX_LAYERS - 1) {
      ends[layers++] = length;
    }
  }

  @Override
  public byte[] trailer(int length) {
    if (layers == 0 || length == 0) {
      return NOTHING;
    }
    // The index of a superframe (VP9 Annex B), with sizes of four bytes.
    byte marker = (byte) (0xC0 | 3 << 3 | layers);
    ByteBuffer index =
        ByteBuffer.allocate(2 + 4 * (layers + 1)).order(ByteOrder.LITTLE_ENDIAN).put(marker);
    int start = 0;
    for (int end : Arrays.copyOf(ends, layers)) {
      index.putInt(end - start);
      start = end;
    }
    return index.putInt(length - start).put(marker).array();
  }

  @Override
  public boolean isKeyFrame() {
    return header.isKeyFrame();
  }
}
