package io.rtsper.camera;

import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Names in braces, replaced in one pass: what replaces them is not looked at again. */
final class Placeholders {

  private Placeholders() {}

  static String expand(String text, Function<String, @Nullable String> values) {
    StringBuilder result = new StringBuilder();
    int at = 0;
    while (at < text.length()) {
      int open = text.indexOf('{', at);
      int close = open < 0 ? -1 : text.indexOf('}', open);
      if (close < 0) {
        break;
      }
      String value = values.apply(text.substring(open + 1, close));
      result.append(text, at, open);
      if (value == null) {
        result.append('{');
        at = open + 1;
      } else {
        result.append(value);
        at = close + 1;
      }
    }
    return result.append(text.substring(at)).toString();
  }
}
