package io.rtsper.payload.h266;

import io.rtsper.payload.testing.Packet;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Makes packets of access units (RFC 9328), with decoding order numbers if wanted. */
final class H266Packetizer {

  private final Random random;
  private final int longest;
  private final boolean numbered;
  private int decodingNumber = 65_530;

  H266Packetizer(Random random, int longest, boolean numbered) {
    this.random = random;
    this.longest = longest;
    this.numbered = numbered;
  }

  List<Packet> packets(long timestamp, List<byte[]> units) {
    List<byte[]> payloads = new ArrayList<>();
    int i = 0;
    while (i < units.size()) {
      int together = Math.min(units.size() - i, 1 + random.nextInt(4));
      while (together > 1 && aggregateLength(units.subList(i, i + together)) > longest) {
        together--;
      }
      if (together > 1) {
        payloads.add(aggregate(units.subList(i, i + together)));
      } else if (units.get(i).length + (numbered ? 2 : 0) > longest) {
        fragment(units.get(i), i == units.size() - 1, payloads);
      } else {
        payloads.add(single(units.get(i)));
      }
      i += together;
    }
    List<Packet> packets = new ArrayList<>();
    for (int k = 0; k < payloads.size(); k++) {
      packets.add(new Packet(timestamp, k == payloads.size() - 1, payloads.get(k)));
    }
    return packets;
  }

  private int aggregateLength(List<byte[]> units) {
    return (numbered ? 4 : 2) + units.stream().mapToInt(unit -> unit.length + 2).sum();
  }

  private byte[] aggregate(List<byte[]> units) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    writeShort(out, 28 << 3 | 1);
    if (numbered) {
      writeShort(out, decodingNumber);
      decodingNumber += units.size();
    }
    for (byte[] unit : units) {
      writeShort(out, unit.length);
      out.writeBytes(unit);
    }
    return out.toByteArray();
  }

  private byte[] single(byte[] unit) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.write(unit, 0, 2);
    if (numbered) {
      writeShort(out, decodingNumber++);
    }
    out.write(unit, 2, unit.length - 2);
    return out.toByteArray();
  }

  private void fragment(byte[] unit, boolean last, List<byte[]> payloads) {
    int type = unit[1] >> 3 & 0x1F;
    int at = 2;
    while (at < unit.length) {
      boolean first = at == 2;
      ByteArrayOutputStream out = new ByteArrayOutputStream();
      out.write(unit[0]);
      out.write(unit[1] & 7 | 29 << 3);
      int room = longest - 3 - (numbered && first ? 2 : 0);
      int end = Math.min(unit.length, at + room);
      boolean ends = end == unit.length;
      out.write((first ? 0x80 : 0) | (ends ? 0x40 : 0) | (ends && last ? 0x20 : 0) | type);
      if (numbered && first) {
        writeShort(out, decodingNumber++);
      }
      out.write(unit, at, end - at);
      payloads.add(out.toByteArray());
      at = end;
    }
  }

  private static void writeShort(ByteArrayOutputStream out, int value) {
    out.write(value >> 8);
    out.write(value);
  }
}
