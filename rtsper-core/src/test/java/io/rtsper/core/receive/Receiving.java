package io.rtsper.core.receive;

import io.rtsper.api.PacketListener;
import io.rtsper.api.Quirk;
import io.rtsper.api.RtcpListener;
import io.rtsper.api.TrackStatistics;
import io.rtsper.api.media.Track;
import io.rtsper.api.rtp.RtcpCompound;
import io.rtsper.api.rtp.RtpPacket;
import io.rtsper.api.rtp.RtpSequence;
import io.rtsper.api.sdp.MediaDescription;
import io.rtsper.api.sdp.MediaDescriptionBuilder;
import io.rtsper.api.sdp.SdpAttribute;
import io.rtsper.api.sdp.SessionDescription;
import io.rtsper.api.sdp.SessionDescriptionBuilder;
import io.rtsper.api.spi.MediaAgreement;
import io.rtsper.api.spi.QuirkReporter;
import io.rtsper.core.clock.SessionClock;
import io.rtsper.core.context.SessionMemory;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * A receiver under test, what it is sent and what it says. The log reads like a transcript: {@code
 * source A}, {@code packet 17}, {@code loss 18 x2}, {@code bye A done}.
 */
final class Receiving implements TrackEvents, PacketListener, RtcpListener, QuirkReporter {

  static final long A = 0xAAAA_AAAAL;
  static final long B = 0xBBBB_BBBBL;
  static final int CLOCK_RATE = 90_000;
  static final long MILLI = 1_000_000L;
  static final long REORDER_NANOS = 100 * MILLI;
  static final int MEMORY = 32 << 20;

  /** Returns what a track is received with that is alone and isn't put in order. */
  static SessionReception asTheyCome() {
    return new SessionReception(new ReorderLimits(0, new SessionMemory(0)), new SessionClock());
  }

  final List<String> log = new ArrayList<>();
  final List<RtpPacket> packets = new ArrayList<>();
  final List<Quirk> quirks = new ArrayList<>();
  final Delivery delivery = new Delivery();
  final SessionMemory memory = new SessionMemory(MEMORY);
  final MediaAgreement agreement;
  final TrackReceiver receiver;

  long now = Long.MAX_VALUE - 10_000 * MILLI; // wraps around in the course of a long test

  /** Whether quirks are refused. */
  boolean strict;

  private boolean due;
  private long dueNanos;
  private long lastSsrc = -1;
  private long sentSsrc = -1;
  private long sentSequence;
  private boolean restarted;

  private Receiving(Track track, MediaAgreement agreement, long reorderNanos) {
    this.agreement = agreement;
    receiver =
        new TrackReceiver(
            track,
            new Listeners(this, this, delivery),
            this,
            this,
            new SessionReception(new ReorderLimits(reorderNanos, memory), new SessionClock()));
    receiver.agreed(agreement);
    receiver.receiving(true, now);
  }

  static Receiving overTcp(Integer... payloadTypes) {
    return of(CLOCK_RATE, MediaAgreement.ordered(), payloadTypes);
  }

  static Receiving overUdp(Integer... payloadTypes) {
    return of(CLOCK_RATE, MediaAgreement.unordered(), payloadTypes);
  }

  /** Over a way that may change the order of packets, which are put in order again. */
  static Receiving inOrder(Integer... payloadTypes) {
    Receiving made = beforeTheAnswer(payloadTypes);
    made.receiver.startsAt(-1);
    return made;
  }

  /** The same before PLAY is answered. */
  static Receiving beforeTheAnswer(Integer... payloadTypes) {
    return new Receiving(
        track(CLOCK_RATE, payloadTypes), MediaAgreement.unordered(), REORDER_NANOS);
  }

  static Receiving of(int clockRate, MediaAgreement agreement, Integer... payloadTypes) {
    return new Receiving(track(clockRate, payloadTypes), agreement, 0);
  }

  /** Begins again on a new connection. */
  Receiving restart(int clockRate, MediaAgreement agreement, Integer... payloadTypes) {
    receiver.restart(track(clockRate, payloadTypes));
    receiver.agreed(agreement);
    receiver.receiving(true, now);
    restarted = true;
    return this;
  }

  /** Returns the fourth track of a description; without payload types it lists 96. */
  static Track track(int clockRate, Integer... payloadTypes) {
    List<Integer> types = payloadTypes.length == 0 ? List.of(96) : List.of(payloadTypes);
    MediaDescriptionBuilder media =
        MediaDescription.builder("video")
            .protocol("RTP/AVP")
            .formats(types.stream().map(String::valueOf).toList());
    if (clockRate > 0) {
      media.attribute(new SdpAttribute("rtpmap", types.get(0) + " X/" + clockRate));
    }
    SessionDescriptionBuilder description = SessionDescription.builder();
    for (int i = 0; i < 4; i++) {
      description.media(media.build());
    }
    return Track.listOf(description.build()).get(3);
  }

