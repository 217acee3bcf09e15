package io.rtsper.camera;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Cuts an Annex B byte stream into the payloads of RFC 6184, packetization mode 1.
 *
 * <p>SPS and PPS before a picture travel in one STAP-A (§5.7.1), NAL units larger than a packet in
 * FU-As (§5.8).
 */
final class H264Packetizer {

  static final int CLOCK_RATE = 90_000;

  private static final int NAL_IDR = 5;
  private static final int NAL_SPS = 7;
  private static final int NAL_PPS = 8;
  private static final int STAP_A = 24;
  private static final int FU_A = 28;
  private static final int FU_START = 0x80;
  private static final int FU_END = 0x40;

  private final int framesPerSecond;
  private final int maxPayload;
  private final List<ClipPacket> packets = new ArrayList<>();
  private final List<byte[]> parameterSets = new ArrayList<>();
  private byte[] sps = new byte[0];
  private byte[] pps = new byte[0];
  private final List<List<byte[]>> accessUnits = new ArrayList<>();
  private int pictures;

  H264Packetizer(int framesPerSecond, int maxPayload) {
    this.framesPerSecond = framesPerSecond;
    this.maxPayload = maxPayload;
  }

  List<ClipPacket> packetize(byte[] annexB) {
    List<byte[]> units = units(annexB);
    List<byte[]> accessUnit = new ArrayList<>();
    for (byte[] unit : units) {
      accessUnit.add(unit);
      int type = unit[0] & 0x1f;
      if (type == NAL_SPS || type == NAL_PPS) {
        keepParameterSet(type, unit);
      } else {
        boolean slice = type >= 1 && type <= NAL_IDR;
        emitParameterSets();
        emit(unit, slice, type == NAL_IDR);
        if (slice) {
          pictures++; // the clip has one slice a picture
          accessUnits.add(accessUnit);
          accessUnit = new ArrayList<>();
        }
      }
    }
    return packets;
  }

  /** Returns the NAL units of each picture. */
  List<List<byte[]>> accessUnits() {
    return accessUnits;
  }

  int pictures() {
    return pictures;
  }

  byte[] sps() {
    return sps;
  }

  byte[] pps() {
    return pps;
  }

  private void keepParameterSet(int type, byte[] unit) {
    parameterSets.add(unit);
    if (type == NAL_SPS) {
      sps = unit;
    } else {
      pps = unit;
    }
  }

  private void emitParameterSets() {
    if (parameterSets.isEmpty()) {
      return;
    }
    ByteArrayOutputStream aggregate = new ByteArrayOutputStream();
    aggregate.write((parameterSets.get(0)[0] & 0x60) | STAP_A);
    for (byte[] unit : parameterSets) {
      aggregate.write(unit.length >> 8);
      aggregate.write(unit.length);
      aggregate.writeBytes(unit);
    }
    add(aggregate.toByteArray(), false, true);
    parameterSets.clear();
  }

  private void emit(byte[] unit, boolean endsPicture, boolean randomAccess) {
    if (unit.length <= maxPayload) {
      add(unit, endsPicture, randomAccess);
      return;
    }
    int room = maxPayload - 2;
    for (int at = 1; at < unit.length; at += room) {
      int end = Math.min(unit.length, at + room);
      byte[] payload = new byte[2 + end - at];
      payload[0] = (byte) ((unit[0] & 0xe0) | FU_A);
      int flags = (at == 1 ? FU_START : 0) | (end == unit.length ? FU_END : 0);
      payload[1] = (byte) (flags | (unit[0] & 0x1f));
      System.arraycopy(unit, at, payload, 2, end - at);
      add(payload, endsPicture && end == unit.length, randomAccess);
    }
  }

  private void add(byte[] payload, boolean marker, boolean randomAccess) {
    long micros = pictures * 1_000_000L / framesPerSecond;
    int ticks = pictures * (CLOCK_RATE / framesPerSecond);
    packets.add(new ClipPacket(Clip.VIDEO, micros, ticks, payload, marker, randomAccess));
  }

  /** Returns the NAL units between start codes of three or four bytes. */
  static List<byte[]> units(byte[] annexB) {
    List<byte[]> units = new ArrayList<>();
    int start = -1;
    for (int i = 0; i + 2 < annexB.length; i++) {
      if (annexB[i] == 0 && annexB[i + 1] == 0 && annexB[i + 2] == 1) {
        if (start >= 0) {
          units.add(withoutTrailingZeros(annexB, start, i));
        }
        start = i + 3;
        i += 2;
      }
    }
    if (start >= 0) {
      units.add(withoutTrailingZeros(annexB, start, annexB.length));
    }
    return units;
  }

  private static byte[] withoutTrailingZeros(byte[] bytes, int start, int end) {
    int last = end;
    while (last > start && bytes[last - 1] == 0) {
      last--;
    }
    return Arrays.copyOfRange(bytes, start, last);
  }
}
