package io.rtsper.api.rtp;

/** What in a compound RTCP packet isn't as its RFC says, but can be read all the same. */
public enum RtcpDeviation {

  /** One to three bytes follow the last packet; they are ignored. */
  TRAILING_BYTES(1, "1 to 3 bytes follow the last packet"),

  /**
   * What follows is no RTCP packet, or one that is longer than what is left. All packets before it
   * are read.
   */
  UNREADABLE_REST(1 << 1, "what follows the last readable packet is none"),

  /**
   * The last packet lacks up to three bytes of the 32-bit word it ends in; it is read as far as it
   * goes.
   */
  LAST_WORD_CUT(1 << 2, "the last packet lacks bytes of its last word"),

  /** The first packet is neither SR nor RR, which RFC 5506 allows only where it was agreed on. */
  NO_LEADING_REPORT(1 << 3, "the first packet is neither SR nor RR"),

  /** A packet that isn't the last one is padded; the padding is taken off. */
  PADDING_BEFORE_LAST(1 << 4, "a packet before the last one is padded"),

  /** The padding's count is 0 or more than there is; no padding is taken off. */
  PADDING_COUNT(1 << 5, "the count of the padding can't be"),

  /** A packet is shorter than the fixed part of its type; nothing but its type is read. */
  SHORT_PACKET(1 << 6, "a packet is shorter than its type's fixed part"),

  /** A packet announces more report blocks or sources than it has room for; the rest is read. */
  COUNT_TOO_LARGE(1 << 7, "a packet counts more than it has room for"),

  /** A chunk of an SDES packet ends with the packet instead of a zero byte. */
  SDES_WITHOUT_END(1 << 8, "an SDES chunk has no end"),

  /** An item of an SDES packet is longer than what is left; it and what follows is left out. */
  SDES_ITEM_CUT(1 << 9, "an SDES item is longer than its packet"),

  /** The reason in a BYE packet is longer than what is left; it is read as far as it goes. */
  REASON_CUT(1 << 10, "the reason of a BYE is longer than its packet");

  /** The deviation's bit in a set of them. */
  final int bit;

  private final String text;

  RtcpDeviation(int bit, String text) {
    this.bit = bit;
    this.text = text;
  }

  /** Returns what is wrong, in a few words. */
  @Override
  public String toString() {
    return text;
  }
}
