package io.rtsper.cli;

import java.math.BigDecimal;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads times such as {@code 5s}, {@code 1.5s}, {@code 500ms}, {@code 2m} and {@code 1h}. */
final class DurationConverter implements ITypeConverter<Duration> {

  /** Nobody writes more digits than this, and reading many thousands takes long. */
  private static final int MAX_DIGITS = 10;

  private static final Duration LONGEST = Duration.ofDays(3650);

  @Override
  public Duration convert(String text) {
    if (text.length() > MAX_DIGITS + 2) {
      throw failure(text, null);
    }
    int unitAt = text.length();
    while (unitAt > 0 && Character.isLetter(text.charAt(unitAt - 1))) {
      unitAt--;
    }
    long millis =
        switch (text.substring(unitAt)) {
          case "ms" -> 1;
          case "s", "" -> 1_000;
          case "m" -> 60_000;
          case "h" -> 3_600_000;
          default -> 0;
        };
    try {
      long value =
          new BigDecimal(text.substring(0, unitAt))
              .multiply(BigDecimal.valueOf(millis))
              .longValueExact();
      if (value > 0 && value <= LONGEST.toMillis()) {
        return Duration.ofMillis(value);
      }
    } catch (ArithmeticException | NumberFormatException unreadable) {
      throw failure(text, unreadable);
    }
    throw failure(text, null);
  }

  private static TypeConversionException failure(String text, @Nullable Exception cause) {
    TypeConversionException failure =
        new TypeConversionException(
            "'" + text + "' is no time; give a number and ms, s, m or h, such as 5s");
    if (cause != null) {
      failure.initCause(cause);
    }
    return failure;
  }
}
