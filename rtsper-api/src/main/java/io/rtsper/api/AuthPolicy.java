package io.rtsper.api;

import static java.util.Objects.requireNonNull;

/**
 * Which of a server's challenges a session answers. Digest always goes before Basic, and without
 * TLS Basic isn't answered at all where Digest is offered too, even if that can't be answered.
 * Among several Digest challenges the server's order counts (RFC 7616 §3.7) unless {@link
 * #strongest()} is asked for. Immutable.
 */
public final class AuthPolicy {

  /**
   * The server's order, every algorithm, Basic also over plain text if it offers no Digest (cameras
   * need it).
   */
  public static final AuthPolicy DEFAULT = new AuthPolicy(false, DigestAlgorithm.MD5, true);

  private final boolean preferStrongest;
  private final DigestAlgorithm minimumAlgorithm;
  private final boolean basicOverPlaintext;

  private AuthPolicy(
      boolean preferStrongest, DigestAlgorithm minimumAlgorithm, boolean basicOverPlaintext) {
    this.preferStrongest = preferStrongest;
    this.minimumAlgorithm = requireNonNull(minimumAlgorithm, "minimumAlgorithm");
    this.basicOverPlaintext = basicOverPlaintext;
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

  /** {@return whether the strongest algorithm goes first instead of the server's order} */
  public boolean preferStrongest() {
    return preferStrongest;
  }

  /** {@return the weakest Digest algorithm that is answered} */
  public DigestAlgorithm minimumAlgorithm() {
    return minimumAlgorithm;
  }

  /**
   * {@return whether Basic is answered on a connection without TLS, where anyone on the way can
   * read the password; only by a server that offers no Digest}
   */
  public boolean basicOverPlaintext() {
    return basicOverPlaintext;
  }
}
