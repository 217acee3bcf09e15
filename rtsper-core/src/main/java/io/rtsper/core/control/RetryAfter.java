package io.rtsper.core.control;

import io.rtsper.api.RtspException;
import java.time.Duration;

/** What a busy server asks for in {@code Retry-After} (RFC 7826 §18.41). */
public final class RetryAfter {

  /** Seconds; a date, which the field may hold too, would need a clock that agrees. */
  private static final int MAX_DIGITS = 6;

  private RetryAfter() {}

  /** Returns the time asked for, or zero. */
  public static Duration of(RtspException cause) {
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
    return seconds ? Duration.ofSeconds(Long.parseLong(value)) : Duration.ZERO;
  }
}
