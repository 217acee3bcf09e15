package io.rtsper.testkit.contract;

import java.util.HexFormat;

/**
 * A frame as a depacketizer ended it.
 *
 * @param timestamp the RTP timestamp that it was begun with
 * @param data its bytes in hexadecimal digits
 * @param keyFrame whether decoding can start there
 * @param damaged whether part of it is missing
 * @param codec the parameters that held for it, by their {@code codec()}; empty if there were none
 */
public record RecordedFrame(
    long timestamp, String data, boolean keyFrame, boolean damaged, String codec) {

  /**
   * Returns a whole frame of a format without parameters.
   *
   * @param timestamp the RTP timestamp
   * @param data its bytes
   * @param keyFrame whether decoding can start there
   * @return the frame
   */
  public static RecordedFrame of(long timestamp, byte[] data, boolean keyFrame) {
    return new RecordedFrame(timestamp, HexFormat.of().formatHex(data), keyFrame, false, "");
  }
}
