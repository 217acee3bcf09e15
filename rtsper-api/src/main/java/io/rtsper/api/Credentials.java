package io.rtsper.api;

import java.util.function.Supplier;

/**
 * A secret that answers a server's challenge. A session carries any number of them; an
 * authentication scheme picks the kind that it can use and leaves the rest alone.
 *
 * <p>The kind that Basic and Digest use is {@link UsernamePassword}. A plug-in for another scheme
 * brings a class of its own, whose {@code toString()} must not show the secret.
 */
public interface Credentials {

  /**
   * Returns a user name and a password.
   *
   * @param username the user name; may be empty
   * @param password the password; may be empty
   * @return the credentials
   */
  static UsernamePassword of(String username, String password) {
    return UsernamePassword.of(username, password.toCharArray());
  }

  /**
   * Returns a user name and a password.
   *
   * @param username the user name; may be empty
   * @param password the password; copied, so that the caller can wipe its array
   * @return the credentials
   */
  static UsernamePassword of(String username, char[] password) {
    return UsernamePassword.of(username, password);
  }

  /**
   * Returns a user name and a password that is asked for each time it is needed, so that it can be
   * changed without a restart.
   *
   * @param username the user name; may be empty
   * @param password gives the password; called on the session's event loop, so it must not block;
   *     the array that it returns is wiped after use
   * @return the credentials
   */
  static UsernamePassword of(String username, Supplier<char[]> password) {
    return UsernamePassword.supplied(username, password);
  }
}
