package io.rtsper.payload.h266;

import com.code_intelligence.jazzer.junit.FuzzTest;
import com.code_intelligence.jazzer.mutation.annotation.NotNull;
import io.rtsper.payload.testing.Packet;
import io.rtsper.payload.testing.PacketScript;
import io.rtsper.payload.testing.Receiver;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.provider.MethodSource;

/** Gives any packets to the depacketizer. Without {@code JAZZER_FUZZ=1} the seeds are replayed. */
@Timeout(value = 15, unit = TimeUnit.MINUTES)
class H266FuzzTest {

  static Stream<byte[]> scripts() {
    return Stream.of(
        PacketScript.of(H266PropertiesTest.packets(false)),
        PacketScript.of(H266PropertiesTest.packets(true)),
        PacketScript.of(
            List.of(
                new Packet(0, false, H266Stream.fullSps()),
                new Packet(0, false, H266Stream.pps()),
                new Packet(0, true, H266Stream.onlySlice(7, new byte[] {1, 2, 3})))));
  }

  @MethodSource("scripts")
  @FuzzTest(maxDuration = "10m")
  void packets(byte @NotNull [] script) {
    PacketScript.play(receiver(0), script);
  }

  @MethodSource("scripts")
  @FuzzTest(maxDuration = "10m")
  void numberedPackets(byte @NotNull [] script) {
    PacketScript.play(receiver(1), script);
  }

  private static Receiver receiver(int difference) {
    return new Receiver(
        new H266DepacketizerProvider(),
        Receiver.track("video", "H266/90000", "sprop-max-don-diff=" + difference));
  }
}
