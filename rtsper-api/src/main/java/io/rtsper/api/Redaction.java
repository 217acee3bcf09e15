package io.rtsper.api;

import java.util.Locale;
import java.util.Set;

/**
 * Takes what could give credentials away out of text that is printed. Redaction goes by the place
 * where secrets stand (a header, a URL's user information, a query key), not by what they look
 * like.
 */
final class Redaction {

  static final String MASK = "***";

  private static final Set<String> SECRET_QUERY_KEYS =
      Set.of(
          "pass",
          "passwd",
          "password",
          "pwd",
          "token",
          "auth",
          "key",
          "user",
          "username",
          "secret",
          "access_token");

  private Redaction() {}

  /** Returns the value of a header as it may be printed. */
  static String headerValue(String name, String value) {
    if (RtspHeaders.equalsIgnoreAsciiCase(name, "Authorization")
        || RtspHeaders.equalsIgnoreAsciiCase(name, "Proxy-Authorization")) {
      int space = value.indexOf(' ');
      return space < 0 ? MASK : value.substring(0, space + 1) + MASK;
    }
    if (RtspHeaders.equalsIgnoreAsciiCase(name, "Cookie")
        || RtspHeaders.equalsIgnoreAsciiCase(name, "Set-Cookie")) {
      return MASK;
    }
    return value.contains("://") ? urls(value) : value;
  }

  /** Returns the text with the user information and secret query values of its URLs masked. */
  static String urls(String text) {
    StringBuilder out = new StringBuilder(text.length());
    int at = 0;
    while (at < text.length()) {
      int scheme = text.indexOf("://", at);
      if (scheme < 0) {
        break;
      }
      int start = scheme + 3;
      int end = start;
      while (end < text.length() && !isUrlEnd(text.charAt(end))) {
        end++;
      }
      out.append(text, at, start);
      appendUrl(out, text.substring(start, end));
      at = end;
    }
    return out.append(text, at, text.length()).toString();
  }

  private static boolean isUrlEnd(char c) {
    return c <= ' ' || c == '"' || c == '<' || c == '>';
  }

  private static void appendUrl(StringBuilder out, String rest) {
    int question = rest.indexOf('?');
    int lastAt = rest.lastIndexOf('@', question < 0 ? rest.length() : question);
    int from = 0;
    if (lastAt >= 0) {
      out.append(MASK);
      from = lastAt;
    }
    question = rest.indexOf('?', from);
    if (question < 0) {
      out.append(rest, from, rest.length());
      return;
    }
    out.append(rest, from, question + 1);
    appendQuery(out, rest.substring(question + 1));
  }

  private static void appendQuery(StringBuilder out, String query) {
    int at = 0;
    while (at <= query.length()) {
      int amp = query.indexOf('&', at);
      int end = amp < 0 ? query.length() : amp;
      int equals = query.indexOf('=', at);
      if (equals >= 0
          && equals < end
          && SECRET_QUERY_KEYS.contains(query.substring(at, equals).toLowerCase(Locale.ROOT))) {
        out.append(query, at, equals + 1).append(MASK);
      } else {
        out.append(query, at, end);
      }
      if (amp < 0) {
        return;
      }
      out.append('&');
      at = amp + 1;
    }
  }
}
