package io.rtsper.payload.nal;

import io.rtsper.api.Quirk;

/** What is tolerated of NAL units and of how they are packetized. */
public final class NalQuirks {

  public static final Quirk START_CODE =
      Quirk.warning(
          "nal-start-code",
          "several NAL units come as one, with start codes between or before them; parted");

  public static final Quirk TRAILING_ZEROS =
      Quirk.of("nal-trailing-zeros", "a NAL unit ends in zero bytes; they are taken off");

  public static final Quirk FRAGMENT_START_AND_END =
      Quirk.of(
          "nal-fragment-start-and-end",
          "a fragment says that it is both the first and the last of its NAL unit; read as the whole unit");

  public static final Quirk FRAGMENT_RESERVED_BIT =
      Quirk.of("nal-fragment-reserved-bit", "the reserved bit of a fragment is set; ignored");

  public static final Quirk FRAGMENT_OTHER_TYPE =
      Quirk.warning(
          "nal-fragment-other-type",
          "a fragment has another type than the first one of its NAL unit; the first one's counts");

  public static final Quirk FRAGMENT_EMPTY =
      Quirk.of("nal-fragment-empty", "a fragment has no bytes; nothing is added");

  public static final Quirk FRAGMENT_WITHOUT_START =
      Quirk.warning(
          "nal-fragment-without-start",
          "fragments come of a NAL unit whose first one never came, though no packet is missing; left out, and the frame is damaged");

  public static final Quirk FRAGMENT_WITHOUT_END =
      Quirk.warning(
          "nal-fragment-without-end",
          "a NAL unit begins before the last fragment of the one before it; what came of that is left out, and the frame is damaged");

  public static final Quirk FRAGMENT_END_BY_MARKER =
      Quirk.of(
          "nal-fragment-end-by-marker",
          "the last fragment of a NAL unit doesn't say so, but its packet ends the frame; taken as the end");

  public static final Quirk TYPE =
      Quirk.warning("nal-type", "a NAL unit or a packet has a type that can't be here; left out");

  public static final Quirk TOO_SHORT =
      Quirk.warning("nal-too-short", "a payload ends before its headers do; left out");

  public static final Quirk AGGREGATE_LENGTH =
      Quirk.warning(
          "nal-aggregate-length",
          "a NAL unit of a packet with several is longer than what is left of it; that and what follows are left out, and the frame is damaged");

  public static final Quirk AGGREGATE_EMPTY_UNIT =
      Quirk.of(
          "nal-aggregate-empty-unit",
          "a packet with several NAL units holds an empty one, or zeros behind the last; left out");

  public static final Quirk MARKER_WITHOUT_PICTURE =
      Quirk.of(
          "nal-marker-without-picture",
          "the marker is set on a parameter set or another unit before the picture; it doesn't end the frame");

  public static final Quirk MARKER_WITHIN_PICTURE =
      Quirk.warning(
          "nal-marker-within-picture",
          "the marker is set before the last slice of a picture; from then on frames end where the next one begins");

  public static final Quirk NO_MARKER =
      Quirk.of(
          "nal-no-marker",
          "a frame ends without the marker, though no packet is missing; it ends where the next one begins");

  public static final Quirk OTHER_TIMESTAMP =
      Quirk.of(
          "nal-other-timestamp",
          "parameter sets have another timestamp than the picture behind them; they are part of its frame, with its timestamp");

  public static final Quirk DECODING_ORDER =
      Quirk.warning(
          "nal-decoding-order",
          "NAL units are sent in another than their decoding order, which is not undone; the frame is damaged");

  public static final Quirk PARAMETER_SET_UNREADABLE =
      Quirk.warning(
          "parameter-set-unreadable",
          "a parameter set can't be read; what it says of the pictures is not known");

  public static final Quirk PARAMETER_SET_REST =
      Quirk.of(
          "parameter-set-rest",
          "a parameter set has bits behind its end, or ends early in what only describes the pictures; read as far as it goes");

  public static final Quirk DESCRIBED_SET_UNREADABLE =
      Quirk.warning(
          "described-parameter-set-unreadable",
          "the description has a parameter set that can't be read; those of the stream are waited for");

  public static final Quirk DESCRIBED_SET_DIFFERS =
      Quirk.of(
          "described-parameter-set-differs",
          "the first parameter sets of the stream are others than those of the description; those of the stream count");

  private NalQuirks() {}
}
