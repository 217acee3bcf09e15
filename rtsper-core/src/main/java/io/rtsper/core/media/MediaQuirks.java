package io.rtsper.core.media;

import io.rtsper.api.Quirk;

/** What is tolerated of how a server sets tracks up. */
final class MediaQuirks {

  static final Quirk CONTROL_URI_JOINED_OTHERWISE =
      Quirk.of(
          "control-uri-joined-otherwise",
          "the server refuses the control appended to the base and accepts another way to join them");

  static final Quirk TRANSPORT_MISSING =
      Quirk.of(
          "transport-missing",
          "the answer to SETUP names no transport; what was offered is taken as agreed");

  static final Quirk TRANSPORT_OTHER_THAN_OFFERED =
      Quirk.warning(
          "transport-other-than-offered",
          "the answer to SETUP names another transport than was offered; it is used, after a SETUP that offers it where the answer leaves open how packets get across");

  static final Quirk TRANSPORT_BARE =
      Quirk.of(
          "transport-bare",
          "the answer to an offer of interleaved packets says RTP/AVP and names neither channels nor ports; what was offered is taken as agreed");

  static final Quirk TRANSPORT_REFUSED_WITH_400 =
      Quirk.of(
          "transport-refused-with-400",
          "an offer of a transport is refused with 400 instead of 461, and another is accepted");

  static final Quirk SAVP_OVER_TLS =
      Quirk.of(
          "savp-over-tls",
          "a track over TLS names SRTP as its protocol; asked for as plain RTP within TLS");

  static final Quirk INACTIVE_TRACKS =
      Quirk.of(
          "inactive-tracks", "all tracks that could be played are inactive; set up all the same");

  static final Quirk RECEIVER_REPORTS_REFUSED =
      Quirk.warning(
          "receiver-reports-refused",
          "the server ends the connection at the first receiver report; none is sent any more");

  private MediaQuirks() {}
}
