package io.rtsper.camera;

import java.math.BigDecimal;
import java.util.Locale;

/**
 * Normal play time (RFC 2326 §3.6), as far as the camera needs it: seconds, {@code h:m:s} and
 * {@code now}.
 */
final class NormalPlayTime {

  static final long UNREADABLE = -2;
  static final long NOW = -1;

  private static final BigDecimal MICROS = BigDecimal.valueOf(1_000_000);

  private NormalPlayTime() {}

  /** Returns the start of a Range in microseconds, {@link #NOW} or {@link #UNREADABLE}. */
  static long startMicros(String range) {
    int dash = range.indexOf('-');
    if (!range.startsWith("npt=") || dash < 0) {
      return UNREADABLE;
    }
    String start = range.substring("npt=".length(), dash).strip();
    if (start.equals("now") || start.isEmpty()) {
      return NOW;
    }
    try {
      BigDecimal seconds = BigDecimal.ZERO;
      for (String part : start.split(":", -1)) {
        seconds = seconds.multiply(BigDecimal.valueOf(60)).add(new BigDecimal(part));
      }
      return seconds.signum() < 0 ? UNREADABLE : seconds.multiply(MICROS).longValue();
    } catch (NumberFormatException e) {
      return UNREADABLE;
    }
  }

  static String seconds(long micros) {
    return String.format(Locale.ROOT, "%d.%03d", micros / 1_000_000, micros / 1000 % 1000);
  }
}
