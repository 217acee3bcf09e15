package io.rtsper.auth;

import io.rtsper.api.header.Challenge;
import io.rtsper.api.spi.AuthContext;
import io.rtsper.api.spi.AuthSchemeProvider;
import io.rtsper.api.spi.Authenticator;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Optional;
import java.util.function.Supplier;

/** Answers Digest challenges (RFC 7616, and the forms of RFC 2617 and RFC 2069). */
public final class DigestSchemeProvider implements AuthSchemeProvider {

  private static final int CNONCE_BYTES = 16;

  private final Supplier<String> cnonces;

  /** Made by the service loader. */
  public DigestSchemeProvider() {
    SecureRandom random = new SecureRandom();
    this.cnonces =
        () -> {
          byte[] bytes = new byte[CNONCE_BYTES];
          random.nextBytes(bytes);
          return HexFormat.of().formatHex(bytes);
        };
  }

  /** Takes the client's nonces from elsewhere, so that tests can compare with published answers. */
  DigestSchemeProvider(Supplier<String> cnonces) {
    this.cnonces = cnonces;
  }

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
                    .map(secret -> new DigestAuthenticator(answerable, secret, context, cnonces)));
  }
}
