package io.rtsper.api;

import static java.util.Objects.requireNonNull;

/**
 * Which of a server's challenges a session answers. Digest always goes before Basic, and without
 * TLS Basic isn't answered at all where Digest is offered too, even if that can't be answered.
 * Among several Digest challenges the server's order counts (RFC 7616 §3.7) unless {@link
 * #strongest()} is asked for.
 *
 * @param preferStrongest whether the strongest algorithm goes first instead of the server's order
 * @param minimumAlgorithm the weakest Digest algorithm that is answered
 * @param basicOverPlaintext whether Basic is answered on a connection without TLS, where anyone on
 *     the way can read the password; only by a server that offers no Digest
 */
public record AuthPolicy(
    boolean preferStrongest, DigestAlgorithm minimumAlgorithm, boolean basicOverPlaintext) {

  /**
   * The server's order, every algorithm, Basic also over plain text if it offers no Digest (cameras
   * need it).
   */
  public static final AuthPolicy DEFAULT = new AuthPolicy(false, DigestAlgorithm.MD5, true);

  /** Checks the algorithm. */
  public AuthPolicy {
    requireNonNull(minimumAlgorithm, "minimumAlgorithm");
  }

  /**
   * Returns this policy with the strongest algorithm first.
   *
   * @return a new policy
   */
  public AuthPolicy strongest() {
    return new AuthPolicy(true, minimumAlgorithm, basicOverPlaintext);
  }

  /**
   * Returns this policy with a least algorithm; weaker challenges, and Basic, are passed over when
   * it is above {@link DigestAlgorithm#MD5}.
   *
   * @param algorithm the weakest that is answered
   * @return a new policy
   */
  public AuthPolicy minimumAlgorithm(DigestAlgorithm algorithm) {
    return new AuthPolicy(preferStrongest, algorithm, basicOverPlaintext);
  }

  /**
   * Returns this policy without Basic on connections that have no TLS.
   *
   * @return a new policy
   */
  public AuthPolicy forbidBasicOverPlaintext() {
    return new AuthPolicy(preferStrongest, minimumAlgorithm, false);
  }
}
