package io.rtsper.payload.h265;

import io.rtsper.api.media.VideoParameters;
import io.rtsper.payload.bits.BitReader;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;

/** Makes what the API says of a stream of its parameter sets. */
final class H265Parameters {

  private static final int MAX_LAYER_SETS = 1024;

  private H265Parameters() {}

  /**
   * Returns the parameters.
   *
   * @param sps the set that the pictures refer to
   * @param vps video parameter sets
   * @param unit the sequence parameter set
   * @param pps the picture parameter sets that refer to it
   * @param frameRate that of the description, where the stream states none; 0 for none
   */
  static VideoParameters of(
      H265Sps sps, List<byte[]> vps, byte[] unit, List<byte[]> pps, double frameRate) {
    List<byte[]> sets = new ArrayList<>(vps);
    sets.add(unit);
    sets.addAll(pps);
    double rate = sps.frameRate;
    for (int i = 0; i < vps.size() && rate <= 0; i++) {
      rate = frameRate(vps.get(i));
    }
    return VideoParameters.builder(sps.profile.codec())
        .configuration(hvcC(sps, vps, unit, pps))
        .parameterSets(sets)
        .size(sps.width, sps.height)
        .coded(sps.codedWidth, sps.codedHeight, sps.cropLeft, sps.cropTop)
        .profile(sps.profile.number(), sps.profile.level())
        .frameRate(rate > 0 ? rate : frameRate)
        .pixelAspect(sps.vui.pixelAspectWidth, sps.vui.pixelAspectHeight)
        .interlaced(sps.fields)
        .samples(sps.chroma(), sps.bitDepth)
        .colour(sps.vui.colour)
        .reorderedFrames(sps.reorderedFrames)
        .build();
  }

  /** Returns the frame rate that a video parameter set states (§7.3.2.1); 0 if it states none. */
  private static double frameRate(byte[] vps) {
    BitReader bits = BitReader.ofUnit(vps, 2, vps.length);
    bits.skip(12);
    int more = bits.bits(3);
    bits.skip(17);
    H265Profile.skip(bits, more);
    for (int i = bits.flag() ? 0 : more; i <= more; i++) {
      bits.ue();
      bits.ue();
      bits.ue();
    }
    int layers = 1 + bits.bits(6);
    int layerSets = bits.ue();
    if (layerSets >= MAX_LAYER_SETS) {
      return 0;
    }
    bits.skip(layerSets * layers);
    if (!bits.flag()) {
      return 0;
    }
    long units = bits.bits(32) & 0xFFFF_FFFFL;
    long scale = bits.bits(32) & 0xFFFF_FFFFL;
    return units > 0 && !bits.overrun() ? (double) scale / units : 0;
  }

  /** HEVCDecoderConfigurationRecord, with lengths of four bytes before NAL units. */
  private static byte[] hvcC(H265Sps sps, List<byte[]> vps, byte[] unit, List<byte[]> pps) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.write(1);
    out.write(sps.profile.bytes, 0, H265Profile.LENGTH);
    writeShort(out, 0xF000 | sps.minSegmentation);
    out.write(0xFC); // What the pictures allow to decode in parallel isn't looked for.
    out.write(0xFC | sps.chromaFormat);
    out.write(0xF8 | sps.bitDepth - 8);
    out.write(0xF8 | sps.chromaBitDepth - 8);
    writeShort(out, 0); // no average frame rate
    out.write(sps.subLayers << 3 | (sps.nested ? 4 : 0) | 3);
    out.write((vps.isEmpty() ? 0 : 1) + 1 + (pps.isEmpty() ? 0 : 1));
    writeArray(out, H265Type.VPS, vps);
    writeArray(out, H265Type.SPS, List.of(unit));
    writeArray(out, H265Type.PPS, pps);
    return out.toByteArray();
  }

  private static void writeArray(ByteArrayOutputStream out, int type, List<byte[]> units) {
    if (units.isEmpty()) {
      return;
    }
    out.write(0x80 | type);
    writeShort(out, units.size());
    for (byte[] unit : units) {
      writeShort(out, unit.length);
      out.write(unit, 0, unit.length);
    }
  }

  private static void writeShort(ByteArrayOutputStream out, int value) {
    out.write(value >> 8);
    out.write(value);
  }
}
