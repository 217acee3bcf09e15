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
import java.util.Base64;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Answers one Basic challenge. A password beyond ASCII goes in ISO-8859-1 unless the server says
 * {@code charset="UTF-8"} (RFC 7617 §2.1), and once more in UTF-8 when that was refused.
 */
final class BasicAuthenticator implements Authenticator {

  private static final Logger LOG = LoggerFactory.getLogger(BasicAuthenticator.class);

  private final UsernamePassword secret;
  private final AuthContext context;
  private Challenge challenge;

  /** Whether the next encoding is to be tried, or was. */
  private boolean unannouncedUtf8;

  private boolean canTryUtf8;
  private boolean realmChanged;
  private boolean warned;
  private final Acceptance acceptance;

  BasicAuthenticator(Challenge challenge, UsernamePassword secret, AuthContext context) {
    this.challenge = challenge;
    this.secret = secret;
    this.context = context;
    this.acceptance = new Acceptance(context.quirks());
  }

  @Override
  public String authorize(RtspMethod method, String uri, byte[] body) {
    acceptance.signing();
    if (challenge.parameter("realm").isEmpty() && !acceptance.isProven()) {
      context.quirks().report(AuthQuirks.CHALLENGE_WITHOUT_REALM, challenge.scheme());
    }
    if (!context.secure() && !warned) {
      warned = true;
      LOG.warn(
          "Basic authentication without TLS: anyone on the way can read the password."
              + " AuthPolicy.forbidBasicOverPlaintext() forbids it.");
    }
    char[] password = secret.password();
    try {
      return value(secret.username(), password, encoding(password));
    } finally {
      Arrays.fill(password, '\0');
    }
  }

  /** Returns the header's value; the array stays the caller's, copies are wiped. */
  static String value(String username, char[] password, Charset charset) {
    byte[] name = SecretText.bytes("the user name", username.toCharArray(), charset);
    byte[] secret = SecretText.bytes("the password", password, charset);
    byte[] both = Arrays.copyOf(name, name.length + 1 + secret.length);
    both[name.length] = ':';
    System.arraycopy(secret, 0, both, name.length + 1, secret.length);
    String value = "Basic " + Base64.getEncoder().encodeToString(both);
    Arrays.fill(secret, (byte) 0);
    Arrays.fill(both, (byte) 0);
    return value;
  }

  private Charset encoding(char[] password) {
    boolean announced =
        challenge.parameter("charset").filter("utf-8"::equalsIgnoreCase).isPresent();
    boolean latin1 = Secrets.inLatin1(secret.username(), password);
    canTryUtf8 =
        !announced
            && !unannouncedUtf8
            && latin1
            && Secrets.beyondAscii(secret.username(), password);
    return announced || unannouncedUtf8 || !latin1 ? UTF_8 : ISO_8859_1;
  }

  @Override
  public Outcome challenged(Challenge again) {
    acceptance.refused();
    String before = realm();
    challenge = again;
    if (canTryUtf8 && !acceptance.isProven()) {
      canTryUtf8 = false;
      unannouncedUtf8 = true;
      acceptance.reportIfAccepted(AuthQuirks.AUTH_UTF8_UNANNOUNCED, "Basic");
      return Outcome.CHANGED;
    }
    if (!realmChanged && !realm().equals(before)) {
      realmChanged = true;
      return Outcome.CHANGED;
    }
    return Outcome.REFUSED;
  }

  @Override
  public void accepted(Map<String, String> parameters) {
    acceptance.accepted();
  }

  @Override
  public boolean matches(Challenge other) {
    return other.isScheme("Basic") && other.parameter("realm").orElse("").equals(realm());
  }

  private String realm() {
    return challenge.parameter("realm").orElse("");
  }

  @Override
  public String description() {
    return "Basic";
  }

  @Override
  public int preference() {
    return 0;
  }

  /** Returns the description. */
  @Override
  public String toString() {
    return description();
  }
}
