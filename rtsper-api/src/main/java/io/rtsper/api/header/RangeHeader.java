package io.rtsper.api.header;

import io.rtsper.api.RtspValidationException;
import io.rtsper.api.text.PeerText;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import org.jspecify.annotations.Nullable;

/**
 * A range of time in a presentation, to play it (RFC 2326 §12.29): normal play time from the start
 * of the presentation, UTC of the wall clock, or SMPTE frames.
 *
 * <p>Immutable.
 */
public final class RangeHeader {

  private static final long MAX_SECONDS = 1L << 40;
  private static final Instant FIRST = Instant.parse("0000-01-01T00:00:00Z");
  private static final Instant BEHIND_LAST = Instant.parse("+10000-01-01T00:00:00Z");

  private final String value;

  private RangeHeader(String value) {
    this.value = value;
  }

  /**
   * Returns a range that is sent as it stands, for what the other factories don't offer.
   *
   * @param value such as {@code smpte=10:07:00-}
   * @return the range
   * @throws RtspValidationException if it is empty or holds a control character
   */
  public static RangeHeader of(String value) {
    String stripped = HeaderText.strip(HeaderText.sendable("a range", value));
    if (stripped.isEmpty()) {
      throw new RtspValidationException("a range can't be empty; npt=0- is all of a presentation");
    }
    return new RangeHeader(stripped);
  }

  /**
   * Returns the range from a normal play time to the end: {@code npt=10.500-}.
   *
   * @param start the time from the presentation's start, in whole milliseconds
   * @return the range
   * @throws RtspValidationException if it is negative
   */
  public static RangeHeader npt(Duration start) {
    return of("npt=" + seconds(start) + "-");
  }

  /**
   * Returns the range between two normal play times: {@code npt=10.500-20}.
   *
   * @param start the time from the presentation's start, in whole milliseconds
   * @param end the same of the end; before the start to play backwards
   * @return the range
   * @throws RtspValidationException if one is negative
   */
  public static RangeHeader npt(Duration start, Duration end) {
    return of("npt=" + seconds(start) + "-" + seconds(end));
  }

  /**
   * Returns the range from now on, for live presentations: {@code npt=now-}.
   *
   * @return the range
   */
  public static RangeHeader now() {
    return of("npt=now-");
  }

  /**
   * Returns the range from an instant on, for recordings: {@code clock=19961108T142300Z-}.
   *
   * @param start the start, in whole milliseconds, in the years 0 to 9999
   * @return the range
   * @throws RtspValidationException if the year can't be written
   */
  public static RangeHeader clock(Instant start) {
    return of("clock=" + utc(start) + "-");
  }

  /**
   * Returns the range between two instants, for recordings.
   *
   * @param start the start, in whole milliseconds, in the years 0 to 9999
   * @param end the same of the end
   * @return the range
   * @throws RtspValidationException if a year can't be written
   */
  public static RangeHeader clock(Instant start, Instant end) {
    return of("clock=" + utc(start) + "-" + utc(end));
  }

  private static String seconds(Duration time) {
    if (time.isNegative() || time.getSeconds() > MAX_SECONDS) {
      throw new RtspValidationException(
          "a normal play time counts from the presentation's start; it can't be " + time);
    }
    int millis = time.getNano() / 1_000_000;
    return millis == 0
        ? Long.toString(time.getSeconds())
        : time.getSeconds() + "." + Integer.toString(1000 + millis).substring(1);
  }

  /** Writes an instant with as many digits of milliseconds as it needs. */
  private static String utc(Instant instant) {
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

  /**
   * Returns the range as it is sent.
   *
   * @return the value of {@code Range}
   */
  public String value() {
    return value;
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof RangeHeader that && value.equals(that.value);
  }

  @Override
  public int hashCode() {
    return value.hashCode();
  }

  /** Returns {@link #value()} as it may be printed. */
  @Override
  public String toString() {
    return PeerText.printable(value);
  }
}
