package io.rtsper.payload.vorbis;

import io.rtsper.payload.testing.Receiver;
import io.rtsper.payload.testing.StreamFixture;
import io.rtsper.testkit.contract.DepacketizerContract;
import io.rtsper.testkit.contract.DepacketizerFixture;

class VorbisContractTest extends DepacketizerContract {

  @Override
  protected DepacketizerFixture fixture() {
    VorbisDepacketizerTest.Sample sample = VorbisDepacketizerTest.sample(2, 60);
    return new StreamFixture(
        new VorbisDepacketizerProvider(),
        Receiver.track("audio", "VORBIS/44100/2", VorbisStream.configuration(0xABCDEF, 2, 44_100)),
        sample.packets(),
        sample.frames().stream().map(frame -> frame.withCodec("vorbis").lasting(1024)).toList());
  }
}
