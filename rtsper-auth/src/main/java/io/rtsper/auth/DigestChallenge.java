package io.rtsper.auth;

import io.rtsper.api.AuthPolicy;
import io.rtsper.api.DigestAlgorithm;
import io.rtsper.api.header.Challenge;
import io.rtsper.api.spi.QuirkReporter;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A Digest challenge that can be answered.
 *
 * @param challenge the challenge
 * @param algorithm its algorithm; MD5 if it names none (RFC 7616 §3.3)
 * @param isSession whether the algorithm is a {@code -sess} one
 * @param qop {@code auth}, or {@code auth-int} if nothing else is offered, or null for the form of
 *     RFC 2069
 * @param nonce the nonce
 */
record DigestChallenge(
    Challenge challenge,
    DigestAlgorithm algorithm,
    boolean isSession,
    @Nullable String qop,
    String nonce) {

  /** Returns the challenge if the algorithm and a qop are known and the policy allows it. */
  static Optional<DigestChallenge> of(Challenge challenge, AuthPolicy policy) {
    String nonce = challenge.parameter("nonce").orElse("");
    String token = algorithmToken(challenge);
    DigestAlgorithm algorithm = DigestAlgorithm.ofToken(token).orElse(null);
    String offered = challenge.parameter("qop").orElse("");
    String qop = chosenQop(offered);
    boolean answerable =
        challenge.isScheme("Digest")
            && !nonce.isEmpty()
            && algorithm != null
            && algorithm.compareTo(policy.minimumAlgorithm()) >= 0
            && (qop != null || isBlankList(offered));
    if (!answerable || algorithm == null) {
      return Optional.empty();
    }
    boolean session = token.length() > algorithm.token().length();
    return Optional.of(new DigestChallenge(challenge, algorithm, session, qop, nonce));
  }

  String realm() {
    return challenge.parameter("realm").orElse("");
  }

  /** Returns whether an answer holds a nonce of the client's. */
  boolean wantsClientNonce() {
    return qop != null || isSession;
  }

  /** Returns whether user name and password are to be in UTF-8. */
  boolean announcesUtf8() {
    return challenge.parameter("charset").filter("utf-8"::equalsIgnoreCase).isPresent();
  }

  /** Returns whether the server says that only the nonce was wrong. */
  boolean isStale() {
    return challenge.parameter("stale").filter("true"::equalsIgnoreCase).isPresent();
  }

  /** Returns whether the realm has escapes, so that a server may hash it in either form. */
  boolean hasEscapedRealm() {
    return !realm().equals(challenge.verbatim("realm").orElse(""));
  }

  /** Returns whether the other is a challenge of the same realm and algorithm. */
  boolean isLike(Challenge other) {
    return other.isScheme("Digest")
        && realm().equals(other.parameter("realm").orElse(""))
        && algorithmToken(challenge).equalsIgnoreCase(algorithmToken(other));
  }

  /** Reports what is tolerated when this is answered. */
  void report(QuirkReporter quirks) {
    if (challenge.parameter("realm").isEmpty()) {
      quirks.report(AuthQuirks.CHALLENGE_WITHOUT_REALM, "Digest");
    }
    if (challenge.parameter("qop").isPresent() && qop == null) {
      quirks.report(AuthQuirks.DIGEST_EMPTY_QOP, "");
    }
    if (qop == null && isSession) {
      quirks.report(AuthQuirks.DIGEST_SESSION_WITHOUT_QOP, description());
    } else if (qop == null && algorithm != DigestAlgorithm.MD5) {
      quirks.report(AuthQuirks.DIGEST_SHA_WITHOUT_QOP, description());
    }
  }

  String description() {
    return "Digest " + algorithm.token() + (isSession ? "-sess" : "");
  }

  private static String algorithmToken(Challenge challenge) {
    return challenge.parameter("algorithm").orElse("MD5");
  }

  private static @Nullable String chosenQop(String offered) {
    String only = null;
    int at = 0;
    while (at < offered.length()) {
      int end = at;
      while (end < offered.length() && !parts(offered.charAt(end))) {
        end++;
      }
      String option = offered.substring(at, end).toLowerCase(Locale.ROOT);
      if (option.equals("auth")) {
        return option;
      }
      if (option.equals("auth-int")) {
        only = option;
      }
      at = end + 1;
    }
    return only;
  }

  private static boolean isBlankList(String offered) {
    for (int i = 0; i < offered.length(); i++) {
      if (!parts(offered.charAt(i))) {
        return false;
      }
    }
    return true;
  }

  private static boolean parts(char c) {
    return c == ',' || c == ' ' || c == '\t';
  }
}
