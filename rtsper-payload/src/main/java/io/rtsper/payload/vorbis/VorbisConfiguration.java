package io.rtsper.payload.vorbis;

import io.rtsper.api.media.AudioParameters;
import io.rtsper.payload.bits.BitReader;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The headers of a stream of Vorbis, packed as RFC 5215 §3.2 has them, and what they say of the
 * lengths of packets (Vorbis I §4.2).
 *
 * <pre>
 *  headers - 1 (7-bit groups), length1, length2 (likewise) | identification | comment | setup
 * </pre>
 */
final class VorbisConfiguration {

  private static final int IDENTIFICATION_LENGTH = 30;
  private static final int MAX_MODES = 64;
  private static final int MODE_BITS = 41;

  final AudioParameters parameters;
  private final int shortBlock;
  private final int longBlock;

  /** Whether the blocks of each mode are long; empty if that isn't known. */
  private final boolean[] longModes;

  private final int modeBits;

  private VorbisConfiguration(
      AudioParameters parameters, int shortBlock, int longBlock, boolean[] longModes) {
    this.parameters = parameters;
    this.shortBlock = shortBlock;
    this.longBlock = longBlock;
    this.longModes = longModes;
    this.modeBits = 32 - Integer.numberOfLeadingZeros(Math.max(0, longModes.length - 1));
  }

  /**
   * Reads packed headers.
   *
   * @param bytes holds them
   * @param from the index of the first byte
   * @param to the index behind the last one
   * @return the configuration; null if it can't be read
   */
  static @Nullable VorbisConfiguration read(byte[] bytes, int from, int to) {
    BitReader bits = new BitReader(bytes, from, to);
    long more = number(bits);
    long first = number(bits);
    long second = number(bits);
    int at = bits.position() >> 3;
    if (more != 2 || bits.overrun() || first < IDENTIFICATION_LENGTH || first + second > to - at) {
      return null;
    }
    int comment = at + (int) first;
    int setup = comment + (int) second;
    return read(
        Arrays.copyOfRange(bytes, at, comment),
        Arrays.copyOfRange(bytes, comment, setup),
        Arrays.copyOfRange(bytes, setup, to));
  }

  private static long number(BitReader bits) {
    long number = 0;
    for (int i = 0; i < 4; i++) {
      int group = bits.bits(8);
      number = number << 7 | (group & 0x7F);
      if ((group & 0x80) == 0) {
        return number;
      }
    }
    return Integer.MAX_VALUE;
  }

  private static @Nullable VorbisConfiguration read(byte[] first, byte[] comment, byte[] setup) {
    if (!isHeader(first, 1) || !isHeader(comment, 3) || !isHeader(setup, 5)) {
      return null;
    }
    ByteBuffer fields = ByteBuffer.wrap(first).order(ByteOrder.LITTLE_ENDIAN);
    int channels = first[11] & 0xFF;
    int rate = fields.getInt(12);
    int shortBlock = 1 << (first[28] & 0xF);
    int longBlock = 1 << (first[28] >> 4 & 0xF);
    if (channels == 0 || rate <= 0 || longBlock < shortBlock) {
      return null;
    }
    AudioParameters parameters =
        AudioParameters.of("vorbis", rate, channels)
            .withConfiguration(laced(first, comment, setup));
    return new VorbisConfiguration(parameters, shortBlock, longBlock, modes(setup));
  }

  private static boolean isHeader(byte[] header, int type) {
    byte[] name = {'v', 'o', 'r', 'b', 'i', 's'};
    return header.length > 6
        && header[0] == type
        && Arrays.equals(Arrays.copyOfRange(header, 1, 7), name);
  }

  /** Returns the headers as files have them: their number less one, two lengths, all three. */
  private static byte[] laced(byte[] first, byte[] comment, byte[] setup) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.write(2);
    writeLength(out, first.length);
    writeLength(out, comment.length);
    out.writeBytes(first);
    out.writeBytes(comment);
    out.writeBytes(setup);
    return out.toByteArray();
  }

  private static void writeLength(ByteArrayOutputStream out, int length) {
    for (int left = length; left >= 255; left -= 255) {
      out.write(255);
    }
    out.write(length % 255);
  }

  /**
   * Returns whether the blocks of each mode are long. The modes are the last of the setup header
   * (Vorbis I §4.2.4), and what comes before them is long and of any length. So they are read from
   * the end: back over modes, whose windows and transforms are always of type 0, as long as there
   * are any, up to where the number before them is theirs.
   *
   * @return empty if they aren't found
   */
  private static boolean[] modes(byte[] setup) {
    int end = 8 * setup.length - 1;
    while (end >= 0 && bit(setup, end) == 0) {
      end--;
    }
    // The framing bit is at the end; the modes are before it.
    int found = 0;
    int count = 0;
    int at = end;
    while (count < MAX_MODES && at - MODE_BITS - 6 >= 56) {
      at -= MODE_BITS;
      boolean mode =
          number(setup, at + 1, 32) == 0 && number(setup, at + 33, 8) < MAX_MODES; // mapping
      if (!mode) {
        break;
      }
      count++;
      if (number(setup, at - 6, 6) == count - 1) {
        found = count;
      }
    }
    boolean[] modes = new boolean[found];
    for (int i = 0; i < found; i++) {
      modes[i] = bit(setup, end - (found - i) * MODE_BITS) != 0;
    }
    return modes;
  }

  private static int bit(byte[] bytes, int index) {
    return bytes[index >> 3] >> (index & 7) & 1;
  }

  /** Returns a number whose lowest bit comes first, as Vorbis has them. */
  private static long number(byte[] bytes, int index, int width) {
    long number = 0;
    for (int i = width - 1; i >= 0; i--) {
      number = number << 1 | bit(bytes, index + i);
    }
    return number;
  }

  /** Returns the size of a packet's block in samples; 0 if it isn't known. */
  int block(byte first) {
    int mode = first >> 1 & ((1 << modeBits) - 1);
    if ((first & 1) != 0 || mode >= longModes.length) {
      return 0;
    }
    return longModes[mode] ? longBlock : shortBlock;
  }

  /**
   * Returns the size of the block before a packet, as far as its first byte tells it: that of a
   * long block does. A short one says nothing, and is taken to be behind another short one.
   */
  int blockBefore(byte first) {
    if (block(first) != longBlock) {
      return shortBlock;
    }
    boolean wasLong = (first >> (1 + modeBits) & 1) != 0;
    return wasLong ? longBlock : shortBlock;
  }
}
