package io.rtsper.core.rtp;

import io.rtsper.api.Quirk;
import io.rtsper.api.rtp.RtcpCompound;
import io.rtsper.api.rtp.RtcpDeviation;
import io.rtsper.api.spi.QuirkReporter;

/** Says by which quirk a deviation in RTCP is known. */
final class RtcpQuirks {

  private static final RtcpDeviation[] DEVIATIONS = RtcpDeviation.values();

  private RtcpQuirks() {}

  /** Reports all deviations of a compound packet. */
  static void report(RtcpCompound compound, QuirkReporter quirks, String where) {
    for (RtcpDeviation deviation : DEVIATIONS) {
      if (compound.has(deviation)) {
        quirks.report(quirk(deviation), where);
      }
    }
  }

  /** Returns whether part of a compound packet can't be read. */
  static boolean isMalformed(RtcpCompound compound) {
    return compound.has(RtcpDeviation.UNREADABLE_REST)
        || compound.has(RtcpDeviation.SHORT_PACKET)
        || compound.has(RtcpDeviation.SDES_ITEM_CUT)
        || compound.has(RtcpDeviation.COUNT_TOO_LARGE);
  }

  static Quirk quirk(RtcpDeviation deviation) {
    return switch (deviation) {
      case TRAILING_BYTES -> PacketQuirks.RTCP_TRAILING_BYTES;
      case UNREADABLE_REST -> PacketQuirks.RTCP_UNREADABLE_REST;
      case LAST_WORD_CUT -> PacketQuirks.RTCP_LAST_WORD_CUT;
      case NO_LEADING_REPORT -> PacketQuirks.RTCP_NO_LEADING_REPORT;
      case PADDING_BEFORE_LAST -> PacketQuirks.RTCP_PADDING_BEFORE_LAST;
      case PADDING_COUNT -> PacketQuirks.RTCP_PADDING_COUNT;
      case SHORT_PACKET -> PacketQuirks.RTCP_SHORT_PACKET;
      case COUNT_TOO_LARGE -> PacketQuirks.RTCP_COUNT_TOO_LARGE;
      case SDES_WITHOUT_END -> PacketQuirks.SDES_WITHOUT_END;
      case SDES_ITEM_CUT -> PacketQuirks.SDES_ITEM_CUT;
      case REASON_CUT -> PacketQuirks.BYE_REASON_CUT;
    };
  }
}
