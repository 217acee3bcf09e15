package io.rtsper.payload.vpx;

import static io.rtsper.payload.testing.StreamFixture.frame;
import static io.rtsper.payload.testing.StreamFixture.packet;

import io.rtsper.payload.testing.Receiver;
import io.rtsper.payload.testing.StreamFixture;
import io.rtsper.testkit.contract.DepacketizerContract;
import io.rtsper.testkit.contract.DepacketizerFixture;
import java.util.List;

class Vp8ContractTest extends DepacketizerContract {

  @Override
  protected DepacketizerFixture fixture() {
    return new StreamFixture(
        new Vp8DepacketizerProvider(),
        Receiver.track("video", "VP8/90000"),
        List.of(
            packet(0, false, "10 500200 9d012a 4001 f000 aa"),
            packet(0, true, "00bb"),
            packet(3000, true, "1001cc"),
            packet(6000, false, "9080 8001 01dd"),
            packet(6000, false, "80808001ee"),
            packet(6000, true, "80808001ff")),
        List.of(
            frame(0, "500200 9d012a 4001 f000 aabb", true, "vp8", 0),
            frame(3000, "01cc", false, "vp8", 0),
            frame(6000, "01ddeeff", false, "vp8", 0)));
  }
}
