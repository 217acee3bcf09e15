package io.rtsper.api.text;

import io.rtsper.api.ascii.Ascii;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Takes what could give credentials away out of text that is printed. Redaction goes by the place
 * where secrets stand (a header, a URL's user information, a key in a URL), not by what they look
 * like, and takes away too much rather than too little. It looks at each character a fixed number
 * of times, since peers choose the text and {@code toString()} has to be cheap.
 */
final class Redaction {

  static final String MASK = "***";

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
          "loginname",
          "loginpas",
          "loginuse",
          "pass",
          "passwd",
          "password",
          "passphrase",
          "psw",
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

  /** Longer keys that end like this, such as {@code streamkey}, hold a secret too. */
  private static final List<String> SECRET_ENDINGS =
      List.of("key", "pass", "passwd", "password", "pwd", "secret", "token");

  /** What a challenge or its confirmation holds beside names. */
  private static final Set<String> SECRET_PARAMETERS =
      Set.of("nonce", "nextnonce", "cnonce", "rspauth", "response", "opaque");

  /** What no header's name holds by chance, not even as a part of a word. */
  private static final List<String> SECRET_HEADERS =
      List.of(
          "authorization",
          "cookie",
          "token",
          "secret",
          "passwd",
          "password",
          "pwd",
          "api-key",
          "apikey",
          "keymgmt");

  /** What is no letter; or where a capital begins a word. */
  private static final Pattern BETWEEN_WORDS =
      Pattern.compile("[^A-Za-z]+|(?<=[a-z])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])");

  private Redaction() {}

  /** Returns the value of a header as it may be printed. */
  static String headerValue(String name, String value) {
    String lower = name.toLowerCase(Locale.ROOT);
    if (lower.equals("authorization") || lower.equals("proxy-authorization")) {
      int space = value.indexOf(' ');
      boolean scheme = space > 0 && isWord(value, space);
      return scheme ? value.substring(0, space + 1) + MASK : MASK;
    }
    if (isSecretHeader(name, lower)) {
      return MASK;
    }
    if (lower.endsWith("-authenticate") || lower.endsWith("authentication-info")) {
      StringBuilder out = new StringBuilder(value.length());
      maskParameters(out, urls(value));
      return out.toString();
    }
    return urls(value);
  }

  /**
   * Returns whether a header's name holds a secret key of URLs as a word of its own, as in {@code
   * X-Rtsp-Pass}, {@code x_rtsp_pass} and {@code RtspPass}. A part of a word says nothing, as in
   * {@code Bypass} and {@code Compass}, but for what stands in no other word, and for {@code key}
   * at an end. {@code User-Agent} names no user.
   */
  private static boolean isSecretHeader(String name, String lower) {
    if (lower.equals("user-agent")) {
      return false;
    }
    for (String secret : SECRET_HEADERS) {
      if (lower.contains(secret)) {
        return true;
      }
    }
    return BETWEEN_WORDS
        .splitAsStream(name)
        .map(word -> word.toLowerCase(Locale.ROOT))
        .anyMatch(word -> SECRET_KEYS.contains(word) || word.endsWith("key"));
  }

  /** Returns the text with the user information and the secret values of its URLs masked. */
  static String urls(String text) {
    if (text.indexOf('@') < 0 && text.indexOf('=') < 0 && text.indexOf("://") < 0) {
      return text;
    }
    StringBuilder out = new StringBuilder(text.length());
    int at = 0;
    while (at < text.length()) {
      int start = at;
      while (at < text.length() && !isUrlEnd(text.charAt(at))) {
        at++;
      }
      // Keys first: their values may hold an @ that ends no user information.
      StringBuilder word = new StringBuilder(at - start);
      maskKeys(word, text.substring(start, at));
      maskUserInfo(out, word.toString());
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
  private static void maskUserInfo(StringBuilder out, String word) {
    int scheme = word.indexOf("://");
    if (scheme < 0) {
      maskReference(out, word);
      return;
    }
    int before = word.lastIndexOf('@', scheme);
    out.append(before > 0 ? MASK : "").append(word, Math.max(before, 0), scheme);
    while (scheme >= 0) {
      int start = scheme + 3;
      scheme = word.indexOf("://", start);
      out.append("://");
      maskAuthority(out, word.substring(start, scheme < 0 ? word.length() : scheme), scheme >= 0);
    }
  }

  /** Masks the user information of a URL without its scheme, or of a path. */
  private static void maskReference(StringBuilder out, String word) {
    boolean path = word.startsWith("/") && !word.startsWith("//");
    if (path || word.startsWith("?")) {
      maskPath(out, word);
    } else {
      int at = word.lastIndexOf('@');
      out.append(at > 0 ? MASK : "").append(word, Math.max(at, 0), word.length());
    }
  }

  /** Masks the user information of what stands behind {@code ://}. */
  private static void maskAuthority(StringBuilder out, String url, boolean schemeFollows) {
    int end = 0;
    while (end < url.length() && "/?#".indexOf(url.charAt(end)) < 0) {
      end++;
    }
    int at = url.lastIndexOf('@');
    boolean address = isAddressAndPort(url, end);
    boolean host = address || isHostAndPort(url, end);
    boolean colon = url.lastIndexOf(':', end) >= 0;
    if (at >= 0 && !address && (colon || !host)) {
      out.append(MASK).append(url, at, url.length());
    } else if (end > 0 && (!host || (schemeFollows && colon && end == url.length()))) {
      // Half a user information, such as "user:pa" of a password with a space, is no host either.
      out.append(MASK).append(url, end, url.length());
    } else {
      out.append(url, 0, end);
      maskPath(out, url.substring(end));
    }
  }

  /** Returns whether a name or an IPv4 address and perhaps a port end at the index. */
  private static boolean isHostAndPort(String url, int end) {
    int i = 0;
    while (i < end && isHostCharacter(url.charAt(i))) {
      i++;
    }
    return i > 0 && isPort(url, i, end);
  }

  /** Returns whether an address and perhaps a port end at the index; no user name is one. */
  private static boolean isAddressAndPort(String url, int end) {
    int i = 0;
    if (url.startsWith("[")) {
      while (i < end && url.charAt(i) != ']') {
        i++;
      }
      return i < end && url.lastIndexOf('@', i) < 0 && isPort(url, i + 1, end);
    }
    int dots = 0;
    while (i < end && (Ascii.isDigit(url.charAt(i)) || url.charAt(i) == '.')) {
      dots += url.charAt(i) == '.' ? 1 : 0;
      i++;
    }
    return dots == 3 && isPort(url, i, end);
  }

  private static boolean isPort(String url, int start, int end) {
    int i = start;
    while (i < end && (Ascii.isDigit(url.charAt(i)) || (i == start && url.charAt(i) == ':'))) {
      i++;
    }
    return i == end && end - start <= ":65535".length();
  }

  private static boolean isHostCharacter(char c) {
    return Ascii.isLetter(c) || Ascii.isDigit(c) || c == '.' || c == '-' || c == '_' || c == '~';
  }

  /** Masks what looks like user information in a path: all from the part with a colon to the @. */
  private static void maskPath(StringBuilder out, String path) {
    int at = path.lastIndexOf('@');
    int colon = path.indexOf(':');
    if (colon < 0 || colon > at) {
      out.append(path);
      return;
    }
    int start = colon;
    while (start > 0 && "/?#&=".indexOf(path.charAt(start - 1)) < 0) {
      start--;
    }
    out.append(path, 0, start).append(MASK).append(path, at, path.length());
  }

  /** Masks what stands behind {@code key=} up to the next ampersand. */
  private static void maskKeys(StringBuilder out, String text) {
    int copied = 0;
    int equals = -1;
    while ((equals = text.indexOf('=', Math.max(equals + 1, copied))) >= 0) {
      if (isSecretKey(nameBefore(text, copied, numbered(text, copied, equals)))) {
        out.append(text, copied, equals + 1).append(MASK);
        int end = text.indexOf('&', equals);
        copied = end < 0 ? text.length() : end;
      }
    }
    out.append(text, copied, text.length());
  }

  /** Returns where a key ends before its number, as in {@code password1} and {@code pwd_2}. */
  private static int numbered(String text, int from, int end) {
    int at = end;
    while (at > from && (Ascii.isDigit(text.charAt(at - 1)) || text.charAt(at - 1) == '_')) {
      at--;
    }
    return at;
  }

  private static boolean isSecretKey(String key) {
    if (SECRET_KEYS.contains(key)) {
      return true;
    }
    for (String ending : SECRET_ENDINGS) {
      if (key.endsWith(ending)) {
        return true;
      }
    }
    return false;
  }

  /** Masks the values of a challenge up to the next comma that isn't in quotes. */
  private static void maskParameters(StringBuilder out, String text) {
    int copied = 0;
    int equals = -1;
    while ((equals = text.indexOf('=', Math.max(equals + 1, copied))) >= 0) {
      int nameEnd = equals;
      while (nameEnd > copied && text.charAt(nameEnd - 1) <= ' ') {
        nameEnd--;
      }
      if (SECRET_PARAMETERS.contains(nameBefore(text, copied, nameEnd))) {
        out.append(text, copied, equals + 1).append(MASK);
        copied = valueEnd(text, equals + 1);
      }
    }
    out.append(text, copied, text.length());
  }

  private static int valueEnd(String text, int from) {
    boolean quoted = false;
    int i = from;
    while (i < text.length() && (quoted || text.charAt(i) != ',')) {
      char c = text.charAt(i);
      if (c == '"') {
        quoted = !quoted;
      } else if (c == '\\' && quoted) {
        i++;
      }
      i++;
    }
    return Math.min(i, text.length());
  }

  /** Returns whether nothing but letters, digits and hyphens stand before the index. */
  private static boolean isWord(String text, int end) {
    for (int i = 0; i < end; i++) {
      char c = text.charAt(i);
      if (!Ascii.isLetter(c) && !Ascii.isDigit(c) && c != '-') {
        return false;
      }
    }
    return true;
  }

  /** Returns the letters that end at the index, in lower case. */
  private static String nameBefore(String text, int from, int end) {
    int start = end;
    while (start > from && Ascii.isLetter(text.charAt(start - 1))) {
      start--;
    }
    return text.substring(start, end).toLowerCase(Locale.ROOT);
  }
}
