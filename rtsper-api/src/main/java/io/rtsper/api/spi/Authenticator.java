package io.rtsper.api.spi;

import io.rtsper.api.RtspMethod;
import io.rtsper.api.header.Challenge;
import java.util.Map;

/**
 * Answers one server's challenge for one secret and keeps the state that goes with it, such as the
 * nonce and its count. Confined to the event loop.
 */
public interface Authenticator {

  /** What to do about a challenge that came in answer to a signed request. */
  enum Outcome {
    /** The server only wants a new nonce: the secret wasn't judged, sign and send again. */
    STALE,
    /** The challenge is another one than was signed: sign and send once more. */
    CHANGED,
    /** The server refused the secret. */
    REFUSED
  }

  /**
   * Returns the value of {@code Authorization} for a request.
   *
   * @param method the request's method
   * @param uri the request URI, byte for byte as it stands in the request line
   * @param body the request's body
   * @return the header's value
   */
  String authorize(RtspMethod method, String uri, byte[] body);

  /**
   * Takes a challenge of this scheme that answers a request which {@link #authorize} signed.
   *
   * @param challenge the challenge
   * @return what to do; after {@link Outcome#STALE} and {@link Outcome#CHANGED} the new challenge
   *     is the one that is signed
   */
  Outcome challenged(Challenge challenge);

  /**
   * Takes what the {@code Authentication-Info} of an accepted request says (RFC 7616 §3.5). Not
   * called where there is none.
   *
   * @param parameters values without quotes and escapes by names in lower case; may be anything
   */
  default void accepted(Map<String, String> parameters) {}

  /**
   * Returns whether a challenge is of the kind that this answers: the same scheme, realm and
   * algorithm.
   *
   * @param challenge a challenge of this scheme
   * @return true if {@link #challenged} is to judge it
   */
  boolean matches(Challenge challenge);

  /**
   * Returns scheme and algorithm, such as {@code Digest SHA-256}.
   *
   * @return the description, without secrets
   */
  String description();

  /**
   * Returns how hard it is to get the secret out of an answer, in the scale of {@link
   * #preference()} but whatever the policy. A server that accepted an answer gets none of a lower
   * strength in the same session.
   *
   * @return the strength; the preference by default
   */
  default int strength() {
    return preference();
  }

  /**
   * Returns what decides between challenges that can all be answered: the higher goes first. Equal
   * ones go in the server's order. Basic has 0, Digest 100, and with a policy of the strongest
   * first Digest adds a value for its algorithm.
   *
   * @return the preference
   */
  int preference();
}
