package io.rtsper.api.spi;

import io.rtsper.api.sdp.SessionDescription;
import java.nio.ByteBuffer;

/** Reads the Session Description Protocol (RFC 8866). {@link #name()} is {@code sdp}. */
public interface SdpParserProvider extends Provider {

  /**
   * Returns the description that a text gives. Never throws for its content: what can't be read
   * becomes a warning of the description or a media that can't be played, with its reason.
   *
   * @param text the body of a DESCRIBE response; consumed
   * @param quirks takes what is tolerated
   * @return the description
   */
  SessionDescription parse(ByteBuffer text, QuirkReporter quirks);
}
