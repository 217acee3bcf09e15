package io.rtsper.payload.mpeg;

import io.rtsper.api.Quirk;

/** What is tolerated of MPEG video. */
final class MpegQuirks {

  static final Quirk HEADER =
      Quirk.warning("mpv-header", "a packet of MPEG video ends before its header does; left out");

  static final Quirk CONFIG =
      Quirk.of(
          "mp4v-config",
          "the configuration of MPEG-4 visual can't be read; the size of pictures is not known before the stream tells it");

  static final Quirk CONFIG_DIFFERS =
      Quirk.of(
          "mp4v-config-differs",
          "the first headers of MPEG-4 visual in the stream are others than those of the description; those of the stream count");

  static final Quirk SEQUENCE_UNREADABLE =
      Quirk.warning(
          "mpeg-sequence-unreadable",
          "the headers of a video sequence can't be read; what they say of the pictures is not known");

  static final Quirk MARKER_WITHIN_PICTURE =
      Quirk.warning(
          "mpeg-marker-within-picture",
          "the marker is set before the last packet of a picture; from then on pictures end where the next one begins");

  static final Quirk OTHER_TIMESTAMP =
      Quirk.of(
          "mpeg-other-timestamp",
          "headers have another timestamp than the picture behind them; they are part of its frame, with its timestamp");

  private MpegQuirks() {}
}
