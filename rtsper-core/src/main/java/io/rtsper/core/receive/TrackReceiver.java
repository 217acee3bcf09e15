package io.rtsper.core.receive;

import static java.util.Objects.requireNonNull;

import io.rtsper.api.Quirk;
import io.rtsper.api.RtcpListener;
import io.rtsper.api.TrackStatistics;
import io.rtsper.api.media.Discontinuity;
import io.rtsper.api.media.Track;
import io.rtsper.api.rtp.RtcpCompound;
import io.rtsper.api.rtp.RtpPacket;
import io.rtsper.api.spi.MediaAgreement;
import io.rtsper.api.spi.PacketInput;
import io.rtsper.api.spi.QuirkReporter;
import io.rtsper.core.clock.SenderClock;
import io.rtsper.core.clock.TrackClock;
import io.rtsper.core.rtcp.Reception;
import io.rtsper.core.rtcp.ReferenceTime;
import io.rtsper.core.rtcp.SenderReports;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * Receives one track: takes what comes where RTP or RTCP is expected, tells the one from the other,
 * drops what is no packet or none of this track, numbers the rest, counts, and hands it to the
 * application's listeners. It outlives a reconnection, so that what it counts goes on.
 *
 * <p>Over a way that may change their order, a packet that is ahead waits for those before it;
 * everywhere else, and while all is in order, packets are handed on as they come.
 *
 * <p>Of what a peer sends nothing is thrown, but what the quirk reporter throws in strict mode.
 * Nothing is allocated for a packet. The times given are nanoseconds of one clock that doesn't go
 * back. Confined to the session's event loop.
 */
public final class TrackReceiver implements PacketInput, Reception {

  /** A BYE is taken back when media still comes this long after it. */
  static final long BYE_GRACE_NANOS = 1_000_000_000L;

  private final QuirkReporter quirks;
  private final TrackEvents events;
  private final @Nullable RtcpListener rtcpListener;
  private final Delivery ending;
  private final RtpPacket packet = new RtpPacket();
  private final Probation probation = new Probation();
  private final PacketDelivery delivery;
  private final PacketOrder order;
  private final SenderReports reports;
  private final TrackClock clock;
  private final ReceptionCounts counts = new ReceptionCounts();
  private final String where;

  private TrackFormat format;
  private Sources sources;
  private Jitter jitter;

  private long lostBefore;
  private int startSequence = PacketOrder.NOT_ANSWERED;

  /** Whether what comes is the session's: before PLAY nothing is. */
  private boolean receiving;

  /** Whether a packet has come since the receiver was restarted. */
  private boolean received;

  private boolean byeCame;
  private long byeNanoTime;
  private long lastPacketNanoTime;

  /**
   * Makes a receiver that lets nothing through yet.
   *
   * @param track the track
   * @param listeners the application's
   * @param events is told what happens beside packets
   * @param quirks takes what is tolerated
   * @param session what it shares with the session's other tracks
   */
  public TrackReceiver(
      Track track,
      Listeners listeners,
      TrackEvents events,
      QuirkReporter quirks,
      SessionReception session) {
    this.events = requireNonNull(events, "events");
    this.quirks = requireNonNull(quirks, "quirks");
    rtcpListener = listeners.rtcp();
    ending = listeners.delivery();
    where = "track " + track.index();
    clock = new TrackClock(session.clock(), quirks, where);
    clock.described(track);
    delivery = new PacketDelivery(track, listeners, events, clock);
    order = new PacketOrder(delivery, events, session.reordering());
    format = TrackFormat.of(track, MediaAgreement.ordered());
    sources = new Sources(format);
    jitter = new Jitter(format.clockRate());
    reports = new SenderReports(quirks, where);
  }

  /**
   * Takes who gets the packets behind the application's listener. Nobody does before that.
   *
   * @param taker who gets them
   */
  public void taker(PacketTaker taker) {
    delivery.taker(taker);
  }

