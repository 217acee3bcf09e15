/**
 * The API of rtsper, an RTSP client for the JVM. An application compiles against this module alone;
 * the engine and the plug-ins are found at run time.
 *
 * @uses io.rtsper.api.spi.RtspClientProvider to find the engine
 * @uses io.rtsper.api.spi.ControlTransportProvider to find control links by URL scheme
 * @uses io.rtsper.api.spi.MediaTransportProvider to find media transports by name
 * @uses io.rtsper.api.spi.AuthSchemeProvider to find authentication schemes
 * @uses io.rtsper.api.spi.SdpParserProvider to find the SDP parser
 * @uses io.rtsper.api.spi.DepacketizerProvider to find payload formats by encoding name
 */
module io.rtsper.api {
  requires static org.jspecify;
  requires org.slf4j;

  exports io.rtsper.api;
  exports io.rtsper.api.header;
  exports io.rtsper.api.media;
  exports io.rtsper.api.rtp;
  exports io.rtsper.api.sdp;
  exports io.rtsper.api.spi;
  exports io.rtsper.api.text;

  uses io.rtsper.api.spi.RtspClientProvider;
  uses io.rtsper.api.spi.ControlTransportProvider;
  uses io.rtsper.api.spi.MediaTransportProvider;
  uses io.rtsper.api.spi.AuthSchemeProvider;
  uses io.rtsper.api.spi.SdpParserProvider;
  uses io.rtsper.api.spi.DepacketizerProvider;
}