  static byte[] rtp(long ssrc, int sequence, long timestamp, int payloadType) {
    return ByteBuffer.allocate(14)
        .put((byte) 0x80)
        .put((byte) payloadType)
        .putShort((short) sequence)
        .putInt((int) timestamp)
        .putInt((int) ssrc)
        .putShort((short) 0x4142)
        .array();
  }

  static byte[] hex(String digits) {
    return HexFormat.of().parseHex(digits.replace(" ", ""));
  }

  /**
   * Sends packets of A or another source with these sequence numbers, one a millisecond, whose
   * timestamps go on where the numbers wrap around.
   */
  Receiving send(long ssrc, int... sequences) {
    for (int sequence : sequences) {
      now += MILLI;
      sentSequence = ssrc == sentSsrc ? RtpSequence.extend(sequence, sentSequence) : sequence;
      sentSsrc = ssrc;
      onRtp(rtp(ssrc, sequence, sentSequence * 90, 96));
    }
    return this;
  }

  /** Pauses and plays on, as with PAUSE and PLAY. */
  Receiving pauseAndPlay() {
    receiver.receiving(false, now);
    receiver.receiving(true, now);
    receiver.playAnswered(true, now);
    return this;
  }

  Receiving after(long millis) {
    now += millis * MILLI;
    return this;
  }

  Receiving onRtp(byte[] bytes) {
    receiver.onRtp(ByteBuffer.wrap(bytes), 0, bytes.length, now);
    return this;
  }

  Receiving onRtcp(String digits) {
    byte[] bytes = hex(digits);
    receiver.onRtcp(ByteBuffer.wrap(bytes), 0, bytes.length, now);
    return this;
  }

  TrackStatistics counts() {
    return receiver.snapshot(now, OptionalInt.empty(), OptionalLong.empty(), FrameCounts.NONE);
  }

  static TrackStatistics counts(TrackReceiver receiver) {
    return receiver.snapshot(0, OptionalInt.empty(), OptionalLong.empty(), FrameCounts.NONE);
  }

  private static String name(long ssrc) {
    return ssrc == A ? "A" : ssrc == B ? "B" : Long.toHexString(ssrc);
  }

  @Override
  public void onPacket(Track track, RtpPacket packet) {
    if (lastSsrc < 0 || restarted) {
      log.add("source " + name(packet.ssrc()));
    } else if (packet.discontinuity()) {
      log.add("new source " + name(packet.ssrc()));
    }
    lastSsrc = packet.ssrc();
    restarted = false;
    packets.add(packet.copy());
    log.add("packet " + packet.extendedSequence());
  }

  @Override
  public void onFirstPacket() {}

  /** Has the timer that is due be called only after that time, behind a stall of this side. */
  Receiving callTimerAfter(long millis) {
    after(millis);
    due = false;
    receiver.waited(now);
    return this;
  }

  @Override
  public void onWaiting(long nanos) {
    due = true;
    dueNanos = now + nanos;
  }

  /** Lets the time pass that the receiver asked to be called after. */
  Receiving wait(int times) {
    for (int i = 0; i < times; i++) {
      passUntil(dueNanos);
    }
    return this;
  }

  /** Lets time pass, and calls the receiver when it asked for it. */
  Receiving passUntil(long nanoTime) {
    while (due && dueNanos - nanoTime <= 0) {
      due = false;
      now = dueNanos;
      receiver.waited(now);
    }
    now = nanoTime;
    return this;
  }

  @Override
  public void onRtcp(Track track, RtcpCompound compound) {
    log.add("rtcp " + compound.packetCount());
  }

  @Override
  public void onListenerFailure(String listener, Throwable thrown) {
    throw new AssertionError(listener, thrown);
  }

  @Override
  public void onLoss(long expectedSequence, int count) {
    log.add("loss " + expectedSequence + " x" + count);
  }

  @Override
  public void onBye(String reason) {
    log.add(("bye " + name(receiver.ssrc()) + " " + reason).trim());
  }

  @Override
  public void report(Quirk quirk, String detail) {
    quirks.add(quirk);
    if (!detail.equals("track 3")) {
      throw new AssertionError("a quirk is met at a track, not at: " + detail);
    }
    if (strict) {
      throw new IllegalStateException("strict: " + quirk.name());
    }
  }
}
