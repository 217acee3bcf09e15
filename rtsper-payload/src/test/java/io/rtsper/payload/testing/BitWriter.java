package io.rtsper.payload.testing;

import java.io.ByteArrayOutputStream;

/** Writes numbers bit by bit, as the syntax tables of ITU-T have them. */
public final class BitWriter {

  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private int current;
  private int count;

  public BitWriter bits(long value, int width) {
    for (int i = width - 1; i >= 0; i--) {
      current = current << 1 | (int) (value >> i & 1);
      if (++count == 8) {
        bytes.write(current);
        current = 0;
        count = 0;
      }
    }
    return this;
  }

  public BitWriter flag(boolean value) {
    return bits(value ? 1 : 0, 1);
  }

  public BitWriter ue(long value) {
    int width = 63 - Long.numberOfLeadingZeros(value + 1);
    return bits(0, width).bits(value + 1, width + 1);
  }

  public BitWriter se(int value) {
    return ue(value > 0 ? 2L * value - 1 : -2L * value);
  }

  /** Returns how many bits fill the last byte up. */
  public int misalignment() {
    return (8 - count) % 8;
  }

  /** Fills the last byte up with zeros. */
  public byte[] bytes() {
    while (count > 0) {
      bits(0, 1);
    }
    return bytes.toByteArray();
  }

  /** Ends with a one and zeros, and puts bytes in against start codes. */
  public byte[] unit(int... header) {
    bits(1, 1);
    return unit(bytes(), header);
  }

  /** Returns a unit of a raw payload, with bytes against start codes. */
  public static byte[] unit(byte[] raw, int... header) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    for (int b : header) {
      out.write(b);
    }
    int zeros = 0;
    for (byte b : raw) {
      if (zeros >= 2 && (b & 0xFC) == 0) {
        out.write(3);
        zeros = 0;
      }
      out.write(b);
      zeros = b == 0 ? zeros + 1 : 0;
    }
    if (zeros > 0) {
      out.write(3); // As cabac_zero_words end.
    }
    return out.toByteArray();
  }
}
