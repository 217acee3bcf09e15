package io.rtsper.payload.aac;

import static io.rtsper.payload.testing.StreamFixture.frame;
import static io.rtsper.payload.testing.StreamFixture.packet;

import io.rtsper.payload.testing.Receiver;
import io.rtsper.payload.testing.StreamFixture;
import io.rtsper.testkit.contract.DepacketizerContract;
import io.rtsper.testkit.contract.DepacketizerFixture;
import java.util.List;

class Mpeg4GenericContractTest extends DepacketizerContract {

  @Override
  protected DepacketizerFixture fixture() {
    return new StreamFixture(
        new Mpeg4GenericDepacketizerProvider(),
        Receiver.track("audio", "MPEG4-GENERIC/48000/2", "mode=AAC-hbr", "config=1190"),
        List.of(
            packet(0, true, "0010 0018 aabbcc"),
            packet(1024, true, "0020 0010 0008 ddee ff"),
            packet(3072, false, "0010 0028 1122"),
            packet(3072, false, "0010 0028 33"),
            packet(3072, true, "0010 0028 4455"),
            packet(4096, true, "0010 0010 6677")),
        List.of(
            frame(0, "aabbcc", true, "mp4a.40.2", 1024),
            frame(1024, "ddee", true, "mp4a.40.2", 1024),
            frame(2048, "ff", true, "mp4a.40.2", 1024),
            frame(3072, "1122334455", true, "mp4a.40.2", 1024),
            frame(4096, "6677", true, "mp4a.40.2", 1024)));
  }
}
