package io.rtsper.payload.av1;

import io.rtsper.api.Quirk;

/** What is tolerated of AV1. */
final class Av1Quirks {

  static final Quirk LENGTH =
      Quirk.warning(
          "av1-length",
          "a length in a packet of AV1 doesn't fit; what follows is left out, and the frame is damaged");

  static final Quirk CONTINUATION =
      Quirk.warning(
          "av1-continuation",
          "a part of a unit of AV1 doesn't follow what came, though no packet is missing; the frame is damaged");

  static final Quirk NO_MARKER =
      Quirk.of(
          "av1-no-marker",
          "a temporal unit of AV1 ends without the marker; it ends where the next one begins");

  private Av1Quirks() {}
}
