package io.rtsper.payload.testing;

import java.nio.ByteBuffer;
import java.util.HexFormat;
import java.util.List;

/** NAL units as frames hold them. */
public final class Units {

  private Units() {}

  /** Returns units with their lengths before them. */
  public static byte[] joined(List<byte[]> units) {
    ByteBuffer out = ByteBuffer.allocate(units.stream().mapToInt(unit -> 4 + unit.length).sum());
    units.forEach(unit -> out.putInt(unit.length).put(unit));
    return out.array();
  }

  /** Returns units, given in hexadecimal digits, as a frame's digits. */
  public static String frame(String... units) {
    StringBuilder text = new StringBuilder();
    for (String unit : units) {
      String digits = unit.replace(" ", "");
      text.append(HexFormat.of().toHexDigits(digits.length() / 2)).append(digits);
    }
    return text.toString();
  }
}
