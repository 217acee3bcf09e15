package io.rtsper.auth;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.rtsper.api.RtspMethod;
import io.rtsper.api.UsernamePassword;
import io.rtsper.api.header.Challenge;
import io.rtsper.api.spi.AuthContext;
import io.rtsper.api.spi.Authenticator;
import java.nio.charset.Charset;
import java.util.Arrays;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Answers one Digest challenge and those that follow it: counts the requests of a nonce, takes up
 * the next nonce, and tells a nonce that ran out from a password that is wrong.
 *
 * <p>Cameras lock an account after a few wrong answers, so nothing is tried twice. Where one
 * password can be hashed in more than one way (the encoding of what isn't ASCII, the backslashes of
 * a realm) each way is tried once, until one was accepted.
 */
final class DigestAuthenticator implements Authenticator {

  /** How often a secret that was accepted before may be challenged in a row. */
  private static final int PROVEN_REFUSALS = 3;

  private final UsernamePassword secret;
  private final AuthContext context;
  private final Acceptance acceptance;

  private DigestChallenge challenge;
  private String nonce;
  private long count;
  private String cnonce = "";
  private String sessionCnonce = "";
  private boolean reported;

  private boolean unannouncedUtf8;
  private boolean canTryUtf8;
  private boolean rawRealm;
  private @Nullable DigestAuthorization last;

  DigestAuthenticator(DigestChallenge challenge, UsernamePassword secret, AuthContext context) {
    this.challenge = challenge;
    this.nonce = challenge.nonce();
    this.count = context.requestsSigned();
    this.secret = secret;
    this.context = context;
    this.acceptance = new Acceptance(context.quirks());
  }

  @Override
  public String authorize(RtspMethod method, String uri, byte[] body) {
    acceptance.signing();
    if (!reported) {
      reported = true;
      challenge.report(context.quirks());
    }
    if (challenge.wantsClientNonce() && (count == 0 || cnonce.isEmpty())) {
      cnonce = context.clientNonce();
      if (sessionCnonce.isEmpty()) {
        sessionCnonce = cnonce;
      }
    }
    count++;
    char[] password = secret.password();
    try {
      DigestAuthorization parts =
          new DigestAuthorization(challenge, secret.username())
              .request(method, uri, body)
              .charset(encoding(password))
              .nonceCount(count)
              .cnonce(cnonce, sessionCnonce);
      if (!nonce.equals(challenge.nonce())) {
        parts.nextNonce(nonce);
      }
      if (rawRealm) {
        parts.rawRealm();
      }
      last = parts;
      return parts.value(password);
    } finally {
      Arrays.fill(password, '\0');
    }
  }

  private Charset encoding(char[] password) {
    boolean latin1 = Secrets.inLatin1(secret.username(), password);
    boolean utf8 = challenge.announcesUtf8() || unannouncedUtf8 || !latin1;
    canTryUtf8 = !utf8 && Secrets.beyondAscii(secret.username(), password);
    return utf8 ? UTF_8 : ISO_8859_1;
  }

  @Override
  public Outcome challenged(Challenge again) {
    acceptance.refused();
    DigestChallenge next = DigestChallenge.of(again, context.policy()).orElse(null);
    if (next == null) {
      return Outcome.REFUSED;
    }
    boolean sameNonce = next.nonce().equals(nonce);
    boolean exhausted = acceptance.refusals() > PROVEN_REFUSALS;
    adopt(next, sameNonce);
    if (next.isStale()) {
      return exhausted ? Outcome.REFUSED : Outcome.STALE;
    }
    if (!acceptance.isProven() && nextForm()) {
      return Outcome.CHANGED;
    }
    if (sameNonce || exhausted || (!acceptance.isProven() && acceptance.refusals() > 1)) {
      return Outcome.REFUSED;
    }
    acceptance.reportIfAccepted(AuthQuirks.DIGEST_NEW_NONCE_WITHOUT_STALE, "");
    return Outcome.CHANGED;
  }

  private void adopt(DigestChallenge next, boolean sameNonce) {
    challenge = next;
    reported = false;
    if (!sameNonce) {
      nonce = next.nonce();
      count = 0;
      sessionCnonce = "";
    }
  }

  /** Goes on to another way to hash the same password and returns whether there was one. */
  private boolean nextForm() {
    if (canTryUtf8) {
      canTryUtf8 = false;
      unannouncedUtf8 = true;
      acceptance.reportIfAccepted(AuthQuirks.AUTH_UTF8_UNANNOUNCED, challenge.description());
      return true;
    }
    if (!rawRealm && challenge.hasEscapedRealm()) {
      rawRealm = true;
      unannouncedUtf8 = false;
      acceptance.reportIfAccepted(AuthQuirks.DIGEST_RAW_REALM, challenge.description());
      return true;
    }
    return false;
  }

  @Override
  public void accepted(Map<String, String> parameters) {
    acceptance.accepted();
    String proof = parameters.get("rspauth");
    if (proof != null) {
      verify(parameters, proof);
    }
    String next = parameters.getOrDefault("nextnonce", "");
    if (!next.isEmpty() && !next.equals(nonce)) {
      nonce = next;
      count = 0;
    }
  }

  private void verify(Map<String, String> parameters, String proof) {
    DigestAuthorization answered = last;
    boolean bodySigned = "auth-int".equals(challenge.qop());
    boolean ofAnother =
        !parameters.getOrDefault("cnonce", cnonce).equals(cnonce)
            || (parameters.containsKey("nc") && !isCount(parameters.getOrDefault("nc", "")));
    if (answered == null || bodySigned || ofAnother) {
      return;
    }
    char[] password = secret.password();
    try {
      if (!answered.responseAuthentication(password).equalsIgnoreCase(proof)) {
        context.quirks().report(AuthQuirks.DIGEST_RSPAUTH_MISMATCH, "");
      }
    } finally {
      Arrays.fill(password, '\0');
    }
  }

  private boolean isCount(String echo) {
    try {
      return echo.length() <= 8 && Long.parseLong(echo, 16) == count;
    } catch (NumberFormatException e) {
      return false;
    }
  }

  @Override
  public boolean matches(Challenge other) {
    return challenge.isLike(other);
  }

  @Override
  public String description() {
    return challenge.description();
  }

  @Override
  public int preference() {
    return context.policy().preferStrongest() ? strength() : 100;
  }

  @Override
  public int strength() {
    return switch (challenge.algorithm()) {
      case MD5 -> 100;
      case SHA_256 -> 101;
      case SHA_512_256 -> 102;
    };
  }

  /** Returns the description. */
  @Override
  public String toString() {
    return description();
  }
}
