package io.rtsper.payload.audio;

import static io.rtsper.payload.testing.StreamFixture.frame;
import static io.rtsper.payload.testing.StreamFixture.packet;

import io.rtsper.payload.testing.Receiver;
import io.rtsper.payload.testing.StreamFixture;
import io.rtsper.testkit.contract.DepacketizerContract;
import io.rtsper.testkit.contract.DepacketizerFixture;
import java.util.List;

class MpaContractTest extends DepacketizerContract {
  private static final String A = "fffd14c4" + "11".repeat(92);
  private static final String B = "fffd14c4" + "22".repeat(92);
  private static final String C = "fffd14c4" + "33".repeat(92);
  private static final String D = "fffd14c4" + "44".repeat(92);

  @Override
  protected DepacketizerFixture fixture() {
    return new StreamFixture(
        new MpaDepacketizerProvider(),
        Receiver.track("audio", "MPA/90000"),
        List.of(
            packet(0, true, "00000000" + A + B),
            packet(4320, false, "00000000" + C.substring(0, 60)),
            packet(4320, false, "0000001e" + C.substring(60, 100)),
            packet(4320, true, "00000032" + C.substring(100)),
            packet(6480, true, "00000000" + D)),
        List.of(
            frame(0, A, true, "mp2", 2160),
            frame(2160, B, true, "mp2", 2160),
            frame(4320, C, true, "mp2", 2160),
            frame(6480, D, true, "mp2", 2160)));
  }
}
