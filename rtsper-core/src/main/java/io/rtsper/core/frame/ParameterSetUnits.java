package io.rtsper.core.frame;

import io.rtsper.api.media.CodecParameters;
import io.rtsper.api.media.VideoParameters;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;

/** The parameter sets of a format, to be put before frames that lack them. Immutable. */
final class ParameterSetUnits {

  static final ParameterSetUnits NONE = new ParameterSetUnits(List.of(), "");

  private static final int H264_DELIMITER = 9;
  private static final int H265_DELIMITER = 35;
  private static final int H266_DELIMITER = 20;

  private final List<byte[]> sets;
  private final byte[] joined;
  private final String codec;

  private ParameterSetUnits(List<byte[]> sets, String codec) {
    this.sets = sets;
    this.codec = codec;
    int length = 0;
    for (byte[] set : sets) {
      length += SlabWriter.LENGTH_BYTES + set.length;
    }
    joined = new byte[length];
    ByteBuffer into = ByteBuffer.wrap(joined);
    for (byte[] set : sets) {
      into.putInt(set.length).put(set);
    }
  }

  static ParameterSetUnits of(CodecParameters parameters) {
    return parameters instanceof VideoParameters video
        ? new ParameterSetUnits(video.parameterSets(), video.codec())
        : NONE;
  }

  boolean isEmpty() {
    return sets.isEmpty();
  }

  /** Returns the sets, each behind its length; not to be changed. */
  byte[] joined() {
    return joined;
  }

  /** Returns whether a frame has all of them among its units. */
  boolean areIn(byte[] bytes, int from, int to) {
    for (byte[] set : sets) {
      if (!isIn(set, bytes, from, to)) {
        return false;
      }
    }
    return true;
  }

  private static boolean isIn(byte[] set, byte[] bytes, int from, int to) {
    for (int at = from; at < to; at = NalUnits.next(bytes, at)) {
      int unit = at + SlabWriter.LENGTH_BYTES;
      if (Arrays.equals(bytes, unit, NalUnits.next(bytes, at), set, 0, set.length)) {
        return true;
      }
    }
    return false;
  }

  /** Returns where in a frame they belong: at its beginning, but behind a delimiter. */
  int placeIn(byte[] bytes, int from, int to) {
    int unit = from + SlabWriter.LENGTH_BYTES;
    return to - unit > 1 && isDelimiter(bytes[unit], bytes[unit + 1])
        ? NalUnits.next(bytes, from)
        : from;
  }

  /** Returns whether a unit with this header is one that each access unit begins with. */
  private boolean isDelimiter(int first, int second) {
    if (codec.startsWith("avc")) {
      return (first & 0x1F) == H264_DELIMITER;
    }
    if (codec.startsWith("hvc") || codec.startsWith("hev")) {
      return (first >> 1 & 0x3F) == H265_DELIMITER;
    }
    return codec.startsWith("vv") && (second >> 3 & 0x1F) == H266_DELIMITER;
  }
}
