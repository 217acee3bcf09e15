package io.rtsper.payload.audio;

import io.rtsper.api.media.AudioParameters;
import java.nio.ByteBuffer;

/** Frames of MPEG audio (ISO/IEC 11172-3 §2.4.1.3), behind a header with their offset. */
final class MpegAudioFormat implements SyncFormat {

  private static final int HEADER_LENGTH = 4;

  /** In kbit/s by index: MPEG-1 layers 1 to 3, then MPEG-2 layer 1, and its layers 2 and 3. */
  private static final int[][] BIT_RATES = {
    {0, 32, 64, 96, 128, 160, 192, 224, 256, 288, 320, 352, 384, 416, 448},
    {0, 32, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320, 384},
    {0, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320},
    {0, 32, 48, 56, 64, 80, 96, 112, 128, 144, 160, 176, 192, 224, 256},
    {0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160}
  };

  private static final int[] RATES = {44_100, 48_000, 32_000};

  private int layer;
  private int samples;
  private int rate;
  private int channels;

  @Override
  public int headerLength() {
    return HEADER_LENGTH;
  }

  @Override
  public boolean isContinuation(ByteBuffer bytes, int payload, int to, boolean amid) {
    return bytes.getShort(payload + 2) != 0;
  }

  @Override
  public int read(ByteBuffer bytes, int at, int to) {
    if (to - at < 4) {
      return 0;
    }
    int header = bytes.getInt(at);
    int version = header >> 19 & 3; // 3: MPEG-1, 2: MPEG-2, 0: its half rates
    int layerBits = header >> 17 & 3;
    int bitRate = header >> 12 & 0xF;
    int rateIndex = header >> 10 & 3;
    if (header >>> 21 != 0x7FF
        || version == 1
        || layerBits == 0
        || bitRate == 0
        || bitRate == 15
        || rateIndex == 3) {
      return 0;
    }
    layer = 4 - layerBits;
    boolean first = version == 3;
    rate = RATES[rateIndex] >> (first ? 0 : version == 2 ? 1 : 2);
    channels = (header >> 6 & 3) == 3 ? 1 : 2;
    samples = layer == 1 ? 384 : layer == 3 && !first ? 576 : 1152;
    int table = first ? layer - 1 : layer == 1 ? 3 : 4;
    int bits = BIT_RATES[table][bitRate] * 1000;
    int padding = header >> 9 & 1;
    return layer == 1 ? (12 * bits / rate + padding) * 4 : samples / 8 * bits / rate + padding;
  }

  @Override
  public int samples() {
    return samples;
  }

  @Override
  public int rate() {
    return rate;
  }

  @Override
  public int signature() {
    return 1 + (rate << 8 | layer << 4 | channels);
  }

  @Override
  public AudioParameters parameters() {
    return AudioParameters.of("mp" + layer, rate, channels).withSamplesPerFrame(samples);
  }
}
