package io.rtsper.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.rtsper.api.testing.Generators;
import java.util.List;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class RtspUrlPropertyTest {

  @Provide
  Arbitrary<String> urlLike() {
    return Generators.urlLike();
  }

  @Provide
  Arbitrary<List<String>> urlParts() {
    return Generators.urlParts();
  }

  @Property
  void anyTextGivesAUrlThatCanBeSentOrTheDocumentedException(@ForAll("urlLike") String text) {
    RtspUrl url;
    try {
      url = RtspUrl.parse(text);
    } catch (RtspValidationException documented) {
      return;
    }
    assertThat(url.requestUri()).matches("[!-~]+").doesNotContain("#");
    assertThat(RtspUrl.parse(url.uri())).isEqualTo(url);
    assertThat(url.toString()).matches("[!-~]+");
    assertThat(RtspRequest.of(RtspMethod.PLAY, url.requestUri()).uri()).isEqualTo(url.requestUri());
  }

  @Property
  void whatIsWrittenIsReadAsTheSame(@ForAll("urlParts") List<String> parts) {
    RtspUrl url;
    try {
      url = RtspUrl.parse(String.join("", parts));
    } catch (RtspValidationException ambiguous) {
      assertThat(ambiguous).hasMessageContaining("two ways");
      assertThat(parts.get(3)).contains("@");
      return;
    }
    assertThat(RtspUrl.parse(url.uri())).isEqualTo(url.withoutCredentials());
    assertThat(RtspUrl.parse(url.uri()).pathAndQuery()).isEqualTo(url.pathAndQuery());
    assertThat(url.credentials().isPresent()).isEqualTo(!parts.get(1).isEmpty());
  }
}
