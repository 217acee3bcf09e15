package io.rtsper.api.spi;

import io.rtsper.api.AuthPolicy;
import io.rtsper.api.Credentials;
import io.rtsper.api.DoNotImplement;
import java.util.List;

/** What an authentication scheme may use. */
@DoNotImplement
public interface AuthContext {

  /**
   * Returns the session's secrets.
   *
   * @return the secrets, in order of preference
   */
  List<Credentials> credentials();

  /**
   * Returns which challenges are answered.
   *
   * @return the policy
   */
  AuthPolicy policy();

  /**
   * Returns whether nobody on the way can read what is sent.
   *
   * @return true on a connection with TLS
   */
  boolean secure();

  /**
   * Returns what takes the quirks that the scheme tolerates.
   *
   * @return the reporter
   */
  QuirkReporter quirks();

  /**
   * Returns a nonce of the client's: text that nobody can guess, another one with each call.
   *
   * @return letters and digits
   */
  String clientNonce();

  /**
   * Returns how many requests were signed with the challenge's nonce before the authenticator was
   * made.
   *
   * @return the count, zero in a session
   */
  long requestsSigned();
}
