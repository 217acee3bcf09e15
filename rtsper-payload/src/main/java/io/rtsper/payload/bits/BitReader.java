package io.rtsper.payload.bits;

import java.nio.ByteBuffer;

/**
 * Reads numbers bit by bit, the highest bit first, as the syntax tables of ITU-T and ISO have them.
 * Reading past the end gives zeros and is remembered, so that a parser asks once at its end whether
 * all was there; who loops by a number that was read bounds it first.
 */
public final class BitReader {

  /** The longest prefix of an Exp-Golomb code of 32 bits. */
  private static final int MAX_PREFIX = 31;

  private byte[] bytes = new byte[0];
  private int position;
  private int end;
  private boolean overrun;

  /** Makes a reader of nothing. */
  public BitReader() {}

  /**
   * Makes a reader of bytes.
   *
   * @param bytes what to read
   * @param from the index of the first byte
   * @param to the index behind the last one
   */
  public BitReader(byte[] bytes, int from, int to) {
    wrap(bytes, from, to);
  }

  /** Goes to the first bit of other bytes. */
  public void wrap(byte[] from, int first, int behind) {
    bytes = from;
    position = first * 8;
    end = behind * 8;
    overrun = false;
  }

  /**
   * Returns the bytes of a NAL unit as a reader takes them, without the bytes that only keep start
   * codes from appearing in them (H.264 §7.4.1, H.265 §7.3.1.1).
   *
   * @param unit holds the unit
   * @param from the index of the first byte
   * @param to the index behind the last one
   * @return a reader of a copy
   */
  public static BitReader ofUnit(byte[] unit, int from, int to) {
    byte[] raw = new byte[to - from];
    int length = 0;
    int zeros = 0;
    for (int i = from; i < to; i++) {
      byte b = unit[i];
      if (zeros >= 2 && b == 3) {
        zeros = 0;
        continue;
      }
      zeros = b == 0 ? zeros + 1 : 0;
      raw[length++] = b;
    }
    return new BitReader(raw, 0, length);
  }

  /**
   * Copies the first bytes of a NAL unit as {@link #ofUnit} does, and reads those.
   *
   * @param unit holds the unit
   * @param from the index of the first byte
   * @param to the index behind the last one
   * @param scratch takes as many as fit; it is kept as long as this reader reads
   */
  public void wrapStart(ByteBuffer unit, int from, int to, byte[] scratch) {
    int length = 0;
    int zeros = 0;
    for (int i = from; i < to && length < scratch.length; i++) {
      byte b = unit.get(i);
      if (zeros >= 2 && b == 3) {
        zeros = 0;
        continue;
      }
      zeros = b == 0 ? zeros + 1 : 0;
      scratch[length++] = b;
    }
    wrap(scratch, 0, length);
  }

  /** {@return whether more was read than there is} */
  public boolean overrun() {
    return overrun;
  }

  /** {@return how many bits are left} */
  public int left() {
    return end - position;
  }

  /** {@return the index of the next bit, counted from the first bit of the array} */
  public int position() {
    return position;
  }

  /** {@return the next bit} */
  public boolean flag() {
    return bits(1) != 0;
  }

  /**
   * {@return the next bits as a number without sign; of 32 bits the low half of an int}
   *
   * @param count how many, from 0 to 32
   */
  public int bits(int count) {
    if (count > end - position) {
      overrun = true;
      position = end;
      return 0;
    }
    int value = 0;
    int wanted = count;
    while (wanted > 0) {
      int free = 8 - (position & 7);
      int take = Math.min(free, wanted);
      int part = (bytes[position >> 3] & 0xFF) >> (free - take) & (1 << take) - 1;
      value = value << take | part;
      position += take;
      wanted -= take;
    }
    return value;
  }

  /**
   * Skips bits.
   *
   * @param count how many
   */
  public void skip(int count) {
    if (count < 0 || count > end - position) {
      overrun = true;
      position = end;
    } else {
      position += count;
    }
  }

  /** Goes on to the next whole byte. */
  public void align() {
    position = position + 7 & ~7;
  }

  /** {@return an Exp-Golomb code without sign, ue(v); one of more than 31 bits is an overrun} */
  public int ue() {
    int zeros = 0;
    while (position < end && bits(1) == 0) {
      zeros++;
      if (zeros > MAX_PREFIX) {
        overrun = true;
        position = end;
        return 0;
      }
    }
    if (zeros == MAX_PREFIX) {
      // 2^31-1 and more: nothing that is read here gets so large.
      overrun = true;
      position = end;
      return 0;
    }
    return (1 << zeros) - 1 + bits(zeros);
  }

  /** {@return an Exp-Golomb code with a sign, se(v)} */
  public int se() {
    int code = ue();
    return (code & 1) == 0 ? -(code >> 1) : (code >> 1) + 1;
  }

  /**
   * Returns whether what follows is other than the end of a parameter set: a one, zeros up to the
   * end of the byte, and no further byte.
   *
   * @return true if there is more, or the end is missing
   */
  public boolean hasMoreThanTrailingBits() {
    int last = (end >> 3) - 1;
    while (last >= position >> 3 && bytes[last] == 0) {
      last--;
    }
    if (last < position >> 3) {
      return true;
    }
    int stop = last * 8 + 7 - Integer.numberOfTrailingZeros(bytes[last] & 0xFF);
    return stop != position;
  }
}
