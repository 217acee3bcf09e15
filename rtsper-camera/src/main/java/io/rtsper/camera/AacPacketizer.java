package io.rtsper.camera;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Cuts an ADTS stream into the payloads of RFC 3640, mode AAC-hbr: one access unit a packet.
 *
 * <pre>
 * AU-headers-length (16 bits, in bits) | AU-size (13) | AU-Index (3) | access unit
 * </pre>
 */
final class AacPacketizer {

  private static final int ADTS_HEADER = 7;
  private static final int ADTS_HEADER_WITH_CRC = 9;
  private static final int SAMPLES_PER_FRAME = 1024;
  private static final int AU_HEADER_BITS = 16;
  private static final int[] SAMPLE_RATES = {
    96_000, 88_200, 64_000, 48_000, 44_100, 32_000, 24_000, 22_050, 16_000, 12_000, 11_025, 8_000,
    7_350
  };

  private final List<byte[]> frames = new ArrayList<>();
  private int objectType;
  private int rateIndex;
  private int channels;

  List<ClipPacket> packetize(byte[] adts) {
    List<ClipPacket> packets = new ArrayList<>();
    int at = 0;
    while (at + ADTS_HEADER <= adts.length) {
      if ((adts[at] & 0xff) != 0xff || (adts[at + 1] & 0xf0) != 0xf0) {
        throw new IllegalStateException("no ADTS syncword at offset " + at + " of the clip");
      }
      objectType = ((adts[at + 2] >> 6) & 3) + 1;
      rateIndex = (adts[at + 2] >> 2) & 15;
      channels = ((adts[at + 2] & 1) << 2) | ((adts[at + 3] >> 6) & 3);
      int header = (adts[at + 1] & 1) == 1 ? ADTS_HEADER : ADTS_HEADER_WITH_CRC;
      int length =
          ((adts[at + 3] & 3) << 11) | ((adts[at + 4] & 0xff) << 3) | ((adts[at + 5] >> 5) & 7);
      int size = length - header;
      byte[] payload = new byte[4 + size];
      payload[1] = AU_HEADER_BITS;
      payload[2] = (byte) (size >> 5);
      payload[3] = (byte) (size << 3);
      System.arraycopy(adts, at + header, payload, 4, size);
      frames.add(Arrays.copyOfRange(adts, at + header, at + length));
      int ticks = packets.size() * SAMPLES_PER_FRAME;
      long micros = ticks * 1_000_000L / sampleRate();
      packets.add(new ClipPacket(Clip.AUDIO, micros, ticks, payload, true, true));
      at += length;
    }
    return packets;
  }

  /** Returns the access units, without ADTS headers. */
  List<byte[]> frames() {
    return frames;
  }

  int sampleRate() {
    return SAMPLE_RATES[rateIndex];
  }

  int channels() {
    return channels;
  }

  /** Returns the AudioSpecificConfig (ISO 14496-3 §1.6.2.1) in hexadecimal. */
  String config() {
    return String.format("%04X", (objectType << 11) | (rateIndex << 7) | (channels << 3));
  }
}
