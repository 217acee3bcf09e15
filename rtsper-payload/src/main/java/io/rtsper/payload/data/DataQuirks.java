package io.rtsper.payload.data;

import io.rtsper.api.Quirk;

/** What is tolerated of formats of data. */
final class DataQuirks {

  static final Quirk TRANSPORT_STREAM =
      Quirk.warning(
          "mp2t-packets",
          "a packet doesn't hold whole packets of a transport stream; what is none is left out");

  private DataQuirks() {}
}
