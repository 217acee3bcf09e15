package io.rtsper.core.rtcp;

import static org.assertj.core.api.Assertions.assertThat;

import io.rtsper.api.Quirk;
import io.rtsper.api.rtp.RtcpDeviation;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class RtcpDeviationsTest {

  @ParameterizedTest
  @EnumSource
  void everyDeviationIsAQuirkOfItsOwn(RtcpDeviation deviation) {
    Quirk quirk = RtcpDeviations.quirk(deviation);
    for (RtcpDeviation other : RtcpDeviation.values()) {
      assertThat(RtcpDeviations.quirk(other).equals(quirk)).isEqualTo(other == deviation);
    }
  }
}
