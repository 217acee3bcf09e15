package io.rtsper.payload.audio;

import io.rtsper.testkit.contract.DepacketizerContract;
import io.rtsper.testkit.contract.DepacketizerFixture;
import org.junit.jupiter.api.Nested;

class SyncContractTest {

  @Nested
  class Ac3 extends DepacketizerContract {

    @Override
    protected DepacketizerFixture fixture() {
      return SyncPropertiesTest.fixture(SyncPropertiesTest.Format.AC3);
    }
  }

  @Nested
  class Eac3 extends DepacketizerContract {

    @Override
    protected DepacketizerFixture fixture() {
      return SyncPropertiesTest.fixture(SyncPropertiesTest.Format.EAC3);
    }
  }
}
