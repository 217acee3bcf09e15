package io.rtsper.auth;

import io.rtsper.api.Credentials;
import io.rtsper.api.header.Challenge;
import io.rtsper.api.spi.AuthSchemeProvider;
import io.rtsper.testkit.contract.AuthSchemeContract;
import org.junit.jupiter.api.Nested;

/** The forms of Digest whose challenges differ in what they ask for. */
class DigestSchemeContractTest {

  @Nested
  class OfRfc2069 extends Digest {
    @Override
    protected Challenge challenge() {
      return AuthFixture.challenge("Digest realm=\"Camera\", nonce=\"4f1c2a\"");
    }
  }

  @Nested
  class WithQop extends Digest {
    @Override
    protected Challenge challenge() {
      return AuthFixture.challenge(
          "Digest realm=\"Camera\", nonce=\"4f1c2a\", qop=\"auth,auth-int\", opaque=\"5ccc\","
              + " algorithm=SHA-256");
    }
  }

  @Nested
  class OfASession extends Digest {
    @Override
    protected Challenge challenge() {
      return AuthFixture.challenge(
          "Digest realm=\"Camera\", nonce=\"4f1c2a\", qop=\"auth\", algorithm=MD5-sess,"
              + " userhash=true, charset=UTF-8");
    }
  }

  @Nested
  class ThatSaysStale extends Digest {
    @Override
    protected Challenge challenge() {
      return AuthFixture.challenge(
          "Digest realm=\"Camera\", nonce=\"4f1c2a\", stale=true, algorithm=MD5");
    }
  }

  private abstract static class Digest extends AuthSchemeContract {

    @Override
    protected AuthSchemeProvider scheme() {
      return new DigestSchemeProvider();
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
}
