package io.rtsper.payload.audio;

import io.rtsper.api.media.Track;
import io.rtsper.api.sdp.MediaDescription;
import io.rtsper.api.sdp.SessionDescription;
import io.rtsper.api.spi.DepacketizerProvider;
import io.rtsper.testkit.contract.DepacketizerFixture;
import io.rtsper.testkit.contract.RecordedFrame;
import java.util.HexFormat;
import java.util.List;

/**
 * Packets of G.711 with silence and tones, with and without marker, padding and sources.
 *
 * @param payloadType the format's static one (RFC 3551 §6)
 */
record SampleFixture(DepacketizerProvider provider, int payloadType)
    implements DepacketizerFixture {

  private static final HexFormat HEX = HexFormat.of();

  @Override
  public Track track() {
    MediaDescription media =
        MediaDescription.builder("audio").formats(List.of("" + payloadType)).build();
    return Track.listOf(SessionDescription.builder().media(media).build()).get(0);
  }

  @Override
  public List<byte[]> packets() {
    return List.of(
        packet("80", 0x80, "0001 00000100", "ffd5aaff7f"),
        packet("80", 0, "0002 00000105", "7f"),
        packet("a0", 0, "0003 00000106", "d5d5 000003"),
        packet("80", 0, "0004 00000108", ""),
        packet("81", 0, "0005 00000108", "55667788 0102030405060708"));
  }

  private byte[] packet(String flags, int marker, String numbers, String rest) {
    String type = HEX.toHexDigits((byte) (marker | payloadType));
    return HEX.parseHex((flags + type + numbers + "11223344" + rest).replace(" ", ""));
  }

  @Override
  public List<RecordedFrame> frames() {
    return List.of(
        frame(0x100, "ffd5aaff7f"),
        frame(0x105, "7f"),
        frame(0x106, "d5d5"),
        frame(0x108, "0102030405060708"));
  }

  private RecordedFrame frame(long timestamp, String data) {
    String codec = payloadType == 0 ? "ulaw" : "alaw";
    return RecordedFrame.of(timestamp, HEX.parseHex(data), true)
        .withCodec(codec)
        .lasting(data.length() / 2);
  }
}
