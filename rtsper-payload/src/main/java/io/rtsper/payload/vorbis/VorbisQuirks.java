package io.rtsper.payload.vorbis;

import io.rtsper.api.Quirk;

/** What is tolerated of Vorbis. */
final class VorbisQuirks {

  static final Quirk CONFIGURATION =
      Quirk.warning(
          "vorbis-configuration",
          "a configuration of Vorbis is missing or can't be read; packets that need it are left out");

  static final Quirk OTHER_CONFIGURATION =
      Quirk.warning(
          "vorbis-other-configuration",
          "a packet of Vorbis names a configuration that never came; left out");

  static final Quirk FRAGMENT =
      Quirk.warning(
          "vorbis-fragment",
          "fragments of a packet of Vorbis don't fit together, though no packet is missing; left out");

  static final Quirk LENGTH =
      Quirk.warning(
          "vorbis-length",
          "a packet of Vorbis is longer than what is left of its RTP packet, or bytes are left behind the last; left out");

  private VorbisQuirks() {}
}
