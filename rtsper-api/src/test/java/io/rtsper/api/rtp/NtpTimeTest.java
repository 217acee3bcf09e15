package io.rtsper.api.rtp;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;

class NtpTimeTest {

  /** The moment of RFC 3550 figure 2: 10 November 1995, 11:33:25.125 UTC. */
  @Test
  void readsTheMomentOfRfc3550() {
    Instant moment = Instant.parse("1995-11-10T11:33:25.125Z");
    long ntp = 0xB44D_B705_2000_0000L;
    assertThat(NtpTime.toInstant(ntp)).isEqualTo(moment);
    assertThat(NtpTime.of(moment)).isEqualTo(ntp);
    assertThat(NtpTime.middle(ntp)).isEqualTo(0xB705_2000L);
  }

  @Test
  void theUnixEpochIsItsNumberOfSeconds() {
    assertThat(NtpTime.of(Instant.EPOCH)).isEqualTo(2_208_988_800L << 32);
  }

  @Test
  void goesOnInTheNextEra() {
    Instant lastSecond = Instant.parse("2036-02-07T06:28:15Z");
    assertThat(NtpTime.of(lastSecond)).isEqualTo(0xFFFF_FFFFL << 32);
    assertThat(NtpTime.toInstant(0xFFFF_FFFFL << 32)).isEqualTo(lastSecond);
    assertThat(NtpTime.toInstant(1L << 32)).isEqualTo(lastSecond.plusSeconds(2));
  }

  @Test
  void readsTheEraOfTheReference() {
    Instant in1900 = Instant.parse("1900-01-01T00:00:01Z");
    assertThat(NtpTime.toInstant(1L << 32, Instant.parse("1910-01-01T00:00:00Z")))
        .isEqualTo(in1900);
  }

  @Property
  void everyNanosecondNearTheReferenceComesBack(
      @ForAll @LongRange(min = -300_000_000, max = 3_900_000_000L) long second,
      @ForAll @IntRange(max = 999_999_999) int nano) {
    Instant instant = Instant.ofEpochSecond(second, nano);
    assertThat(NtpTime.toInstant(NtpTime.of(instant))).isEqualTo(instant);
    assertThat(NtpTime.toEpochNanos(NtpTime.of(instant))).isEqualTo(second * 1_000_000_000L + nano);
  }
}
