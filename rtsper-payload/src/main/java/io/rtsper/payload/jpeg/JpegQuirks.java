package io.rtsper.payload.jpeg;

import io.rtsper.api.Quirk;

/** What is tolerated of JPEG over RTP. */
final class JpegQuirks {

  static final Quirk HEADER =
      Quirk.warning("jpeg-header", "a packet of JPEG ends before its headers do; left out");

  static final Quirk TYPE =
      Quirk.warning("jpeg-type", "a packet of JPEG is of a type that nobody has defined; left out");

  static final Quirk NO_TABLES =
      Quirk.warning(
          "jpeg-no-tables",
          "a picture refers to quantization tables that never came; it is left out");

  static final Quirk TABLES =
      Quirk.of(
          "jpeg-tables",
          "a picture comes with one or three quantization tables instead of two; the first is for brightness, the next or the same for colour");

  static final Quirk QUALITY =
      Quirk.of(
          "jpeg-quality", "a picture has a quality from 100 to 127, which is reserved; read as 99");

  static final Quirk NO_SIZE =
      Quirk.warning(
          "jpeg-no-size",
          "a picture is larger than the header can say, and the description has no x-dimensions; left out");

  static final Quirk NO_END =
      Quirk.of("jpeg-no-end", "a picture comes without its end marker, which is added");

  static final Quirk FRAGMENT =
      Quirk.warning(
          "jpeg-fragment",
          "parts of a picture don't join though no packet is missing; the frame is damaged");

  static final Quirk RESTART_MARKERS =
      Quirk.warning(
          "jpeg-restart-markers",
          "a picture has restart markers but not their distance, so that no decoder shows it right");

  private JpegQuirks() {}
}
