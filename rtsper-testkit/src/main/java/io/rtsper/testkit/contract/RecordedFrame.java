package io.rtsper.testkit.contract;

import java.util.HexFormat;

/**
 * A frame as a depacketizer ended it.
 *
 * @param timestamp the RTP timestamp that it was begun with, or that was set afterwards
 * @param data its bytes in hexadecimal digits, with the four that hold the length of each unit
 * @param keyFrame whether decoding can start there
 * @param damaged whether part of it is missing
 * @param codec the parameters that held for it, by their {@code codec()}; empty if there were none
 * @param duration how long it lasts in units of the track's clock rate; 0 if it wasn't told
 */
public record RecordedFrame(
    long timestamp, String data, boolean keyFrame, boolean damaged, String codec, long duration) {

  /**
   * Returns a whole frame of a format without parameters, whose duration isn't told.
   *
   * @param timestamp the RTP timestamp
   * @param data its bytes
   * @param keyFrame whether decoding can start there
   * @return the frame
   */
  public static RecordedFrame of(long timestamp, byte[] data, boolean keyFrame) {
    return new RecordedFrame(timestamp, HexFormat.of().formatHex(data), keyFrame, false, "", 0);
  }

  /**
   * Returns the same frame with other parameters.
   *
   * @param name their {@code codec()}
   * @return the frame
   */
  public RecordedFrame withCodec(String name) {
    return new RecordedFrame(timestamp, data, keyFrame, damaged, name, duration);
  }

  /**
   * Returns the same frame with another duration.
   *
   * @param ticks units of the track's clock rate
   * @return the frame
   */
  public RecordedFrame lasting(long ticks) {
    return new RecordedFrame(timestamp, data, keyFrame, damaged, codec, ticks);
  }
}
