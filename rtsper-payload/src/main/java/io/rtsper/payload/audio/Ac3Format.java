package io.rtsper.payload.audio;

import io.rtsper.api.media.AudioParameters;
import io.rtsper.payload.bits.BitReader;
import java.nio.ByteBuffer;

/** Frames of AC-3 and E-AC-3 (ETSI TS 102 366 §4.3, §E.1.2), behind a header of two bytes. */
final class Ac3Format implements SyncFormat {

  private static final int HEADER_LENGTH = 2;
  private static final int SYNC = 0x0B77;
  private static final int START = 8;
  private static final int STANDARD = 8;
  private static final int FIRST_ENHANCED = 11;
  private static final int LAST = 16;
  private static final int FURTHER_FRAGMENT = 3;
  private static final int SAMPLES = 1536;
  private static final int BLOCK = 256;
  private static final int[] RATES = {48_000, 44_100, 32_000};
  private static final int[] BIT_RATES = {
    32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320, 384, 448, 512, 576, 640
  };
  private static final int[] CHANNELS = {2, 1, 2, 3, 3, 4, 4, 5};

  private final boolean enhanced;
  private final BitReader bits = new BitReader();
  private final byte[] scratch = new byte[START];
  private int samples;

  /** The content of dac3 (ETSI TS 102 366 §F.4) for AC-3. */
  private int box;

  private int rate;
  private int channels;

  Ac3Format(boolean enhanced) {
    this.enhanced = enhanced;
  }

  @Override
  public int headerLength() {
    return HEADER_LENGTH;
  }

  @Override
  public boolean isContinuation(ByteBuffer bytes, int payload, int to, boolean amid) {
    int type = bytes.get(payload);
    if (enhanced) {
      // The header says only that it is a fragment; the first one has the synchronization word.
      int at = payload + HEADER_LENGTH;
      return (type & 1) != 0 && (amid || to - at < 2 || bytes.getShort(at) != SYNC);
    }
    return (type & 3) == FURTHER_FRAGMENT;
  }

  @Override
  public int read(ByteBuffer bytes, int at, int to) {
    if (to - at < START || bytes.getShort(at) != SYNC) {
      return 0;
    }
    bytes.get(at, scratch, 0, START);
    bits.wrap(scratch, 2, START);
    int identification = bytes.get(at + 5) >> 3 & 0x1F;
    if (identification > LAST) {
      return 0;
    }
    return identification >= FIRST_ENHANCED ? readEnhanced() : readPlain();
  }

  private int readPlain() {
    bits.skip(16); // crc1
    int rateCode = bits.bits(2);
    int sizeCode = bits.bits(6);
    if (rateCode == 3 || sizeCode >= 2 * BIT_RATES.length) {
      return 0;
    }
    int identification = bits.bits(5);
    int service = bits.bits(3);
    int mode = bits.bits(3);
    if ((mode & 1) != 0 && mode != 1) {
      bits.skip(2);
    }
    if ((mode & 4) != 0) {
      bits.skip(2);
    }
    if (mode == 2) {
      bits.skip(2);
    }
    int lowFrequencies = bits.bits(1);
    channels = CHANNELS[mode] + lowFrequencies;
    // Those above the standard one are known to have a half or a quarter of the rate.
    rate = RATES[rateCode] >> Math.max(0, identification - STANDARD);
    samples = SAMPLES;
    box =
        rateCode << 22
            | identification << 17
            | service << 14
            | mode << 11
            | lowFrequencies << 10
            | sizeCode >> 1 << 5;
    int bitRate = BIT_RATES[sizeCode >> 1];
    return switch (rateCode) {
      case 0 -> 4 * bitRate;
      case 1 -> 2 * (bitRate * 96_000 / 44_100 + (sizeCode & 1));
      default -> 6 * bitRate;
    };
  }

  private int readEnhanced() {
    box = 0; // What dec3 has takes all sub-streams to make.
    bits.skip(5); // strmtyp, substreamid
    int size = 2 * (bits.bits(11) + 1);
    int rateCode = bits.bits(2);
    int more = bits.bits(2);
    if (rateCode == 3 && more == 3) {
      return 0;
    }
    rate = rateCode == 3 ? RATES[more] / 2 : RATES[rateCode];
    int blocks = rateCode == 3 || more == 3 ? 6 : more + 1;
    samples = blocks * BLOCK;
    channels = CHANNELS[bits.bits(3)] + bits.bits(1);
    return size;
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
    return box != 0 ? 1 << 30 | box : 1 + (rate << 13 | channels << 4 | samples / BLOCK);
  }

  @Override
  public AudioParameters parameters() {
    AudioParameters parameters =
        AudioParameters.of(enhanced ? "ec-3" : "ac-3", rate, channels).withSamplesPerFrame(samples);
    byte[] bytes = {(byte) (box >> 16), (byte) (box >> 8), (byte) box};
    return box == 0 ? parameters : parameters.withConfiguration(bytes);
  }
}
