package io.rtsper.api.rtp;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/** Puts packets together, byte by byte, without any of the code that reads them. */
final class WireBytes {

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();

  static WireBytes wire() {
    return new WireBytes();
  }

  /** Returns the bytes of hexadecimal digits; blanks and line ends play no part. */
  static byte[] hex(String digits) {
    return HexFormat.of().parseHex(digits.replaceAll("\\s", ""));
  }

  WireBytes bytes(int... values) {
    for (int value : values) {
      out.write(value);
    }
    return this;
  }

  WireBytes bytes(byte[] values) {
    out.writeBytes(values);
    return this;
  }

  WireBytes text(String ascii) {
    return bytes(ascii.getBytes(StandardCharsets.US_ASCII));
  }

  WireBytes short16(int value) {
    return bytes(value >> 8, value);
  }

  WireBytes int32(long value) {
    return bytes((int) (value >> 24), (int) (value >> 16), (int) (value >> 8), (int) value);
  }

  /** Adds an RTCP packet whose header says what it is. */
  WireBytes rtcp(int type, int count, WireBytes body) {
    return rtcp(type, count, 0x80, body.out.size() / 4, body);
  }

  WireBytes rtcp(int type, int count, int flags, int lengthField, WireBytes body) {
    return bytes(flags | count, type).short16(lengthField).bytes(body.toArray());
  }

  byte[] toArray() {
    return out.toByteArray();
  }

  ByteBuffer toHeapBuffer() {
    return ByteBuffer.wrap(toArray());
  }
}
