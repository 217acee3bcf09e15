package io.rtsper.api.header;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.rtsper.api.AuthPolicy;
import io.rtsper.api.Credentials;
import io.rtsper.api.RtspMethod;
import io.rtsper.api.RtspValidationException;
import io.rtsper.api.spi.AuthContext;
import io.rtsper.api.spi.ProviderCatalog;
import io.rtsper.api.spi.QuirkReporter;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;

/**
 * Values of the {@code Authorization} header made from their parts: Basic (RFC 7617) and Digest
 * (RFC 7616).
 *
 * <p>A session makes these by itself; this is for who sends requests of their own.
 */
public final class Authorization {

  private Authorization() {}

  /**
   * Returns the value for Basic, in UTF-8.
   *
   * @param username the user name, without a colon; may be empty
   * @param password the password; may be empty
   * @return the header's value
   * @throws RtspValidationException if the user name holds a colon, or either holds CR, LF or NUL
   */
  public static String basic(String username, String password) {
    return basic(username, password.toCharArray());
  }

  /**
   * Returns the value for Basic, in UTF-8.
   *
   * @param username the user name, without a colon; may be empty
   * @param password the password; may be empty; the array stays the caller's, copies are wiped
   * @return the header's value
   * @throws RtspValidationException if the user name holds a colon, or either holds CR, LF or NUL
   */
  public static String basic(String username, char[] password) {
    if (HeaderText.oneLine("the user name", username).indexOf(':') >= 0) {
      throw new RtspValidationException(
          "the user name holds a colon, which Basic can't tell from the one before the password"
              + " (RFC 7617 §2); use Digest");
    }
    for (char c : password) {
      if (c == '\r' || c == '\n' || c == 0) {
        throw new RtspValidationException("the password holds a line break or NUL");
      }
    }
    CharBuffer both = CharBuffer.allocate(username.length() + 1 + password.length);
    both.put(username).put(':').put(password).flip();
    try {
      ByteBuffer encoded = UTF_8.newEncoder().encode(both);
      byte[] bytes = new byte[encoded.remaining()];
      encoded.get(bytes);
      String value = "Basic " + Base64.getEncoder().encodeToString(bytes);
      Arrays.fill(bytes, (byte) 0);
      Arrays.fill(encoded.array(), encoded.arrayOffset(), encoded.limit(), (byte) 0);
      return value;
    } catch (CharacterCodingException unpaired) {
      // Which character it is would tell something of the secret.
      throw new RtspValidationException(
          "the user name or the password holds half a character (an unpaired surrogate)");
    } finally {
      Arrays.fill(both.array(), '\0');
    }
  }

  /**
   * Returns the value for Digest in the form of RFC 2069, with MD5 and without a qop, as most
   * cameras want it.
   *
   * @param username the user name
   * @param password the password
   * @param realm the realm of the challenge
   * @param nonce the nonce of the challenge
   * @param method the request's method
   * @param uri the request URI, byte for byte as it stands in the request line
   * @return the header's value
   * @throws RtspValidationException if a part can't be sent, or {@code rtsper-auth} isn't there
   */
  public static String digest(
      String username, String password, String realm, String nonce, RtspMethod method, String uri) {
    Map<String, String> challenge = Map.of("realm", realm, "nonce", nonce);
    return digest(username, password.toCharArray(), challenge, "", 1, method, uri, new byte[0]);
  }

  /**
   * Returns the value for Digest, in the form that a challenge asks for. The plug-in of the scheme,
   * {@code rtsper-auth}, is looked for with each call.
   *
   * @param username the user name
   * @param password the password; the array stays the caller's, copies are wiped
   * @param challenge the parameters of the challenge, values without quotes and escapes: realm,
   *     nonce and, if the answer is to go by them, opaque, algorithm, qop, userhash and charset
   * @param cnonce the client's nonce, which a qop and the {@code -sess} algorithms need: random
   *     text that nobody can guess; may be empty for others
   * @param nonceCount how many requests were signed with this nonce, this one included: 1 to 2³²-1
   * @param method the request's method
   * @param uri the request URI, byte for byte as it stands in the request line
   * @param body the body, which {@code auth-int} signs; may be empty
   * @return the header's value
   * @throws RtspValidationException if a part is missing, unknown or can't be sent, or {@code
   *     rtsper-auth} isn't there
   */
  public static String digest(
      String username,
      char[] password,
      Map<String, String> challenge,
      String cnonce,
      long nonceCount,
      RtspMethod method,
      String uri,
      byte[] body) {
    if (nonceCount < 1 || nonceCount > 0xFFFFFFFFL) {
      throw new RtspValidationException("the nonce count is 1 to 2^32-1, not " + nonceCount);
    }
    AuthContext context =
        new OfOneRequest(Credentials.of(username, password::clone), cnonce, nonceCount - 1);
    return ProviderCatalog.discover(List.of())
        .requiredAuthScheme("Digest")
        .authenticator(Challenge.of("Digest", challenge), context)
        .orElseThrow(
            () ->
                new RtspValidationException(
                    "a Digest challenge needs a nonce, and no algorithm or qop but those of RFC"
                        + " 7616"))
        .authorize(method, uri, body);
  }

  /** What a scheme gets that signs one request of somebody's own. */
  private record OfOneRequest(Credentials secret, String cnonce, long requestsSigned)
      implements AuthContext {

    @Override
    public List<Credentials> credentials() {
      return List.of(secret);
    }

    @Override
    public AuthPolicy policy() {
      return AuthPolicy.DEFAULT;
    }

    @Override
    public boolean secure() {
      return false;
    }

    @Override
    public QuirkReporter quirks() {
      return QuirkReporter.NONE;
    }

    @Override
    public String clientNonce() {
      if (cnonce.isEmpty()) {
        throw new RtspValidationException("a qop and the -sess algorithms need a cnonce");
      }
      return cnonce;
    }
  }
}
