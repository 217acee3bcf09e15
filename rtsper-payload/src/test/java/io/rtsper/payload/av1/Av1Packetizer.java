package io.rtsper.payload.av1;

import io.rtsper.payload.testing.Packet;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/** Makes packets of temporal units (RTP payload specification for AV1). */
final class Av1Packetizer {

  private final Random random;
  private final int longest;

  Av1Packetizer(Random random, int longest) {
    this.random = random;
    this.longest = longest;
  }

  /** Returns the units of a temporal unit with their sizes, without delimiters. */
  static List<byte[]> units(byte[] temporalUnit) {
    List<byte[]> units = new ArrayList<>();
    ByteBuffer in = ByteBuffer.wrap(temporalUnit);
    int at = 0;
    while (at < temporalUnit.length) {
      int header = Av1Units.headerLength(temporalUnit[at]);
      long size = Leb128.read(in, at + header, temporalUnit.length);
      int end = at + header + (int) size + (int) (size >> 32);
      if (Av1Units.type(temporalUnit[at]) != Av1Units.TEMPORAL_DELIMITER) {
        units.add(Arrays.copyOfRange(temporalUnit, at, end));
      }
      at = end;
    }
    return units;
  }

  private static byte[] withoutSize(byte[] unit) {
    int header = Av1Units.headerLength(unit[0]);
    int size = (int) Leb128.read(ByteBuffer.wrap(unit), header, unit.length);
    byte[] out = new byte[unit.length - size];
    System.arraycopy(unit, 0, out, 0, header);
    System.arraycopy(unit, header + size, out, header, out.length - header);
    out[0] &= (byte) ~2;
    return out;
  }

  List<Packet> packets(long timestamp, List<byte[]> units, boolean newSequence) {
    List<byte[]> payloads = new ArrayList<>();
    List<byte[]> elements = new ArrayList<>();
    boolean continues = false;
    int room = longest;
    for (byte[] unit : units) {
      // Units may be sent with their sizes, too.
      byte[] rest = random.nextInt(8) == 0 ? unit : withoutSize(unit);
      boolean whole = false;
      while (!whole) {
        int take = Math.min(rest.length, Math.max(1, room - 3));
        elements.add(Arrays.copyOf(rest, take));
        room -= take + 3;
        rest = Arrays.copyOfRange(rest, take, rest.length);
        whole = rest.length == 0;
        if (!whole || room < 8 || random.nextInt(3) == 0) {
          payloads.add(payload(elements, continues, !whole, newSequence && payloads.isEmpty()));
          elements.clear();
          continues = !whole;
          room = longest;
        }
      }
    }
    if (!elements.isEmpty()) {
      payloads.add(payload(elements, continues, false, newSequence && payloads.isEmpty()));
    }
    List<Packet> packets = new ArrayList<>();
    for (int i = 0; i < payloads.size(); i++) {
      packets.add(new Packet(timestamp, i == payloads.size() - 1, payloads.get(i)));
    }
    return packets;
  }

  private byte[] payload(
      List<byte[]> elements, boolean continues, boolean goesOn, boolean newSequence) {
    boolean counted = elements.size() <= 3 && random.nextBoolean();
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.write(
        (continues ? 0x80 : 0)
            | (goesOn ? 0x40 : 0)
            | (counted ? elements.size() << 4 : 0)
            | (newSequence ? 8 : 0));
    for (int i = 0; i < elements.size(); i++) {
      byte[] element = elements.get(i);
      if (!counted || i < elements.size() - 1) {
        byte[] length = new byte[Leb128.length(element.length)];
        Leb128.write(element.length, ByteBuffer.wrap(length), 0);
        out.write(length, 0, length.length);
      }
      out.write(element, 0, element.length);
    }
    return out.toByteArray();
  }
}
