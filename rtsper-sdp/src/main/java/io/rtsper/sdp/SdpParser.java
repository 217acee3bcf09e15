package io.rtsper.sdp;

import io.rtsper.api.sdp.SessionDescription;
import io.rtsper.api.spi.QuirkReporter;
import io.rtsper.api.spi.SdpParserProvider;
import java.nio.ByteBuffer;

/** Reads session descriptions, however cameras write them. Stateless. */
public final class SdpParser implements SdpParserProvider {

  /** Makes a parser; for the service loader. */
  public SdpParser() {}

  @Override
  public String name() {
    return "sdp";
  }

  @Override
  public SessionDescription parse(ByteBuffer text, QuirkReporter quirks) {
    return DescriptionReader.read(text, quirks);
  }
}
