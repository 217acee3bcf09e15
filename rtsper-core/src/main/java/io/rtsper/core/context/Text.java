package io.rtsper.core.context;

import java.time.Duration;

/** Words for messages. */
public final class Text {

  private Text() {}

  /** Returns a time as a person says it, such as {@code 0.5 s}. */
  public static String seconds(Duration duration) {
    long millis = duration.toMillis();
    String whole = Long.toString(millis / 1000);
    if (millis % 1000 == 0) {
      return whole + " s";
    }
    String fraction = Long.toString(1000 + millis % 1000).substring(1);
    int end = fraction.length();
    while (fraction.charAt(end - 1) == '0') {
      end--;
    }
    return whole + "." + fraction.substring(0, end) + " s";
  }
}
