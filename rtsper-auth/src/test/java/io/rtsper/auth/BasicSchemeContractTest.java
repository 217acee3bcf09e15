package io.rtsper.auth;

import io.rtsper.api.Credentials;
import io.rtsper.api.header.Challenge;
import io.rtsper.api.spi.AuthSchemeProvider;
import io.rtsper.testkit.contract.AuthSchemeContract;

class BasicSchemeContractTest extends AuthSchemeContract {

  @Override
  protected AuthSchemeProvider scheme() {
    return new BasicSchemeProvider();
  }

  @Override
  protected Challenge challenge() {
    return AuthFixture.challenge("Basic realm=\"Camera\", charset=\"UTF-8\"");
  }

  @Override
  protected Credentials credentials() {
    return Credentials.of("viewer", secret());
  }

  @Override
  protected String secret() {
    return "canary-9f27c1";
  }
}
