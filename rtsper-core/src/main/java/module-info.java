/**
 * The engine of rtsper: event loops, the RTSP message codec, the session state machine and the RTP
 * receive path. Exports nothing; applications find it through {@code io.rtsper.api}.
 *
 * @provides io.rtsper.api.spi.RtspClientProvider the engine
 */
module io.rtsper.core {
  requires io.rtsper.api;
  requires org.slf4j;
  requires static org.jspecify;

  provides io.rtsper.api.spi.RtspClientProvider with
      io.rtsper.core.client.EngineProvider;
}
