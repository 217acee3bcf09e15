package io.rtsper.payload.data;

import static io.rtsper.payload.testing.StreamFixture.frame;
import static io.rtsper.payload.testing.StreamFixture.packet;

import io.rtsper.payload.testing.Receiver;
import io.rtsper.payload.testing.StreamFixture;
import io.rtsper.testkit.contract.DepacketizerContract;
import io.rtsper.testkit.contract.DepacketizerFixture;
import java.util.List;

class KlvContractTest extends DepacketizerContract {

  @Override
  protected DepacketizerFixture fixture() {
    return new StreamFixture(
        new KlvDepacketizerProvider(),
        Receiver.track("application", "SMPTE336M/90000"),
        List.of(
            packet(0, false, "060e2b34aa"),
            packet(0, true, "bb"),
            packet(3000, true, "060e2b34cc"),
            packet(6000, false, "060e2b34dd"),
            packet(6000, false, "ee"),
            packet(6000, true, "ff")),
        List.of(
            frame(0, "060e2b34aabb", true, "klv", 0),
            frame(3000, "060e2b34cc", true, "klv", 0),
            frame(6000, "060e2b34ddeeff", true, "klv", 0)));
  }
}
