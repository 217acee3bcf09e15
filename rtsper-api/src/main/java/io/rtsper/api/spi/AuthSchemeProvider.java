package io.rtsper.api.spi;

import io.rtsper.api.header.Challenge;
import java.util.Optional;

/** Answers the challenges of one authentication scheme. {@link #name()} is the scheme. */
public interface AuthSchemeProvider extends Provider {

  /**
   * Returns who answers a challenge from now on, or empty if it can't be answered: no secret of
   * this scheme's kind is there, the policy forbids it, or the algorithm is unknown. Called on the
   * event loop; must not block.
   *
   * @param challenge a challenge of this scheme
   * @param context the secrets and the policy
   * @return the authenticator, with a state of its own
   */
  Optional<Authenticator> authenticator(Challenge challenge, AuthContext context);
}
