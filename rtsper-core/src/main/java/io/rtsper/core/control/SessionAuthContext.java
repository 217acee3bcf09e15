package io.rtsper.core.control;

import io.rtsper.api.AuthPolicy;
import io.rtsper.api.Credentials;
import io.rtsper.api.spi.AuthContext;
import io.rtsper.api.spi.QuirkReporter;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.List;

/** What a session lends to an authentication scheme. */
record SessionAuthContext(
    List<Credentials> credentials, AuthPolicy policy, boolean secure, QuirkReporter quirks)
    implements AuthContext {

  private static final int NONCE_BYTES = 16;

  @Override
  public String clientNonce() {
    byte[] bytes = new byte[NONCE_BYTES];
    new SecureRandom().nextBytes(bytes);
    return HexFormat.of().formatHex(bytes);
  }

  @Override
  public long requestsSigned() {
    return 0;
  }
}
