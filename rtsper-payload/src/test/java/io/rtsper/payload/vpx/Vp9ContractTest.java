package io.rtsper.payload.vpx;

import static io.rtsper.payload.testing.StreamFixture.frame;
import static io.rtsper.payload.testing.StreamFixture.packet;

import io.rtsper.payload.testing.Receiver;
import io.rtsper.payload.testing.StreamFixture;
import io.rtsper.testkit.contract.DepacketizerContract;
import io.rtsper.testkit.contract.DepacketizerFixture;
import java.util.List;

class Vp9ContractTest extends DepacketizerContract {

  @Override
  protected DepacketizerFixture fixture() {
    return new StreamFixture(
        new Vp9DepacketizerProvider(),
        Receiver.track("video", "VP9/90000"),
        List.of(
            packet(0, false, "08 86aa"),
            packet(0, true, "04 bb"),
            packet(3000, true, "0c 86cc"),
            packet(6000, false, "08 86dd"),
            packet(6000, false, "00 ee"),
            packet(6000, true, "04 ff")),
        List.of(
            frame(0, "86aabb", false, "", 0),
            frame(3000, "86cc", false, "", 0),
            frame(6000, "86ddeeff", false, "", 0)));
  }
}
