package io.rtsper.payload.mpeg;

import io.rtsper.api.Quirk;

/** What is tolerated of MPEG video. */
final class MpegVideoQuirks {

  static final Quirk HEADER =
      Quirk.warning("mpv-header", "a packet of MPEG video ends before its header does; left out");

  static final Quirk CONFIG =
      Quirk.of(
          "mp4v-config",
          "the configuration of MPEG-4 visual is missing or can't be read; the size of pictures is not known before the stream tells it");

  private MpegVideoQuirks() {}
}
