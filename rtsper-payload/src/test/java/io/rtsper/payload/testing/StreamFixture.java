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
 * A stream for the contract of depacketizers, of packets as a packetizer makes them.
 *
 * @param stream its packets
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

  /** Returns a packet of bytes in hexadecimal digits. */
  public static Packet packet(long timestamp, boolean marker, String payload) {
    return new Packet(timestamp, marker, Receiver.hex(payload));
  }

  /** Returns a frame of bytes in hexadecimal digits. */
  public static RecordedFrame frame(
      long timestamp, String data, boolean keyFrame, String codec, long duration) {
    return RecordedFrame.of(timestamp, Receiver.hex(data), keyFrame)
        .withCodec(codec)
        .lasting(duration);
  }
}
