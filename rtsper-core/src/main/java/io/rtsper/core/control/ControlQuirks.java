package io.rtsper.core.control;

import io.rtsper.api.Quirk;

/** What is tolerated of what a server answers. */
final class ControlQuirks {

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

  static final Quirk SESSION_BEFORE_SETUP =
      Quirk.of(
          "session-before-setup",
          "the answer to OPTIONS or DESCRIBE names a session; it is sent back from then on");

  static final Quirk SESSION_MISSING =
      Quirk.of(
          "session-missing",
          "the answer to SETUP names no session; requests go without one, and keepalives are sent all the same");

  static final Quirk RANGE_NOW =
      Quirk.of(
          "range-now-refused",
          "the server refuses to play from now on with Range: npt=now-; played without Range, or from the start");

  static final Quirk KEEPALIVE_NOT_COUNTED =
      Quirk.warning(
          "keepalive-not-counted",
          "the server ends the session at its timeout although it answers keepalives; they go on with another method");

  static final Quirk UNASSIGNED_CHANNEL =
      Quirk.warning(
          "unassigned-channel",
          "packets come on an interleaved channel that no track has; they are dropped and counted");

  private ControlQuirks() {}
}
