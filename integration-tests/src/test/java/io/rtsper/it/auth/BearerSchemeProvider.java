package io.rtsper.it.auth;

import io.rtsper.api.RtspMethod;
import io.rtsper.api.header.Challenge;
import io.rtsper.api.spi.AuthContext;
import io.rtsper.api.spi.AuthSchemeProvider;
import io.rtsper.api.spi.Authenticator;
import java.util.Optional;

/**
 * A third scheme (RFC 6750) as someone else would add it: nothing but the public interface, and a
 * secret of its own. ONVIF devices ask for it over TLS.
 */
public final class BearerSchemeProvider implements AuthSchemeProvider {

  /** Made by the service loader. */
  public BearerSchemeProvider() {}

  @Override
  public String name() {
    return "Bearer";
  }

  @Override
  public Optional<Authenticator> authenticator(Challenge challenge, AuthContext context) {
    return context.credentials().stream()
        .filter(BearerToken.class::isInstance)
        .map(BearerToken.class::cast)
        .findFirst()
        .map(BearerAuthenticator::new);
  }

  private record BearerAuthenticator(BearerToken secret) implements Authenticator {

    @Override
    public String authorize(RtspMethod method, String uri, byte[] body) {
      return "Bearer " + secret.token();
    }

    @Override
    public Outcome challenged(Challenge challenge) {
      return Outcome.REFUSED;
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
      return 200;
    }
  }
}
