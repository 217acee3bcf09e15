package io.rtsper.payload.aac;

import io.rtsper.payload.bits.BitReader;
import org.jspecify.annotations.Nullable;

/** The configuration of a LATM multiplex (ISO/IEC 14496-3 §1.7.3), of one layer. */
final class LatmConfig {

  private static final int SIZES_IN_FRAMES = 0;
  private static final int FIXED_SIZE = 1;

  final int subFrames;
  final AudioSpecificConfig audio;
  final byte[] audioBytes;

  /** Bytes of each frame where they are fixed; 0 where each frame says how many. */
  final int frameBytes;

  /** Bits of other data behind the frames. */
  final boolean otherData;

  private LatmConfig(int subFrames, Audio audio, int frameBytes, boolean otherData) {
    this.subFrames = subFrames;
    this.audio = audio.config;
    this.audioBytes = audio.bytes;
    this.frameBytes = frameBytes;
    this.otherData = otherData;
  }

  private static final class Audio {

    private final AudioSpecificConfig config;
    private final byte[] bytes;

    Audio(AudioSpecificConfig config, byte[] bytes) {
      this.config = config;
      this.bytes = bytes;
    }
  }

  /**
   * Reads StreamMuxConfig.
   *
   * @param source what the reader reads
   * @return null if it can't be read or is of a kind that isn't
   */
  static @Nullable LatmConfig read(BitReader bits, byte[] source) {
    boolean second = bits.flag();
    if (second && bits.flag()) {
      return null; // audioMuxVersionA is reserved.
    }
    if (second) {
      value(bits); // taraBufferFullness
    }
    bits.skip(1); // allStreamsSameTimeFraming
    int subFrames = 1 + bits.bits(6);
    int programs = bits.bits(4);
    int layers = bits.bits(3);
    if (programs > 0 || layers > 0) {
      return null;
    }
    Audio audio = second ? sizedAudio(bits, source) : audio(bits, source);
    if (audio == null) {
      return null;
    }
    int frameBytes = 0;
    int lengthType = bits.bits(3);
    if (lengthType == SIZES_IN_FRAMES) {
      bits.skip(8); // latmBufferFullness
    } else if (lengthType == FIXED_SIZE) {
      frameBytes = bits.bits(9) + 20;
    } else {
      return null;
    }
    boolean other = bits.flag();
    if (other) {
      skipOtherDataLength(bits, second);
    }
    if (bits.flag()) {
      bits.skip(8); // crcCheckSum
    }
    return bits.overrun() ? null : new LatmConfig(subFrames, audio, frameBytes, other);
  }

  private static void skipOtherDataLength(BitReader bits, boolean second) {
    if (second) {
      value(bits);
      return;
    }
    boolean more = true;
    while (more && !bits.overrun()) {
      more = bits.flag();
      bits.skip(8);
    }
  }

  private static @Nullable Audio audio(BitReader bits, byte[] source) {
    int start = bits.position();
    AudioSpecificConfig config = AudioSpecificConfig.read(bits, false);
    return config == null ? null : new Audio(config, copy(source, start, config.length));
  }

  private static @Nullable Audio sizedAudio(BitReader bits, byte[] source) {
    int length = value(bits);
    int start = bits.position();
    if (length < 0 || length > bits.left()) {
      return null;
    }
    byte[] bytes = copy(source, start, length);
    bits.skip(length);
    AudioSpecificConfig config =
        AudioSpecificConfig.read(new BitReader(bytes, 0, bytes.length), true);
    return config == null ? null : new Audio(config, bytes);
  }

  /** Copies bits to the beginning of an array. */
  private static byte[] copy(byte[] source, int start, int count) {
    byte[] out = new byte[(count + 7) / 8];
    for (int i = 0; i < count; i++) {
      int at = start + i;
      int bit = source[at >> 3] >> (7 - (at & 7)) & 1;
      out[i >> 3] |= (byte) (bit << (7 - (i & 7)));
    }
    return out;
  }

  /** Reads LatmGetValue. */
  private static int value(BitReader bits) {
    int bytes = 1 + bits.bits(2);
    return bits.bits(8 * bytes);
  }
}
