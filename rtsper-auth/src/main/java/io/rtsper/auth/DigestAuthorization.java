package io.rtsper.auth;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.rtsper.api.DigestAlgorithm;
import io.rtsper.api.RtspMethod;
import io.rtsper.api.RtspValidationException;
import io.rtsper.api.header.Challenge;
import java.nio.charset.Charset;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Builds the value of {@code Authorization} for Digest from its parts (RFC 7616 §3.4; without a qop
 * the form of RFC 2069). Nothing is sent or remembered, and the password is asked for last, so that
 * a builder never holds it.
 */
final class DigestAuthorization {

  private final DigestAlgorithm algorithm;
  private final @Nullable String algorithmToken;
  private final boolean session;
  private final @Nullable String opaque;
  private final boolean userhash;
  private final String username;
  private String realm;
  private final String realmVerbatim;
  private String nonce;
  private String nonceVerbatim;
  private final String sessionNonce;
  private String method = "";
  private String uri = "";
  private byte[] body = {};
  private final @Nullable String qop;
  private long nonceCount = 1;
  private String cnonce = "";
  private String sessionCnonce = "";
  private Charset charset = UTF_8;
  private final boolean announcesUtf8;

  DigestAuthorization(DigestChallenge answered, String username) {
    Challenge challenge = answered.challenge();
    this.username = username;
    algorithm = answered.algorithm();
    algorithmToken = challenge.parameter("algorithm").orElse(null);
    session = answered.isSession();
    opaque = challenge.verbatim("opaque").orElse(null);
    userhash = challenge.parameter("userhash").filter("true"::equalsIgnoreCase).isPresent();
    realm = answered.realm();
    realmVerbatim = challenge.verbatim("realm").orElse("");
    nonce = answered.nonce();
    sessionNonce = nonce;
    nonceVerbatim = challenge.verbatim("nonce").orElse("");
    qop = answered.qop();
    announcesUtf8 = answered.announcesUtf8();
  }

  /** Hashes the realm as it stands between its quotes, for servers that do. */
  DigestAuthorization rawRealm() {
    realm = realmVerbatim;
    return this;
  }

  /** Sets another nonce than the challenge's, which the server announced since. */
  DigestAuthorization nextNonce(String next) {
    nonce = next;
    nonceVerbatim = AuthText.escape(next);
    return this;
  }

  /** Sets the request that is signed; the URI byte for byte as in the request line. */
  DigestAuthorization request(RtspMethod method, String uri, byte[] body) {
    this.method = method.name();
    this.uri = uri;
    this.body = body;
    return this;
  }

  /** Sets how many requests were signed with this nonce, this one included. */
  DigestAuthorization nonceCount(long count) {
    nonceCount = count;
    return this;
  }

  /**
   * Sets the client's nonce, which a qop and the {@code -sess} algorithms need, and the one that
   * the session of the latter began with (RFC 7616 §3.4.2).
   */
  DigestAuthorization cnonce(String cnonce, String sessionCnonce) {
    this.cnonce = cnonce;
    this.sessionCnonce = sessionCnonce;
    return this;
  }

  /** Sets the encoding of user name and password. */
  DigestAuthorization charset(Charset charset) {
    this.charset = charset;
    return this;
  }

  /**
   * Returns the header's value.
   *
   * @param password the password; the array stays the caller's, copies are wiped
   * @throws RtspValidationException if a part can't be sent
   */
  String value(char[] password) {
    DigestHash hash = new DigestHash(algorithm);
    byte[] name = SecretText.bytes("the user name", username.toCharArray(), charset);
    String response = ascii(response(hash, name, password, method));
    StringBuilder out = new StringBuilder(320).append("Digest ");
    appendUsername(out, hash, name);
    quoted(out, "realm", realmVerbatim);
    quoted(out, "nonce", nonceVerbatim);
    quoted(out, "uri", AuthText.escape(uri));
    quoted(out, "response", response);
    if (algorithmToken != null) {
      out.append(", algorithm=").append(algorithmToken);
    }
    if (opaque != null) {
      quoted(out, "opaque", opaque);
    }
    if (qop != null) {
      out.append(", qop=").append(qop).append(", nc=").append(count());
    }
    if (qop != null || session) {
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
   */
  String responseAuthentication(char[] password) {
    DigestHash hash = new DigestHash(algorithm);
    byte[] name = SecretText.bytes("the user name", username.toCharArray(), charset);
    return ascii(response(hash, name, password, ""));
  }

  private byte[] response(DigestHash hash, byte[] name, char[] password, String signedMethod) {
    byte[] secret = SecretText.bytes("the password", password, charset);
    byte[] a1 = hash.of(name, AuthText.wireBytes(realm), secret);
    Arrays.fill(secret, (byte) 0);
    if (session) {
      a1 = hash.of(a1, AuthText.wireBytes(sessionNonce), AuthText.wireBytes(sessionCnonce));
    }
    byte[] a2 =
        "auth-int".equals(qop)
            ? hash.of(signedMethod.getBytes(US_ASCII), AuthText.wireBytes(uri), hash.of(body))
            : hash.of(signedMethod.getBytes(US_ASCII), AuthText.wireBytes(uri));
    byte[] serverNonce = AuthText.wireBytes(nonce);
    return qop == null
        ? hash.of(a1, serverNonce, a2)
        : hash.of(
            a1,
            serverNonce,
            count().getBytes(US_ASCII),
            AuthText.wireBytes(cnonce),
            qop.getBytes(US_ASCII),
            a2);
  }

  private void appendUsername(StringBuilder out, DigestHash hash, byte[] name) {
    if (userhash) {
      String hashed = ascii(hash.of(name, AuthText.wireBytes(realm)));
      out.append("username=\"").append(hashed).append('"');
    } else if (announcesUtf8 && !ExtendedValue.isPlain(username)) {
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
    return "DigestAuthorization[" + method + ", " + algorithm.token() + "]";
  }
}
