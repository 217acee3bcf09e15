package io.rtsper.api.spi;

import io.rtsper.api.AuthPolicy;
import io.rtsper.api.Credentials;
import java.util.List;

/**
 * What an authentication scheme may use.
 *
 * @param credentials the session's secrets, in order of preference
 * @param policy which challenges are answered
 * @param secure whether nobody on the way can read what is sent
 * @param quirks takes what the scheme tolerates
 */
public record AuthContext(
    List<Credentials> credentials, AuthPolicy policy, boolean secure, QuirkReporter quirks) {

  /** Copies the list. */
  public AuthContext {
    credentials = List.copyOf(credentials);
  }
}
