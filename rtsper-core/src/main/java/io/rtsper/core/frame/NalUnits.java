package io.rtsper.core.frame;

import java.nio.ByteBuffer;
import java.util.List;

/** Units of which each stands behind four bytes that hold its length. */
final class NalUnits {

  private NalUnits() {}

  /** Returns the index behind the unit whose length is at that index. */
  static int next(byte[] bytes, int at) {
    return at + SlabWriter.LENGTH_BYTES + length(bytes, at);
  }

  private static int length(byte[] bytes, int at) {
    return (bytes[at] & 0xFF) << 24
        | (bytes[at + 1] & 0xFF) << 16
        | (bytes[at + 2] & 0xFF) << 8
        | (bytes[at + 3] & 0xFF);
  }

  /** Writes start codes in the places of the lengths of what was copied. */
  static void startCodes(byte[] bytes, int from, int to, ByteBuffer copy, int at) {
    int place = at;
    for (int unit = from; unit < to; unit = next(bytes, unit)) {
      place = at + unit - from;
      copy.put(place, (byte) 0).put(place + 1, (byte) 0).put(place + 2, (byte) 0);
      copy.put(place + 3, (byte) 1);
    }
  }

  /** Adds a read-only view of each unit to a list. */
  static void views(byte[] bytes, int from, int to, List<ByteBuffer> into) {
    for (int at = from; at < to; at = next(bytes, at)) {
      into.add(view(bytes, at + SlabWriter.LENGTH_BYTES, next(bytes, at)));
    }
  }

  static ByteBuffer view(byte[] bytes, int from, int to) {
    return ByteBuffer.wrap(bytes, from, to - from).slice().asReadOnlyBuffer();
  }
}
