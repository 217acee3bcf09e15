package io.rtsper.camera;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/**
 * One track of one session: RTP numbering, RTCP reports (RFC 3550 §5.1, §6.4.1) and the faults that
 * a test asks for.
 *
 * <pre>
 * |V=2|P|X|  CC   |M|     PT      |       sequence number         |
 * |                           timestamp                           |
 * |                             SSRC                              |
 * </pre>
 */
final class TrackStream {

  private static final int RTP_HEADER = 12;
  private static final int MAX_PACKET = 64 * 1024;
  private static final int PT_SENDER_REPORT = 200;
  private static final int PT_SOURCE_DESCRIPTION = 202;
  private static final int PT_BYE = 203;
  private static final int SDES_CNAME = 1;
  private static final long NTP_EPOCH_OFFSET = 2_208_988_800L;
  private static final String CNAME = "camera@rtsper.invalid";

  /** How many of the next packets suffer what. */
  static final class Faults {
    int drop;
    int duplicate;
    int swap;
    boolean stopped;
  }

  final Faults faults = new Faults();
  private final int index;
  private final int clipTrack;
  private final int payloadType;
  private final Clip.Track description;
  private final SplittableRandom random;
  private final ByteBuffer packet = ByteBuffer.allocate(MAX_PACKET);
  private byte @Nullable [] held;
  private PacketSink sink;
  private int ssrc;
  private int sequence;
  private int timestampBase;
  private int packetCount;
  private int octetCount;
  private long sent;

  TrackStream(
      MediaSection section,
      Clip clip,
      PacketSink sink,
      SplittableRandom random,
      int sequence,
      int timestamp) {
    this.index = section.index();
    this.clipTrack = section.clipTrack();
    this.payloadType = section.payloadType();
    this.description = clip.tracks().get(Math.max(0, clipTrack));
    this.sink = sink;
    this.random = random;
    this.ssrc = random.nextInt();
    this.sequence = sequence >= 0 ? sequence : random.nextInt(1 << 16);
    this.timestampBase = timestamp;
  }

  int index() {
    return index;
  }

  int clipTrack() {
    return clipTrack;
  }

  int ssrc() {
    return ssrc;
  }

  int sequence() {
    return sequence;
  }

  /** Returns how many RTP packets were handed to the network. */
  long sent() {
    return sent;
  }

  PacketSink sink() {
    return sink;
  }

  void sink(PacketSink newSink) {
    sink = newSink;
  }

  void changeSsrc() {
    ssrc = random.nextInt();
    packetCount = 0;
    octetCount = 0;
  }

  void jumpSequence(int by) {
    sequence = (sequence + by) & 0xffff;
  }

  void jumpTimestamp(int by) {
    timestampBase += by;
  }

  /** Returns the RTP timestamp of a moment of the presentation. */
  int timestampAt(long micros) {
    return timestampBase + (int) (micros * description.clockRate() / 1_000_000L);
  }

  /** Sends a packet of the clip's loop with that number, unless a fault says otherwise. */
  void send(ClipPacket clipPacket, long loop) {
    int timestamp = timestampBase + (int) (loop * description.durationTicks()) + clipPacket.ticks();
    int number = sequence;
    jumpSequence(1);
    if (faults.stopped) {
      sequence = number; // a source that stopped doesn't count on
      return;
    }
    if (faults.drop > 0) {
      faults.drop--;
      return;
    }
    packet.clear();
    packet.put((byte) 0x80);
    packet.put((byte) ((clipPacket.marker() ? 0x80 : 0) | payloadType));
    packet.putShort((short) number).putInt(timestamp).putInt(ssrc);
    clipPacket.putPayload(packet);
    packet.flip();
    if (faults.swap > 0 && held == null) {
      held = new byte[packet.remaining()];
      packet.get(held);
      return;
    }
    transmit(packet);
    if (faults.duplicate > 0) {
      faults.duplicate--;
      packet.rewind();
      transmit(packet);
    }
    if (held != null) {
      faults.swap--;
      byte[] late = held;
      held = null;
      transmit(ByteBuffer.wrap(late));
    }
  }

  private void transmit(ByteBuffer rtp) {
    packetCount++;
    octetCount += rtp.remaining() - RTP_HEADER;
    sent++;
    sink.send(rtp, false);
  }

  /** Sends SR and SDES: this wall-clock time is that moment of the presentation. */
  void sendReport(long wallMicros, long mediaMicros) {
    packet.clear();
    putReport(wallMicros, mediaMicros);
    packet.flip();
    sink.send(packet, true);
  }

  /** Sends SR, SDES and BYE (RFC 3550 §6.6). */
  void sendBye(long wallMicros, long mediaMicros) {
    packet.clear();
    putReport(wallMicros, mediaMicros);
    packet.put((byte) 0x81).put((byte) PT_BYE).putShort((short) 1).putInt(ssrc);
    packet.flip();
    sink.send(packet, true);
  }

  private void putReport(long wallMicros, long mediaMicros) {
    long seconds = wallMicros / 1_000_000L + NTP_EPOCH_OFFSET;
    long fraction = ((wallMicros % 1_000_000L) << 32) / 1_000_000L;
    packet.put((byte) 0x80).put((byte) PT_SENDER_REPORT).putShort((short) 6).putInt(ssrc);
    packet.putInt((int) seconds).putInt((int) fraction).putInt(timestampAt(mediaMicros));
    packet.putInt(packetCount).putInt(octetCount);

    byte[] name = CNAME.getBytes(StandardCharsets.US_ASCII);
    int padding = 4 - (2 + name.length) % 4; // one to four zeros end the chunk
    int words = (4 + 2 + name.length + padding) / 4;
    packet.put((byte) 0x81).put((byte) PT_SOURCE_DESCRIPTION).putShort((short) words).putInt(ssrc);
    packet.put((byte) SDES_CNAME).put((byte) name.length).put(name).put(new byte[padding]);
  }
}
