package io.rtsper.transport.tcp;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/** The certificates of {@code make-certificates.sh}. */
final class Certificates {

  private static final char[] PASSWORD = "testing".toCharArray();

  private static final KeyStore ALL = load();

  private Certificates() {}

  private static KeyStore load() {
    try (InputStream file = Certificates.class.getResourceAsStream("servers.p12")) {
      KeyStore store = KeyStore.getInstance("PKCS12");
      store.load(file, PASSWORD);
      return store;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (GeneralSecurityException e) {
      throw new AssertionError(e);
    }
  }

  static X509Certificate certificate(String alias) {
    try {
      return (X509Certificate) ALL.getCertificate(alias);
    } catch (GeneralSecurityException e) {
      throw new AssertionError(e);
    }
  }

  static String fingerprint(String alias) {
    try {
      return ServerTrust.fingerprint(certificate(alias));
    } catch (GeneralSecurityException e) {
      throw new AssertionError(e);
    }
  }

  /** Returns a context that shows one certificate and trusts another. */
  static SSLContext context(String shown, String trusted) {
    try {
      KeyManagerFactory keys =
          KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
      keys.init(withKeyOf(shown), PASSWORD);
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(keys.getKeyManagers(), trust(trusted).getTrustManagers(), new SecureRandom());
      return context;
    } catch (GeneralSecurityException e) {
      throw new AssertionError(e);
    }
  }

  /** Returns a store with one certificate and its key. */
  static KeyStore withKeyOf(String shown) {
    try {
      KeyStore own = empty();
      own.setKeyEntry(shown, ALL.getKey(shown, PASSWORD), PASSWORD, ALL.getCertificateChain(shown));
      return own;
    } catch (GeneralSecurityException e) {
      throw new AssertionError(e);
    }
  }

  static char[] password() {
    return PASSWORD.clone();
  }

  /** Returns a context that shows nothing and trusts one certificate. */
  static SSLContext trusting(String trusted) {
    try {
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(null, trust(trusted).getTrustManagers(), new SecureRandom());
      return context;
    } catch (GeneralSecurityException e) {
      throw new AssertionError(e);
    }
  }

  private static TrustManagerFactory trust(String trusted) throws GeneralSecurityException {
    TrustManagerFactory trust =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    trust.init(storeOf(trusted));
    return trust;
  }

  /** Returns a store that holds one certificate, without its key. */
  static KeyStore storeOf(String trusted) throws GeneralSecurityException {
    KeyStore anchors = empty();
    anchors.setCertificateEntry(trusted, ALL.getCertificate(trusted));
    return anchors;
  }

  private static KeyStore empty() throws GeneralSecurityException {
    try {
      KeyStore store = KeyStore.getInstance("PKCS12");
      store.load(null, PASSWORD);
      return store;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
