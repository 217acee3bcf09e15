package io.rtsper.transport.tcp;

import io.rtsper.testkit.contract.ControlTransportContract;
import io.rtsper.testkit.contract.ControlTransportFixture;
import java.io.IOException;

class Tls13ControlLinkContractTest extends ControlTransportContract {

  @Override
  protected ControlTransportFixture fixture() throws IOException {
    return new TlsFixture("self-signed", "TLSv1.3");
  }
}