  @Override
  public void onRtp(ByteBuffer buffer, int offset, int length, long arrivalNanos) {
    if (format.isRtcp(buffer, offset, length)) {
      if (!format.multiplexed()) {
        quirks.report(PacketQuirks.RTCP_ON_RTP_CHANNEL, where);
      }
      takeRtcp(buffer, offset, length, arrivalNanos);
    } else {
      takeRtp(buffer, offset, length, arrivalNanos);
    }
  }

  @Override
  public void onRtcp(ByteBuffer buffer, int offset, int length, long arrivalNanos) {
    if (format.isRtp(buffer, offset, length)) {
      tell(PacketQuirks.RTP_ON_RTCP_CHANNEL);
      takeRtp(buffer, offset, length, arrivalNanos);
    } else {
      takeRtcp(buffer, offset, length, arrivalNanos);
    }
  }

  /**
   * Begins again on a new connection. The counts go on; the next packet begins a new source, which
   * is no change of source.
   *
   * @param described the track as it is described now
   */
  public void restart(Track described) {
    order.flush();
    delivery.track(described);
    delivery.breakOff(Discontinuity.RECONNECTED);
    lostBefore += sources.lost();
    sources = sources.restarted(format);
    startSequence = PacketOrder.NOT_ANSWERED;
    receiving = false;
    received = false;
    byeCame = false;
  }

  /**
   * Takes what SETUP agreed on, before media is let through.
   *
   * @param agreement what is agreed on
   */
  public void agreed(MediaAgreement agreement) {
    format = TrackFormat.of(track(), agreement);
    sources.agreed(format);
    order.agreed(format.ordered());
    jitter = new Jitter(format.clockRate());
    clock.described(track());
  }

  /**
   * Takes the source that the server announces for what it will send. Media of the source before a
   * reconnection is then that of a session before, which live555 before 2017.06.04 goes on sending.
   *
   * @param ssrc the source, if it announces one
   */
  public void announced(Optional<Long> ssrc) {
    sources.announced(ssrc);
  }

  /**
   * Lets packets through from now on, or lets them fall. PLAY lets them through: the first packet
   * after a pause doesn't continue what came before it, and nothing between the two is missing.
   * While media plays, PLAY may make the numbers leap once, which is no loss either. What waited
   * for those before it is handed on at the end, of which strict mode may refuse something; it has
   * ended all the same then.
   *
   * @param on whether what comes is the session's
   * @param nanoTime the time now
   */
  public void receiving(boolean on, long nanoTime) {
    boolean before = receiving;
    receiving = on;
    if (!on) {
      order.close();
    } else if (before) {
      sources.sought();
    } else {
      byeCame = false;
      clock.expected();
      sources.resumed();
      sources.expected(nanoTime);
    }
  }

  /**
   * Is told what became of PLAY.
   *
   * @param accepted whether it was answered well
   * @param nanoTime the time now
   */
  public void playAnswered(boolean accepted, long nanoTime) {
    sources.seekAnswered(accepted, nanoTime);
  }

  /**
   * Takes the number of the first packet, as the answer to PLAY announces it.
   *
   * @param sequence the number, or -1 if it doesn't
   */
  public void startsAt(int sequence) {
    startSequence = sequence < 0 ? PacketOrder.NOT_ANNOUNCED : sequence;
    order.startsAt(startSequence);
  }

