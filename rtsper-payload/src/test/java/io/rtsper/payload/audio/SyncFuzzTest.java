package io.rtsper.payload.audio;

import com.code_intelligence.jazzer.junit.FuzzTest;
import com.code_intelligence.jazzer.mutation.annotation.NotNull;
import io.rtsper.payload.testing.PacketScript;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.provider.MethodSource;

/** Gives any packets to each depacketizer. Without {@code JAZZER_FUZZ=1} the seeds are replayed. */
@Timeout(value = 15, unit = TimeUnit.MINUTES)
class SyncFuzzTest {

  static Stream<byte[]> scripts() {
    return Arrays.stream(SyncPropertiesTest.Format.values()).map(SyncPropertiesTest::script);
  }

  @MethodSource("scripts")
  @FuzzTest(maxDuration = "10m")
  void mpegAudio(byte @NotNull [] script) {
    PacketScript.play(SyncPropertiesTest.Format.MPA.receiver(), script);
  }

  @MethodSource("scripts")
  @FuzzTest(maxDuration = "10m")
  void ac3(byte @NotNull [] script) {
    PacketScript.play(SyncPropertiesTest.Format.AC3.receiver(), script);
  }

  @MethodSource("scripts")
  @FuzzTest(maxDuration = "10m")
  void enhancedAc3(byte @NotNull [] script) {
    PacketScript.play(SyncPropertiesTest.Format.EAC3.receiver(), script);
  }
}
