package io.rtsper.camera;

import java.nio.ByteBuffer;
import java.util.SplittableRandom;

/**
 * One track that is sent: RTP numbering, time and reports (RFC 3550 §5.1, §6.4.1).
 *
 * <pre>
 * |V=2|P|X|  CC   |M|     PT      |       sequence number         |
 * |                           timestamp                           |
 * |                             SSRC                              |
 * </pre>
 */
final class TrackStream {

  /**
   * Where its numbers begin.
   *
   * @param sequence the first sequence number
   * @param timestamp the RTP timestamp of the presentation's start
   * @param random chooses SSRCs, and sequence numbers that begin anew
   */
  record Start(int sequence, int timestamp, SplittableRandom random) {}

  static final int RTP_HEADER = 12;
  private static final int MAX_PACKET = 64 * 1024;
  private static final int EXTENSION_BIT = 0x10;

  private final int index;
  private final int clipTrack;
  private final int payloadType;
  private final Clip.Track description;
  private final Sender sender;
  private final SplittableRandom random;
  private final LineSink line;
  private final ReportWriter reports;
  private final ByteBuffer packet = ByteBuffer.allocate(MAX_PACKET);
  private boolean stopped;
  private int ssrc;
  private int sequence;
  private int timestampBase;
  private int packetCount;
  private int octetCount;
  private long sent;
  private long firstMicros = -1;
  private long ssrcPeriod;
  private long sequencePeriod;

  TrackStream(MediaSection section, Clip clip, Sender sender, Start start, LineSink line) {
    this.index = section.index();
    this.clipTrack = section.clipTrack();
    this.payloadType = section.payloadType();
    this.description = clip.tracks().get(Math.max(0, clipTrack));
    this.sender = sender;
    this.random = start.random();
    this.line = line;
    this.reports = new ReportWriter(sender);
    this.ssrc = random.nextInt();
    this.sequence = start.sequence() & 0xffff;
    this.timestampBase = start.timestamp();
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

  /** Returns how many RTP packets were sent, those included that the line loses. */
  long sent() {
    return sent;
  }

  /** Returns what its packets pass. */
  LineSink line() {
    return line;
  }

  /** Returns what carries its packets in the end. */
  PacketSink sink() {
    return line.carrier();
  }

  void close() {
    line.close();
  }

  boolean isStopped() {
    return stopped;
  }

  void stopped(boolean stop) {
    stopped = stop;
    if (stop) {
      line.release();
    }
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

  /**
   * Sends a packet of the clip's loop with that number.
   *
   * @param mediaMicros the moment of the presentation that it is of
   * @param wallMicros the same moment on the sender's wall-clock
   */
  void send(ClipPacket clipPacket, long loop, long mediaMicros, long wallMicros) {
    if (stopped) {
      return; // a source that stopped doesn't count on
    }
    renumber(mediaMicros);
    int timestamp = timestampBase + (int) (loop * description.durationTicks()) + clipPacket.ticks();
    boolean extended = !sender.extensions().isEmpty();
    packet.clear();
    packet.put((byte) (0x80 | (extended ? EXTENSION_BIT : 0)));
    packet.put((byte) ((clipPacket.marker() ? 0x80 : 0) | payloadType));
    packet.putShort((short) sequence).putInt(timestamp).putInt(ssrc);
    int header = packet.position();
    if (extended) {
      long ntp = ReportWriter.ntp(wallMicros);
      HeaderExtension.put(packet, sender.extensions(), ntp, clipPacket.randomAccess());
      header = packet.position();
    }
    clipPacket.putPayload(packet);
    packet.flip();
    jumpSequence(1);
    packetCount++;
    octetCount += packet.remaining() - header;
    sent++;
    line.send(packet, false);
  }

  /** Changes SSRC and numbering if the media has come to where the sender does that. */
  private void renumber(long mediaMicros) {
    if (firstMicros < 0) {
      firstMicros = mediaMicros;
    }
    long micros = mediaMicros - firstMicros;
    if (sender.ssrcMicros() > 0 && micros / sender.ssrcMicros() != ssrcPeriod) {
      ssrcPeriod = micros / sender.ssrcMicros();
      changeSsrc();
    }
    if (sender.sequenceMicros() > 0 && micros / sender.sequenceMicros() != sequencePeriod) {
      sequencePeriod = micros / sender.sequenceMicros();
      sequence = random.nextInt(1 << 16);
    }
  }

  /** Sends SR and SDES: this wall-clock time is that moment of the presentation. */
  void sendReport(long wallMicros, long mediaMicros) {
    report(wallMicros, mediaMicros, false);
  }

  /** Sends SR, SDES and BYE (RFC 3550 §6.6), behind everything that the line still holds. */
  void sendBye(long wallMicros, long mediaMicros) {
    line.release();
    report(wallMicros, mediaMicros, true);
  }

  private void report(long wallMicros, long mediaMicros, boolean bye) {
    packet.clear();
    reports.put(
        packet,
        new ReportWriter.Report(
            ssrc, wallMicros, timestampAt(mediaMicros), packetCount, octetCount),
        bye);
    line.send(packet.flip(), true);
  }
}
