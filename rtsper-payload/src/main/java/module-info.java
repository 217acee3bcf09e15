/**
 * Depacketizers for RTP payload formats. Nothing is exported: the formats are found as services, by
 * the encoding names of {@code a=rtpmap}. {@code docs/formats.md} lists them.
 *
 * @provides io.rtsper.api.spi.DepacketizerProvider for each encoding name
 */
module io.rtsper.payload {
  requires io.rtsper.api;
  requires static org.jspecify;

  provides io.rtsper.api.spi.DepacketizerProvider with
      io.rtsper.payload.audio.PcmaDepacketizerProvider,
      io.rtsper.payload.audio.PcmuDepacketizerProvider,
      io.rtsper.payload.h264.H264DepacketizerProvider,
      io.rtsper.payload.h265.H265DepacketizerProvider;
}
