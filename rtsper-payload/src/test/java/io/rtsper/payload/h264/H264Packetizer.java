package io.rtsper.payload.h264;

import io.rtsper.payload.testing.Packet;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/** Makes packets of access units (RFC 6184), in any of the forms that keep the decoding order. */
final class H264Packetizer {

  private final Random random;
  private final int longest;
  private final boolean interleaved;
  private int decodingNumber = 65_530;

  /**
   * Makes a packetizer.
   *
   * @param random says where to aggregate
   * @param longest the longest payload
   * @param interleaved whether STAP-B, MTAP and FU-B take the place of STAP-A and FU-A
   */
  H264Packetizer(Random random, int longest, boolean interleaved) {
    this.random = random;
    this.longest = longest;
    this.interleaved = interleaved;
  }

  List<Packet> packets(long timestamp, List<byte[]> units) {
    List<byte[]> payloads = new ArrayList<>();
    int i = 0;
    while (i < units.size()) {
      int together = Math.min(units.size() - i, 1 + random.nextInt(4));
      while (together > 0 && aggregateLength(units.subList(i, i + together)) > longest) {
        together--;
      }
      if (together == 0 && units.get(i).length > longest) {
        fragment(units.get(i), payloads);
        i++;
      } else if (together <= 1 && !interleaved) {
        payloads.add(units.get(i));
        i++;
      } else {
        together = Math.max(together, 1);
        payloads.add(aggregate(units.subList(i, i + together)));
        i += together;
      }
    }
    List<Packet> packets = new ArrayList<>();
    for (int k = 0; k < payloads.size(); k++) {
      packets.add(new Packet(timestamp, k == payloads.size() - 1, payloads.get(k)));
    }
    return packets;
  }

  private int aggregateLength(List<byte[]> units) {
    return (interleaved ? 3 : 1)
        + units.stream().mapToInt(unit -> unit.length + (interleaved ? 6 : 2)).sum();
  }

  private byte[] aggregate(List<byte[]> units) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    int kind = interleaved ? random.nextInt(3) : -1;
    int importance = 0;
    for (byte[] unit : units) {
      importance = Math.max(importance, unit[0] & 0x60);
    }
    out.write(importance | (kind < 0 ? 24 : 25 + kind));
    if (interleaved) {
      writeShort(out, decodingNumber);
    }
    for (int i = 0; i < units.size(); i++) {
      byte[] unit = units.get(i);
      int header = kind <= 0 ? 0 : kind == 1 ? 3 : 4;
      writeShort(out, unit.length + header);
      if (header > 0) {
        out.write(i);
        out.write(new byte[header - 1], 0, header - 1);
      }
      out.write(unit, 0, unit.length);
    }
    decodingNumber += units.size();
    return out.toByteArray();
  }

  private static void writeShort(ByteArrayOutputStream out, int value) {
    out.write(value >> 8);
    out.write(value);
  }

  private void fragment(byte[] unit, List<byte[]> payloads) {
    int at = 1;
    while (at < unit.length) {
      boolean first = at == 1;
      int header = interleaved && first ? 4 : 2;
      int length = Math.min(unit.length - at, longest - header);
      int end = at + length;
      byte[] payload = new byte[header + length];
      payload[0] = (byte) (unit[0] & 0x60 | (interleaved && first ? 29 : 28));
      payload[1] = (byte) (unit[0] & 0x1F | (first ? 0x80 : 0) | (end == unit.length ? 0x40 : 0));
      if (interleaved && first) {
        payload[2] = (byte) (decodingNumber >> 8);
        payload[3] = (byte) decodingNumber++;
      }
      System.arraycopy(unit, at, payload, header, length);
      payloads.add(payload);
      at = end;
    }
  }

  static byte[] concatenated(byte[]... parts) {
    byte[] out = new byte[Arrays.stream(parts).mapToInt(part -> part.length).sum()];
    int at = 0;
    for (byte[] part : parts) {
      System.arraycopy(part, 0, out, at, part.length);
      at += part.length;
    }
    return out;
  }
}
