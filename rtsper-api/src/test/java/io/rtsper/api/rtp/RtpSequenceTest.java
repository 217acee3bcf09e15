package io.rtsper.api.rtp;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class RtpSequenceTest {

  @Test
  void goesOnFrom65535To0() {
    assertThat(RtpSequence.next(65535)).isZero();
    assertThat(RtpSequence.difference(0, 65535)).isEqualTo(1);
    assertThat(RtpSequence.compare(65535, 0)).isNegative();
    assertThat(RtpSequence.extend(0, 65535)).isEqualTo(65536);
    assertThat(RtpSequence.extend(65535, 65536)).isEqualTo(65535);
  }

  @Test
  void hasNoOrderHalfTheRangeApart() {
    assertThat(RtpSequence.difference(0, 32768)).isEqualTo(-32768);
    assertThat(RtpSequence.difference(32768, 0)).isEqualTo(-32768);
  }

  @Test
  void timestampsGoOnFromTheHighestTo0() {
    assertThat(RtpSequence.timestampDifference(0, 0xFFFF_FFFFL)).isEqualTo(1);
    assertThat(RtpSequence.extendTimestamp(0, 0xFFFF_FFFFL)).isEqualTo(1L << 32);
    assertThat(RtpSequence.extendTimestamp(0xFFFF_FFFFL, 1L << 32)).isEqualTo(0xFFFF_FFFFL);
  }

  @Test
  void aTimestampBeforeTheFirstIsNegative() {
    assertThat(RtpSequence.extendTimestamp(0xFFFF_FFFDL, 5)).isEqualTo(-3);
  }
}
