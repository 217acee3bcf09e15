package io.rtsper.core.header;

import static org.assertj.core.api.Assertions.assertThat;

import io.rtsper.api.RtspHeaders;
import io.rtsper.api.RtspProtocolException;
import io.rtsper.api.RtspUrl;
import io.rtsper.api.spi.QuirkReporter;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class ControlUriPropertyTest {

  @Provide
  Arbitrary<String> reference() {
    return HeaderArbitraries.hostile(
        "rtsp://",
        "http://",
        "//",
        "/",
        "?",
        "#",
        "@",
        ":",
        "[::1]",
        "::ffff:1.2.3.4",
        "evil.org",
        "10.0.0.1:554",
        "user:pw@",
        "trackID=1",
        "*",
        "..",
        ".",
        "a=b&c");
  }

  @Provide
  Arbitrary<RtspUrl> dialled() {
    Arbitrary<String> server =
        Arbitraries.of(
            "rtsp://@h",
            "RTSPS://@a.b-c_d:554",
            "rtspt://@Cam:65535",
            "x-y+z.1://@1.2.3.4:1",
            "rtsp://@[::1]:",
            "rtsp://@[fe80::1%25en0]:8554");
    Arbitrary<String> path =
        Arbitraries.strings()
            .withChars("ab/?=&{}|^%.@:;,\u00e9 \"")
            .ofMaxLength(12)
            .map(text -> text.isEmpty() ? "" : "/" + text);
    return Combinators.combine(server, path).as((s, p) -> RtspUrl.parse(s + p));
  }

  private static void assertStays(String uri, RtspUrl dialled) {
    String prefix = dialled.withPathAndQuery("").requestUri();
    assertThat(uri).startsWith(prefix).matches("[!-~]+");
    assertThat(uri.substring(prefix.length())).matches("([/?].*)?");
  }

  @Property
  void candidatesAreNeverNoneAndNeverElsewhere(
      @ForAll("dialled") RtspUrl dialled, @ForAll("reference") String control) {
    assertThat(ControlUri.candidates(dialled, control, QuirkReporter.NONE))
        .isNotEmpty()
        .doesNotHaveDuplicates()
        .allSatisfy(uri -> assertStays(uri, dialled));
    assertThat(ControlUri.aggregates(dialled, control, QuirkReporter.NONE))
        .hasSizeGreaterThanOrEqualTo(2)
        .allSatisfy(uri -> assertStays(uri, dialled));
    assertStays(ControlUri.trackBase(dialled, control).requestUri(), dialled);
  }

  @Property
  void theBaseIsNeverElsewhere(
      @ForAll("dialled") RtspUrl dialled,
      @ForAll("reference") String contentBase,
      @ForAll("reference") String contentLocation) {
    RtspHeaders headers =
        RtspHeaders.builder()
            .addReceived("Content-Base", contentBase)
            .addReceived("Content-Location", contentLocation)
            .build();

    assertStays(ControlUri.base(dialled, headers, QuirkReporter.NONE).requestUri(), dialled);
  }

  @Property
  void anyRedirectGivesAUrlOrTheDocumentedException(@ForAll("reference") String location) {
    RtspUrl target;
    try {
      target = ControlUri.location(RtspUrl.parse("rtsp://h/s"), location, QuirkReporter.NONE);
    } catch (RtspProtocolException documented) {
      return;
    }
    assertThat(target.credentials()).isEmpty();
    assertThat(RtspUrl.parse(target.uri())).isEqualTo(target);
  }
}
