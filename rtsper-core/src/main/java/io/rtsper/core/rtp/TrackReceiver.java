package io.rtsper.core.rtp;

import static java.util.Objects.requireNonNull;

import io.rtsper.api.TrackStatistics;
import io.rtsper.api.rtp.RtcpCompound;
import io.rtsper.api.rtp.RtcpType;
import io.rtsper.api.rtp.RtpPacket;
import io.rtsper.api.rtp.RtpSequence;
import io.rtsper.api.spi.QuirkReporter;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Optional;

/**
 * Receives one track: takes what comes where RTP or RTCP is expected, tells the one from the other,
 * drops what is no packet or none of this track, numbers the rest and counts.
 *
 * <p>Packets are handed on as they come. One that comes late is handed on late, with its lower
 * extended sequence number, and counted; nothing is put back in order here.
 *
 * <p>Of what a peer sends nothing is thrown, but what the listener and, in strict mode, the quirk
 * reporter throw passes through. Nothing is allocated for a packet. The times given are nanoseconds
 * of one clock that doesn't go back. Confined to the session's event loop.
 */
public final class TrackReceiver {

  /** A BYE is taken back when media still comes this long after it. */
  static final long BYE_GRACE_NANOS = 1_000_000_000L;

  private static final int VERSION_SHIFT = 6;
  private static final int PAYLOAD_TYPE_MASK = 0x7F;

  private final Listener listener;
  private final QuirkReporter quirks;
  private final RtpPacket packet = new RtpPacket();
  private final RtcpCompound compound = new RtcpCompound();
  private final String where;

  private TrackFormat format;
  private Sources sources;
  private Jitter jitter;
  private SenderClock senderClock;

  private long extendedTimestamp;

  /** Whether the next packet doesn't continue what came before. */
  private boolean broken;

  private boolean byeCame;
  private long byeNanoTime;
  private long lastPacketNanoTime;

  private long packets;
  private long bytes;
  private long lostBefore;
  private long duplicates;
  private long late;
  private long malformed;
  private long discarded;
  private long rtcpPackets;
  private long rtcpMalformed;
  private long ssrcChanges;

  /**
   * Creates a receiver.
   *
   * @param format what is known of the track and its transport
   * @param listener takes what comes
   * @param quirks takes what is tolerated
   */
  public TrackReceiver(TrackFormat format, Listener listener, QuirkReporter quirks) {
    this.format = requireNonNull(format, "format");
    this.listener = requireNonNull(listener, "listener");
    this.quirks = requireNonNull(quirks, "quirks");
    where = "track " + format.trackIndex();
    sources = new Sources(format.ordered());
    jitter = new Jitter(format.clockRate());
    senderClock = new SenderClock(format.clockRate());
  }

  /** Takes what comes. Views are valid during the call only. */
  public interface Listener {

    /**
     * Takes a packet of the track.
     *
     * @param packet the packet
     */
    void onPacket(RtpPacket packet);

    /**
     * Takes a compound RTCP packet, whatever it is about; its cursor stands before the first one.
     *
     * @param compound the packets
     */
    void onRtcp(RtcpCompound compound);

    /**
     * Is told that packets are missing. Comes before the packet that shows it. They may come late
     * yet.
     *
     * @param expectedSequence the extended sequence number of the first one
     * @param count how many, at least 1
     */
    void onLoss(long expectedSequence, int count);

    /**
     * Is told that a source begins, before its first packet: the first one, another one, or the
     * same one with new numbers. What was begun with the packets before can't be completed.
     *
     * @param ssrc the source
     * @param first whether it is the first one since the receiver was made or {@link #restart
     *     restarted}
     */
    void onSource(long ssrc, boolean first);

    /**
     * Is told that the source said goodbye. Media may go on all the same: see {@link
     * TrackReceiver#ended}.
     *
     * @param ssrc the source
     * @param reason what it says of why; empty if it says nothing
     */
    void onBye(long ssrc, String reason);
  }

  /**
   * Takes what came where RTP is expected.
   *
   * @param buffer holds it
   * @param offset the index of its first byte
   * @param length its length in bytes
   * @param nanoTime when it was read
   */
  public void onRtp(ByteBuffer buffer, int offset, int length, long nanoTime) {
    if (isRtcp(buffer, offset, length)) {
      if (!format.multiplexed()) {
        quirks.report(PacketQuirks.RTCP_ON_RTP_CHANNEL, where);
      }
      receiveRtcp(buffer, offset, length, nanoTime);
    } else {
      receiveRtp(buffer, offset, length, nanoTime);
    }
  }

