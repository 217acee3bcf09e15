package io.rtsper.testkit.contract;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import io.rtsper.api.AuthPolicy;
import io.rtsper.api.Credentials;
import io.rtsper.api.RtspMethod;
import io.rtsper.api.header.Challenge;
import io.rtsper.api.spi.AuthContext;
import io.rtsper.api.spi.AuthSchemeProvider;
import io.rtsper.api.spi.Authenticator;
import io.rtsper.api.spi.QuirkReporter;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * What rtsper demands of an {@link AuthSchemeProvider}. A plug-in's test extends this class and
 * returns its scheme, a challenge, and a secret that answers it.
 */
@Timeout(60)
public abstract class AuthSchemeContract {

  private static final String URI = "rtsp://192.0.2.1/stream?channel=1";

  /** How often a request may be signed anew, as long as the server calls its nonce stale. */
  private static final int MAX_RETRIES = 3;

  /** Makes the contract; for subclasses. */
  protected AuthSchemeContract() {}

  /**
   * Returns the plug-in.
   *
   * @return the scheme under test
   */
  protected abstract AuthSchemeProvider scheme();

  /**
   * Returns a challenge that the scheme answers with {@link #credentials()}.
   *
   * @return the challenge
   */
  protected abstract Challenge challenge();

  /**
   * Returns a secret of the scheme's kind.
   *
   * @return the secret
   */
  protected abstract Credentials credentials();

  /**
   * Returns what of the secret must never be shown.
   *
   * @return a text that occurs nowhere else, such as the password
   */
  protected abstract String secret();

  private static AuthContext context(List<Credentials> credentials) {
    return new TestContext(credentials);
  }

  private record TestContext(List<Credentials> credentials) implements AuthContext {

    @Override
    public AuthPolicy policy() {
      return AuthPolicy.DEFAULT;
    }

    @Override
    public boolean secure() {
      return true;
    }

    @Override
    public QuirkReporter quirks() {
      return QuirkReporter.NONE;
    }

    @Override
    public String clientNonce() {
      return UUID.randomUUID().toString();
    }

    @Override
    public long requestsSigned() {
      return 0;
    }
  }

  private Authenticator authenticator() {
    return scheme().authenticator(challenge(), context(List.of(credentials()))).orElseThrow();
  }

  private static String authorize(Authenticator authenticator) {
    return authenticator.authorize(RtspMethod.DESCRIBE, URI, new byte[0]);
  }

  /** The scheme's name is that of its challenge. */
  @Test
  public void isNamedLikeItsChallenge() {
    assertTrue(challenge().isScheme(scheme().name()), scheme().name());
  }

  /** Without a secret there is no answer, and no exception. */
  @Test
  public void answersNothingWithoutASecret() {
    assertTrue(scheme().authenticator(challenge(), context(List.of())).isEmpty());
  }

  /** An answer is one line that starts with the scheme. */
  @Test
  public void answersInOneLineThatStartsWithTheScheme() {
    String value = authorize(authenticator());
    String start = scheme().name().toLowerCase(Locale.ROOT) + " ";
    assertTrue(value.toLowerCase(Locale.ROOT).startsWith(start), "another scheme");
    assertFalse(value.chars().anyMatch(c -> c < ' ' || c == 0x7F), "a control character");
  }

  /** The authenticator judges the challenge that it was made for. */
  @Test
  public void matchesItsOwnChallenge() {
    assertTrue(authenticator().matches(challenge()));
  }

  /** A server that refuses again and again is given up, so that no account gets locked. */
  @Test
  public void givesUpWhenItIsRefusedAgainAndAgain() {
    Authenticator authenticator = authenticator();
    for (int retries = 0; retries <= MAX_RETRIES; retries++) {
      authorize(authenticator);
      if (authenticator.challenged(challenge()) == Authenticator.Outcome.REFUSED) {
        return;
      }
    }
    fail("not given up after " + MAX_RETRIES + " retries");
  }

  /** What describes the authenticator shows no secret. */
  @Test
  public void showsNoSecret() {
    Authenticator authenticator = authenticator();
    authorize(authenticator);
    assertFalse(authenticator.description().contains(secret()), "in description()");
    assertFalse(authenticator.toString().contains(secret()), "in toString()");
    assertFalse(scheme().toString().contains(secret()), "in the provider's toString()");
  }

  /** A server's last word on an accepted request may be anything. */
  @Test
  public void takesAnyWordOfAcceptance() {
    Authenticator authenticator = authenticator();
    authorize(authenticator);
    for (Map<String, String> parameters :
        List.of(
            Map.<String, String>of(),
            Map.of("nextnonce", ""),
            Map.of("nextnonce", "\"", "nc", "x", "rspauth", ""),
            Map.of("a", "b", "c", "d"))) {
      assertDoesNotThrow(() -> authenticator.accepted(parameters), parameters.toString());
    }
    authorize(authenticator);
  }

  /** Two sessions have nothing to do with each other. */
  @Test
  public void keepsTheStateOfEachSessionApart() {
    Authenticator refused = authenticator();
    Authenticator other = authenticator();
    authorize(refused);
    for (int retries = 0; retries <= MAX_RETRIES; retries++) {
      refused.challenged(challenge());
    }
    assertTrue(other.matches(challenge()));
    assertFalse(authorize(other).isEmpty());
  }
}
