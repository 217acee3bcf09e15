package io.rtsper.cli;

import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads how many packets are wanted. */
final class CountConverter implements ITypeConverter<Long> {

  @Override
  public Long convert(String text) {
    try {
      long count = Long.parseLong(text);
      if (count > 0) {
        return count;
      }
    } catch (NumberFormatException unreadable) {
      throw (TypeConversionException) failure(text).initCause(unreadable);
    }
    throw failure(text);
  }

  private static TypeConversionException failure(String text) {
    return new TypeConversionException("'" + text + "' is no count; give a number, 1 or more");
  }
}
