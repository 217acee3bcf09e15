package io.rtsper.payload.h264;

import io.rtsper.api.media.VideoParameters;
import io.rtsper.api.media.VideoParametersBuilder;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/** Makes what the API says of a stream of its parameter sets. */
final class H264Parameters {

  /** The profiles for which avcC says how samples are coded (ISO/IEC 14496-15 §5.3.3.1.2). */
  private static final List<Integer> WITH_SAMPLES = List.of(100, 110, 122, 144, 244);

  /** What the number of picture parameter sets in avcC has room for. */
  private static final int MAX_PPS = 255;

  private H264Parameters() {}

  /**
   * Returns the parameters.
   *
   * @param sps the set that the pictures refer to
   * @param unit that set
   * @param pps the sets that refer to it
   * @param frameRate that of the description, where the stream states none; 0 for none
   */
  static VideoParameters of(H264Sps sps, byte[] unit, List<byte[]> pps, double frameRate) {
    VideoParametersBuilder builder =
        VideoParameters.builder("avc1." + HexFormat.of().formatHex(unit, 1, 4));
    List<byte[]> sets = new ArrayList<>();
    sets.add(unit);
    sets.addAll(pps);
    return builder
        .configuration(avcC(sps, unit, pps))
        .parameterSets(sets)
        .size(sps.width, sps.height)
        .coded(sps.codedWidth, sps.codedHeight, sps.cropLeft, sps.cropTop)
        .profile(sps.profile, sps.level)
        .frameRate(sps.frameRate > 0 ? sps.frameRate : frameRate)
        .pixelAspect(sps.vui.pixelAspectWidth, sps.vui.pixelAspectHeight)
        .interlaced(sps.fields)
        .samples(sps.chroma(), sps.bitDepth)
        .colour(sps.vui.colour)
        .reorderedFrames(sps.reorderedFrames)
        .build();
  }

  /** AVCDecoderConfigurationRecord, with lengths of four bytes before NAL units. */
  private static byte[] avcC(H264Sps sps, byte[] unit, List<byte[]> pps) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.write(1);
    out.write(unit, 1, 3);
    out.write(0xFF);
    out.write(0xE1);
    writeUnit(out, unit);
    int count = Math.min(pps.size(), MAX_PPS);
    out.write(count);
    for (int i = 0; i < count; i++) {
      writeUnit(out, pps.get(i));
    }
    if (WITH_SAMPLES.contains(sps.profile)) {
      out.write(0xFC | sps.chromaFormat);
      out.write(0xF8 | sps.bitDepth - 8);
      out.write(0xF8 | sps.chromaBitDepth - 8);
      out.write(0);
    }
    return out.toByteArray();
  }

  private static void writeUnit(ByteArrayOutputStream out, byte[] unit) {
    out.write(unit.length >> 8);
    out.write(unit.length);
    out.write(unit, 0, unit.length);
  }
}