  /**
   * Takes what came where RTCP is expected.
   *
   * @param buffer holds it
   * @param offset the index of its first byte
   * @param length its length in bytes
   * @param nanoTime when it was read
   */
  public void onRtcp(ByteBuffer buffer, int offset, int length, long nanoTime) {
    if (length >= RtpPacket.HEADER_LENGTH
        && isVersion2(buffer, offset)
        && !isRtcp(buffer, offset, length)) {
      quirks.report(PacketQuirks.RTP_ON_RTCP_CHANNEL, where);
      receiveRtp(buffer, offset, length, nanoTime);
    } else {
      receiveRtcp(buffer, offset, length, nanoTime);
    }
  }

  /**
   * Begins again on a new connection. The counts go on; the next packet begins a new source, which
   * is no change of source.
   *
   * @param format what is known of the track and its transport now
   */
  public void restart(TrackFormat format) {
    this.format = requireNonNull(format, "format");
    lostBefore += sources.lost();
    sources = sources.restarted(format.ordered());
    jitter = new Jitter(format.clockRate());
    senderClock = new SenderClock(format.clockRate());
    byeCame = false;
    broken |= packets > 0;
  }

  private static boolean isVersion2(ByteBuffer buffer, int offset) {
    return (buffer.get(offset) & 0xFF) >>> VERSION_SHIFT == 2;
  }

  /** RFC 5761 §4, but what the description lists as a payload type is one. */
  private boolean isRtcp(ByteBuffer buffer, int offset, int length) {
    if (length < RtcpCompound.HEADER_LENGTH || !isVersion2(buffer, offset)) {
      return false;
    }
    int type = buffer.get(offset + RtcpCompound.TYPE_OFFSET) & 0xFF;
    return RtcpType.isRtcp(type) && !format.lists(type & PAYLOAD_TYPE_MASK);
  }

  private void receiveRtp(ByteBuffer buffer, int offset, int length, long nanoTime) {
    if (!packet.wrap(buffer, offset, length)) {
      malformed++;
      return;
    }
    int sequence = packet.sequenceNumber();
    long ssrc = packet.ssrc();
    if (!format.accepts(packet.payloadType())) {
      // Before its number is looked at: a Geovision GV-EBD4701 repeats that of the packet before.
      discarded++;
      sources.skip(ssrc, sequence);
      quirks.report(PacketQuirks.UNKNOWN_PAYLOAD_TYPE, where);
      return;
    }
    switch (sources.accept(ssrc, sequence, nanoTime)) {
      case FORWARD -> {
        int gap = sources.gap();
        if (gap > 0) {
          listener.onLoss(sources.extended() - gap, gap);
        }
        deliver(nanoTime);
      }
      case LATE -> {
        late++;
        deliver(nanoTime);
      }
      case DUPLICATE -> duplicates++;
      case NOT_YET -> discarded++;
      case OTHER_SOURCE -> {
        discarded++;
        quirks.report(PacketQuirks.INTERLEAVED_SSRCS, where);
      }
      case FIRST -> {
        extendedTimestamp = packet.timestamp();
        begin(ssrc, true);
        deliver(nanoTime);
      }
      case NEW_SOURCE -> {
        boolean saidGoodbye = byeCame;
        begin(ssrc, false);
        if (!saidGoodbye) {
          quirks.report(PacketQuirks.SSRC_CHANGED, where);
        }
        deliver(nanoTime);
      }
      case NEW_NUMBERS -> {
        begin(ssrc, false);
        quirks.report(PacketQuirks.SEQUENCE_RESTARTED, where);
        deliver(nanoTime);
      }
    }
  }

  private void begin(long ssrc, boolean first) {
    if (!first) {
      ssrcChanges++;
      broken = true;
    }
    jitter.reset();
    byeCame = false;
    listener.onSource(ssrc, first);
  }

