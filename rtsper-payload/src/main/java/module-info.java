/**
 * Depacketizers for RTP payload formats. Nothing is exported: the formats are found as services.
 *
 * @provides io.rtsper.api.spi.DepacketizerProvider for {@code PCMU} and {@code PCMA} (RFC 3551
 *     §4.5.14)
 */
module io.rtsper.payload {
  requires io.rtsper.api;
  requires static org.jspecify;

  provides io.rtsper.api.spi.DepacketizerProvider with
      io.rtsper.payload.PcmaDepacketizerProvider,
      io.rtsper.payload.PcmuDepacketizerProvider;
}
