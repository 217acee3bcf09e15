package io.rtsper.core.rtcp;

import io.rtsper.api.Quirk;
import io.rtsper.api.rtp.RtcpCompound;
import io.rtsper.api.rtp.RtcpDeviation;
import io.rtsper.api.spi.QuirkReporter;

/** Says by which quirk a deviation in RTCP is known. */
final class RtcpDeviations {

  private static final RtcpDeviation[] DEVIATIONS = RtcpDeviation.values();

  private RtcpDeviations() {}

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
      case TRAILING_BYTES -> RtcpQuirks.RTCP_TRAILING_BYTES;
      case UNREADABLE_REST -> RtcpQuirks.RTCP_UNREADABLE_REST;
      case LAST_WORD_CUT -> RtcpQuirks.RTCP_LAST_WORD_CUT;
      case NO_LEADING_REPORT -> RtcpQuirks.RTCP_NO_LEADING_REPORT;
      case PADDING_BEFORE_LAST -> RtcpQuirks.RTCP_PADDING_BEFORE_LAST;
      case PADDING_COUNT -> RtcpQuirks.RTCP_PADDING_COUNT;
      case SHORT_PACKET -> RtcpQuirks.RTCP_SHORT_PACKET;
      case COUNT_TOO_LARGE -> RtcpQuirks.RTCP_COUNT_TOO_LARGE;
      case SDES_WITHOUT_END -> RtcpQuirks.SDES_WITHOUT_END;
      case SDES_ITEM_CUT -> RtcpQuirks.SDES_ITEM_CUT;
      case REASON_CUT -> RtcpQuirks.BYE_REASON_CUT;
    };
  }
}
