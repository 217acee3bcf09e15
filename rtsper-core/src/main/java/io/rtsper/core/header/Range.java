package io.rtsper.core.header;

import io.rtsper.api.spi.QuirkReporter;
import io.rtsper.core.text.Ascii;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import org.jspecify.annotations.Nullable;

/**
 * A range of time in a presentation (RFC 2326 §12.29), as an answer to PLAY or {@code a=range} says
 * it. An end that is missing, that moves on ({@code now}) or can't be understood, is null.
 *
 * @param unit {@code npt}, {@code clock}, {@code smpte} with its frame rate, or another in lower
 *     case; empty if there is none
 * @param now whether it starts at the live edge, {@code npt=now-}
 * @param nptStart the start in normal play time
 * @param nptEnd the end in normal play time
 * @param clockStart the start on the wall clock; with the {@code rtptime} of {@link RtpInfo} it
 *     dates the packets (ONVIF Streaming Specification, replay)
 * @param clockEnd the end on the wall clock
 * @param smpteStart the start in hours, minutes, seconds and perhaps frames, as they were written
 * @param smpteEnd the same of the end
 * @param time when the request takes effect
 */
public record Range(
    String unit,
    boolean now,
    @Nullable Duration nptStart,
    @Nullable Duration nptEnd,
    @Nullable Instant clockStart,
    @Nullable Instant clockEnd,
    @Nullable String smpteStart,
    @Nullable String smpteEnd,
    @Nullable Instant time) {

  private static final long MAX_SECONDS = 1L << 40;
  private static final int NANO_DIGITS = 9;
  private static final int UTC_DIGITS = 15;
  private static final int UTC_DIGITS_WITHOUT_SECONDS = 13;

  /** Thrown and caught in this class alone: where a text isn't a time. */
  private static final class NoTime extends Exception {
    private static final long serialVersionUID = 1L;

    NoTime() {
      super(null, null, false, false);
    }
  }

  /**
   * Reads a header's value, or that of {@code a=range}.
   *
   * @param value the value of {@code Range}
   * @param quirks takes what was tolerated
   * @return the range
   * @throws io.rtsper.api.RtspProtocolException if the value is too long
   */
  public static Range parse(String value, QuirkReporter quirks) {
    HeaderText.checkLength("Range", value);
    int semicolon = value.indexOf(';');
    String range = HeaderText.strip(value, 0, semicolon < 0 ? value.length() : semicolon);
    Instant time = semicolon < 0 ? null : effectiveTime(value.substring(semicolon + 1), quirks);
    int unitEnd = unitEnd(range);
    String unit = unit(range, unitEnd);
    String times = HeaderText.strip(range, unitEnd + 1, range.length());
    int dash = times.indexOf('-');
    String start = HeaderText.strip(times, 0, dash < 0 ? times.length() : dash);
    String end = dash < 0 ? "" : HeaderText.strip(times, dash + 1, times.length());
    if (start.isEmpty() && end.isEmpty()) {
      quirks.report(HeaderQuirks.RANGE_INCOMPLETE, "no times");
    } else {
      if (unitEnd < 0) {
        quirks.report(HeaderQuirks.RANGE_INCOMPLETE, "no unit");
      } else if (range.charAt(unitEnd) == ':') {
        quirks.report(HeaderQuirks.HEADER_SEPARATOR, "unit of Range");
      }
      reportTimes(times, dash, start, end, quirks);
    }
    Range none = new Range(unit, false, null, null, null, null, null, null, time);
    try {
      if (unit.equals("npt") || unit.isEmpty()) {
        Duration from = npt(start, quirks);
        return new Range(unit, isNow(start), from, npt(end, quirks), null, null, null, null, time);
      } else if (unit.equals("clock")) {
        return new Range(
            unit, false, null, null, utc(start, quirks), utc(end, quirks), null, null, time);
      } else if (unit.startsWith("smpte")) {
        return new Range(unit, false, null, null, null, null, smpte(start), smpte(end), time);
      }
    } catch (NoTime unreadable) {
      quirks.report(HeaderQuirks.HEADER_UNREADABLE, "Range");
      return none;
    }
    quirks.report(HeaderQuirks.HEADER_UNREADABLE, "Range");
    return none;
  }

  /** Returns the index of the equals sign behind the unit, or of a colon in its place, or -1. */
  private static int unitEnd(String range) {
    int equals = range.indexOf('=');
    int colon = range.indexOf(':');
    // A colon is of a time as well, so it ends nothing but a unit that is known.
    return equals < 0 && colon > 0 && isUnit(unit(range, colon)) ? colon : equals;
  }

  private static String unit(String range, int end) {
    return Ascii.lower(HeaderText.strip(range, 0, Math.max(end, 0)));
  }

  private static boolean isUnit(String name) {
    return name.equals("npt") || name.equals("clock") || name.startsWith("smpte");
  }

  private static void reportTimes(
      String times, int dash, String start, String end, QuirkReporter quirks) {
    if (dash < 0) {
      quirks.report(HeaderQuirks.RANGE_INCOMPLETE, "no hyphen");
    } else if (start.length() + 1 + end.length() < times.length()) {
      quirks.report(HeaderQuirks.HEADER_BLANKS, "Range");
    }
  }

  private static @Nullable Instant effectiveTime(String parameters, QuirkReporter quirks) {
    for (String parameter : HeaderText.split(parameters, ';')) {
      if (HeaderText.name(parameter).equals("time")) {
        try {
          return utc(HeaderText.value(parameter), quirks);
        } catch (NoTime unreadable) {
          quirks.report(HeaderQuirks.PARAMETER_UNREADABLE, "time of Range");
        }
      }
    }
    return null;
  }

  private static boolean isNow(String time) {
    return Ascii.lower(time).equals("now");
  }

  /** Reads {@code 12.5} or {@code 1:02:03.5} (RFC 2326 §3.6); null for {@code now} and no text. */
  private static @Nullable Duration npt(String text, QuirkReporter quirks) throws NoTime {
    if (text.isEmpty() || isNow(text)) {
      return null;
    }
    int point = text.indexOf('.');
    String whole = point < 0 ? text : text.substring(0, point);
    long seconds = 0;
    int at = 0;
    int fields = 0;
    while (at <= whole.length()) {
      int colon = whole.indexOf(':', at);
      int end = colon < 0 ? whole.length() : colon;
      long field = HeaderText.unsigned(whole.substring(at, end), MAX_SECONDS);
      fields++;
      if (field < 0 || fields > 3) {
        throw new NoTime();
      }
      seconds = 60 * seconds + field;
      at = end + 1;
    }
    if (fields == 2) {
      quirks.report(HeaderQuirks.RANGE_INCOMPLETE, "no hours");
    }
    return Duration.ofSeconds(seconds, point < 0 ? 0 : nanos(text.substring(point + 1)));
  }

  /** Returns the nanoseconds of a fraction; digits beyond the ninth are cut off. */
  private static long nanos(String fraction) throws NoTime {
    long nanos = 0;
    for (int i = 0; i < Math.max(NANO_DIGITS, fraction.length()); i++) {
      int digit = i < fraction.length() ? fraction.charAt(i) - '0' : 0;
      if (digit < 0 || digit > 9) {
        throw new NoTime();
      }
      nanos = i < NANO_DIGITS ? 10 * nanos + digit : nanos;
    }
    return nanos;
  }

  /**
   * Reads {@code 19961108T142300.25Z} (RFC 2326 §3.7), or {@code 19961110T1925} as the RFC has it
   * in an example (§14.6); null if there is no text.
   */
  private static @Nullable Instant utc(String text, QuirkReporter quirks) throws NoTime {
    if (text.isEmpty()) {
      return null;
    }
    String upper = Ascii.upper(text);
    boolean zone = upper.endsWith("Z");
    int end = zone ? upper.length() - 1 : upper.length();
    if (end == UTC_DIGITS_WITHOUT_SECONDS) {
      if (zone) {
        quirks.report(HeaderQuirks.RANGE_INCOMPLETE, "no seconds");
      }
      upper = upper.substring(0, end) + "00Z";
      end = UTC_DIGITS;
      zone = true;
    }
    if (end < UTC_DIGITS || upper.charAt(8) != 'T') {
      throw new NoTime();
    }
    if (end > UTC_DIGITS && upper.charAt(UTC_DIGITS) != '.') {
      throw new NoTime();
    }
    long nanos = end > UTC_DIGITS ? nanos(upper.substring(UTC_DIGITS + 1, end)) : 0;
    long date = HeaderText.unsigned(upper.substring(0, 8), 99_999_999L);
    long clock = HeaderText.unsigned(upper.substring(9, UTC_DIGITS), 999_999L);
    if (date < 0 || clock < 0) {
      throw new NoTime();
    }
    if (!zone) {
      quirks.report(HeaderQuirks.RANGE_INCOMPLETE, "no Z");
    }
    try {
      return LocalDateTime.of(
              (int) (date / 10_000),
              (int) (date / 100 % 100),
              (int) (date % 100),
              (int) (clock / 10_000),
              (int) (clock / 100 % 100),
              // A leap second is read as the second before it.
              (int) Math.min(clock % 100, clock % 100 == 60 ? 59 : 99),
              (int) nanos)
          .toInstant(ZoneOffset.UTC);
    } catch (DateTimeException noDate) {
      throw new NoTime();
    }
  }

  /** Checks {@code 10:07:33:05.01} (RFC 2326 §3.5); null if there is no text. */
  private static @Nullable String smpte(String text) throws NoTime {
    if (text.isEmpty()) {
      return null;
    }
    int colons = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      colons += c == ':' ? 1 : 0;
      if (c != ':' && c != '.' && !Ascii.isDigit(c)) {
        throw new NoTime();
      }
    }
    if (colons < 2 || colons > 3) {
      throw new NoTime();
    }
    return text;
  }

  /**
   * Returns whether it has an end that can be understood.
   *
   * @return true for an end in normal play time or on the wall clock
   */
  public boolean isBounded() {
    return nptEnd != null || clockEnd != null;
  }
}
