package io.rtsper.transport.tcp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rtsper.api.RtspPhase;
import io.rtsper.api.RtspUrl;
import io.rtsper.api.RtspValidationException;
import io.rtsper.api.TlsOptions;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.SecureRandom;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.ExtendedSSLSession;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.api.parallel.Resources;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TlsTrustTest {

  /** Lets the server shake hands, whatever comes of it. */
  private static CompletableFuture<SSLSocket> serve(TlsFixture fixture) {
    return CompletableFuture.supplyAsync(
        () -> {
          try {
            SSLSocket secured = fixture.layer(fixture.acceptWire());
            secured.startHandshake();
            secured.getOutputStream().write("hello".getBytes());
            secured.getOutputStream().flush();
            return secured;
          } catch (IOException e) {
            throw new UncheckedIOException(e);
          }
        },
        OwnThread.EXECUTOR);
  }

  private static String refusal(String certificate, TlsOptions options) throws Exception {
    try (TlsFixture fixture = new TlsFixture(certificate, "TLSv1.3").trust(options);
        LinkProbe probe = new LinkProbe()) {
      serve(fixture);
      probe.open(fixture.provider(), fixture.target());
      String message = probe.failure();
      assertThat(probe.awaitClosed().orElseThrow().phase()).isEqualTo(RtspPhase.TLS_HANDSHAKE);
      return message;
    }
  }

  private static void assertAccepted(String certificate, String host, TlsOptions options)
      throws Exception {
    try (TlsFixture fixture = new TlsFixture(certificate, "TLSv1.3").trust(options);
        LinkProbe probe = new LinkProbe()) {
      CompletableFuture<SSLSocket> server = serve(fixture);
      probe.open(fixture.provider(), fixture.target(host)).awaitOpen();
      probe.awaitText("hello");
      server.get(10, TimeUnit.SECONDS).close();
    }
  }

  @Test
  void refusesASelfSignedCertificateAndSaysHowToPinIt() throws Exception {
    assertThat(refusal("self-signed", TlsOptions.defaults()))
        .contains("the certificate of 127.0.0.1:")
        .contains("is self-signed, so that nobody vouches for it")
        .contains("CN=Camera of the tests")
        .contains(Certificates.fingerprint("self-signed"))
        .contains("TlsOptions.pinSha256")
        .contains("TlsOptions.context");
  }

  @Test
  void refusesAnUnknownAuthorityByName() throws Exception {
    assertThat(refusal("signed", TlsOptions.defaults()))
        .contains("comes from an authority that isn't trusted here, CN=Authority of the tests")
        .contains(Certificates.fingerprint("signed"));
  }

  @Test
  void refusesAnExpiredCertificateWithItsDate() throws Exception {
    assertThat(refusal("expired", TlsOptions.defaults())).contains("expired on 2020-01-31");
    assertThat(
            refusal(
                "signed-expired",
                TlsOptions.defaults().context(Certificates.trusting("authority"))))
        .contains("expired on 2020-01-31")
        .contains(Certificates.fingerprint("signed-expired"));
  }

  @Test
  void refusesACertificateOfTheFutureAndDoubtsTheClock() throws Exception {
    assertThat(refusal("future", TlsOptions.defaults()))
        .contains("is valid only from 2100-01-01 on (check this machine's clock)");
  }

  @Test
  void refusesAnotherServersCertificateOfAGivenContext() throws Exception {
    assertThat(
            refusal(
                "signed-other", TlsOptions.defaults().context(Certificates.trusting("authority"))))
        .contains("was refused by the given SSLContext")
        .contains("127.0.0.1");
  }

  @Test
  @ResourceLock(Resources.SYSTEM_PROPERTIES)
  void refusesAnotherServersCertificateWithTheNamesThatItIsFor(@TempDir Path folder)
      throws Exception {
    Path store = folder.resolve("trust.p12");
    try (OutputStream out = Files.newOutputStream(store)) {
      Certificates.storeOf("authority").store(out, "testing".toCharArray());
    }
    System.setProperty("javax.net.ssl.trustStore", store.toString());
    System.setProperty("javax.net.ssl.trustStorePassword", "testing");
    try {
      assertThat(refusal("signed-other", TlsOptions.defaults()))
          .contains("is for other.example, not for 127.0.0.1")
          .contains(Certificates.fingerprint("signed-other"));
      assertAccepted("signed", "127.0.0.1", TlsOptions.defaults());
    } finally {
      System.clearProperty("javax.net.ssl.trustStore");
      System.clearProperty("javax.net.ssl.trustStorePassword");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"self-signed", "other-name", "expired", "future", "signed"})
  void aPinReplacesAuthorityNameAndDates(String certificate) throws Exception {
    TlsOptions pinned = TlsOptions.defaults().pinSha256(Certificates.fingerprint(certificate));
    assertAccepted(certificate, "127.0.0.1", pinned);
  }

  @Test
  void aMismatchOfThePinShowsTheFingerprintPresented() throws Exception {
    TlsOptions pinned = TlsOptions.defaults().pinSha256(Certificates.fingerprint("other-name"));
    assertThat(refusal("self-signed", pinned))
        .contains("isn't the pinned one")
        .contains(Certificates.fingerprint("self-signed"))
        .contains("TlsOptions.pinSha256");
  }

  @Test
  void aPinHoldsBesideAContextThatTrustsTheChain() throws Exception {
    TlsOptions context = TlsOptions.defaults().context(Certificates.trusting("authority"));
    assertThat(refusal("signed", context.pinSha256(Certificates.fingerprint("self-signed"))))
        .contains("isn't the pinned one")
        .contains(Certificates.fingerprint("signed"));
    assertAccepted("signed", "127.0.0.1", context.pinSha256(Certificates.fingerprint("signed")));
  }

  @ParameterizedTest
  @ValueSource(strings = {"self-signed", "other-name", "expired"})
  void insecureTrustsAnyone(String certificate) throws Exception {
    assertAccepted(certificate, "127.0.0.1", TlsOptions.defaults().insecure());
  }

  @Test
  void aContextBringsItsAuthorities() throws Exception {
    TlsOptions context = TlsOptions.defaults().context(Certificates.trusting("authority"));
    assertAccepted("signed", "127.0.0.1", context);
    assertAccepted("signed", "localhost", context);
  }

  @Test
  void aContextBringsTheClientsCertificate() throws Exception {
    TlsOptions context = TlsOptions.defaults().context(Certificates.context("signed", "authority"));
    assertThat(clientSeenBy("signed", context)).isEqualTo("CN=Signed camera");
  }

  @ParameterizedTest
  @ValueSource(strings = {"self-signed", "other-name", "expired"})
  void aClientCertificateGoesWithAPinAndNothingElseIsCheckedThen(String server) throws Exception {
    TlsOptions pinned =
        TlsOptions.defaults()
            .clientCertificate(Certificates.withKeyOf("signed"), Certificates.password())
            .pinSha256(Certificates.fingerprint(server));
    assertThat(clientSeenBy(server, pinned)).isEqualTo("CN=Signed camera");
    assertThat(refusal("future", pinned)).contains("isn't the pinned one");
  }

  @Test
  void aClientCertificateLeavesTheServersToBeChecked() throws Exception {
    TlsOptions own =
        TlsOptions.defaults()
            .clientCertificate(Certificates.withKeyOf("signed"), Certificates.password());
    assertThat(refusal("self-signed", own)).contains("is self-signed");
  }

  @Test
  void aClientCertificateNeedsItsKeysPasswordAndNoContextBesides() {
    KeyStore store = Certificates.withKeyOf("signed");
    assertThatThrownBy(() -> TlsOptions.defaults().clientCertificate(store, "no".toCharArray()))
        .isInstanceOf(RtspValidationException.class)
        .hasMessageContaining("the password of that key");
    TlsOptions own = TlsOptions.defaults().clientCertificate(store, Certificates.password());
    assertThat(own.keyManagers()).hasSize(1);
    assertThatThrownBy(() -> own.context(Certificates.trusting("authority")))
        .isInstanceOf(RtspValidationException.class)
        .hasMessageContaining("give one of the two");
  }

  /** Returns whom the server sees, which trusts the client's authority. */
  private static String clientSeenBy(String server, TlsOptions options) throws Exception {
    try (TlsFixture fixture = new TlsFixture(server, "TLSv1.3").trust(options);
        LinkProbe probe = new LinkProbe()) {
      CompletableFuture<String> client =
          CompletableFuture.supplyAsync(
              () -> {
                try (SSLSocket secured = fixture.layer(fixture.acceptWire())) {
                  secured.setNeedClientAuth(true);
                  secured.startHandshake();
                  return secured.getSession().getPeerPrincipal().getName();
                } catch (IOException e) {
                  throw new UncheckedIOException(e);
                }
              },
              OwnThread.EXECUTOR);
      probe.open(fixture.provider(), fixture.target()).awaitOpen();
      return client.get(10, TimeUnit.SECONDS);
    }
  }

  @Test
  void aContextThatCannotBeUsedIsAFailureOfTheLink() throws Exception {
    TlsOptions uninitialized = TlsOptions.defaults().context(SSLContext.getInstance("TLS"));
    assertThat(refusal("signed", uninitialized)).contains("SSLContext is not initialized");
  }

  @Test
  void theHandshakesArithmeticIsNotDoneOnTheLoop() throws Exception {
    CompletableFuture<Thread> checkedOn = new CompletableFuture<>();
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(
        null,
        new javax.net.ssl.TrustManager[] {new ThreadRevealingTrust(checkedOn)},
        new SecureRandom());
    try (TlsFixture fixture =
            new TlsFixture("signed", "TLSv1.3").trust(TlsOptions.defaults().context(context));
        LinkProbe probe = new LinkProbe()) {
      serve(fixture);
      probe.open(fixture.provider(), fixture.target()).awaitOpen();
      Thread loop = probe.loop().call(Thread::currentThread);
      assertThat(checkedOn.get(10, TimeUnit.SECONDS)).isNotSameAs(loop);
      assertThat(checkedOn.get().isDaemon()).isTrue();
    }
  }

  @Test
  void namesTheHostToTheServerButNoAddress() throws Exception {
    assertThat(requestedNames("localhost")).containsExactly("localhost");
    assertThat(requestedNames("127.0.0.1")).isEmpty();
  }

  private static List<String> requestedNames(String host) throws Exception {
    try (TlsFixture fixture = new TlsFixture("signed", "TLSv1.3");
        LinkProbe probe = new LinkProbe()) {
      CompletableFuture<SSLSocket> server = serve(fixture);
      probe.open(fixture.provider(), fixture.target(host)).awaitOpen();
      try (SSLSocket secured = server.get(10, TimeUnit.SECONDS)) {
        return ((ExtendedSSLSession) secured.getSession())
            .getRequestedServerNames().stream()
                .map(name -> new SNIHostName(name.getEncoded()).getAsciiName())
                .toList();
      }
    }
  }

  @Test
  void sendsNoServerNameThatTheExtensionCannotCarry() {
    assertThat(TlsEngines.serverNames(RtspUrl.parse("rtsps://cam_01/"))).isEmpty();
    assertThat(TlsEngines.serverNames(RtspUrl.parse("rtsps://[fe80::1]/"))).isEmpty();
    assertThat(TlsEngines.serverNames(RtspUrl.parse("rtsps://camera.example./"))).hasSize(1);
  }

  @Test
  void sendsWhatItIsGivenToTheServer() throws Exception {
    try (TlsFixture fixture = new TlsFixture("self-signed", "TLSv1.2");
        LinkProbe probe = new LinkProbe()) {
      CompletableFuture<SSLSocket> server = serve(fixture);
      probe.open(fixture.provider(), fixture.target());
      probe.send("OPTIONS");
      probe.awaitOpen();
      try (SSLSocket secured = server.get(10, TimeUnit.SECONDS)) {
        assertThat(new String(secured.getInputStream().readNBytes(7))).isEqualTo("OPTIONS");
      }
    }
  }
}