  private void takeRtp(ByteBuffer buffer, int offset, int length, long nanoTime) {
    if (!packet.wrap(buffer, offset, length)) {
      counts.malformed++;
      return;
    }
    long ssrc = packet.ssrc();
    if (!receiving) {
      counts.discarded++;
      sources.cameEarly(ssrc);
      return;
    }
    if (sources.isOfBefore(ssrc, nanoTime)) {
      counts.discarded++;
      return;
    }
    if (!format.accepts(packet.payloadType())) {
      // Before its number is looked at: a Geovision GV-EBD4701 repeats that of the packet before.
      counts.discarded++;
      long skipped = sources.skip(ssrc, packet.sequenceNumber());
      if (skipped >= 0) {
        order.pass(skipped, nanoTime);
      }
      quirks.report(PacketQuirks.UNKNOWN_PAYLOAD_TYPE, where);
      return;
    }
    switch (sources.accept(packet, nanoTime)) {
      case FORWARD -> {
        arrived(packet, nanoTime);
        order.forward(packet, sources.extended(), sources.gap(), nanoTime);
      }
      case LATE -> {
        arrived(packet, nanoTime);
        order.late(packet, sources.extended(), nanoTime);
      }
      case UNCOUNTED -> {
        order.flush();
        tell(PacketQuirks.SEQUENCE_STANDS_STILL);
        deliver(nanoTime);
      }
      case DUPLICATE -> counts.duplicates++;
      case NOT_YET -> {
        counts.discarded++;
        probation.keep(packet, nanoTime);
      }
      case OTHER_SOURCE -> {
        counts.discarded++;
        quirks.report(PacketQuirks.INTERLEAVED_SSRCS, where);
      }
      case FIRST -> {
        begin();
        arrived(packet, nanoTime);
        order.first(packet, sources.extended(), startSequence, nanoTime);
      }
      case RESUMED -> {
        order.flush();
        delivery.breakOff(Discontinuity.SEEK);
        begin();
        deliverConfirmed(nanoTime);
      }
      case NEW_SOURCE -> {
        boolean saidGoodbye = byeCame;
        change();
        if (!saidGoodbye) {
          tell(PacketQuirks.SSRC_CHANGED);
        }
        deliverConfirmed(nanoTime);
      }
      case NEW_NUMBERS -> {
        change();
        tell(PacketQuirks.SEQUENCE_RESTARTED);
        deliverConfirmed(nanoTime);
      }
    }
  }

  /** Delivers the packet that was on probation before the one that confirms it. */
  private void deliverConfirmed(long nanoTime) {
    long number = sources.extended();
    RtpPacket before = probation.confirmedBy(packet);
    if (before != null && sources.confirm(before, nanoTime)) {
      counts.discarded--;
      arrived(before, probation.arrivalNanos());
      delivery.handOver(before, number - 1, probation.arrivalNanos());
    }
    arrived(packet, nanoTime);
    delivery.handOver(packet, number, nanoTime);
  }

  /**
   * Gives up on packets that others have waited for. To be called when {@link
   * TrackEvents#onWaiting} says so.
   *
   * @param nanoTime the time now
   */
  public void waited(long nanoTime) {
    order.waited(nanoTime);
  }

  /** Tells of a packet that is handed on, or discarded where strict mode makes that an error. */
  private void tell(Quirk quirk) {
    counts.discarded++;
    quirks.report(quirk, where);
    counts.discarded--;
  }

  private void change() {
    order.flush();
    counts.ssrcChanges++;
    delivery.breakOff(Discontinuity.NEW_SOURCE);
    begin();
  }

  private void begin() {
    clock.begins();
    jitter.reset();
    byeCame = false;
  }

  private void deliver(long nanoTime) {
    arrived(packet, nanoTime);
    delivery.handOver(packet, sources.extended(), nanoTime);
  }

  /** Notes what the arrival of a packet says, whenever it is handed on. */
  private void arrived(RtpPacket of, long nanoTime) {
    if (byeCame && nanoTime - byeNanoTime > BYE_GRACE_NANOS) {
      byeCame = false;
      tell(PacketQuirks.MEDIA_AFTER_BYE);
    }
    lastPacketNanoTime = nanoTime;
    jitter.accept(delivery.extended(of.timestamp()), nanoTime);
    if (!received) {
      received = true;
      events.onFirstPacket();
    }
  }

