package io.rtsper.payload.av1;

import static io.rtsper.payload.testing.StreamFixture.frame;
import static io.rtsper.payload.testing.StreamFixture.packet;

import io.rtsper.payload.testing.Receiver;
import io.rtsper.payload.testing.StreamFixture;
import io.rtsper.testkit.contract.DepacketizerContract;
import io.rtsper.testkit.contract.DepacketizerFixture;
import java.util.List;

class Av1ContractTest extends DepacketizerContract {

  @Override
  protected DepacketizerFixture fixture() {
    return new StreamFixture(
        new Av1DepacketizerProvider(),
        Receiver.track("video", "AV1/90000"),
        List.of(
            packet(0, false, "68 03 0800aa 3010"),
            packet(0, false, "d0 bb"),
            packet(0, true, "90 cc"),
            packet(3000, true, "10 30aabb"),
            packet(6000, false, "50 30dd"),
            packet(6000, true, "90 ee")),
        List.of(
            frame(0, "0a0200aa 3203 10bbcc", false, "", 0),
            frame(3000, "3202aabb", false, "", 0),
            frame(6000, "3202ddee", false, "", 0)));
  }
}
