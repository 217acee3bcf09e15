package io.rtsper.auth;

import io.rtsper.api.DigestAlgorithm;
import io.rtsper.api.UsernamePassword;
import io.rtsper.api.header.Challenge;
import io.rtsper.api.spi.AuthContext;
import io.rtsper.api.spi.AuthSchemeProvider;
import io.rtsper.api.spi.Authenticator;
import java.util.Optional;

/** Answers Basic challenges (RFC 7617), where the policy lets the password be read on the way. */
public final class BasicSchemeProvider implements AuthSchemeProvider {

  /** Made by the service loader. */
  public BasicSchemeProvider() {}

  @Override
  public String name() {
    return "Basic";
  }

  @Override
  public Optional<Authenticator> authenticator(Challenge challenge, AuthContext context) {
    boolean allowed =
        (context.secure() || context.policy().basicOverPlaintext())
            && context.policy().minimumAlgorithm() == DigestAlgorithm.MD5;
    if (!allowed || !challenge.isScheme(name())) {
      return Optional.empty();
    }
    // A user name with a colon can't be sent by this scheme (RFC 7617 §2).
    return Secrets.passwords(context)
        .filter(secret -> secret.username().indexOf(':') < 0)
        .findFirst()
        .map((UsernamePassword secret) -> new BasicAuthenticator(challenge, secret, context));
  }
}
