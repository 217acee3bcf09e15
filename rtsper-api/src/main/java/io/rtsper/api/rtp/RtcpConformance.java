package io.rtsper.api.rtp;

/** Finds out what in a packet isn't as its RFC says. */
final class RtcpConformance {

  private RtcpConformance() {}

  /**
   * Returns what isn't as it should be in the packet at a compound's cursor: bits of {@link
   * RtcpDeviation}.
   */
  static int deviations(RtcpCompound packet, boolean first) {
    int found = 0;
    int type = packet.type();
    if (first && type != RtcpType.SENDER_REPORT && type != RtcpType.RECEIVER_REPORT) {
      found |= RtcpDeviation.NO_LEADING_REPORT.bit;
    }
    if ((packet.packetLength() & 3) != 0) {
      found |= RtcpDeviation.LAST_WORD_CUT.bit;
    }
    if (packet.isPadded()) {
      if (packet.contentLength() == packet.packetLength()) {
        found |= RtcpDeviation.PADDING_COUNT.bit;
      } else if (packet.bytesBehind() >= RtcpCompound.HEADER_LENGTH) {
        found |= RtcpDeviation.PADDING_BEFORE_LAST.bit;
      }
    }
    return found
        | (packet.contentLength() < packet.fixedLength()
            ? RtcpDeviation.SHORT_PACKET.bit
            : contentDeviations(packet));
  }

  private static int contentDeviations(RtcpCompound packet) {
    int count = packet.count();
    return switch (packet.type()) {
      case RtcpType.SENDER_REPORT, RtcpType.RECEIVER_REPORT ->
          packet.reportBlockCount() < count ? RtcpDeviation.COUNT_TOO_LARGE.bit : 0;
      case RtcpType.SOURCE_DESCRIPTION -> {
        RtcpSourceDescription items = packet.sourceDescription();
        while (items.next()) {
          // Reading them finds what is wrong with them.
        }
        yield items.deviations();
      }
      case RtcpType.GOODBYE -> {
        if (packet.byeSsrcCount() < count) {
          yield RtcpDeviation.COUNT_TOO_LARGE.bit;
        }
        yield packet.isByeReasonCut() ? RtcpDeviation.REASON_CUT.bit : 0;
      }
      default -> 0; // Skipped by its length.
    };
  }
}
