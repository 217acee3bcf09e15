package io.rtsper.api.header;

import static java.util.Objects.requireNonNull;

import io.rtsper.api.spi.QuirkReporter;
import java.util.Map;
import java.util.Optional;

/**
 * The {@code Authentication-Info} of an accepted request (RFC 7616 §3.5): the nonce to use from now
 * on, and the server's proof that it knows the password too.
 *
 * <p>Immutable. {@link #toString()} shows which parameters there are, not their values.
 */
public final class AuthenticationInfo {

  private final Map<String, AuthParameter> parameters;

  private AuthenticationInfo(Map<String, AuthParameter> parameters) {
    this.parameters = parameters;
  }

  /**
   * Returns what a header says. Never fails for what a peer sends; the limits are those of {@link
   * Challenge#parseAll}.
   *
   * @param value the header's value
   * @param quirks takes what was tolerated or left out
   * @return the parameters that could be read
   * @throws io.rtsper.api.RtspProtocolException if the reporter throws it, in strict mode
   */
  public static AuthenticationInfo parse(String value, QuirkReporter quirks) {
    return new AuthenticationInfo(
        ChallengeReader.parameters(
            requireNonNull(value, "value"), requireNonNull(quirks, "quirks")));
  }

  /**
   * Returns the nonce for the requests that follow.
   *
   * @return the nonce, or empty if the old one stays or the new one is empty
   */
  public Optional<String> nextNonce() {
    return text("nextnonce").filter(nonce -> !nonce.isEmpty());
  }

  /**
   * Returns the quality of protection that {@link #responseAuthentication()} was computed with.
   *
   * @return {@code auth} or {@code auth-int}, or empty
   */
  public Optional<String> qop() {
    return text("qop");
  }

  /**
   * Returns the server's proof.
   *
   * @return the digest in hexadecimal, or empty
   */
  public Optional<String> responseAuthentication() {
    return text("rspauth");
  }

  /**
   * Returns the client's nonce that the proof answers.
   *
   * @return the client's nonce, or empty
   */
  public Optional<String> cnonce() {
    return text("cnonce");
  }

  /**
   * Returns the count of the request that the proof answers.
   *
   * @return eight hexadecimal digits, or empty
   */
  public Optional<String> nonceCount() {
    return text("nc");
  }

  private Optional<String> text(String name) {
    return Optional.ofNullable(parameters.get(name)).map(AuthParameter::text);
  }

  /** Returns the names of the parameters. */
  @Override
  public String toString() {
    return "AuthenticationInfo" + parameters.keySet();
  }
}
