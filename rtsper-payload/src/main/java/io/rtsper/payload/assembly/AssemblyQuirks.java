package io.rtsper.payload.assembly;

import io.rtsper.api.Quirk;

/** What is tolerated of frames whose packets only a marker joins. */
public final class AssemblyQuirks {

  public static final Quirk NO_MARKER =
      Quirk.of(
          "frame-no-marker",
          "a frame ends without the marker, though no packet is missing; it ends where the timestamp changes");

  public static final Quirk TOO_LONG =
      Quirk.warning(
          "frame-too-long", "a document or another unit is longer than any should be; left out");

  private AssemblyQuirks() {}
}
