package io.rtsper.core.control;

import static org.assertj.core.api.Assertions.assertThat;

import io.rtsper.api.RtspHeaders;
import io.rtsper.api.RtspMethod;
import io.rtsper.api.RtspRequest;
import io.rtsper.api.RtspResponse;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RetryAfterTest {

  private static final Instant NOW = Instant.parse("2026-11-30T10:00:00Z");

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "120 | PT2M",
        "0 | PT0S",
        "999999 | PT277H46M39S",
        "1000000 | PT0S",
        "Mon, 30 Nov 2026 10:00:30 GMT | PT30S",
        "Mon, 30 Nov 2026 09:00:00 GMT | PT0S",
        "Sun, 30 Nov 2026 10:00:30 GMT | PT0S",
        "soon | PT0S",
        "-1 | PT0S",
        "'' | PT0S"
      })
  void readsSecondsAndDates(String value, Duration asked) {
    RtspRequest request = RtspRequest.of(RtspMethod.DESCRIBE, "rtsp://camera.test/");
    RtspResponse busy = RtspResponse.of(503, "", RtspHeaders.of("Retry-After", value), new byte[0]);
    assertThat(RetryAfter.of(Statuses.failure(request, busy), NOW)).isEqualTo(asked);
  }
}
