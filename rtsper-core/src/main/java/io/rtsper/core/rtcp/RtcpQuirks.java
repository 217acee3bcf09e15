package io.rtsper.core.rtcp;

import io.rtsper.api.Quirk;

/** What is tolerated of RTCP packets. */
public final class RtcpQuirks {

  public static final Quirk RTCP_UNKNOWN_SSRC =
      Quirk.of(
          "rtcp-unknown-ssrc",
          "a sender report or a BYE is of a source that sends no media; it is ignored");

  public static final Quirk SENDER_REPORT_JUMP =
      Quirk.warning(
          "sender-report-jump",
          "the clock of the sender reports leaps against the RTP timestamps; the new time is taken");

  public static final Quirk RTCP_TRAILING_BYTES =
      Quirk.of(
          "rtcp-trailing-bytes",
          "one to three bytes follow the last RTCP packet; they are ignored");

  public static final Quirk RTCP_UNREADABLE_REST =
      Quirk.warning(
          "rtcp-unreadable-rest",
          "what follows in a compound RTCP packet can't be read; what comes before it is used");

  public static final Quirk RTCP_LAST_WORD_CUT =
      Quirk.of(
          "rtcp-last-word-cut",
          "an RTCP packet lacks up to three bytes of its last word; it is read as far as it goes");

  public static final Quirk RTCP_NO_LEADING_REPORT =
      Quirk.of(
          "rtcp-no-leading-report",
          "a compound RTCP packet begins with neither SR nor RR, as only RFC 5506 allows");

  public static final Quirk RTCP_PADDING_BEFORE_LAST =
      Quirk.of(
          "rtcp-padding-before-last",
          "an RTCP packet that isn't the last one is padded; the padding is taken off");

  public static final Quirk RTCP_PADDING_COUNT =
      Quirk.of(
          "rtcp-padding-count",
          "the padding of an RTCP packet counts nothing or too much; none is taken off");

  public static final Quirk RTCP_SHORT_PACKET =
      Quirk.of(
          "rtcp-short-packet",
          "an RTCP packet is shorter than the fixed part of its type; it is skipped");

  public static final Quirk RTCP_COUNT_TOO_LARGE =
      Quirk.of(
          "rtcp-count-too-large",
          "an RTCP packet counts more blocks or sources than it has; those that are there are read");

  public static final Quirk SDES_WITHOUT_END =
      Quirk.of(
          "sdes-without-end",
          "a chunk of an SDES packet ends with the packet and not with a zero byte");

  public static final Quirk SDES_ITEM_CUT =
      Quirk.of(
          "sdes-item-cut", "an item of an SDES packet is longer than the packet; it is left out");

  public static final Quirk BYE_WITHOUT_SSRC =
      Quirk.of(
          "bye-without-ssrc",
          "a BYE names 0 as its source, and no sender report came; taken as that of the source that sends");

  public static final Quirk BYE_REASON_CUT =
      Quirk.of(
          "bye-reason-cut",
          "the reason of a BYE packet is longer than the packet; it is read as far as it goes");

  private RtcpQuirks() {}
}
