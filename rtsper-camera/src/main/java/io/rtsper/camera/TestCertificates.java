package io.rtsper.camera;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.util.Collections;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/**
 * Key pairs for TLS tests, each with a certificate that it signed itself. {@code
 * src/main/clip/make-certificates.sh} makes them; they protect nothing.
 */
public enum TestCertificates {
  /** Valid for {@code localhost}, 127.0.0.1 and ::1. */
  GOOD("good"),
  /** Valid, but for {@code camera.invalid}. */
  WRONG_NAME("wrong-name"),
  /** For {@code localhost} and 127.0.0.1, but expired in 2021. */
  EXPIRED("expired"),
  /** A client's, for {@link CameraBuilder#clientCertificate()}. */
  CLIENT("client");

  private static final String STORE_PASSWORD = "rtsper-test";
  private static final String ALIAS = "test";

  private final String file;

  TestCertificates(String file) {
    this.file = file + ".p12";
  }

  /** Returns the certificate. */
  public X509Certificate certificate() {
    try {
      return (X509Certificate) store().getCertificate(ALIAS);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Returns a context that presents this certificate and trusts the given ones. */
  public SSLContext context(TestCertificates... trusted) {
    try {
      KeyManagerFactory keys =
          KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
      keys.init(store(), STORE_PASSWORD.toCharArray());
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(keys.getKeyManagers(), trust(trusted).getTrustManagers(), null);
      return context;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Returns a context that presents nothing and trusts the given certificates. */
  public static SSLContext trusting(TestCertificates... trusted) {
    try {
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(null, trust(trusted).getTrustManagers(), null);
      return context;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private static TrustManagerFactory trust(TestCertificates... trusted)
      throws GeneralSecurityException {
    KeyStore anchors = KeyStore.getInstance("PKCS12");
    try {
      anchors.load(null, null);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    for (TestCertificates each : trusted) {
      anchors.setCertificateEntry(each.file, each.certificate());
    }
    TrustManagerFactory factory =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    factory.init(anchors);
    return factory;
  }

  private KeyStore store() throws GeneralSecurityException {
    try (InputStream input = TestCertificates.class.getResourceAsStream(file)) {
      if (input == null) {
        throw new IllegalStateException("rtsper-camera's jar lacks " + file);
      }
      KeyStore store = KeyStore.getInstance("PKCS12");
      store.load(input, STORE_PASSWORD.toCharArray());
      if (!Collections.list(store.aliases()).contains(ALIAS)) {
        throw new IllegalStateException(file + " has no key " + ALIAS);
      }
      return store;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
