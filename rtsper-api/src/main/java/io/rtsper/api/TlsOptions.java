package io.rtsper.api;

import static java.util.Objects.requireNonNull;

import io.rtsper.api.text.PeerText;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.KeyStoreException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/**
 * How an {@code rtsps} connection trusts its server. By default: the JVM's trust store, TLS 1.2 or
 * newer, and the certificate must be for the URL's host.
 *
 * <p>Immutable; each session has its own, there is no global switch.
 */
public final class TlsOptions {

  private static final TlsOptions DEFAULT = new TlsOptions(null, List.of(), List.of(), false);

  private static final int SHA_256_HEX_DIGITS = 64;

  private final @Nullable SSLContext context;
  private final List<KeyManager> keys;
  private final List<String> pins;
  private final boolean insecure;

  private TlsOptions(
      @Nullable SSLContext context, List<KeyManager> keys, List<String> pins, boolean insecure) {
    if (context != null && !keys.isEmpty()) {
      throw new RtspValidationException(
          "a client certificate and a context are given; a context brings its own certificate, so"
              + " give one of the two");
    }
    this.context = context;
    this.keys = keys;
    this.pins = pins;
    this.insecure = insecure;
  }

  /**
   * Returns the options of a session that is told nothing.
   *
   * @return the default options
   */
  public static TlsOptions defaults() {
    return DEFAULT;
  }

  /**
   * Returns these options with a context of the caller's, which brings its trust anchors and, if
   * wanted, a client certificate. The server's name is still checked.
   *
   * @param context the context
   * @return new options
   * @throws RtspValidationException if a client certificate is given already
   */
  public TlsOptions context(SSLContext context) {
    return new TlsOptions(requireNonNull(context, "context"), keys, pins, insecure);
  }

  /**
   * Returns these options with a certificate that the client shows to a server which asks for one.
   * How the server is trusted stays as it is: by the JVM's trust store, or by a pin alone.
   *
   * @param store holds the certificate, with its chain, and its key
   * @param password the key's, which is not kept; the store's own as a rule
   * @return new options
   * @throws RtspValidationException if the store can't be used, or a {@linkplain #context context}
   *     is given already
   */
  public TlsOptions clientCertificate(KeyStore store, char[] password) {
    try {
      boolean key = false;
      for (String alias : Collections.list(store.aliases())) {
        key |= store.isKeyEntry(alias);
      }
      if (!key) {
        throw new KeyStoreException("it holds no key");
      }
      KeyManagerFactory factory =
          KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
      factory.init(store, password);
      return new TlsOptions(context, List.of(factory.getKeyManagers()), pins, insecure);
    } catch (GeneralSecurityException unusable) {
      throw new RtspValidationException(
          "the key store of the client certificate can't be used ("
              + unusable.getMessage()
              + "); give one with a key, and the password of that key");
    }
  }

  /**
   * Returns these options with the SHA-256 fingerprint of a certificate that is trusted. With one
   * pin or more, the server's own certificate must be one of those, and neither its chain nor its
   * name nor its dates are looked at. A {@linkplain #context context} that is given besides looks
   * at the chain all the same, as its trust managers do; a {@linkplain #clientCertificate client
   * certificate} needs none.
   *
   * @param fingerprint 64 hexadecimal digits, in any case, with or without colons
   * @return new options
   * @throws RtspValidationException if the text isn't a fingerprint
   */
  public TlsOptions pinSha256(String fingerprint) {
    StringBuilder digits = new StringBuilder(SHA_256_HEX_DIGITS);
    for (int i = 0; i < fingerprint.length(); i++) {
      char c = fingerprint.charAt(i);
      int digit = Character.digit(c, 16);
      if (digit >= 0 && c < 0x80) {
        digits.append(Character.forDigit(digit, 16));
      } else if (c != ':') {
        digits.setLength(0);
        break;
      }
    }
    if (digits.length() != SHA_256_HEX_DIGITS) {
      throw new RtspValidationException(
          "not a SHA-256 fingerprint: \""
              + PeerText.printable(fingerprint, 100)
              + "\"; give 64 hexadecimal digits, with or without colons");
    }
    List<String> more = new ArrayList<>(pins);
    more.add(digits.toString());
    return new TlsOptions(context, keys, List.copyOf(more), insecure);
  }

  /**
   * Returns these options with every check of the server's identity switched off: anyone on the way
   * can then read and change what is sent, the password included. A session says so in a warning.
   * {@link #pinSha256(String)} is nearly always the better answer to a self-signed certificate.
   *
   * @return new options
   */
  public TlsOptions insecure() {
    return new TlsOptions(context, keys, pins, true);
  }

  /**
   * Returns the caller's context.
   *
   * @return the context, or empty for the JVM's default
   */
  public Optional<SSLContext> sslContext() {
    return Optional.ofNullable(context);
  }

  /**
   * Returns what shows the client's certificate, if one is given beside no context.
   *
   * @return the key managers; empty if the client shows none
   */
  public List<KeyManager> keyManagers() {
    return keys;
  }

  /**
   * Returns the pinned fingerprints.
   *
   * @return lower-case hexadecimal digits without colons; empty if nothing is pinned
   */
  public List<String> pins() {
    return pins;
  }

  /**
   * Returns whether every check of the server's identity is off.
   *
   * @return true after {@link #insecure()}
   */
  public boolean isInsecure() {
    return insecure;
  }
}
