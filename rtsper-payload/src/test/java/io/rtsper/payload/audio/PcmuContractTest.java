package io.rtsper.payload.audio;

import io.rtsper.testkit.contract.DepacketizerContract;
import io.rtsper.testkit.contract.DepacketizerFixture;

class PcmuContractTest extends DepacketizerContract {

  @Override
  protected DepacketizerFixture fixture() {
    return new SampleFixture(new PcmuDepacketizerProvider(), 0);
  }
}
