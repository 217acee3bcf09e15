package io.rtsper.payload.aac;

import io.rtsper.api.media.AudioParameters;
import io.rtsper.payload.bits.BitReader;
import org.jspecify.annotations.Nullable;

/** The configuration of MPEG-4 audio (ISO/IEC 14496-3 §1.6.2.1). */
final class AudioSpecificConfig {

  private static final int[] RATES = {
    96_000, 88_200, 64_000, 48_000, 44_100, 32_000, 24_000, 22_050, 16_000, 12_000, 11_025, 8_000,
    7_350
  };

  /** Channels of each configuration; 0 says that the configuration lists them, or is reserved. */
  private static final int[] CHANNELS = {0, 1, 2, 3, 4, 5, 6, 8, 0, 0, 0, 7, 8, 0, 8, 0};

  private static final int ESCAPE = 31;
  private static final int EXPLICIT_RATE = 15;
  private static final int SBR = 5;
  private static final int BSAC = 22;
  private static final int LOW_DELAY = 23;
  private static final int PARAMETRIC_STEREO = 29;
  private static final int ENHANCED_LOW_DELAY = 39;
  private static final int SBR_SYNC = 0x2B7;
  private static final int PS_SYNC = 0x548;
  private static final int MAX_RATE = 1_000_000;

  final int objectType;
  final int coreRate;

  /** What a decoder puts out: twice the core's rate with spectral band replication. */
  final int rate;

  final int channels;

  /** Samples of the core in a frame; 0 if the object type isn't one of AAC. */
  final int coreSamples;

  /** The bits that were read. */
  final int length;

  private AudioSpecificConfig(Reader reader) {
    this.objectType =
        reader.stereo ? PARAMETRIC_STEREO : reader.replication ? SBR : reader.objectType;
    this.coreRate = reader.coreRate;
    this.rate = reader.replication && reader.extensionRate > 0 ? reader.extensionRate : coreRate;
    this.channels = reader.stereo && reader.channels == 1 ? 2 : reader.channels;
    this.coreSamples = reader.samples;
    this.length = reader.length;
  }

  /** Returns the configuration of what an ADTS header says. */
  static AudioSpecificConfig of(int objectType, int rateIndex, int channelConfiguration) {
    Reader reader = new Reader(new BitReader());
    reader.objectType = objectType;
    reader.coreRate = rateIndex < RATES.length ? RATES[rateIndex] : 0;
    reader.channels = CHANNELS[channelConfiguration];
    reader.samples = 1024;
    return new AudioSpecificConfig(reader);
  }

  /**
   * Reads a configuration.
   *
   * @param bits at its first bit
   * @param alone whether nothing else follows, so that extensions may stand at the end
   * @return null if it can't be read
   */
  static @Nullable AudioSpecificConfig read(BitReader bits, boolean alone) {
    Reader reader = new Reader(bits);
    return reader.read(alone) ? new AudioSpecificConfig(reader) : null;
  }

  /** Returns what the API says of it. */
  AudioParameters parameters(byte[] bytes) {
    int samples = coreRate > 0 ? (int) ((long) coreSamples * rate / coreRate) : coreSamples;
    return AudioParameters.of("mp4a.40." + objectType, rate, channels)
        .withSamplesPerFrame(samples)
        .withConfiguration(bytes);
  }

  /** The state of reading. */
  private static final class Reader {

    private final BitReader bits;
    private int objectType;
    private int coreRate;
    private int extensionRate;
    private int channels;
    private int samples;
    private boolean replication;
    private boolean stereo;
    private int length;

    Reader(BitReader bits) {
      this.bits = bits;
    }

    boolean read(boolean alone) {
      int start = bits.position();
      objectType = objectType();
      coreRate = rate();
      int configuration = bits.bits(4);
      channels = CHANNELS[configuration];
      boolean explicit = objectType == SBR || objectType == PARAMETRIC_STEREO;
      if (explicit) {
        replication = true;
        stereo = objectType == PARAMETRIC_STEREO;
        extensionRate = rate();
        objectType = objectType();
        if (objectType == BSAC) {
          bits.skip(4);
        }
      }
      if (bits.overrun() || coreRate <= 0 || coreRate > MAX_RATE || objectType == 0) {
        return false;
      }
      boolean known = readSpecific(configuration);
      length = bits.position() - start;
      if (known && alone && !explicit) {
        readExtension();
      }
      return true;
    }

    private int objectType() {
      int type = bits.bits(5);
      return type == ESCAPE ? 32 + bits.bits(6) : type;
    }

    private int rate() {
      int index = bits.bits(4);
      if (index == EXPLICIT_RATE) {
        return bits.bits(24);
      }
      return index < RATES.length ? RATES[index] : 0;
    }

    /** Reads what the object type has of its own; returns whether it is known how. */
    private boolean readSpecific(int configuration) {
      if (objectType == ENHANCED_LOW_DELAY) {
        samples = bits.flag() ? 480 : 512;
        return false;
      }
      boolean error = objectType == 17 || (objectType >= 19 && objectType <= 23);
      if (!error && (objectType > 7 || objectType == SBR)) {
        return false;
      }
      boolean shortFrames = bits.flag();
      samples = objectType == LOW_DELAY ? (shortFrames ? 480 : 512) : (shortFrames ? 960 : 1024);
      if (bits.flag()) {
        bits.skip(14); // coreCoderDelay
      }
      boolean extension = bits.flag();
      if (configuration == 0) {
        readProgram();
      }
      if (objectType == 6 || objectType == 20) {
        bits.skip(3); // layerNr
      }
      if (extension) {
        if (objectType == BSAC) {
          bits.skip(16);
        } else if (error && objectType != 21) {
          bits.skip(3); // resilience flags
        }
        bits.skip(1);
      }
      if (error) {
        bits.skip(2); // epConfig
      }
      return !bits.overrun();
    }

    /** Counts the channels that a program configuration lists (§4.4.1.1). */
    private void readProgram() {
      bits.skip(10); // element_instance_tag, object_type, sampling_frequency_index
      int front = bits.bits(4);
      int side = bits.bits(4);
      int back = bits.bits(4);
      int effects = bits.bits(2);
      int data = bits.bits(3);
      int coupled = bits.bits(4);
      for (int i = 0; i < 3; i++) {
        // A mixdown to mono, one to stereo; the third has a bit more.
        if (bits.flag()) {
          bits.skip(i == 2 ? 3 : 4);
        }
      }
      int count = effects;
      for (int i = 0; i < front + side + back; i++) {
        count += bits.flag() ? 2 : 1;
        bits.skip(4);
      }
      bits.skip(4 * effects + 4 * data + 5 * coupled);
      bits.align();
      bits.skip(8 * bits.bits(8)); // a comment
      channels = bits.overrun() ? 0 : count;
    }

    /** Reads the extension that decoders which don't know it skip (§1.6.5). */
    private void readExtension() {
      if (bits.left() < 16 || bits.bits(11) != SBR_SYNC || objectType() != SBR || !bits.flag()) {
        return;
      }
      replication = true;
      extensionRate = rate();
      if (bits.left() >= 12 && bits.bits(11) == PS_SYNC) {
        stereo = bits.flag();
      }
    }
  }
}
