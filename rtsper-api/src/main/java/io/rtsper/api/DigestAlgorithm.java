package io.rtsper.api;

import io.rtsper.api.ascii.Ascii;
import java.util.Optional;

/** The algorithms of Digest authentication (RFC 7616 §3.3), the weakest first. */
public enum DigestAlgorithm {
  /** MD5, what most cameras offer. */
  MD5("MD5"),
  /** SHA-256. */
  SHA_256("SHA-256"),
  /** SHA-512/256 (FIPS 180-4 §5.3.6). */
  SHA_512_256("SHA-512-256");

  private final String token;

  DigestAlgorithm(String token) {
    this.token = token;
  }

  /**
   * Returns the algorithm's name in a challenge, without {@code -sess}.
   *
   * @return the token
   */
  public String token() {
    return token;
  }

  /**
   * Returns the algorithm that a challenge names, with or without {@code -sess}, in any case.
   *
   * @param token such as {@code SHA-256-sess}
   * @return the algorithm, or empty if it is unknown
   */
  public static Optional<DigestAlgorithm> ofToken(String token) {
    int length = token.length();
    String plain =
        length > 5 && token.regionMatches(true, length - 5, "-sess", 0, 5)
            ? token.substring(0, length - 5)
            : token;
    for (DigestAlgorithm algorithm : values()) {
      if (Ascii.equalsIgnoreCase(algorithm.token, plain)) {
        return Optional.of(algorithm);
      }
    }
    return Optional.empty();
  }
}
