package io.rtsper.examples;

import io.rtsper.api.RtspMethod;
import io.rtsper.api.header.Challenge;
import io.rtsper.api.spi.AuthContext;
import io.rtsper.api.spi.AuthSchemeProvider;
import io.rtsper.api.spi.Authenticator;
import java.util.Optional;

/**
 * An authentication scheme of an application's own: bearer tokens (RFC 6750). It is found through
 * {@code module-info.java} and {@code META-INF/services}, as the two schemes of rtsper are.
 */
public final class BearerScheme implements AuthSchemeProvider {

  @Override
  public String name() {
    return "Bearer";
  }

  @Override
  public Optional<Authenticator> authenticator(Challenge challenge, AuthContext context) {
    return context.credentials().stream()
        .filter(BearerToken.class::isInstance)
        .findFirst()
        .map(secret -> new Signer((BearerToken) secret));
  }

  private record Signer(BearerToken token) implements Authenticator {
    @Override
    public String authorize(RtspMethod method, String uri, byte[] body) {
      return "Bearer " + token.text();
    }

    @Override
    public Outcome challenged(Challenge challenge) {
      return Outcome.REFUSED; // the token was sent already, so the server doesn't want it
    }

    @Override
    public boolean matches(Challenge challenge) {
      return challenge.isScheme("Bearer");
    }

    @Override
    public String description() {
      return "Bearer";
    }

    @Override
    public int preference() {
      return 200; // before Digest, which has 100
    }
  }
}
