package io.rtsper.api;

import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Takes what could give credentials away out of text that is printed. Redaction goes by the place
 * where secrets stand (a header, a URL's user information, a key in a URL), not by what they look
 * like, and takes away too much rather than too little.
 */
final class Redaction {

  static final String MASK = "***";

  private static final int UNREADABLE = -2;

  /** The last word before the equals sign, so that {@code access_token} is a {@code token}. */
  private static final Set<String> SECRET_KEYS =
      Set.of(
          "auth",
          "authorization",
          "credential",
          "credentials",
          "key",
          "apikey",
          "jwt",
          "login",
          "pass",
          "passwd",
          "password",
          "passphrase",
          "pw",
          "pwd",
          "secret",
          "sig",
          "signature",
          "token",
          "usr",
          "user",
          "userid",
          "username");

  /** What a challenge or its confirmation holds beside names. */
  private static final Set<String> SECRET_PARAMETERS =
      Set.of("nonce", "nextnonce", "cnonce", "rspauth", "response", "opaque");

  private static final List<String> SECRET_HEADERS =
      List.of("authorization", "cookie", "token", "secret", "password", "api-key", "apikey");

  private Redaction() {}

  /** Returns the value of a header as it may be printed. */
  static String headerValue(String name, String value) {
    String lower = name.toLowerCase(Locale.ROOT);
    if (lower.equals("authorization") || lower.equals("proxy-authorization")) {
      int space = value.indexOf(' ');
      boolean scheme = space > 0 && Tokens.isToken(value.substring(0, space));
      return scheme ? value.substring(0, space + 1) + MASK : MASK;
    }
    for (String secret : SECRET_HEADERS) {
      if (lower.contains(secret)) {
        return MASK;
      }
    }
    if (lower.endsWith("-authenticate") || lower.endsWith("authentication-info")) {
      return maskValues(value, SECRET_PARAMETERS, true);
    }
    return urls(value);
  }

  /** Returns the text with the user information and the secret values of its URLs masked. */
  static String urls(String text) {
    StringBuilder out = new StringBuilder(text.length());
    int at = 0;
    while (at < text.length()) {
      int start = at;
      while (at < text.length() && !isUrlEnd(text.charAt(at))) {
        at++;
      }
      String word = text.substring(start, at);
      boolean url = word.contains("://") || word.indexOf('?') >= 0;
      out.append(url ? maskValues(maskUserInfo(word), SECRET_KEYS, false) : word);
      if (at < text.length()) {
        out.append(text.charAt(at));
        at++;
      }
    }
    return out.toString();
  }

  private static boolean isUrlEnd(char c) {
    return c <= ' ' || c == '"' || c == '<' || c == '>';
  }

  /** Masks the user information of each URL in a word; one may hold or follow another. */
  private static String maskUserInfo(String word) {
    StringBuilder out = new StringBuilder(word.length());
    int at = 0;
    int scheme;
    while ((scheme = word.indexOf("://", at)) >= 0) {
      int start = scheme + 3;
      String rest = word.substring(start);
      out.append(word, at, start);
      int end = userInfoEnd(rest);
      if (end >= 0) {
        out.append(MASK);
        at = start + end;
      } else if (end == UNREADABLE) {
        out.append(MASK);
        at = start + UrlAuthority.delimiter(rest, 0);
      } else {
        at = start;
      }
    }
    return out.append(word, at, word.length()).toString();
  }

  /** Returns where the user information ends, -1 if there is none, or {@link #UNREADABLE}. */
  private static int userInfoEnd(String rest) {
    try {
      return UrlAuthority.read(rest).userInfoEnd();
    } catch (RtspValidationException unreadable) {
      int lastAt = rest.lastIndexOf('@');
      // Half a user information, such as "user:pa" of a password with a space, is no host either.
      int head = UrlAuthority.delimiter(rest, 0);
      return lastAt >= 0 || head == 0 ? lastAt : UNREADABLE;
    }
  }

  /** Masks what stands behind {@code key=} up to the next ampersand, or comma in a list. */
  private static String maskValues(String text, Set<String> keys, boolean list) {
    StringBuilder out = new StringBuilder(text.length());
    int copied = 0;
    int equals = -1;
    while ((equals = text.indexOf('=', Math.max(equals + 1, copied))) >= 0) {
      int wordEnd = equals;
      while (list && wordEnd > 0 && text.charAt(wordEnd - 1) == ' ') {
        wordEnd--;
      }
      int wordStart = wordEnd;
      while (wordStart > copied && isLetter(text.charAt(wordStart - 1))) {
        wordStart--;
      }
      String key = text.substring(wordStart, wordEnd).toLowerCase(Locale.ROOT);
      if (!keys.contains(key)) {
        continue;
      }
      out.append(text, copied, equals + 1).append(MASK);
      int end = text.indexOf(list ? ',' : '&', equals);
      copied = end < 0 ? text.length() : end;
    }
    return out.append(text, copied, text.length()).toString();
  }

  private static boolean isLetter(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
  }
}
