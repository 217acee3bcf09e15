import io.rtsper.api.spi.SdpParserProvider;
import io.rtsper.sdp.SdpParser;

/**
 * The SDP parser. It reads what cameras send, tells what is odd about it and never fails for its
 * content.
 *
 * @provides SdpParserProvider the parser named {@code sdp}
 */
module io.rtsper.sdp {
  requires io.rtsper.api;
  requires static org.jspecify;

  provides SdpParserProvider with
      SdpParser;
}
