package io.rtsper.transport.tcp;

import io.rtsper.api.Quirk;

/** What is tolerated of interleaved channels. */
final class InterleavedQuirks {

  static final Quirk TRANSPORT_WITHOUT_CHANNELS =
      Quirk.of(
          "transport-without-channels",
          "Transport of an answer for interleaved packets names no channels; those offered are taken");

  static final Quirk TRANSPORT_OTHER_CHANNELS =
      Quirk.of(
          "transport-other-channels",
          "Transport of an answer names other interleaved channels than were offered; the server's are taken");

  private InterleavedQuirks() {}
}
