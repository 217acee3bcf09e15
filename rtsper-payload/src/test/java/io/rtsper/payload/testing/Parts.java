package io.rtsper.payload.testing;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/** Takes frames apart as packetizers do. */
public final class Parts {

  private Parts() {}

  /** Returns parts of random lengths, none empty. */
  public static List<byte[]> of(byte[] frame, Random random, int longest) {
    List<byte[]> parts = new ArrayList<>();
    for (int at = 0; at < frame.length; ) {
      int end = Math.min(frame.length, at + 1 + random.nextInt(longest));
      parts.add(Arrays.copyOfRange(frame, at, end));
      at = end;
    }
    return parts;
  }

  /** Returns parts with a header before each, in packets of one timestamp. */
  public static List<Packet> packets(long time, byte[] header, List<byte[]> parts) {
    List<Packet> packets = new ArrayList<>();
    for (int i = 0; i < parts.size(); i++) {
      packets.add(new Packet(time, i == parts.size() - 1, joined(header, parts.get(i))));
    }
    return packets;
  }

  public static byte[] joined(byte[]... parts) {
    byte[] all = new byte[Arrays.stream(parts).mapToInt(part -> part.length).sum()];
    int at = 0;
    for (byte[] part : parts) {
      System.arraycopy(part, 0, all, at, part.length);
      at += part.length;
    }
    return all;
  }

  /** Returns random bytes, with nothing that a start code or a synchronization word begins with. */
  public static byte[] data(Random random, int length) {
    byte[] data = new byte[length];
    for (int i = 0; i < length; i++) {
      int any = 1 + random.nextInt(255);
      data[i] = (byte) (any == 0x0B || any == 0x47 ? 0x0C : any);
    }
    return data;
  }
}
