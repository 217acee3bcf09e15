package io.rtsper.payload.vpx;

import io.rtsper.api.Quirk;

/** What is tolerated of VP8 and VP9. */
final class VpxQuirks {

  static final Quirk DESCRIPTOR =
      Quirk.warning(
          "vpx-descriptor",
          "a packet of VP8 or VP9 ends amid its descriptor; left out, and the frame is damaged");

  static final Quirk NO_MARKER =
      Quirk.of(
          "vpx-no-marker",
          "a frame of VP8 or VP9 ends without the marker; it ends where the next one begins");

  static final Quirk NO_START =
      Quirk.warning(
          "vpx-no-start",
          "parts of a frame come whose first one never came, though no packet is missing; left out");

  private VpxQuirks() {}
}
