package io.rtsper.core.clock;

import io.rtsper.api.rtp.NtpTime;
import io.rtsper.api.rtp.OnvifReplayExtension;
import io.rtsper.api.rtp.RtpPacket;
import io.rtsper.api.sdp.ExtensionMap;
import io.rtsper.api.sdp.MediaDescription;
import java.nio.ByteBuffer;
import java.util.List;

/**
 * Which elements of a track's header extensions hold times, and how they are read. Immutable.
 *
 * <p>The NTP timestamp of RFC 6051 §3.3 has 64 bits, or 56 without the high eight of its seconds;
 * {@code abs-send-time} has 24: six of seconds and 18 of their fraction.
 */
final class TimeExtensions {

  static final String NTP_64 = "urn:ietf:params:rtp-hdrext:ntp-64";
  static final String NTP_56 = "urn:ietf:params:rtp-hdrext:ntp-56";
  static final String ABS_SEND_TIME = "http://www.webrtc.org/experiments/rtp-hdrext/abs-send-time";

  static final TimeExtensions NONE = new TimeExtensions(List.of());

  private static final int ABSENT = -1;

  /** The time after which {@code abs-send-time} begins anew. */
  private static final long SEND_TIME_CYCLE = 64_000_000_000L;

  private static final int SEND_TIME_FRACTION_BITS = 18;

  private final int ntp64;
  private final int ntp56;
  private final int sendTime;

  private TimeExtensions(List<ExtensionMap> maps) {
    ntp64 = id(maps, NTP_64);
    ntp56 = id(maps, NTP_56);
    sendTime = id(maps, ABS_SEND_TIME);
  }

  /** Returns those of a media, by its {@code a=extmap}. */
  static TimeExtensions of(MediaDescription media) {
    List<ExtensionMap> maps = media.extensionMaps();
    return maps.isEmpty() ? NONE : new TimeExtensions(maps);
  }

  private static int id(List<ExtensionMap> maps, String uri) {
    for (ExtensionMap map : maps) {
      if (map.uri().equals(uri)) {
        return map.id();
      }
    }
    return ABSENT;
  }

  /**
   * Reads what a packet's header extension says of the time.
   *
   * @param wallClock takes it
   * @param ownNanos this machine's clock, for what the extension leaves out
   * @return whether it dates the media, not just its sending
   */
  boolean read(RtpPacket packet, long timestamp, WallClock wallClock, long ownNanos) {
    long recorded = OnvifReplayExtension.ntpOf(packet);
    if (recorded != NtpTime.UNKNOWN) {
      wallClock.recorded(timestamp, NtpTime.toEpochNanos(recorded));
      return true;
    }
    int at = ntp64 == ABSENT ? ABSENT : element(packet, ntp64, 8);
    if (at != ABSENT) {
      long ntp = bytes(packet.buffer(), at, 8);
      if (ntp == NtpTime.UNKNOWN) {
        return false;
      }
      wallClock.extension(timestamp, NtpTime.toEpochNanos(ntp));
      return true;
    }
    at = ntp56 == ABSENT ? ABSENT : element(packet, ntp56, 7);
    if (at != ABSENT) {
      long reported = wallClock.reportedNanos();
      long near = reported != 0 ? reported : ownNanos;
      wallClock.extension(timestamp, completed(bytes(packet.buffer(), at, 7), near));
      return true;
    }
    at = sendTime == ABSENT ? ABSENT : element(packet, sendTime, 3);
    if (at != ABSENT) {
      long time = (bytes(packet.buffer(), at, 3) * Ticks.NANOS) >>> SEND_TIME_FRACTION_BITS;
      // The epochs of NTP and of 1970 are whole cycles apart.
      long ahead = Math.floorMod(time - ownNanos, SEND_TIME_CYCLE);
      wallClock.sending(
          timestamp, ownNanos + (ahead < SEND_TIME_CYCLE / 2 ? ahead : ahead - SEND_TIME_CYCLE));
    }
    return false;
  }

  /** Returns whether a packet is of an ONVIF replay, which dates each access unit. */
  static boolean isReplayed(RtpPacket packet) {
    return packet.extensionProfile() == OnvifReplayExtension.PROFILE;
  }

  private static int element(RtpPacket packet, int id, int length) {
    return packet.extensionElementLength(id) == length ? packet.extensionElementOffset(id) : ABSENT;
  }

  /** Returns the time whose NTP timestamp has these low 56 bits and that is nearest to another. */
  private static long completed(long low, long nearNanos) {
    long seconds = Math.floorDiv(nearNanos, Ticks.NANOS) + NtpTime.UNIX_EPOCH_SECONDS;
    int difference = ((int) (low >>> 32) - (int) seconds) << 8 >> 8;
    return NtpTime.toEpochNanos((seconds + difference) << 32 | (low & 0xFFFF_FFFFL));
  }

  private static long bytes(ByteBuffer buffer, int at, int count) {
    long value = 0;
    for (int i = 0; i < count; i++) {
      value = value << Byte.SIZE | (buffer.get(at + i) & 0xFF);
    }
    return value;
  }
}
