package io.rtsper.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.security.KeyStore;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SessionOptionsTest {

  private static final RtspUrl URL = RtspUrl.parse("rtsp://user:pass@host/path");

  private final RtspSessionBuilder builder = RtspSession.builder(URL);

  @Test
  void hasTheDefaultsThatTheBuilderPromises() {
    SessionOptions options = builder.options();
    assertThat(options.transports()).containsExactly("tcp");
    assertThat(options.connectTimeout()).isEqualTo(Duration.ofSeconds(5));
    assertThat(options.responseTimeout()).isEqualTo(Duration.ofSeconds(5));
    assertThat(options.firstMediaTimeout()).isEqualTo(Duration.ofSeconds(10));
    assertThat(options.mediaStallTimeout()).isEqualTo(Duration.ofSeconds(10));
    assertThat(options.closeTimeout()).isEqualTo(Duration.ofSeconds(1));
    assertThat(options.reconnectPolicy().maxAttempts()).isEqualTo(3);
    assertThat(options.reconnectPolicy().base()).isEqualTo(Duration.ofMillis(500));
    assertThat(options.maxRedirects()).isEqualTo(5);
    assertThat(options.strict()).isFalse();
    assertThat(options.userAgent()).isEqualTo("rtsper");
    assertThat(options.memoryLimit()).isEqualTo(32 << 20);
  }

  @Test
  void triesTheCredentialsOfTheUrlAfterThoseGiven() {
    builder.credentials(Credentials.of("first", "one"));
    assertThat(builder.options().credentials())
        .map(credentials -> ((UsernamePassword) credentials).username())
        .containsExactly("first", "user");
  }

  @Test
  void takesTheTransportThatTheSchemeAsksFor() {
    SessionOptions options = RtspSession.builder(RtspUrl.parse("rtspu://host/path")).options();
    assertThat(options.transports()).containsExactly("udp");
  }

  @Test
  void coversAllThatIsBufferedWithOneNumber() {
    builder.memoryLimit(512 << 10).messageLimits(new MessageLimits(8192, 64, 65536, 128 << 10));
    assertThat(builder.options().memoryLimit()).isEqualTo(512 << 10);
    builder.messageLimits(new MessageLimits(8192, 64, 65536, 4 << 20));
    assertThatThrownBy(() -> builder.options())
        .isInstanceOf(RtspValidationException.class)
        .hasMessageContaining("raise memoryLimit");
  }

  @Test
  void areNotChangedByABuilderThatIsUsedAgain() {
    SessionOptions options = builder.header(RtspMethod.SETUP, "X-Of", "first").options();
    builder
        .credentials(Credentials.of("second", "two"))
        .header("X-All", "second")
        .header(RtspMethod.SETUP, "X-Of", "second")
        .listener(new RtspListener() {})
        .strict(true);
    assertThat(options.credentials()).hasSize(1);
    assertThat(options.extraHeaders(RtspMethod.SETUP)).isEqualTo(RtspHeaders.of("X-Of", "first"));
    assertThat(options.listeners()).isEmpty();
    assertThat(options.strict()).isFalse();
    assertThat(builder.options().strict()).isTrue();
  }

  @Test
  void givesTheFieldsOfAMethodAfterThoseOfEachRequest() {
    SessionOptions options =
        builder
            .header(RtspMethod.SETUP, "Require", "a")
            .header(RtspMethod.of("setup"), "X-Other", "name in lower case")
            .header("X-All", "b")
            .header(RtspMethod.SETUP, "Require", "c")
            .options();
    assertThat(options.extraHeaders(RtspMethod.SETUP))
        .isEqualTo(RtspHeaders.of("X-All", "b", "Require", "a", "Require", "c"));
    assertThat(options.extraHeaders(RtspMethod.PLAY)).isEqualTo(RtspHeaders.of("X-All", "b"));
  }

  @Test
  void refusesWhatCannotWork() {
    assertThatThrownBy(() -> builder.timeout(Duration.ZERO)).hasMessageContaining("more than zero");
    assertThatThrownBy(() -> builder.firstMediaTimeout(Duration.ofSeconds(-1)))
        .isInstanceOf(RtspValidationException.class);
    assertThatThrownBy(builder::transports).hasMessageContaining("one name at least");
    assertThatThrownBy(() -> builder.maxRedirects(-1)).isInstanceOf(RtspValidationException.class);
    assertThatThrownBy(() -> builder.memoryLimit(1000)).hasMessageContaining("memory limit");
  }

  @ParameterizedTest
  @ValueSource(strings = {"evil\r\nX: y", "a\nb", "nul\0"})
  void refusesWhatWouldBreakALine(String value) {
    assertThatThrownBy(() -> builder.userAgent(value)).isInstanceOf(RtspValidationException.class);
    assertThatThrownBy(() -> builder.header("X-Test", value))
        .isInstanceOf(RtspValidationException.class);
    assertThatThrownBy(() -> builder.header(value, "x"))
        .isInstanceOf(RtspValidationException.class);
    assertThatThrownBy(() -> builder.header(RtspMethod.SETUP, "X-Test", value))
        .isInstanceOf(RtspValidationException.class);
    assertThatThrownBy(() -> builder.header(RtspMethod.SETUP, value, "x"))
        .isInstanceOf(RtspValidationException.class);
    assertThatThrownBy(() -> Credentials.of(value, "x"))
        .isInstanceOf(RtspValidationException.class);
    assertThatThrownBy(() -> Credentials.of("x", value))
        .isInstanceOf(RtspValidationException.class);
  }

  @Test
  void readsFingerprintsInTheirUsualForms() {
    String digits = "ab".repeat(32);
    String colons = "AB:".repeat(31) + "AB";
    assertThat(TlsOptions.defaults().pinSha256(colons).pinSha256(digits).pins())
        .containsExactly(digits, digits);
    assertThatThrownBy(() -> TlsOptions.defaults().pinSha256("abc"))
        .hasMessageContaining("64 hexadecimal digits");
    assertThat(TlsOptions.defaults().insecure().isInsecure()).isTrue();
    assertThat(TlsOptions.defaults().isInsecure()).isFalse();
  }

  @Test
  void aClientCertificateNeedsAStoreThatIsOpenAndHasAKey() throws Exception {
    KeyStore store = KeyStore.getInstance("PKCS12");
    assertThatThrownBy(() -> TlsOptions.defaults().clientCertificate(store, new char[0]))
        .isInstanceOf(RtspValidationException.class)
        .hasMessageContaining("can't be used")
        .hasMessageContaining("give one with a key");
    store.load(null, null);
    assertThatThrownBy(() -> TlsOptions.defaults().clientCertificate(store, new char[0]))
        .isInstanceOf(RtspValidationException.class)
        .hasMessageContaining("it holds no key");
    assertThat(TlsOptions.defaults().keyManagers()).isEmpty();
  }
}
