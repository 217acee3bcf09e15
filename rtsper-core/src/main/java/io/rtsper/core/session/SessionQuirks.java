package io.rtsper.core.session;

import io.rtsper.api.Quirk;

/** What is tolerated of the way a server runs a session. */
final class SessionQuirks {

  static final Quirk SESSION_ID_CHANGED =
      Quirk.warning(
          "session-id-changed",
          "the session id changes between SETUP or PLAY requests; the latest is used");

  static final Quirk AGGREGATE_URI =
      Quirk.of(
          "aggregate-uri",
          "the server refuses the URI of the presentation and accepts another way to write it");

  static final Quirk DESCRIBE_URI =
      Quirk.of(
          "describe-uri",
          "DESCRIBE of a URL without a path is refused with 404 or 400, and accepted with a slash behind it; the slash stays");

  static final Quirk AGGREGATE_NOT_ALLOWED =
      Quirk.of(
          "aggregate-not-allowed",
          "the server refuses PLAY, PAUSE or TEARDOWN of the whole presentation with 459; sent for each track");

  static final Quirk KEEPALIVE_URI =
      Quirk.of(
          "keepalive-uri",
          "a keepalive for the presentation's URI is refused with 404 or 454, and one for the session's URL accepted");

  static final Quirk SESSION_MISSING =
      Quirk.of(
          "session-missing",
          "the answer to SETUP names no session; requests go without one, and keepalives are sent all the same");

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

  static final Quirk UNASSIGNED_CHANNEL =
      Quirk.warning(
          "unassigned-channel",
          "packets come on an interleaved channel that no track has; they are dropped and counted");

  private SessionQuirks() {}
}
