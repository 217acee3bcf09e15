package io.rtsper.api.header;

import io.rtsper.api.RtspValidationException;
import io.rtsper.api.spi.QuirkReporter;
import io.rtsper.api.text.PeerText;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A range of time in a presentation (RFC 2326 §12.29): normal play time from the start of the
 * presentation, UTC of the wall clock, or SMPTE frames.
 *
 * <p>The text is kept as it is; an end that is missing, or that can't be understood, is empty.
 *
 * <p>Immutable.
 */
public final class RangeHeader {

  private static final long MAX_SECONDS = 1L << 40;

  private final String value;
  private final RangeText text;

  private RangeHeader(String value, RangeText text) {
    this.value = value;
    this.text = text;
  }

  /**
   * Reads a header's value, or that of {@code a=range}.
   *
   * @param value the value of {@code Range}
   * @param quirks takes what was tolerated
   * @return the range
   * @throws io.rtsper.api.RtspProtocolException if the value is too long
   */
  public static RangeHeader parse(String value, QuirkReporter quirks) {
    HeaderText.checkLength("Range", value);
    String stripped = HeaderText.strip(value);
    return new RangeHeader(stripped, RangeText.read(stripped, quirks));
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
    return new RangeHeader(stripped, RangeText.read(stripped, QuirkReporter.NONE));
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
    return of("clock=" + RangeText.utc(start) + "-");
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
    return of("clock=" + RangeText.utc(start) + "-" + RangeText.utc(end));
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

  /**
   * Returns the range as it was written.
   *
   * @return the value of {@code Range}
   */
  public String value() {
    return value;
  }

  /**
   * Returns the unit of time.
   *
   * @return {@code npt}, {@code clock}, {@code smpte} with its frame rate, or another in lower
   *     case; empty if there is none
   */
  public String unit() {
    return text.unit();
  }

  /**
   * Returns whether the range starts at the live edge, {@code npt=now-}.
   *
   * @return true if it does
   */
  public boolean startsNow() {
    return text.now();
  }

  /**
   * Returns the start in normal play time.
   *
   * @return the time from the presentation's start, or empty
   */
  public Optional<Duration> nptStart() {
    return Optional.ofNullable(text.nptStart());
  }

  /**
   * Returns the end in normal play time.
   *
   * @return the time from the presentation's start, or empty for an open end
   */
  public Optional<Duration> nptEnd() {
    return Optional.ofNullable(text.nptEnd());
  }

  /**
   * Returns the start on the wall clock. With the {@code rtptime} of {@link RtpInfo} it dates the
   * packets (ONVIF Streaming Specification, replay).
   *
   * @return the instant, or empty
   */
  public Optional<Instant> clockStart() {
    return Optional.ofNullable(text.clockStart());
  }

  /**
   * Returns the end on the wall clock.
   *
   * @return the instant, or empty for an open end
   */
  public Optional<Instant> clockEnd() {
    return Optional.ofNullable(text.clockEnd());
  }

  /**
   * Returns the start in SMPTE time.
   *
   * @return hours, minutes, seconds and perhaps frames as they were written, or empty
   */
  public Optional<String> smpteStart() {
    return Optional.ofNullable(text.smpteStart());
  }

  /**
   * Returns the end in SMPTE time.
   *
   * @return hours, minutes, seconds and perhaps frames as they were written, or empty
   */
  public Optional<String> smpteEnd() {
    return Optional.ofNullable(text.smpteEnd());
  }

  /**
   * Returns when the request is to take effect, the parameter {@code time}.
   *
   * @return the instant, or empty
   */
  public Optional<Instant> effectiveAt() {
    return Optional.ofNullable(text.time());
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
