package io.rtsper.api.sdp;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads what formats carry of codec configuration: NAL units in Base64 and bytes in hex. */
final class ParameterSets {

  /** The most NAL units of one format. */
  private static final int MAX_UNITS = 64;

  private static final byte[] BASE64 = new byte[128];

  static {
    Arrays.fill(BASE64, (byte) -1);
    String alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    for (int i = 0; i < alphabet.length(); i++) {
      BASE64[alphabet.charAt(i)] = (byte) i;
    }
    BASE64['-'] = 62;
    BASE64['_'] = 63;
  }

  private ParameterSets() {}

  /** Returns the NAL units of the {@code sprop-*} parameters of H.264 and H.265, in their order. */
  static List<byte[]> nalUnits(Map<String, String> parameters) {
    List<byte[]> units = new ArrayList<>(3);
    addUnits(parameters.get("sprop-parameter-sets"), units);
    addUnits(parameters.get("sprop-vps"), units);
    addUnits(parameters.get("sprop-sps"), units);
    addUnits(parameters.get("sprop-pps"), units);
    return SmallLists.copyOf(units);
  }

  private static void addUnits(@Nullable String value, List<byte[]> units) {
    if (value == null) {
      return;
    }
    int from = 0;
    while (from < value.length()) {
      int comma = value.indexOf(',', from);
      int end = comma < 0 ? value.length() : comma;
      byte[] bytes = base64(value, from, end);
      if (bytes != null) {
        split(bytes, units);
      }
      from = end + 1;
    }
  }

  /**
   * Splits at Annex B start codes, of which there should be none, and leaves out the zero bytes
   * before them and at the end: no NAL unit ends in one.
   */
  private static void split(byte[] bytes, List<byte[]> units) {
    int start = 0;
    int i = 0;
    while (i + 2 < bytes.length) {
      if (bytes[i] == 0 && bytes[i + 1] == 0 && bytes[i + 2] == 1) {
        add(bytes, start, i, units);
        i += 3;
        start = i;
      } else {
        i++;
      }
    }
    add(bytes, start, bytes.length, units);
  }

  private static void add(byte[] bytes, int start, int to, List<byte[]> units) {
    int end = to;
    while (end > start && bytes[end - 1] == 0) {
      end--;
    }
    if (end > start && units.size() < MAX_UNITS) {
      units.add(start == 0 && end == bytes.length ? bytes : Arrays.copyOfRange(bytes, start, end));
    }
  }

  /**
   * Decodes Base64 of either alphabet with or without padding, blanks and quotes; what follows the
   * padding is left out.
   *
   * @return the bytes; null if there is a character that Base64 doesn't have
   */
  static byte @Nullable [] base64(String text, int from, int to) {
    byte[] out = new byte[(to - from) * 3 / 4];
    int length = 0;
    int i = from;
    for (; i + 4 <= to; i += 4) {
      int bytes =
          digit(text.charAt(i)) << 18
              | digit(text.charAt(i + 1)) << 12
              | digit(text.charAt(i + 2)) << 6
              | digit(text.charAt(i + 3));
      if (bytes < 0) {
        break; // At the padding as a rule.
      }
      out[length] = (byte) (bytes >> 16);
      out[length + 1] = (byte) (bytes >> 8);
      out[length + 2] = (byte) bytes;
      length += 3;
    }
    int bits = 0;
    int count = 0;
    for (; i < to; i++) {
      char c = text.charAt(i);
      if (c == '=') {
        break;
      }
      int value = digit(c);
      if (value < 0) {
        if (Scan.isBlank(c) || c == '"') {
          continue;
        }
        return null;
      }
      bits = bits << 6 | value;
      count += 6;
      if (count >= 8) {
        count -= 8;
        out[length++] = (byte) (bits >> count);
      }
    }
    return length == out.length ? out : Arrays.copyOf(out, length);
  }

  private static int digit(char c) {
    return c < BASE64.length ? BASE64[c] : -1;
  }

  /**
   * Returns bytes in hex. An odd last digit is the upper half of a byte whose lower half is 0: what
   * is cut off there is padding.
   */
  static Optional<byte[]> hex(String text) {
    if (text.isEmpty()) {
      return Optional.empty();
    }
    byte[] out = new byte[(text.length() + 1) / 2];
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      int digit = c < 128 ? Character.digit(c, 16) : -1;
      if (digit < 0) {
        return Optional.empty();
      }
      out[i / 2] |= (byte) (i % 2 == 0 ? digit << 4 : digit);
    }
    return Optional.of(out);
  }
}
