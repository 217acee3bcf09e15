package io.rtsper.api.header;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import io.rtsper.api.DigestAlgorithm;
import io.rtsper.api.RtspMethod;
import io.rtsper.api.RtspValidationException;
import java.nio.charset.Charset;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Builds the value of {@code Authorization} for Digest from its parts (RFC 7616 §3.4; without a qop
 * the form of RFC 2069). Nothing is sent or remembered, and the password is asked for last, so that
 * a builder never holds it.
 *
 * <pre>{@code
 * String value = Authorization.digest()
 *     .challenge(challenge)
 *     .username("admin")
 *     .request(RtspMethod.DESCRIBE, "rtsp://camera.local/stream")
 *     .qop("auth").nonceCount(1).cnonce("f2a1c0")
 *     .value(password);
 * }</pre>
 *
 * <p>Not safe for use by several threads.
 */
public final class DigestAuthorization {

  private static final byte[] NOTHING = new byte[0];

  private String username = "";
  private AuthParameter realm = AuthParameter.of("");
  private AuthParameter nonce = AuthParameter.of("");
  private String method = "";
  private String uri = "";
  private byte[] body = NOTHING;
  private @Nullable String algorithm;
  private @Nullable String qop;
  private long nonceCount = 1;
  private @Nullable String cnonce;
  private @Nullable String sessionNonce;
  private @Nullable String sessionCnonce;
  private @Nullable String opaque;
  private boolean userhash;
  private @Nullable Charset charset;
  private boolean announced;

  DigestAuthorization() {}

  /**
   * Sets realm, nonce, opaque, algorithm, userhash and charset to what a challenge says. The qop
   * isn't among them, since a challenge offers several.
   *
   * @param challenge a Digest challenge
   * @return this builder
   */
  public DigestAuthorization challenge(Challenge challenge) {
    realm(challenge.parameter("realm").orElse(""), challenge.verbatim("realm").orElse(""));
    nonce =
        new AuthParameter(
            challenge.parameter("nonce").orElse(""), challenge.verbatim("nonce").orElse(""), true);
    opaque = challenge.verbatim("opaque").orElse(null);
    algorithm = challenge.parameter("algorithm").orElse(null);
    userhash = challenge.parameter("userhash").filter("true"::equalsIgnoreCase).isPresent();
    announced = challenge.parameter("charset").filter("utf-8"::equalsIgnoreCase).isPresent();
    charset = announced ? UTF_8 : null;
    return this;
  }

  /**
   * Sets the user name. Empty when this isn't called.
   *
   * @param username the user name
   * @return this builder
   */
  public DigestAuthorization username(String username) {
    this.username = requireNonNull(username, "username");
    return this;
  }

  /**
   * Sets the realm. Empty when this isn't called.
   *
   * @param realm the realm, without quotes and escapes
   * @return this builder
   */
  public DigestAuthorization realm(String realm) {
    return realm(realm, AuthText.escape(realm));
  }

  /**
   * Sets the realm that goes into the hash and the one that is echoed, for servers that hash
   * another form than they send.
   *
   * @param hashed the realm in the hash
   * @param verbatim what stands between the quotes of the header
   * @return this builder
   * @throws RtspValidationException if the second would end its quoted string early
   */
  public DigestAuthorization realm(String hashed, String verbatim) {
    requireNonNull(hashed, "hashed");
    if (!AuthText.isQuotable(verbatim)) {
      throw new RtspValidationException("the realm has a quote or backslash without an escape");
    }
    realm = new AuthParameter(hashed, verbatim, true);
    return this;
  }

  /**
   * Sets the server's nonce. Empty when this isn't called.
   *
   * @param nonce the nonce, without quotes and escapes
   * @return this builder
   */
  public DigestAuthorization nonce(String nonce) {
    this.nonce = AuthParameter.of(requireNonNull(nonce, "nonce"));
    return this;
  }

  /**
   * Sets the request that is signed. Both are empty when this isn't called.
   *
   * @param method the request's method
   * @param uri the request URI, byte for byte as it stands in the request line
   * @return this builder
   */
  public DigestAuthorization request(RtspMethod method, String uri) {
    this.method = method.name();
    this.uri = requireNonNull(uri, "uri");
    return this;
  }

  /**
   * Sets the body of the request, which {@code auth-int} signs. Empty when this isn't called.
   *
   * @param body the body; not copied
   * @return this builder
   */
  public DigestAuthorization body(byte[] body) {
    this.body = requireNonNull(body, "body");
    return this;
  }

