package io.rtsper.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rtsper.api.testing.Rows;
import io.rtsper.api.testing.Rows.Row;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class RtspUrlTest {

  private static final String CANARY = "hunter2";

  static List<Row> urls() {
    return Rows.of("urls.tsv");
  }

  static List<Row> refused() {
    return Rows.of("urls-refused.tsv");
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("urls")
  void readsWhatPeopleWrite(Row row) {
    RtspUrl url = RtspUrl.parse(row.cell(1));

    assertThat(url.requestUri()).isEqualTo(row.cell(2));
    assertThat(url.hostAndZone()).isEqualTo(row.cell(3));
    assertThat(url.port()).isEqualTo(Integer.parseInt(row.cell(4)));
    assertThat(url.credentials().map(UsernamePassword::username))
        .isEqualTo(row.isAbsent(5) ? Optional.empty() : Optional.of(row.cell(5)));
    assertThat(url.credentials().map(secret -> new String(secret.password())))
        .isEqualTo(row.isAbsent(5) ? Optional.empty() : Optional.of(row.cell(6)));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("urls")
  void isTheSameAfterWritingAndReading(Row row) {
    RtspUrl url = RtspUrl.parse(row.cell(1));

    assertThat(RtspUrl.parse(url.uri())).isEqualTo(url).hasSameHashCodeAs(url);
    assertThat(RtspUrl.parse(url.uri()).requestUri()).isEqualTo(url.requestUri());
    assertThat(RtspUrl.parse(url.uri()).credentials()).isEmpty();
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("refused")
  void refusesAndSaysWhatToDoWithoutQuotingIt(Row row) {
    assertThatThrownBy(() -> RtspUrl.parse(row.cell(1)))
        .isInstanceOf(RtspValidationException.class)
        .hasMessageContaining(row.cell(2))
        .hasNoCause()
        .satisfies(e -> assertThat(e.getMessage()).doesNotContain(CANARY, "1234", "fe80::1/x"));
  }

  @Test
  void showsUserInformationNowhere() {
    RtspUrl url = RtspUrl.parse("rtsp://operator:" + CANARY + "@h:554/x?y=1");

    assertThat(url.toString()).isEqualTo("rtsp://h:554/x?y=1");
    assertThat(url.requestUri()).doesNotContain(CANARY, "operator");
    assertThat(url.authority()).isEqualTo("h:554");
    assertThat(url.credentials().orElseThrow().toString()).doesNotContain(CANARY, "operator");
    assertThat(url.withPathAndQuery("/y").toString()).doesNotContain(CANARY, "operator");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "rtsp://h/user=admin&password=hunter2&channel=1 | rtsp://h/user=***&password=***&channel=1",
        "rtsp://h/x?user=admin&password=hunter2 | rtsp://h/x?user=***&password=***",
        "rtsp://h/live?token=hunter2 | rtsp://h/live?token=***",
        "rtsp://proxy/rtsp://u:hunter2@h/x | rtsp://proxy/rtsp://***@h/x",
        "rtsp://h/u:hunter2@x | rtsp://h/***@x"
      })
  void showsSecretsOfPathAndQueryOnlyWhereTheyAreSent(String text, String shown) {
    RtspUrl url = RtspUrl.parse(text);

    assertThat(url).hasToString(shown);
    assertThat(url.requestUri()).isEqualTo(text);
    assertThat(RtspUrl.parse(url.uri())).isEqualTo(url);
  }

  @Test
  void comparesAllButCredentialsAndTheCaseOfTheHost() {
    RtspUrl url = RtspUrl.parse("rtsp://u:p@Camera/x");

    assertThat(url)
        .isEqualTo(RtspUrl.parse("RTSP://camera/x"))
        .hasSameHashCodeAs(RtspUrl.parse("RTSP://camera/x"))
        .isNotEqualTo(RtspUrl.parse("rtsps://camera/x"))
        .isNotEqualTo(RtspUrl.parse("rtsp://camera/X"))
        .isNotEqualTo(RtspUrl.parse("rtsp://camera:554/x"))
        .isNotEqualTo(RtspUrl.parse("rtsp://camera2/x"))
        .isNotEqualTo("rtsp://camera/x");
    assertThat(RtspUrl.parse("rtsp://[fe80::1%a]/"))
        .isNotEqualTo(RtspUrl.parse("rtsp://[fe80::1]/"));
  }

  @ParameterizedTest
  @CsvSource({
    "rtsp, rtsp, -", "rtsps, rtsps, -", "rtspt, rtsp, tcp", "rtspu, rtsp, udp",
    "rtspst, rtsps, tcp", "rtspsu, rtsps, udp", "rtsph, rtsph, -", "quic, quic, -"
  })
  void aliasesOfSchemesSayHowToConnect(String scheme, String connection, String media) {
    RtspUrl url = RtspUrl.parse(scheme.toUpperCase(Locale.ROOT) + "://h/x");

    assertThat(url.scheme()).isEqualTo(scheme);
    assertThat(url.connectionScheme()).isEqualTo(connection);
    assertThat(url.mediaTransport().orElse("-")).isEqualTo(media);
  }

  @ParameterizedTest
  @ValueSource(strings = {"1.2.3.4", "[::1]", "[fe80::1%eth0]"})
  void anAddressNeedsNoLookUp(String host) {
    assertThat(RtspUrl.parse("rtsp://" + host + "/").isLiteralAddress()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"h", "1.2.3", "1.2.3.4.5", "1.2.3.256", "1.2.3.4x", "1..3.4"})
  void aNameNeedsALookUp(String host) {
    assertThat(RtspUrl.parse("rtsp://" + host + "/").isLiteralAddress()).isFalse();
  }

  @Test
  void keepsTheZoneOffTheWire() {
    RtspUrl url = RtspUrl.parse("rtsp://[fe80::1%25eth0]/x");

    assertThat(url.host()).isEqualTo("fe80::1");
    assertThat(url.hostAndZone()).isEqualTo("fe80::1%eth0");
    assertThat(url.authority()).isEqualTo("[fe80::1]");
    assertThat(url.toString()).isEqualTo("rtsp://[fe80::1%25eth0]/x");
  }

  @Test
  void knowsWhetherAPortIsGiven() {
    assertThat(RtspUrl.parse("rtsp://h:554/").hasPort()).isTrue();
    assertThat(RtspUrl.parse("rtsp://h:/").hasPort()).isFalse();
    assertThat(RtspUrl.parse("rtsp://h/").hasPort()).isFalse();
  }

  @Test
  void movesToAnotherServerWithoutItsCredentials() {
    RtspUrl moved = RtspUrl.parse("rtsp://u:p@h:554/x").withHostAndPort("10.0.0.1", 8554);

    assertThat(moved.requestUri()).isEqualTo("rtsp://10.0.0.1:8554/x");
    assertThat(moved.isLiteralAddress()).isTrue();
    assertThat(moved.credentials()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "fe80::1, 554, 'rtsp://[fe80::1]:554/x'",
    "[fe80::1], -1, 'rtsp://[fe80::1]/x'",
    "fe80::1%eth0, 1, 'rtsp://[fe80::1%25eth0]:1/x'",
    "name, -1, 'rtsp://name/x'",
    "1::, 554, 'rtsp://[1::]:554/x'"
  })
  void takesAnyHost(String host, int port, String text) {
    assertThat(RtspUrl.parse("rtsp://h/x").withHostAndPort(host, port)).hasToString(text);
  }

  @ParameterizedTest
  @CsvSource({
    "'', 1",
    "a b, 1",
    "h:1, 1",
    "h:, 1",
    "'u@h', 1",
    "h, 0",
    "h, 65536",
    "h, -2",
    "::x, 1"
  })
  void refusesWhatIsNoHostOrPort(String host, int port) {
    RtspUrl url = RtspUrl.parse("rtsp://h/x");

    assertThatThrownBy(() -> url.withHostAndPort(host, port))
        .isInstanceOf(RtspValidationException.class);
  }

  @Test
  void takesAnotherPathAndKeepsItsCredentials() {
    RtspUrl url = RtspUrl.parse("rtsp://u:p@h/x").withPathAndQuery("/a b?c#d");

    assertThat(url.requestUri()).isEqualTo("rtsp://h/a%20b?c");
    assertThat(url.credentials()).isPresent();
    assertThat(url.withPathAndQuery("").requestUri()).isEqualTo("rtsp://h");
  }

  @ParameterizedTest
  @ValueSource(strings = {"x", "/x\r\nEvil: 1", "/\0", "/\uD800", "@evil/x"})
  void refusesAPathThatCannotBeSent(String path) {
    RtspUrl url = RtspUrl.parse("rtsp://h/x");

    assertThatThrownBy(() -> url.withPathAndQuery(path))
        .isInstanceOf(RtspValidationException.class);
  }

  @Test
  void refusesAUrlThatIsTooLong() {
    String url = "rtsp://h/" + "x".repeat(8183);

    assertThat(RtspUrl.parse(url).requestUri()).hasSize(8192);
    assertThatThrownBy(() -> RtspUrl.parse(url + "x")).hasMessageContaining("8192");
  }

  @Test
  void foldsCaseWhateverTheLocale() {
    Locale before = Locale.getDefault();
    try {
      Locale.setDefault(Locale.forLanguageTag("tr"));
      assertThat(RtspUrl.parse("REPLAYING://CAMI/x").scheme()).isEqualTo("replaying");
      assertThat(RtspUrl.parse("rtsp://CAMI/x")).hasSameHashCodeAs(RtspUrl.parse("rtsp://cami/x"));
    } finally {
      Locale.setDefault(before);
    }
  }
}
