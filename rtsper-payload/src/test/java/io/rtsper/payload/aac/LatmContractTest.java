package io.rtsper.payload.aac;

import static io.rtsper.payload.testing.StreamFixture.frame;
import static io.rtsper.payload.testing.StreamFixture.packet;

import io.rtsper.payload.testing.Receiver;
import io.rtsper.payload.testing.StreamFixture;
import io.rtsper.testkit.contract.DepacketizerContract;
import io.rtsper.testkit.contract.DepacketizerFixture;
import java.util.List;

class LatmContractTest extends DepacketizerContract {

  @Override
  protected DepacketizerFixture fixture() {
    return new StreamFixture(
        new LatmDepacketizerProvider(),
        Receiver.track("audio", "MP4A-LATM/48000", "cpresent=0", "config=400023203fc0"),
        List.of(
            packet(0, true, "03aabbcc"),
            packet(1024, false, "091122"),
            packet(1024, false, "f3f4f5"),
            packet(1024, true, "f6f7f8f9"),
            packet(2048, true, "02ddee"),
            packet(3072, true, "01ff")),
        List.of(
            frame(0, "aabbcc", true, "mp4a.40.2", 1024),
            frame(1024, "1122f3f4f5f6f7f8f9", true, "mp4a.40.2", 1024),
            frame(2048, "ddee", true, "mp4a.40.2", 1024),
            frame(3072, "ff", true, "mp4a.40.2", 1024)));
  }
}