  /**
   * Sets the algorithm, echoed as it is given. When this isn't called, MD5 is used and the header
   * says nothing of it: there are cameras that refuse an algorithm that they didn't name.
   *
   * @param algorithm such as {@code SHA-256} or {@code MD5-sess}, in any case
   * @return this builder
   */
  public DigestAuthorization algorithm(String algorithm) {
    this.algorithm = requireNonNull(algorithm, "algorithm");
    return this;
  }

  /**
   * Sets the quality of protection. When this isn't called, the form of RFC 2069 is used, which has
   * neither a count nor a nonce of the client's.
   *
   * @param qop {@code auth} or {@code auth-int}
   * @return this builder
   */
  public DigestAuthorization qop(String qop) {
    this.qop = requireNonNull(qop, "qop");
    return this;
  }

  /**
   * Sets how many requests were signed with this nonce, this one included. 1 when this isn't
   * called.
   *
   * @param nonceCount from 1 to 2³²-1
   * @return this builder
   */
  public DigestAuthorization nonceCount(long nonceCount) {
    this.nonceCount = nonceCount;
    return this;
  }

  /**
   * Sets the client's nonce, which a qop and the {@code -sess} algorithms need.
   *
   * @param cnonce random text that nobody can guess
   * @return this builder
   */
  public DigestAuthorization cnonce(String cnonce) {
    this.cnonce = requireNonNull(cnonce, "cnonce");
    return this;
  }

  /**
   * Sets the nonces that the session of a {@code -sess} algorithm began with (RFC 7616 §3.4.2).
   * Those of the request when this isn't called.
   *
   * @param nonce the server's nonce of the first request
   * @param cnonce the client's nonce of the first request
   * @return this builder
   */
  public DigestAuthorization session(String nonce, String cnonce) {
    sessionNonce = requireNonNull(nonce, "nonce");
    sessionCnonce = requireNonNull(cnonce, "cnonce");
    return this;
  }

  /**
   * Sets what is echoed as {@code opaque}. Left out when this isn't called.
   *
   * @param opaque the server's text, without quotes and escapes; may be empty
   * @return this builder
   */
  public DigestAuthorization opaque(String opaque) {
    this.opaque = AuthText.escape(opaque);
    return this;
  }

  /**
   * Sets whether the user name is sent as a hash (RFC 7616 §3.4.4). False when this isn't called.
   *
   * @param userhash whether the challenge has {@code userhash=true}
   * @return this builder
   */
  public DigestAuthorization userhash(boolean userhash) {
    this.userhash = userhash;
    return this;
  }

  /**
   * Sets the encoding of user name and password. When this isn't called, it is ISO-8859-1 if that
   * has all their characters, or else UTF-8.
   *
   * @param charset the encoding
   * @param announced whether the challenge has {@code charset=UTF-8}: a user name beyond ASCII is
   *     then sent as {@code username*} (RFC 7616 §3.4), which other servers don't know
   * @return this builder
   */
  public DigestAuthorization charset(Charset charset, boolean announced) {
    this.charset = requireNonNull(charset, "charset");
    this.announced = announced;
    return this;
  }

  /**
   * Returns the header's value.
   *
   * @param password the password
   * @return the value, beginning with {@code Digest}
   * @throws RtspValidationException if a part is missing, unknown or can't be sent
   */
  public String value(String password) {
    return value(password.toCharArray());
  }

  /**
   * Returns the header's value.
   *
   * @param password the password; the array stays the caller's, copies are wiped
   * @return the value, beginning with {@code Digest}
   * @throws RtspValidationException if a part is missing, unknown or can't be sent
   */
  public String value(char[] password) {
    DigestHash hash = new DigestHash(checkedAlgorithm());
    Charset encoding = encoding(password);
    byte[] name = SecretText.bytes("the user name", username.toCharArray(), encoding);
    String response = ascii(response(hash, name, password, encoding, method));
    StringBuilder out = new StringBuilder(320).append("Digest ");
    appendUsername(out, hash, name, encoding);
    quoted(out, "realm", realm.verbatim());
    quoted(out, "nonce", nonce.verbatim());
    quoted(out, "uri", AuthText.escape(uri));
    quoted(out, "response", response);
    if (algorithm != null) {
      out.append(", algorithm=").append(algorithm);
    }
    if (opaque != null) {
      quoted(out, "opaque", opaque);
    }
    if (qop != null) {
      out.append(", qop=").append(qop).append(", nc=").append(count());
    }
    if (cnonce != null && (qop != null || isSession())) {
      quoted(out, "cnonce", AuthText.escape(cnonce));
    }
    if (userhash) {
      out.append(", userhash=true");
    }
    return AuthText.sendable("a part of the Digest answer", out.toString());
  }

