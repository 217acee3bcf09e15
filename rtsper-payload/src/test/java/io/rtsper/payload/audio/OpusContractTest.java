package io.rtsper.payload.audio;

import static io.rtsper.payload.testing.StreamFixture.frame;
import static io.rtsper.payload.testing.StreamFixture.packet;

import io.rtsper.payload.testing.Receiver;
import io.rtsper.payload.testing.StreamFixture;
import io.rtsper.testkit.contract.DepacketizerContract;
import io.rtsper.testkit.contract.DepacketizerFixture;
import java.util.List;

class OpusContractTest extends DepacketizerContract {

  @Override
  protected DepacketizerFixture fixture() {
    return new StreamFixture(
        new OpusDepacketizerProvider(),
        Receiver.track("audio", "OPUS/48000/2", "sprop-stereo=1"),
        List.of(
            packet(0, true, "78aa"),
            packet(960, false, "fcbb"),
            packet(1920, false, ""),
            packet(1920, false, "19cc")),
        List.of(
            frame(0, "78aa", true, "opus", 960),
            frame(960, "fcbb", true, "opus", 960),
            frame(1920, "19cc", true, "opus", 5760)));
  }
}
