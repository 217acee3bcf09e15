package io.rtsper.auth;

import io.rtsper.api.header.Challenge;
import io.rtsper.api.spi.AuthContext;
import io.rtsper.api.spi.AuthSchemeProvider;
import io.rtsper.api.spi.Authenticator;
import java.util.Optional;

/** Answers Digest challenges (RFC 7616, and the forms of RFC 2617 and RFC 2069). */
public final class DigestSchemeProvider implements AuthSchemeProvider {

  /** Made by the service loader. */
  public DigestSchemeProvider() {}

  @Override
  public String name() {
    return "Digest";
  }

  @Override
  public Optional<Authenticator> authenticator(Challenge challenge, AuthContext context) {
    return DigestChallenge.of(challenge, context.policy())
        .flatMap(
            answerable ->
                Secrets.passwords(context)
                    .findFirst()
                    .map(secret -> new DigestAuthenticator(answerable, secret, context)));
  }
}