  /**
   * Returns what a server that knows the password sends as {@code rspauth} for this request, if its
   * qop isn't {@code auth-int} (RFC 7616 §3.5).
   *
   * @param password the password; the array stays the caller's, copies are wiped
   * @return the digest in hexadecimal
   * @throws RtspValidationException if a part is missing, unknown or can't be sent
   */
  public String responseAuthentication(char[] password) {
    DigestHash hash = new DigestHash(checkedAlgorithm());
    Charset encoding = encoding(password);
    byte[] name = SecretText.bytes("the user name", username.toCharArray(), encoding);
    return ascii(response(hash, name, password, encoding, ""));
  }

  private byte[] response(
      DigestHash hash, byte[] name, char[] password, Charset encoding, String signedMethod) {
    byte[] secret = SecretText.bytes("the password", password, encoding);
    byte[] a1 = hash.of(name, AuthText.wireBytes(realm.text()), secret);
    Arrays.fill(secret, (byte) 0);
    byte[] serverNonce = AuthText.wireBytes(nonce.text());
    byte[] clientNonce = cnonce == null ? NOTHING : AuthText.wireBytes(cnonce);
    if (isSession()) {
      a1 =
          hash.of(
              a1,
              sessionNonce == null ? serverNonce : AuthText.wireBytes(sessionNonce),
              sessionCnonce == null ? clientNonce : AuthText.wireBytes(sessionCnonce));
    }
    byte[] a2 =
        "auth-int".equalsIgnoreCase(qop)
            ? hash.of(signedMethod.getBytes(US_ASCII), AuthText.wireBytes(uri), hash.of(body))
            : hash.of(signedMethod.getBytes(US_ASCII), AuthText.wireBytes(uri));
    return qop == null
        ? hash.of(a1, serverNonce, a2)
        : hash.of(
            a1, serverNonce, count().getBytes(US_ASCII), clientNonce, qop.getBytes(US_ASCII), a2);
  }

  private void appendUsername(StringBuilder out, DigestHash hash, byte[] name, Charset encoding) {
    if (userhash) {
      String hashed = ascii(hash.of(name, AuthText.wireBytes(realm.text())));
      out.append("username=\"").append(hashed).append('"');
    } else if (announced && encoding.equals(UTF_8) && !ExtendedValue.isPlain(username)) {
      out.append("username*=").append(ExtendedValue.of(name));
    } else {
      // One character for each byte: header values go on the wire in ISO-8859-1.
      String onWire = new String(name, ISO_8859_1);
      out.append("username=\"").append(AuthText.escape(onWire)).append('"');
    }
  }

  private static void quoted(StringBuilder out, String name, String verbatim) {
    out.append(", ").append(name).append("=\"").append(verbatim).append('"');
  }

  private DigestAlgorithm checkedAlgorithm() {
    if (qop != null && !"auth".equalsIgnoreCase(qop) && !"auth-int".equalsIgnoreCase(qop)) {
      throw new RtspValidationException("an unknown qop; it is auth or auth-int");
    }
    if (cnonce == null && (qop != null || isSession())) {
      throw new RtspValidationException("a qop and the -sess algorithms need a cnonce");
    }
    if (nonceCount < 1 || nonceCount > 0xFFFFFFFFL) {
      throw new RtspValidationException("the nonce count is 1 to 2^32-1, not " + nonceCount);
    }
    if (algorithm == null) {
      return DigestAlgorithm.MD5;
    }
    return DigestAlgorithm.ofToken(algorithm)
        .orElseThrow(() -> new RtspValidationException("an unknown Digest algorithm"));
  }

  private boolean isSession() {
    return algorithm != null && AuthText.lowerCase(algorithm).endsWith("-sess");
  }

  private Charset encoding(char[] password) {
    if (charset != null) {
      return charset;
    }
    return SecretText.isLatin1(username) && SecretText.isLatin1(password) ? ISO_8859_1 : UTF_8;
  }

  private String count() {
    String digits = Long.toHexString(nonceCount);
    return "00000000".substring(digits.length()) + digits;
  }

  private static String ascii(byte[] bytes) {
    return new String(bytes, US_ASCII);
  }

  /** Returns which request is signed, without nonces or digests. */
  @Override
  public String toString() {
    return "DigestAuthorization[" + method + ", " + (algorithm == null ? "MD5" : algorithm) + "]";
  }
}
