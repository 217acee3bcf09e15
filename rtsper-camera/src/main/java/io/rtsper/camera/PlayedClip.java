package io.rtsper.camera;

import java.util.List;

/**
 * The clip that cameras play, to compare with what a client made of it: 4 s of H.264 (480x270,
 * 25/s, an IDR picture each second) and of AAC-LC (32 kHz, mono).
 */
public final class PlayedClip {

  private PlayedClip() {}

  /**
   * Returns the NAL units of each of the 100 pictures, without start codes; the first of a second
   * has SPS and PPS.
   */
  public static List<List<byte[]>> pictures() {
    return Clip.load().pictures().stream()
        .map(units -> units.stream().map(byte[]::clone).toList())
        .toList();
  }

  /** Returns the 125 AAC access units, without ADTS headers. */
  public static List<byte[]> audioFrames() {
    return Clip.load().audioFrames().stream().map(byte[]::clone).toList();
  }
}
