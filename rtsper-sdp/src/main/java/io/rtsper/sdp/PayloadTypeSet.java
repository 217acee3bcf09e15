package io.rtsper.sdp;

/** A set of payload types, 0 to 127. */
final class PayloadTypeSet {

  private long low;
  private long high;

  /** Adds one; returns whether it wasn't there. */
  boolean add(int payloadType) {
    boolean added = !contains(payloadType);
    if (payloadType < 64) {
      low |= 1L << payloadType;
    } else {
      high |= 1L << payloadType;
    }
    return added;
  }

  boolean contains(int payloadType) {
    return payloadType >= 0
        && payloadType < 128
        && ((payloadType < 64 ? low : high) & (1L << payloadType)) != 0;
  }

  boolean isEmpty() {
    return (low | high) == 0;
  }

  /** Returns whether both have the same payload types. */
  boolean sameAs(PayloadTypeSet other) {
    return low == other.low && high == other.high;
  }
}
