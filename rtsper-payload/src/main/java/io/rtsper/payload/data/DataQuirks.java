package io.rtsper.payload.data;

import io.rtsper.api.Quirk;

/** What is tolerated of formats of data. */
final class DataQuirks {

  static final Quirk TRANSPORT_STREAM =
      Quirk.warning(
          "mp2t-packets",
          "a packet doesn't hold whole packets of a transport stream; what is none is left out");

  static final Quirk TRANSPORT_SPLIT =
      Quirk.of(
          "mp2t-split", "a packet of a transport stream goes on in the next RTP packet; joined");

  static final Quirk OTHER_ENCODING =
      Quirk.of(
          "metadata-other-encoding",
          "metadata isn't text, gzip or EXI as its name says; told by what it begins with");

  static final Quirk RED_UNREADABLE =
      Quirk.warning(
          "text-red-unreadable",
          "the headers of redundant text don't fit their packet; the packet is left out");

  static final Quirk RED_OTHER_FORMAT =
      Quirk.warning(
          "text-red-other-format",
          "a packet of redundant data has another format than text inside; left out");

  private DataQuirks() {}
}
