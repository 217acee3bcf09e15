package io.rtsper.payload.testing;

import io.rtsper.payload.nal.TwoByteHeader;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Makes packets of access units (RFC 7798, RFC 9328), with decoding order numbers if wanted. */
public final class TwoBytePacketizer {

  private final Random random;
  private final int longest;
  private final boolean numbered;
  private final TwoByteHeader header;
  private int decodingNumber = 65_530;

  public TwoBytePacketizer(Random random, int longest, boolean numbered, TwoByteHeader header) {
    this.header = header;
    this.random = random;
    this.longest = longest;
    this.numbered = numbered;
  }

  public List<Packet> packets(long timestamp, List<byte[]> units) {
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
        fragment(units.get(i), payloads);
      } else {
        payloads.add(single(units.get(i)));
      }
      i += together;
    }
    List<Packet> packets = new ArrayList<>();
    for (int k = 0; k < payloads.size(); k++) {
      byte[] payload =
          header.container() > 0 && random.nextInt(8) == 0
              ? contained(payloads.get(k))
              : payloads.get(k);
      packets.add(new Packet(timestamp, k == payloads.size() - 1, payload));
    }
    return packets;
  }

  private int aggregateLength(List<byte[]> units) {
    return (numbered ? 4 : 2)
        + units.stream().mapToInt(unit -> unit.length + (numbered ? 3 : 2)).sum();
  }

  private byte[] aggregate(List<byte[]> units) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    writeShort(out, header.withType(1, header.aggregate()));
    for (int i = 0; i < units.size(); i++) {
      byte[] unit = units.get(i);
      if (numbered && i == 0) {
        writeShort(out, decodingNumber);
      } else if (numbered && header.numbersEach()) {
        out.write(0);
      }
      decodingNumber++;
      writeShort(out, unit.length);
      out.write(unit, 0, unit.length);
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

  private void fragment(byte[] unit, List<byte[]> payloads) {
    int first2 = (unit[0] & 0xFF) << 8 | (unit[1] & 0xFF);
    int type = header.type(first2);
    int at = 2;
    while (at < unit.length) {
      boolean first = at == 2;
      ByteArrayOutputStream out = new ByteArrayOutputStream();
      writeShort(out, header.withType(first2, header.fragment()));
      int room = longest - 3 - (numbered && first ? 2 : 0);
      int end = Math.min(unit.length, at + room);
      out.write((first ? 0x80 : 0) | (end == unit.length ? 0x40 : 0) | type);
      if (numbered && first) {
        writeShort(out, decodingNumber++);
      }
      out.write(unit, at, end - at);
      payloads.add(out.toByteArray());
      at = end;
    }
  }

  /** Puts a payload into a PACI with an extension of three bytes. */
  private static byte[] contained(byte[] payload) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    int type = payload[0] >> 1 & 0x3F;
    out.write(payload[0] & 1 | 50 << 1);
    out.write(payload[1]);
    writeShort(out, type << 9 | 3 << 4 | 8);
    out.write(new byte[] {1, 2, 3}, 0, 3);
    out.write(payload, 2, payload.length - 2);
    return out.toByteArray();
  }

  private static void writeShort(ByteArrayOutputStream out, int value) {
    out.write(value >> 8);
    out.write(value);
  }
}
