package io.rtsper.api;

import static java.util.Objects.requireNonNull;

import io.rtsper.api.ascii.Ascii;
import java.util.function.Supplier;

/** A user name and a password, the secret of Basic and Digest. Made by {@link Credentials}. */
public final class UsernamePassword implements Credentials {

  private final String username;
  private final Supplier<char[]> password;

  private UsernamePassword(String username, Supplier<char[]> password) {
    this.username = requireNonNull(username, "username");
    this.password = requireNonNull(password, "password");
    int bad = Ascii.lineBreak(username);
    if (bad >= 0) {
      throw new RtspValidationException("the user name holds a line break or NUL at index " + bad);
    }
  }

  static UsernamePassword of(String username, char[] password) {
    char[] kept = password.clone();
    for (char c : kept) {
      if (c == '\r' || c == '\n' || c == 0) {
        throw new RtspValidationException("the password holds a line break or NUL");
      }
    }
    return new UsernamePassword(username, kept::clone);
  }

  static UsernamePassword supplied(String username, Supplier<char[]> password) {
    return new UsernamePassword(username, password);
  }

  /**
   * Returns the user name.
   *
   * @return the user name; may be empty
   */
  public String username() {
    return username;
  }

  /**
   * Returns the password in an array of the caller's own, which should wipe it after use.
   *
   * @return the password; may be empty
   */
  public char[] password() {
    return requireNonNull(password.get(), "the password supplier returned null");
  }

  /** Returns a text that shows neither the user name nor the password. */
  @Override
  public String toString() {
    return "UsernamePassword[***]";
  }
}
