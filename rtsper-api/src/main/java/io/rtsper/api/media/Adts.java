package io.rtsper.api.media;

import java.nio.ByteBuffer;

/**
 * The header that makes an AAC frame readable by itself (ISO/IEC 13818-7 §6.2), for files and
 * players that want ADTS. What RTSP delivers has none.
 */
public final class Adts {

  /** The length of the header, which has no checksum. */
  public static final int HEADER_LENGTH = 7;

  private static final int MAX_LENGTH = (1 << 13) - 1;
  private static final int ESCAPE = 31;
  private static final int EXPLICIT_RATE = 15;
  private static final int RATE_BITS = 24;
  private static final int SBR = 5;
  private static final int PARAMETRIC_STEREO = 29;

  private static final byte[] NONE = {};

  private final byte[] bytes;
  private int bit;

  private Adts(byte[] configuration) {
    bytes = configuration;
  }

  /**
   * Returns a frame with a header before it. Spectral band replication is left for the decoder to
   * find, as ADTS can't tell of it.
   *
   * @param frame a frame whose {@linkplain Frame#parameters() parameters} hold an
   *     AudioSpecificConfig (ISO/IEC 14496-3 §1.6.2.1)
   * @return a new buffer
   * @throws IllegalArgumentException if ADTS can't say what the parameters say: it has four object
   *     types, thirteen sample rates, one to seven channel configurations, and 8,191 bytes a frame
   */
  public static ByteBuffer frame(Frame frame) {
    byte[] configuration = frame.parameters().map(CodecParameters::configuration).orElse(NONE);
    ByteBuffer data = frame.data();
    ByteBuffer result = ByteBuffer.allocate(HEADER_LENGTH + data.remaining());
    new Adts(configuration).header(result);
    result.put(data).flip();
    return result;
  }

  private void header(ByteBuffer into) {
    int length = into.capacity();
    int type = objectType();
    int rate = rate();
    int channels = bits(4);
    if (type == SBR || type == PARAMETRIC_STEREO) {
      rate(); // of the extension; the header says that of the core
      type = objectType();
    }
    if (bit > 8 * bytes.length) {
      throw new IllegalArgumentException(
          "the frame's parameters hold no AudioSpecificConfig, so it is no AAC that ADTS can hold");
    }
    if (type < 1 || type > 4 || rate == EXPLICIT_RATE || channels < 1 || channels > 7) {
      throw new IllegalArgumentException(
          "ADTS can't hold AAC of object type "
              + type
              + ", sample rate index "
              + rate
              + " and channel configuration "
              + channels
              + "; store it in MP4 or Matroska");
    }
    if (length > MAX_LENGTH) {
      throw new IllegalArgumentException(
          "ADTS can't hold a frame of " + length + " bytes; it ends at " + MAX_LENGTH);
    }
    // Sync word, MPEG-4, no checksum; no buffer fullness; one raw block.
    into.putShort((short) 0xFFF1);
    into.put((byte) ((type - 1) << 6 | rate << 2 | channels >> 2));
    into.put((byte) (channels << 6 | length >> 11));
    into.put((byte) (length >> 3));
    into.put((byte) (length << 5 | 0x1F));
    into.put((byte) 0xFC);
  }

  private int objectType() {
    int type = bits(5);
    return type == ESCAPE ? ESCAPE + 1 + bits(6) : type;
  }

  private int rate() {
    int index = bits(4);
    if (index == EXPLICIT_RATE) {
      bits(RATE_BITS);
    }
    return index;
  }

  private int bits(int count) {
    int value = 0;
    for (int i = 0; i < count; i++, bit++) {
      int of = bit / 8 < bytes.length ? (bytes[bit / 8] >> (7 - bit % 8)) & 1 : 0;
      value = value << 1 | of;
    }
    return value;
  }
}
