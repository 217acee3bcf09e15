package io.rtsper.payload.aac;

import io.rtsper.api.Quirk;

/** What is tolerated of MPEG-4 audio. */
final class AacQuirks {

  static final Quirk INTERLEAVED =
      Quirk.warning(
          "aac-interleaved",
          "the frames of AAC are interleaved over packets, which is not undone; left out");

  static final Quirk INDEX =
      Quirk.of(
          "aac-index",
          "frames of AAC have indices as if they were interleaved, which the description doesn't say; read in their order");

  static final Quirk HEADERS =
      Quirk.warning(
          "aac-headers",
          "the headers of a packet of AAC don't fit into it, or there are none; left out, or read as one frame");

  static final Quirk SIZE =
      Quirk.warning(
          "aac-size", "a frame of AAC is said to be empty, or longer than its packets; left out");

  static final Quirk REST =
      Quirk.of("aac-rest", "a packet of AAC has bytes behind its last frame; left out");

  static final Quirk ADTS =
      Quirk.of("aac-adts", "frames of AAC come with ADTS headers; they are taken off");

  static final Quirk CONFIG =
      Quirk.warning(
          "aac-config",
          "the configuration of AAC is missing or can't be read; what it says is not known");

  static final Quirk LATM =
      Quirk.warning(
          "latm-unreadable",
          "a multiplex of LATM is of a kind that isn't read, or doesn't fit into its packets; left out");

  private AacQuirks() {}
}
