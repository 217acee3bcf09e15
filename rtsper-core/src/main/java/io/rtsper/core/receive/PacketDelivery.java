package io.rtsper.core.receive;

import io.rtsper.api.PacketListener;
import io.rtsper.api.media.Discontinuity;
import io.rtsper.api.media.Track;
import io.rtsper.api.rtp.RtpPacket;
import io.rtsper.api.rtp.RtpSequence;
import io.rtsper.core.clock.TrackClock;
import org.jspecify.annotations.Nullable;

/**
 * Hands a track's packets to the application, each with what the receiver knows of it, and counts.
 */
final class PacketDelivery {

  private final @Nullable PacketListener listener;
  private final Delivery delivery;
  private final TrackEvents events;
  private final TrackClock clock;
  private final BitRate bitRate = new BitRate();

  private Track track;
  private long extendedTimestamp;

  /** Why the next packet doesn't continue what came before; null if it does. */
  private @Nullable Discontinuity broken;

  private PacketTaker taker = PacketTaker.NOBODY;

  private long packets;
  private long bytes;

  PacketDelivery(Track track, Listeners listeners, TrackEvents events, TrackClock clock) {
    this.track = track;
    this.listener = listeners.packets();
    this.delivery = listeners.delivery();
    this.events = events;
    this.clock = clock;
  }

  Track track() {
    return track;
  }

  /** Takes the track as it is described now. */
  void track(Track described) {
    track = described;
  }

  /** Says that the next packet doesn't continue what came before, if anything has. */
  void breakOff(Discontinuity reason) {
    broken = packets > 0 ? reason : null;
  }

  /** Takes who gets the packets behind the application's listener. */
  void taker(PacketTaker next) {
    taker = next;
  }

  /** Hands a packet on. */
  void handOver(RtpPacket packet, long number, long arrivalNanos) {
    bitRate.accept(bytes, arrivalNanos);
    extendedTimestamp = extended(packet.timestamp());
    packets++;
    bytes += packet.length();
    Discontinuity reason = broken;
    if (clock.accept(packet, extendedTimestamp, arrivalNanos) && reason == null) {
      reason = Discontinuity.TIME_LEAP;
    }
    packet.stamp(number, extendedTimestamp, arrivalNanos, reason != null, clock);
    broken = null;
    PacketListener to = listener;
    if (to != null && !delivery.hasEnded()) {
      try {
        to.onPacket(track, packet);
      } catch (Throwable thrown) {
        events.onListenerFailure("the packet listener", thrown);
      }
    }
    if (reason != null) {
      taker.onDiscontinuity(reason);
    }
    taker.onPacket(packet);
  }

  /**
   * Returns a timestamp extended to 64 bits, the nearest to that of the packet before; of the first
   * one, which is asked for when it comes and when it is handed over, as it stands.
   */
  long extended(long timestamp) {
    return packets == 0 ? timestamp : RtpSequence.extendTimestamp(timestamp, extendedTimestamp);
  }

  long packets() {
    return packets;
  }

  long bytes() {
    return bytes;
  }

  long bitsPerSecond(long nanoTime) {
    return bitRate.bitsPerSecond(bytes, nanoTime);
  }
}
