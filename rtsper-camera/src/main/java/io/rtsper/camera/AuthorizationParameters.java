package io.rtsper.camera;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An {@code Authorization} value of the form {@code Scheme name=value, name="value"} (RFC 7235
 * §2.1), taken apart.
 */
final class AuthorizationParameters {

  private final Map<String, String> values = new HashMap<>();

  private AuthorizationParameters() {}

  /** Returns the parameters behind the scheme, or null if they don't follow the grammar. */
  static @Nullable AuthorizationParameters parse(String credentials) {
    AuthorizationParameters result = new AuthorizationParameters();
    int at = credentials.indexOf(' ');
    while (at >= 0 && at < credentials.length()) {
      int equals = credentials.indexOf('=', at);
      if (equals < 0) {
        return null;
      }
      String name = credentials.substring(at, equals).strip().toLowerCase(Locale.ROOT);
      int start = equals + 1;
      int end;
      String value;
      if (start < credentials.length() && credentials.charAt(start) == '"') {
        StringBuilder text = new StringBuilder();
        end = quoted(credentials, start + 1, text);
        value = text.toString();
      } else {
        int comma = credentials.indexOf(',', start);
        end = comma < 0 ? credentials.length() : comma;
        value = credentials.substring(start, end).strip();
      }
      if (end < 0 || name.isEmpty() || result.values.put(name, value) != null) {
        return null;
      }
      int comma = credentials.indexOf(',', end);
      at = comma < 0 ? credentials.length() : comma + 1;
    }
    return result;
  }

  /** Reads a quoted text. Returns where its closing quote is, or -1 if there is none. */
  private static int quoted(String text, int from, StringBuilder value) {
    for (int i = from; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '"') {
        return i;
      }
      if (c == '\\' && i + 1 < text.length()) {
        i++;
        c = text.charAt(i);
      }
      value.append(c);
    }
    return -1;
  }

  @Nullable String get(String name) {
    return values.get(name);
  }

  String get(String name, String fallback) {
    return values.getOrDefault(name, fallback);
  }
}
