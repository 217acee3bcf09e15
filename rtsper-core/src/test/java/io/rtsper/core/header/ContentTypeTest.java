package io.rtsper.core.header;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ContentTypeTest {

  private final QuirkNames quirks = new QuirkNames();

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "application/sdp | application/sdp | true | ''",
        "application/SDP; charset=utf-8 | application/sdp | true | ''",
        "application/sdp;charset=x | application/sdp | true | ''",
        "application/sdp, application/sdp | application/sdp | true | content-type-unreadable",
        "text/plain | text/plain | false | ''",
        "sdp | sdp | false | content-type-unreadable",
        "/sdp | /sdp | false | content-type-unreadable",
        "'' | '' | false | content-type-unreadable"
      })
  void readsTheTypeWithoutItsParameters(String value, String type, boolean sdp, String names) {
    ContentType read = ContentType.parse(value, quirks);

    assertThat(read.type()).isEqualTo(type);
    assertThat(read.isSdp()).isEqualTo(sdp);
    assertThat(quirks.names()).isEqualTo(names);
  }

  @Test
  void dropsWhatCannotBeSent() {
    assertThat(ContentType.parse("text/pl\0ain", quirks).type()).isEmpty();
    assertThat(quirks.names()).isEqualTo("content-type-unreadable");
  }
}
