package io.rtsper.testkit.contract;

/**
 * A stream of bytes that says of each byte which it must be, so that a byte that is lost, doubled,
 * moved or changed is seen however long the stream is.
 */
final class StreamPattern {

  /** 2^64 divided by the golden ratio: the products' upper bits look random (Fibonacci hashing). */
  private static final long SPREAD = 0x9E3779B97F4A7C15L;

  private StreamPattern() {}

  static byte at(long index) {
    return (byte) (((index + 1) * SPREAD) >>> 56);
  }

  /** Fills the array with the part of the stream that starts at an index. */
  static void fill(byte[] bytes, long from) {
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = at(from + i);
    }
  }

  /** Returns a part of the stream. */
  static byte[] part(long from, int length) {
    byte[] bytes = new byte[length];
    fill(bytes, from);
    return bytes;
  }
}