  private void takeRtcp(ByteBuffer buffer, int offset, int length, long nanoTime) {
    if (!receiving) {
      return;
    }
    RtcpCompound compound = reports.read(buffer, offset, length, sources.ssrc(), clock, nanoTime);
    if (compound == null) {
      return;
    }
    String goodbye = reports.goodbye();
    RtcpListener to = rtcpListener;
    if (to != null && !ending.hasEnded()) {
      try {
        to.onRtcp(track(), compound);
      } catch (Throwable thrown) {
        events.onListenerFailure("the RTCP listener", thrown);
      }
    }
    if (goodbye != null) {
      byeCame = true;
      byeNanoTime = nanoTime;
      events.onBye(goodbye);
    }
  }

  /**
   * Returns the track.
   *
   * @return the track as it was described last
   */
  public Track track() {
    return delivery.track();
  }

  /**
   * Returns where the track's timestamps lie on the session's clock.
   *
   * @return the clock
   */
  public TrackClock clock() {
    return clock;
  }

  /**
   * Returns whether a packet came since a moment, on this connection.
   *
   * @param nanoTime the moment
   * @return true if one did
   */
  public boolean hasMediaSince(long nanoTime) {
    return received && lastPacketNanoTime - nanoTime >= 0;
  }

  /**
   * Returns when the last packet came.
   *
   * @return nanoseconds; means nothing before the first one
   */
  public long lastPacketNanos() {
    return lastPacketNanoTime;
  }

  /**
   * Returns whether the source said goodbye and hasn't taken that back.
   *
   * @return true from the BYE on
   */
  public boolean saidGoodbye() {
    return byeCame;
  }

  /**
   * Returns whether nothing is to be expected: nothing ever came, or the source said goodbye and
   * meant it: a second has passed since the BYE and since the last packet. (A BYE that media
   * follows for more than a second is taken back.)
   *
   * @param nanoTime the time now
   * @return true if no more is to be expected
   */
  public boolean ended(long nanoTime) {
    return !received
        || (byeCame
            && nanoTime - byeNanoTime >= BYE_GRACE_NANOS
            && nanoTime - lastPacketNanoTime >= BYE_GRACE_NANOS);
  }

  /**
   * Returns the counts so far.
   *
   * @param nanoTime the time now
   * @param receiveBuffer the size of the system's buffer for what comes
   * @param systemDrops how many datagrams that had no room for
   * @param frames what became of the packets as frames
   * @return the counts
   */
  public TrackStatistics snapshot(
      long nanoTime, OptionalInt receiveBuffer, OptionalLong systemDrops, FrameCounts frames) {
    return new TrackCounts(
        track().index(),
        delivery.packets(),
        delivery.bytes(),
        lostBefore + sources.lost(),
        counts.duplicates,
        order.reordered(),
        order.late(),
        counts.malformed,
        counts.discarded,
        reports.packets(),
        reports.malformed(),
        sources.began() ? Optional.of(sources.ssrc()) : Optional.empty(),
        counts.ssrcChanges,
        sources.highest(),
        jitter.duration(),
        delivery.bitsPerSecond(nanoTime),
        delivery.packets() == 0
            ? Optional.empty()
            : Optional.of(Duration.ofNanos(Math.max(0, nanoTime - lastPacketNanoTime))),
        receiveBuffer,
        systemDrops,
        clock.driftPpm(),
        frames);
  }

  // What a report says of it

  @Override
  public long ssrc() {
    return sources.ssrc();
  }

  @Override
  public long startCycle() {
    return sources.tracker().startCycle();
  }

  @Override
  public long expected() {
    return sources.tracker().expected();
  }

  @Override
  public long received() {
    return sources.tracker().receivedInReport();
  }

  @Override
  public long highest() {
    return sources.tracker().highestInReport();
  }

  @Override
  public long jitterUnits() {
    return jitter.units();
  }

  @Override
  public SenderClock senderClock() {
    return clock.sender();
  }

  @Override
  public ReferenceTime referenceTime() {
    return reports.referenceTime();
  }
}
