package io.rtsper.api.header;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import io.rtsper.api.RtspValidationException;
import java.nio.charset.Charset;
import java.util.Arrays;
import java.util.Base64;

/**
 * Values of the {@code Authorization} header made from their parts: Basic (RFC 7617) and Digest
 * (RFC 7616).
 *
 * <p>A session makes these by itself; this is for who sends requests of their own.
 */
public final class Authorization {

  private Authorization() {}

  /**
   * Returns the value for Basic, in UTF-8.
   *
   * @param username the user name, without a colon; may be empty
   * @param password the password; may be empty
   * @return the header's value
   * @throws RtspValidationException if the user name holds a colon, or either holds CR, LF or NUL
   */
  public static String basic(String username, String password) {
    return basic(username, password.toCharArray());
  }

  /**
   * Returns the value for Basic, in UTF-8.
   *
   * @param username the user name, without a colon; may be empty
   * @param password the password; may be empty; the array stays the caller's, copies are wiped
   * @return the header's value
   * @throws RtspValidationException if the user name holds a colon, or either holds CR, LF or NUL
   */
  public static String basic(String username, char[] password) {
    return basic(username, password, UTF_8);
  }

  /**
   * Returns the value for Basic.
   *
   * @param username the user name, without a colon; may be empty
   * @param password the password; may be empty; the array stays the caller's, copies are wiped
   * @param charset the encoding of both
   * @return the header's value
   * @throws RtspValidationException if the user name holds a colon, either holds CR, LF or NUL, or
   *     the encoding doesn't have one of their characters
   */
  public static String basic(String username, char[] password, Charset charset) {
    requireNonNull(password, "password");
    if (AuthText.sendable("the user name", username).indexOf(':') >= 0) {
      throw new RtspValidationException(
          "the user name holds a colon, which Basic can't tell from the one before the password"
              + " (RFC 7617 §2); use Digest");
    }
    byte[] name = SecretText.bytes("the user name", username.toCharArray(), charset);
    byte[] secret = SecretText.bytes("the password", password, charset);
    byte[] both = Arrays.copyOf(name, name.length + 1 + secret.length);
    both[name.length] = ':';
    System.arraycopy(secret, 0, both, name.length + 1, secret.length);
    String value = "Basic " + Base64.getEncoder().encodeToString(both);
    Arrays.fill(secret, (byte) 0);
    Arrays.fill(both, (byte) 0);
    return value;
  }

  /**
   * Returns a builder for Digest without a part.
   *
   * @return a new builder
   */
  public static DigestAuthorization digest() {
    return new DigestAuthorization();
  }
}
