package io.rtsper.api.sdp;

import io.rtsper.api.ascii.Ascii;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What payload types and encodings mean by themselves (RFC 3551 §6, RFC 3555). */
final class PayloadTypes {

  private static final @Nullable RtpMap[] STATIC = new RtpMap[128];

  static {
    define(0, "PCMU", 8_000, 1);
    define(3, "GSM", 8_000, 1);
    define(4, "G723", 8_000, 1);
    define(5, "DVI4", 8_000, 1);
    define(6, "DVI4", 16_000, 1);
    define(7, "LPC", 8_000, 1);
    define(8, "PCMA", 8_000, 1);
    define(9, "G722", 8_000, 1);
    define(10, "L16", 44_100, 2);
    define(11, "L16", 44_100, 1);
    define(12, "QCELP", 8_000, 1);
    define(13, "CN", 8_000, 1);
    define(14, "MPA", 90_000, 0);
    define(15, "G728", 8_000, 1);
    define(16, "DVI4", 11_025, 1);
    define(17, "DVI4", 22_050, 1);
    define(18, "G729", 8_000, 1);
    define(25, "CelB", 90_000, 0);
    define(26, "JPEG", 90_000, 0);
    define(28, "nv", 90_000, 0);
    define(31, "H261", 90_000, 0);
    define(32, "MPV", 90_000, 0);
    define(33, "MP2T", 90_000, 0);
    define(34, "H263", 90_000, 0);
  }

  private PayloadTypes() {}

  private static void define(int payloadType, String encoding, int clockRate, int channels) {
    STATIC[payloadType] = new RtpMap(payloadType, encoding, clockRate, channels);
  }

  static Optional<RtpMap> named(int payloadType) {
    return isStatic(payloadType) ? Optional.of(STATIC[payloadType]) : Optional.empty();
  }

  /** Returns whether RFC 3551 says what a payload type stands for. */
  static boolean isStatic(int payloadType) {
    return payloadType >= 0 && payloadType < STATIC.length && STATIC[payloadType] != null;
  }

  /** Returns whether a map says of a static payload type what RFC 3551 says. */
  static boolean isNamed(RtpMap map) {
    RtpMap named = STATIC[map.payloadType()];
    RtpMap read = corrected(map);
    return Ascii.equalsIgnoreCase(named.encoding(), read.encoding())
        && named.clockRate() == read.clockRate()
        && Math.max(named.channels(), 1) == Math.max(read.channels(), 1);
  }

  /**
   * Returns the map with what its encoding fixes: the clock of G722 is 8000 though it samples at
   * 16000 (RFC 3551 §4.5.2), that of Opus is always 48000 with two channels (RFC 7587 §7), and
   * where the clock is missing, an encoding that allows only one has that.
   */
  static RtpMap corrected(RtpMap map) {
    String encoding = map.encoding();
    if (Ascii.equalsIgnoreCase(encoding, "opus")) {
      return with(map, 48_000, 2);
    }
    if (Ascii.equalsIgnoreCase(encoding, "G722")) {
      return with(map, 8_000, map.channels());
    }
    return map.clockRate() > 0 ? map : with(map, clockRate(encoding), map.channels());
  }

  private static RtpMap with(RtpMap map, int clockRate, int channels) {
    return map.clockRate() == clockRate && map.channels() == channels
        ? map
        : new RtpMap(map.payloadType(), map.encoding(), clockRate, channels);
  }

  /** Returns the only clock rate that an encoding can have; 0 if there are several. */
  private static int clockRate(String encoding) {
    return switch (Ascii.lower(encoding)) {
      case "h264",
          "h265",
          "h266",
          "av1",
          "vp8",
          "vp9",
          "jpeg",
          "h261",
          "h263",
          "h263-1998",
          "h263-2000",
          "mpv",
          "mp2t",
          "mp4v-es",
          "vnd.onvif.metadata" ->
          90_000;
      case "pcmu", "pcma", "g723", "g728", "g729", "g726-16", "g726-24", "g726-32", "g726-40" ->
          8_000;
      default -> 0;
    };
  }
}
