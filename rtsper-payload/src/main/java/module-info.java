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
      io.rtsper.payload.aac.LatmDepacketizerProvider,
      io.rtsper.payload.aac.Mpeg4GenericDepacketizerProvider,
      io.rtsper.payload.audio.Aal2G726At16DepacketizerProvider,
      io.rtsper.payload.audio.Aal2G726At24DepacketizerProvider,
      io.rtsper.payload.audio.Aal2G726At32DepacketizerProvider,
      io.rtsper.payload.audio.Aal2G726At40DepacketizerProvider,
      io.rtsper.payload.audio.Ac3DepacketizerProvider,
      io.rtsper.payload.audio.Eac3DepacketizerProvider,
      io.rtsper.payload.audio.G722DepacketizerProvider,
      io.rtsper.payload.audio.G723DepacketizerProvider,
      io.rtsper.payload.audio.G726At16DepacketizerProvider,
      io.rtsper.payload.audio.G726At24DepacketizerProvider,
      io.rtsper.payload.audio.G726At32DepacketizerProvider,
      io.rtsper.payload.audio.G726At40DepacketizerProvider,
      io.rtsper.payload.audio.G729DepacketizerProvider,
      io.rtsper.payload.audio.GsmDepacketizerProvider,
      io.rtsper.payload.audio.L16DepacketizerProvider,
      io.rtsper.payload.audio.L24DepacketizerProvider,
      io.rtsper.payload.audio.L8DepacketizerProvider,
      io.rtsper.payload.audio.MpaDepacketizerProvider,
      io.rtsper.payload.audio.OpusDepacketizerProvider,
      io.rtsper.payload.audio.PcmaDepacketizerProvider,
      io.rtsper.payload.audio.PcmuDepacketizerProvider,
      io.rtsper.payload.audio.SpeexDepacketizerProvider,
      io.rtsper.payload.av1.Av1DepacketizerProvider,
      io.rtsper.payload.data.KlvDepacketizerProvider,
      io.rtsper.payload.data.OnvifExiMetadataDepacketizerProvider,
      io.rtsper.payload.data.OnvifExtendedExiMetadataDepacketizerProvider,
      io.rtsper.payload.data.OnvifGzipMetadataDepacketizerProvider,
      io.rtsper.payload.data.OnvifMetadataDepacketizerProvider,
      io.rtsper.payload.data.RedundantTextDepacketizerProvider,
      io.rtsper.payload.data.TextDepacketizerProvider,
      io.rtsper.payload.data.TransportStreamDepacketizerProvider,
      io.rtsper.payload.h264.H264DepacketizerProvider,
      io.rtsper.payload.h265.H265DepacketizerProvider,
      io.rtsper.payload.h266.H266DepacketizerProvider,
      io.rtsper.payload.jpeg.JpegDepacketizerProvider,
      io.rtsper.payload.mpeg.Mp4vDepacketizerProvider,
      io.rtsper.payload.mpeg.MpvDepacketizerProvider,
      io.rtsper.payload.vorbis.VorbisDepacketizerProvider,
      io.rtsper.payload.vpx.Vp8DepacketizerProvider,
      io.rtsper.payload.vpx.Vp9DepacketizerProvider;
}
