package io.rtsper.auth;

import io.rtsper.api.UsernamePassword;
import io.rtsper.api.spi.AuthContext;
import java.util.stream.Stream;

/** The secrets of a session that Basic and Digest can use, and what their characters ask for. */
final class Secrets {

  private Secrets() {}

  /** Returns the user names with passwords, in the session's order of preference. */
  static Stream<UsernamePassword> passwords(AuthContext context) {
    return context.credentials().stream()
        .filter(UsernamePassword.class::isInstance)
        .map(UsernamePassword.class::cast);
  }

  /** Returns whether the encoding of the name or the password makes a difference. */
  static boolean beyondAscii(String username, char[] password) {
    return hasAbove(username, 0x7F) || hasAbove(password, 0x7F);
  }

  /** Returns whether ISO-8859-1 has all characters of both. */
  static boolean inLatin1(String username, char[] password) {
    return !hasAbove(username, 0xFF) && !hasAbove(password, 0xFF);
  }

  private static boolean hasAbove(String text, int limit) {
    for (int i = 0; i < text.length(); i++) {
      if (text.charAt(i) > limit) {
        return true;
      }
    }
    return false;
  }

  private static boolean hasAbove(char[] text, int limit) {
    for (char c : text) {
      if (c > limit) {
        return true;
      }
    }
    return false;
  }
}
