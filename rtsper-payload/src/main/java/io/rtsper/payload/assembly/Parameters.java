package io.rtsper.payload.assembly;

import io.rtsper.api.media.CodecParameters;
import io.rtsper.api.spi.FrameWriter;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads numbers of {@code a=fmtp}, and sets parameters where they change. */
public final class Parameters {

  private static final int MAX_DIGITS = 9;

  private final FrameWriter frames;
  private @Nullable CodecParameters current;

  /**
   * Makes what sets the parameters of a track's frames.
   *
   * @param frames where they go
   */
  public Parameters(FrameWriter frames) {
    this.frames = frames;
  }

  /** Sets parameters unless they are those that were set last. */
  public void set(CodecParameters parameters) {
    CodecParameters before = current;
    if (before == null || !before.equals(parameters)) {
      current = parameters;
      frames.parameters(parameters);
    }
  }

  /**
   * {@return a number of {@code a=fmtp}; what isn't there or no number is the default}
   *
   * @param parameters the parameters
   * @param name the name of one, in lower case
   * @param absent the default
   */
  public static int number(Map<String, String> parameters, String name, int absent) {
    String value = parameters.get(name);
    if (value == null || value.isEmpty() || value.length() > MAX_DIGITS) {
      return absent;
    }
    int number = 0;
    for (int i = 0; i < value.length(); i++) {
      int digit = value.charAt(i) - '0';
      if (digit < 0 || digit > 9) {
        return absent;
      }
      number = number * 10 + digit;
    }
    return number;
  }
}
