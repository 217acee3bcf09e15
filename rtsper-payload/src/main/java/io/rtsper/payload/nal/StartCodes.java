package io.rtsper.payload.nal;

import java.nio.ByteBuffer;

/** Finds the start codes of the byte stream format (H.264 Annex B). */
public final class StartCodes {

  private StartCodes() {}

  /**
   * Returns the index of the next 00 00 01; -1 if there is none.
   *
   * @param bytes what to search
   * @param from the index of the first byte
   * @param to the index behind the last one
   */
  public static int find(ByteBuffer bytes, int from, int to) {
    int i = from;
    while (i + 2 < to) {
      byte third = bytes.get(i + 2);
      if ((third & 0xFE) != 0) {
        i += 3;
      } else if (third == 1 && bytes.get(i) == 0 && bytes.get(i + 1) == 0) {
        return i;
      } else {
        i++;
      }
    }
    return -1;
  }

  /**
   * Returns how many bytes of a start code stand at the beginning; 0 if none does.
   *
   * @param bytes what to look at
   * @param from the index of the first byte
   * @param to the index behind the last one
   */
  public static int lengthAt(ByteBuffer bytes, int from, int to) {
    int i = from;
    while (i < to && bytes.get(i) == 0) {
      i++;
    }
    return i - from >= 2 && i < to && bytes.get(i) == 1 ? i + 1 - from : 0;
  }
}
