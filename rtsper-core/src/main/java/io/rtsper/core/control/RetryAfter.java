package io.rtsper.core.control;

import io.rtsper.api.RtspException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;

/** What a busy server asks for in {@code Retry-After} (RFC 7826 §18.41). Pure. */
public final class RetryAfter {

  private static final int MAX_DIGITS = 6;

  private RetryAfter() {}

  /**
   * Returns the time asked for.
   *
   * @param cause the refusal
   * @param now the time of day: the field may hold a date, which helps if the clocks agree
   * @return the time; zero if none is asked for, or it is past
   */
  public static Duration of(RtspException cause, Instant now) {
    String value =
        cause
            .response()
            .flatMap(response -> response.headers().first("Retry-After"))
            .map(String::strip)
            .orElse("");
    boolean seconds =
        !value.isEmpty()
            && value.length() <= MAX_DIGITS
            && value.chars().allMatch(c -> c >= '0' && c <= '9');
    return seconds ? Duration.ofSeconds(Long.parseLong(value)) : until(value, now);
  }

  private static Duration until(String date, Instant now) {
    try {
      Instant then = ZonedDateTime.parse(date, DateTimeFormatter.RFC_1123_DATE_TIME).toInstant();
      return then.isAfter(now) ? Duration.between(now, then) : Duration.ZERO;
    } catch (DateTimeParseException none) {
      return Duration.ZERO;
    }
  }
}
