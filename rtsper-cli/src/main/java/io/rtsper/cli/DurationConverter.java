package io.rtsper.cli;

import java.math.BigDecimal;
import java.time.Duration;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads times such as {@code 5s}, {@code 1.5s}, {@code 500ms}, {@code 2m} and {@code 1h}. */
final class DurationConverter implements ITypeConverter<Duration> {

  @Override
  public Duration convert(String text) {
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
      if (value > 0 && unitAt < 10) {
        return Duration.ofMillis(value);
      }
    } catch (ArithmeticException | NumberFormatException unreadable) {
      // Said below.
      throw failure(text, unreadable);
    }
    throw failure(text, null);
  }

  private static TypeConversionException failure(
      String text, @org.jspecify.annotations.Nullable Exception cause) {
    TypeConversionException failure =
        new TypeConversionException(
            "'" + text + "' is no time; give a number and ms, s, m or h, such as 5s");
    if (cause != null) {
      failure.initCause(cause);
    }
    return failure;
  }
}
