package io.rtsper.api.header;

import io.rtsper.api.RtspValidationException;
import io.rtsper.api.spi.QuirkReporter;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import org.jspecify.annotations.Nullable;

/** What a {@link RangeHeader} says, taken apart; what isn't said is null. */
record RangeText(
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
  private static final Instant FIRST = Instant.parse("0000-01-01T00:00:00Z");
  private static final Instant BEHIND_LAST = Instant.parse("+10000-01-01T00:00:00Z");
  private static final int UTC_DIGITS = 15;

  /** Thrown and caught in this class alone: where a text isn't a time. */
  private static final class NoTime extends Exception {
    private static final long serialVersionUID = 1L;

    NoTime() {
      super(null, null, false, false);
    }
  }

  static RangeText read(String value, QuirkReporter quirks) {
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
      quirks.report(HeaderQuirks.RANGE_WITHOUT_TIMES, "");
    } else {
      if (unitEnd < 0) {
        quirks.report(HeaderQuirks.RANGE_WITHOUT_UNIT, "");
      } else if (range.charAt(unitEnd) == ':') {
        quirks.report(HeaderQuirks.RANGE_COLON_AFTER_UNIT, "");
      }
      reportTimes(times, dash, start, end, quirks);
    }
    RangeText none = new RangeText(unit, false, null, null, null, null, null, null, time);
    try {
      if (unit.equals("npt") || unit.isEmpty()) {
        boolean now = HeaderText.lower(start).equals("now");
        Duration from = now ? null : npt(start, quirks);
        return new RangeText(unit, now, from, npt(end, quirks), null, null, null, null, time);
      } else if (unit.equals("clock")) {
        return new RangeText(
            unit, false, null, null, utc(start, quirks), utc(end, quirks), null, null, time);
      } else if (unit.startsWith("smpte")) {
        return new RangeText(unit, false, null, null, null, null, smpte(start), smpte(end), time);
      }
    } catch (NoTime unreadable) {
      quirks.report(HeaderQuirks.RANGE_UNREADABLE, "");
      return none;
    }
    quirks.report(HeaderQuirks.RANGE_UNREADABLE, "");
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
    return HeaderText.lower(HeaderText.strip(range, 0, Math.max(end, 0)));
  }

  private static boolean isUnit(String name) {
    return name.equals("npt") || name.equals("clock") || name.startsWith("smpte");
  }

  private static void reportTimes(
      String times, int dash, String start, String end, QuirkReporter quirks) {
    if (dash < 0) {
      quirks.report(HeaderQuirks.RANGE_WITHOUT_HYPHEN, "");
    } else if (start.length() + 1 + end.length() < times.length()) {
      quirks.report(HeaderQuirks.RANGE_BLANKS, "");
    }
  }

  private static @Nullable Instant effectiveTime(String parameters, QuirkReporter quirks) {
    for (String parameter : HeaderText.split(parameters, ';')) {
      if (HeaderText.name(parameter).equals("time")) {
        try {
          return utc(HeaderText.value(parameter), quirks);
        } catch (NoTime unreadable) {
          quirks.report(HeaderQuirks.RANGE_UNREADABLE, "time");
        }
      }
    }
    return null;
  }

  /** Reads {@code 12.5} or {@code 1:02:03.5} (RFC 2326 §3.6); null if there is no text. */
  private static @Nullable Duration npt(String text, QuirkReporter quirks) throws NoTime {
    if (text.isEmpty()) {
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
      quirks.report(HeaderQuirks.RANGE_SHORT_TIME, "");
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

  /** Reads {@code 19961108T142300.25Z} (RFC 2326 §3.7); null if there is no text. */
  private static @Nullable Instant utc(String text, QuirkReporter quirks) throws NoTime {
    if (text.isEmpty()) {
      return null;
    }
    String upper = HeaderText.upper(text);
    int end = upper.endsWith("Z") ? upper.length() - 1 : upper.length();
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
    if (end == upper.length()) {
      quirks.report(HeaderQuirks.RANGE_WITHOUT_ZONE, "");
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
      if (c != ':' && c != '.' && (c < '0' || c > '9')) {
        throw new NoTime();
      }
    }
    if (colons < 2 || colons > 3) {
      throw new NoTime();
    }
    return text;
  }

  /** Writes an instant with as many digits of milliseconds as it needs. */
  static String utc(Instant instant) {
    if (instant.isBefore(FIRST) || !instant.isBefore(BEHIND_LAST)) {
      throw new RtspValidationException(
          "a range of the wall clock has years from 0 to 9999; " + instant + " is outside");
    }
    OffsetDateTime time = instant.atOffset(ZoneOffset.UTC);
    int date = 10_000 * time.getYear() + 100 * time.getMonthValue() + time.getDayOfMonth();
    int clock = 10_000 * time.getHour() + 100 * time.getMinute() + time.getSecond();
    int millis = time.getNano() / 1_000_000;
    String fraction = millis == 0 ? "" : "." + digits(millis, 3);
    return digits(date, 8) + "T" + digits(clock, 6) + fraction + "Z";
  }

  private static String digits(int number, int width) {
    String text = Integer.toString(number);
    return "0".repeat(width - text.length()) + text;
  }
}