  private void deliver(long nanoTime) {
    packets++;
    bytes += packet.length();
    lastPacketNanoTime = nanoTime;
    if (byeCame && nanoTime - byeNanoTime > BYE_GRACE_NANOS) {
      byeCame = false;
      quirks.report(PacketQuirks.MEDIA_AFTER_BYE, where);
    }
    extendedTimestamp = RtpSequence.extendTimestamp(packet.timestamp(), extendedTimestamp);
    jitter.accept(extendedTimestamp, nanoTime);
    packet.stamp(sources.extended(), extendedTimestamp, nanoTime, broken);
    broken = false;
    listener.onPacket(packet);
  }

  private void receiveRtcp(ByteBuffer buffer, int offset, int length, long nanoTime) {
    if (!compound.wrap(buffer, offset, length)) {
      rtcpMalformed++;
      return;
    }
    rtcpPackets++;
    if (!compound.conforming()) {
      if (RtcpQuirks.isMalformed(compound)) {
        rtcpMalformed++;
      }
      RtcpQuirks.report(compound, quirks, where);
    }
    String goodbye = null;
    while (compound.next()) {
      switch (compound.type()) {
        case RtcpType.SENDER_REPORT -> takeSenderReport(nanoTime);
        case RtcpType.GOODBYE -> {
          if (isGoodbye()) {
            goodbye = compound.byeReason();
          }
        }
        default -> {
          // For the listener alone.
        }
      }
    }
    compound.rewind();
    listener.onRtcp(compound);
    if (goodbye != null) {
      byeCame = true;
      byeNanoTime = nanoTime;
      listener.onBye(sources.ssrc(), goodbye);
    }
  }

  private void takeSenderReport(long nanoTime) {
    if (!compound.hasSenderInfo()) {
      return;
    }
    long ssrc = compound.ssrc();
    // Some cameras report before their first packet.
    if (sources.began() && ssrc != sources.ssrc()) {
      quirks.report(PacketQuirks.RTCP_UNKNOWN_SSRC, where);
      return;
    }
    var info = compound.senderInfo();
    if (senderClock.accept(ssrc, info.ntp(), info.rtpTimestamp(), nanoTime)) {
      quirks.report(PacketQuirks.SENDER_REPORT_JUMP, where);
    }
  }

  private boolean isGoodbye() {
    int named = compound.byeSsrcCount();
    for (int i = 0; i < named; i++) {
      if (sources.began() && compound.byeSsrc(i) == sources.ssrc()) {
        return true;
      }
    }
    if (named > 0) {
      quirks.report(PacketQuirks.RTCP_UNKNOWN_SSRC, where);
    }
    return false;
  }

  /**
   * Returns whether the source said goodbye and hasn't taken that back.
   *
   * @return true from the BYE on
   */
  public boolean saidGoodbye() {
    return byeCame;
  }

  /** Begins to expect media again, whatever was said before. */
  public void forgetGoodbye() {
    byeCame = false;
  }

  /**
   * Returns whether the source said goodbye and meant it: a second has passed since the BYE and
   * since the last packet. (A BYE that media follows for more than a second is taken back.)
   *
   * @param nanoTime the time now
   * @return true if no more is to be expected
   */
  public boolean ended(long nanoTime) {
    return byeCame
        && nanoTime - byeNanoTime >= BYE_GRACE_NANOS
        && nanoTime - lastPacketNanoTime >= BYE_GRACE_NANOS;
  }

  /**
   * Returns the counts so far.
   *
   * @param refused packets that were discarded before they came here
   * @return the counts
   */
  public TrackStatistics snapshot(long refused) {
    return new Counts(
        format.trackIndex(),
        packets,
        bytes,
        lostBefore + sources.lost(),
        duplicates,
        late,
        malformed,
        discarded + refused,
        rtcpPackets,
        rtcpMalformed,
        sources.began() ? Optional.of(sources.ssrc()) : Optional.empty(),
        ssrcChanges,
        sources.highest(),
        jitter.duration());
  }

  private record Counts(
      int trackIndex,
      long packets,
      long bytes,
      long lost,
      long duplicates,
      long late,
      long malformed,
      long discarded,
      long rtcpPackets,
      long rtcpMalformed,
      Optional<Long> ssrc,
      long ssrcChanges,
      long highestSequence,
      Duration jitter)
      implements TrackStatistics {}

  /** Returns the sources, for a report on the current one. */
  Sources sources() {
    return sources;
  }

  /** Returns the jitter of the current source. */
  Jitter jitter() {
    return jitter;
  }

  /** Returns what the sender said of its clock. */
  SenderClock senderClock() {
    return senderClock;
  }
}
