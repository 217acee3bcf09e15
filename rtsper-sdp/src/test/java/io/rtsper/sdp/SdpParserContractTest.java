package io.rtsper.sdp;

import io.rtsper.api.spi.SdpParserProvider;
import io.rtsper.testkit.contract.SdpParserContract;

class SdpParserContractTest extends SdpParserContract {

  @Override
  protected SdpParserProvider parser() {
    return new SdpParser();
  }
}
