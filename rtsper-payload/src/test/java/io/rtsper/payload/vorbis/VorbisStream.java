package io.rtsper.payload.vorbis;

import io.rtsper.payload.testing.Parts;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/** Headers and packets of Vorbis for tests, with blocks of 256 and 2048 samples. */
final class VorbisStream {

  /** The first byte of a packet of the short mode. */
  static final byte SHORT = 0x00;

  /** The first byte of a packet of the long mode between others of it: mode 1, both flags. */
  static final byte LONG = 0x0E;

  /** The same, behind a short one. */
  static final byte LONG_BEHIND_SHORT = 0x0A;

  private VorbisStream() {}

  private static byte[] header(int type, byte[] content) {
    byte[] name = "vorbis".getBytes(StandardCharsets.US_ASCII);
    return Parts.joined(new byte[] {(byte) type}, name, content);
  }

  static byte[] identification(int channels, int rate) {
    ByteBuffer content = ByteBuffer.allocate(23).order(ByteOrder.LITTLE_ENDIAN);
    content.putInt(0).put((byte) channels).putInt(rate).putInt(0).putInt(0).putInt(0);
    return header(1, content.put((byte) 0xB8).put((byte) 1).array());
  }

  static byte[] comment() {
    return header(3, new byte[] {0, 0, 0, 0, 0, 0, 0, 0, 1});
  }

  /** A setup header of any bits, and at its end two modes, a short and a long one. */
  static byte[] setup() {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    StringBuilder bits = new StringBuilder();
    bits.append("1101011011010110".repeat(20));
    bits.append("100000"); // two modes, less one; the lowest bit comes first
    bits.append("0").append("0".repeat(32)).append("00000000");
    bits.append("1").append("0".repeat(32)).append("10000000");
    bits.append("1");
    while (bits.length() % 8 != 0) {
      bits.append('0');
    }
    for (int i = 0; i < bits.length(); i += 8) {
      out.write(Integer.parseInt(bits.substring(i, i + 8).transform(VorbisStream::turned), 2));
    }
    return header(5, out.toByteArray());
  }

  private static String turned(String text) {
    return new StringBuilder(text).reverse().toString();
  }

  /** Packed headers (RFC 5215 §3.2.1), without the fields before them. */
  static byte[] packed(int channels, int rate) {
    byte[] first = identification(channels, rate);
    byte[] lengths = {2, (byte) first.length, (byte) comment().length};
    return Parts.joined(lengths, first, comment(), setup());
  }

  /** The parameter of a description. */
  static String configuration(int identifier, int channels, int rate) {
    byte[] packed = packed(channels, rate);
    ByteBuffer fields = ByteBuffer.allocate(9).putInt(1);
    fields.put((byte) (identifier >> 16)).putShort((short) identifier);
    fields.putShort((short) (packed.length - 3));
    byte[] all = Parts.joined(fields.array(), packed);
    return "configuration=" + Base64.getEncoder().encodeToString(all);
  }

  /** A payload's first four bytes. */
  static byte[] prefix(int identifier, int fragment, int type, int packets) {
    int last = fragment << 6 | type << 4 | packets;
    return ByteBuffer.allocate(4).putInt(identifier << 8 | last).array();
  }

  static byte[] behindLength(byte[] packet) {
    byte[] length = ByteBuffer.allocate(2).putShort((short) packet.length).array();
    return Parts.joined(length, packet);
  }
}
