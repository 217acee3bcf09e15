package io.rtsper.it.interop;

import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.MessageDigest;
import java.security.cert.Certificate;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/** A key and a certificate that it signed itself, in the files that other servers read. */
final class ServerCertificate {

  /** Opens the stores, which protect nothing. */
  static final String PASSWORD = "testing";

  private static final String ALIAS = "server";

  private final Certificate certificate;
  private final Path certificateFile;
  private final Path keyFile;

  private ServerCertificate(Certificate certificate, Path certificateFile, Path keyFile) {
    this.certificate = certificate;
    this.certificateFile = certificateFile;
    this.keyFile = keyFile;
  }

  /** Makes one for the loopback address that is valid now. */
  static ServerCertificate good(Path folder) throws Exception {
    return make(folder, "good", "dns:localhost,ip:127.0.0.1", "-1d", 30);
  }

  /** Makes one for another host. */
  static ServerCertificate ofAnotherHost(Path folder) throws Exception {
    return make(folder, "other", "dns:camera.invalid", "-1d", 30);
  }

  /** Makes one for the loopback address that is no longer valid. */
  static ServerCertificate expired(Path folder) throws Exception {
    return make(folder, "expired", "dns:localhost,ip:127.0.0.1", "2020/01/01 00:00:00", 30);
  }

  private static ServerCertificate make(
      Path folder, String name, String alternativeNames, String start, int days) throws Exception {
    Path store = folder.resolve(name + ".p12");
    Process keytool =
        new ProcessBuilder(
                List.of(
                    Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                    "-genkeypair",
                    "-alias",
                    ALIAS,
                    "-keyalg",
                    "RSA", // GnuTLS doesn't read an EC key as the JDK writes it
                    "-keysize",
                    "2048",
                    "-storetype",
                    "PKCS12",
                    "-keystore",
                    store.toString(),
                    "-storepass",
                    PASSWORD,
                    "-dname",
                    "CN=Camera " + name,
                    "-ext",
                    "SAN=" + alternativeNames,
                    "-startdate",
                    start,
                    "-validity",
                    Integer.toString(days)))
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("keytool.log").toFile())
            .start();
    if (!keytool.waitFor(30, TimeUnit.SECONDS) || keytool.exitValue() != 0) {
      keytool.destroyForcibly();
      throw new AssertionError("keytool: " + Files.readString(folder.resolve("keytool.log")));
    }
    KeyStore keys = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(store)) {
      keys.load(in, PASSWORD.toCharArray());
    }
    Certificate certificate = keys.getCertificate(ALIAS);
    byte[] key = keys.getKey(ALIAS, PASSWORD.toCharArray()).getEncoded();
    return new ServerCertificate(
        certificate,
        pem(folder.resolve(name + "-certificate.pem"), "CERTIFICATE", certificate.getEncoded()),
        pem(folder.resolve(name + "-key.pem"), "PRIVATE KEY", key));
  }

  private static Path pem(Path file, String label, byte[] content) throws Exception {
    String lines =
        Base64.getMimeEncoder(64, "\n".getBytes(StandardCharsets.US_ASCII)).encodeToString(content);
    return Files.writeString(
        file, "-----BEGIN " + label + "-----\n" + lines + "\n-----END " + label + "-----\n");
  }

  Path certificateFile() {
    return certificateFile;
  }

  Path keyFile() {
    return keyFile;
  }

  /** Returns the SHA-256 fingerprint, calculated without rtsper. */
  String fingerprint() throws Exception {
    return HexFormat.of()
        .formatHex(MessageDigest.getInstance("SHA-256").digest(certificate.getEncoded()));
  }

  /** Returns a context that trusts this certificate alone. */
  SSLContext trustingContext() throws Exception {
    TrustManagerFactory trust =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    trust.init(anchors());
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(null, trust.getTrustManagers(), null);
    return context;
  }

  /** Writes a store that holds this certificate alone, such as a JVM can be told to trust. */
  Path trustStore(Path file) throws Exception {
    try (OutputStream out = Files.newOutputStream(file)) {
      anchors().store(out, PASSWORD.toCharArray());
    }
    return file;
  }

  private KeyStore anchors() throws Exception {
    KeyStore anchors = KeyStore.getInstance("PKCS12");
    anchors.load(null, null);
    anchors.setCertificateEntry(ALIAS, certificate);
    return anchors;
  }
}
