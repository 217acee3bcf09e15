package io.rtsper.payload.testing;

import io.rtsper.api.media.Track;
import io.rtsper.api.rtp.RtpPacket;
import io.rtsper.api.spi.DepacketizerProvider;
import io.rtsper.testkit.contract.DepacketizerFixture;
import io.rtsper.testkit.contract.RecordedFrame;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/**
 * What the contract needs, of a packetizer's packets.
 *
 * @param provider the provider under test
 * @param track the track, of payload type 96
 * @param stream the packets
 * @param frames what they hold
 */
public record StreamFixture(
    DepacketizerProvider provider, Track track, List<Packet> stream, List<RecordedFrame> frames)
    implements DepacketizerFixture {

  @Override
  public List<byte[]> packets() {
    List<byte[]> packets = new ArrayList<>();
    for (Packet packet : stream) {
      packets.add(
          ByteBuffer.allocate(RtpPacket.HEADER_LENGTH + packet.payload().length)
              .put((byte) 0x80)
              .put((byte) (packet.marker() ? 0xE0 : 0x60))
              .putShort((short) packets.size())
              .putInt((int) packet.timestamp())
              .putInt(7)
              .put(packet.payload())
              .array());
    }
    return packets;
  }
}
