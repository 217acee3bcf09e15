package io.rtsper.payload.audio;

import io.rtsper.api.Quirk;

/** What is tolerated of formats of sound. */
final class AudioQuirks {

  static final Quirk PART_OF_A_SAMPLE =
      Quirk.of(
          "audio-part-of-a-sample",
          "a packet ends amid a sample, or has those of some channels only; the part is left out");

  static final Quirk PART_OF_A_FRAME =
      Quirk.warning(
          "audio-part-of-a-frame",
          "a packet of sound ends amid a frame, or has no frame where one should begin; the rest is left out");

  static final Quirk OPUS_DURATION =
      Quirk.of(
          "opus-duration",
          "a packet of Opus has a length that can't be told or that none can have; handed on without it");

  static final Quirk FRAGMENT =
      Quirk.warning(
          "audio-fragment",
          "fragments of a frame of sound don't fit together, though no packet is missing; left out");

  private AudioQuirks() {}
}
