package io.rtsper.core.clock;

import io.rtsper.api.Quirk;

/** What is tolerated of what senders say of their clocks. */
final class ClockQuirks {

  static final Quirk RTP_INFO_TIME =
      Quirk.of(
          "rtp-info-time",
          "rtptime of RTP-Info is more than 5 s from the packets that it announces; it is not used");

  static final Quirk SENDER_REPORTS_APART =
      Quirk.warning(
          "sender-reports-apart",
          "the sender reports of two tracks are more than 10 s apart in time; the tracks aren't aligned by them");

  static final Quirk SENDER_REPORT_TIMESTAMP =
      Quirk.of(
          "sender-report-timestamp",
          "the RTP timestamp of a sender report is more than a minute from those of the packets; no time is taken from it");

  static final Quirk TIMESTAMP_LEAP =
      Quirk.warning(
          "timestamp-leap",
          "RTP timestamps leap against the time that passed, under the same SSRC; the session's clock goes on by the times of arrival");

  private ClockQuirks() {}
}
