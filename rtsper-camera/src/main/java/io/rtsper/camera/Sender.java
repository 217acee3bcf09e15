package io.rtsper.camera;

import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * How the camera numbers, times and marks what it sends, where that isn't as usual. An immutable
 * value: each method returns a sender that does that, too.
 *
 * <pre>{@code
 * Camera.builder().sender(Sender.usual().drift(200).ssrcEvery(Duration.ofSeconds(1)))
 * }</pre>
 *
 * <p>Times are those of the media, so that the same packets have the same numbers at any speed.
 */
public final class Sender {

  private static final double MILLION = 1e6;
  private static final Sender USUAL = new Sender();

  private long ssrcMicros;
  private long sequenceMicros;
  private double clockRate = 1;
  private double samplingRate = 1;
  private @Nullable Instant wallClock;
  private @Nullable ReportFault reportFault;
  private boolean receiverReferenceTime;
  private Set<HeaderExtension> extensions = Set.of();

  private Sender() {}

  /** Returns a sender that does nothing unusual. */
  public static Sender usual() {
    return USUAL;
  }

  /** Goes on with another SSRC each time that much media was sent. Default: it stays. */
  public Sender ssrcEvery(Duration media) {
    Sender sender = copy();
    sender.ssrcMicros = positive(media);
    return sender;
  }

  /**
   * Begins anew with a random sequence number each time that much media was sent, under the same
   * SSRC and with timestamps that go on. Default: it counts on.
   */
  public Sender sequenceEvery(Duration media) {
    Sender sender = copy();
    sender.sequenceMicros = positive(media);
    return sender;
  }

  /**
   * Has a clock that is that many parts in a million faster than this machine's, negative for
   * slower: the media, its timestamps and the NTP time of sender reports go by it. Default: 0.
   */
  public Sender drift(double ppm) {
    Sender sender = copy();
    sender.clockRate = 1 + ppm / MILLION;
    return sender;
  }

  /**
   * Samples that many parts in a million too fast: media and timestamps run ahead of the NTP time
   * of sender reports, which is right, as with a camera whose clock NTP keeps. Default: 0.
   */
  public Sender samplingDrift(double ppm) {
    Sender sender = copy();
    sender.samplingRate = 1 + ppm / MILLION;
    return sender;
  }

  /** Says in reports and header extensions that the media began at that time. Default: now. */
  public Sender wallClock(Instant begin) {
    Sender sender = copy();
    sender.wallClock = begin;
    return sender;
  }

  /** Makes that mistake in each sender report. Default: none. */
  public Sender reportFault(ReportFault fault) {
    Sender sender = copy();
    sender.reportFault = fault;
    return sender;
  }

  /** Adds an XR with its receiver reference time (RFC 3611 §4.4) to each report. Default: none. */
  public Sender receiverReferenceTime() {
    Sender sender = copy();
    sender.receiverReferenceTime = true;
    return sender;
  }

  /**
   * Gives each packet these header extensions; the clip's description announces those that have to
   * be. {@link HeaderExtension#ONVIF_REPLAY} stands alone. Default: none.
   */
  public Sender headerExtensions(HeaderExtension... kinds) {
    EnumSet<HeaderExtension> all = EnumSet.noneOf(HeaderExtension.class);
    all.addAll(List.of(kinds));
    if (all.contains(HeaderExtension.ONVIF_REPLAY) && all.size() > 1) {
      throw new IllegalArgumentException("ONVIF's extension has the only place of a packet");
    }
    Sender sender = copy();
    sender.extensions = all;
    return sender;
  }

  private static long positive(Duration time) {
    if (time.isNegative() || time.isZero()) {
      throw new IllegalArgumentException("something happens every so often, not every " + time);
    }
    return time.toNanos() / 1000;
  }

  private Sender copy() {
    Sender sender = new Sender();
    sender.ssrcMicros = ssrcMicros;
    sender.sequenceMicros = sequenceMicros;
    sender.clockRate = clockRate;
    sender.samplingRate = samplingRate;
    sender.wallClock = wallClock;
    sender.reportFault = reportFault;
    sender.receiverReferenceTime = receiverReferenceTime;
    sender.extensions = extensions;
    return sender;
  }

  // ---- for the camera

  /** Returns how much media makes another SSRC, in microseconds; 0 if none does. */
  long ssrcMicros() {
    return ssrcMicros;
  }

  /** Returns how much media begins another numbering, in microseconds; 0 if none does. */
  long sequenceMicros() {
    return sequenceMicros;
  }

  /** Returns how fast media goes by this machine's clock. */
  double mediaRate() {
    return clockRate * samplingRate;
  }

  /** Returns how fast media goes by the sender's own wall-clock. */
  double samplingRate() {
    return samplingRate;
  }

  @Nullable Instant wallClock() {
    return wallClock;
  }

  @Nullable ReportFault reportFault() {
    return reportFault;
  }

  boolean sendsReceiverReferenceTime() {
    return receiverReferenceTime;
  }

  Set<HeaderExtension> extensions() {
    return extensions;
  }
}
