package io.rtsper.camera;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/** Bytes as they stand on the wire, for scripts. */
public final class Wire {

  private static final int INTERLEAVED_HEADER = 4;
  private static final int RTP_HEADER = 12;

  private Wire() {}

  /** Returns data as an interleaved frame on a channel (RFC 2326 §10.12). */
  public static byte[] interleaved(int channel, byte[] data) {
    return ByteBuffer.allocate(INTERLEAVED_HEADER + data.length)
        .put((byte) '$')
        .put((byte) channel)
        .putShort((short) data.length)
        .put(data)
        .array();
  }

  /** Returns an RTP packet of version 2 without CSRCs and extension (RFC 3550 §5.1). */
  public static byte[] rtp(
      int payloadType, boolean marker, int sequence, int timestamp, int ssrc, byte[] payload) {
    return ByteBuffer.allocate(RTP_HEADER + payload.length)
        .put((byte) 0x80)
        .put((byte) ((marker ? 0x80 : 0) | (payloadType & 0x7f)))
        .putShort((short) sequence)
        .putInt(timestamp)
        .putInt(ssrc)
        .put(payload)
        .array();
  }

  /** Returns bytes given in hexadecimal, blanks ignored. */
  public static byte[] hex(String digits) {
    StringBuilder dense = new StringBuilder();
    digits.chars().filter(c -> !Character.isWhitespace(c)).forEach(c -> dense.append((char) c));
    return HexFormat.of().parseHex(dense);
  }

  /** Returns a text's bytes in ISO 8859-1. */
  public static byte[] latin1(String text) {
    return text.getBytes(StandardCharsets.ISO_8859_1);
  }
}
