package io.rtsper.payload.mpeg;

import static io.rtsper.payload.testing.StreamFixture.frame;
import static io.rtsper.payload.testing.StreamFixture.packet;

import io.rtsper.payload.testing.Receiver;
import io.rtsper.payload.testing.StreamFixture;
import io.rtsper.testkit.contract.DepacketizerContract;
import io.rtsper.testkit.contract.DepacketizerFixture;
import java.util.List;

class MpvContractTest extends DepacketizerContract {

  @Override
  protected DepacketizerFixture fixture() {
    return new StreamFixture(
        new MpvDepacketizerProvider(),
        Receiver.track("video", "MPV/90000"),
        List.of(
            packet(0, false, "00000000 000001000012 aa"),
            packet(0, true, "00000000 bb"),
            packet(3000, true, "00000000 000001000012 cc"),
            packet(6000, false, "00000000 000001000012 dd"),
            packet(6000, false, "00000000 ee"),
            packet(6000, true, "00000000 ff")),
        List.of(
            frame(0, "000001000012aabb", false, "", 0),
            frame(3000, "000001000012cc", false, "", 0),
            frame(6000, "000001000012ddeeff", false, "", 0)));
  }
}
