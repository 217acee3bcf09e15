package io.rtsper.transport.tcp;

import io.rtsper.api.TlsOptions;
import java.net.Socket;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.KeyStoreException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.HexFormat;
import java.util.List;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedTrustManager;
import org.jspecify.annotations.Nullable;

/**
 * Decides whether a server's certificate is trusted, as its {@link TlsOptions} say, and remembers
 * what was presented, so that a failure can name it. One for each connection; called on the thread
 * that does the handshake's arithmetic, and read after that on the loop.
 */
final class ServerTrust extends X509ExtendedTrustManager {

  private static final X509Certificate[] NONE = {};

  private final List<String> pins;
  private final @Nullable X509ExtendedTrustManager authorities;
  private volatile @Nullable X509Certificate presented;

  private ServerTrust(List<String> pins, @Nullable X509ExtendedTrustManager authorities) {
    this.pins = pins;
    this.authorities = authorities;
  }

  /** A certificate that isn't among the pinned ones. */
  static final class PinMismatchException extends CertificateException {

    private static final long serialVersionUID = 1L;

    PinMismatchException(String fingerprint) {
      super("the certificate's SHA-256 fingerprint " + fingerprint + " isn't pinned");
    }
  }

  /**
   * Returns the trust that options ask for. Reads the JVM's trust store if need be, so it isn't for
   * the loop.
   */
  static ServerTrust of(TlsOptions options) throws GeneralSecurityException {
    boolean anyone = options.isInsecure() || !options.pins().isEmpty();
    return new ServerTrust(options.pins(), anyone ? null : jvmAuthorities());
  }

  private static X509ExtendedTrustManager jvmAuthorities() throws GeneralSecurityException {
    TrustManagerFactory factory =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    factory.init((KeyStore) null);
    for (TrustManager manager : factory.getTrustManagers()) {
      if (manager instanceof X509ExtendedTrustManager authorities) {
        return authorities;
      }
    }
    throw new KeyStoreException("the JVM has no X.509 trust manager");
  }

  /**
   * Returns the context of a connection: the caller's own, whose trust manager then decides about
   * the chain, or a new one that asks this.
   */
  SSLContext context(TlsOptions options) throws GeneralSecurityException {
    SSLContext own = options.sslContext().orElse(null);
    if (own != null) {
      return own;
    }
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(options.keyManagers().toArray(KeyManager[]::new), new TrustManager[] {this}, null);
    return context;
  }

  /** Checks a certificate against the pins; a caller's context doesn't ask this for its trust. */
  void checkPin(X509Certificate certificate) throws CertificateException {
    presented = certificate;
    if (!pins.isEmpty()) {
      String fingerprint = fingerprint(certificate);
      if (!pins.contains(fingerprint)) {
        throw new PinMismatchException(fingerprint);
      }
    }
  }

  /** Returns the certificate that the server showed, or null if it didn't come so far. */
  @Nullable X509Certificate presented() {
    return presented;
  }

  /** Returns the SHA-256 fingerprint in lower-case hexadecimal digits. */
  static String fingerprint(X509Certificate certificate) throws CertificateException {
    try {
      byte[] digest = MessageDigest.getInstance("SHA-256").digest(certificate.getEncoded());
      return HexFormat.of().formatHex(digest);
    } catch (NoSuchAlgorithmException e) {
      throw new CertificateException("this JVM has no SHA-256", e);
    }
  }

  @Override
  public void checkServerTrusted(X509Certificate[] chain, String authType, SSLEngine engine)
      throws CertificateException {
    checkPin(chain[0]);
    if (authorities != null) {
      authorities.checkServerTrusted(chain, authType, engine);
    }
  }

  @Override
  public void checkServerTrusted(X509Certificate[] chain, String authType, Socket socket)
      throws CertificateException {
    throw notAnEngine();
  }

  @Override
  public void checkServerTrusted(X509Certificate[] chain, String authType)
      throws CertificateException {
    throw notAnEngine();
  }

  @Override
  public void checkClientTrusted(X509Certificate[] chain, String authType, SSLEngine engine)
      throws CertificateException {
    throw notAClient();
  }

  @Override
  public void checkClientTrusted(X509Certificate[] chain, String authType, Socket socket)
      throws CertificateException {
    throw notAClient();
  }

  @Override
  public void checkClientTrusted(X509Certificate[] chain, String authType)
      throws CertificateException {
    throw notAClient();
  }

  private static CertificateException notAnEngine() {
    return new CertificateException("only an SSLEngine knows the host to check");
  }

  private static CertificateException notAClient() {
    return new CertificateException("rtsper is never the server");
  }

  @Override
  public X509Certificate[] getAcceptedIssuers() {
    return NONE;
  }
}
