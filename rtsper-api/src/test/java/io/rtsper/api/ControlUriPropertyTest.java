package io.rtsper.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.rtsper.api.spi.QuirkReporter;
import io.rtsper.api.testing.Generators;
import java.util.List;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class ControlUriPropertyTest {

  @Provide
  Arbitrary<String> reference() {
    return Generators.hostile(
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
  Arbitrary<List<String>> urlParts() {
    return Generators.urlParts();
  }

  private static RtspUrl dialled(List<String> parts) {
    return RtspUrl.parse(parts.get(0) + "@" + parts.get(2) + parts.get(3));
  }

  private static void assertStays(String uri, RtspUrl dialled) {
    String prefix = dialled.withPathAndQuery("").requestUri();
    assertThat(uri).startsWith(prefix).matches("[!-~]+");
    assertThat(uri.substring(prefix.length())).matches("([/?].*)?");
  }

  @Property
  void candidatesAreNeverNoneAndNeverElsewhere(
      @ForAll("urlParts") List<String> parts, @ForAll("reference") String control) {
    RtspUrl dialled = dialled(parts);

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
      @ForAll("urlParts") List<String> parts,
      @ForAll("reference") String contentBase,
      @ForAll("reference") String contentLocation) {
    RtspUrl dialled = dialled(parts);
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
