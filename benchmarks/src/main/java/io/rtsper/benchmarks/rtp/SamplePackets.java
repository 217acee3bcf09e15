package io.rtsper.benchmarks.rtp;

import io.rtsper.api.media.Track;
import io.rtsper.api.sdp.MediaDescription;
import io.rtsper.api.sdp.SdpAttribute;
import io.rtsper.api.sdp.SessionDescription;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** The packets that are measured. */
final class SamplePackets {

  /** What the packet of {@link #rtp()} has, which is what a packet of video is like. */
  static final int PAYLOAD_TYPE = 96;

  static final int SEQUENCE_NUMBER = 12_345;
  static final long TIMESTAMP = 0xFEDC_BA98L;
  static final long SSRC = 0x8765_4321L;
  static final int PAYLOAD_LENGTH = 1_400;

  static final String CNAME = "camera@192.0.2.1";

  private static final int FIRST_PAYLOAD_BYTE = 0x7C;

  private SamplePackets() {}

  /** Returns a packet of 1,412 bytes: a fragment of a picture, with the marker. */
  static byte[] rtp() {
    ByteBuffer packet = ByteBuffer.allocate(12 + PAYLOAD_LENGTH);
    packet.put((byte) 0x80).put((byte) (0x80 | PAYLOAD_TYPE)).putShort((short) SEQUENCE_NUMBER);
    packet.putInt((int) TIMESTAMP).putInt((int) SSRC);
    packet.put((byte) FIRST_PAYLOAD_BYTE);
    for (int i = 1; i < PAYLOAD_LENGTH; i++) {
      packet.put((byte) i);
    }
    return packet.array();
  }

  /** Returns a compound packet of 68 bytes: a sender report without blocks, and a name. */
  static byte[] rtcp() {
    byte[] name = CNAME.getBytes(StandardCharsets.US_ASCII);
    int chunkWords = (4 + 2 + name.length + 1 + 3) / 4;
    ByteBuffer packet = ByteBuffer.allocate(28 + 4 + chunkWords * 4);
    packet.put((byte) 0x80).put((byte) 200).putShort((short) 6).putInt((int) SSRC);
    packet.putInt(0xB44D_B705).putInt(0x2000_0000).putInt((int) TIMESTAMP);
    packet.putInt(1_000).putInt(1_400_000);
    packet.put((byte) 0x81).put((byte) 202).putShort((short) chunkWords).putInt((int) SSRC);
    packet.put((byte) 1).put((byte) name.length).put(name);
    return packet.array();
  }

  static ByteBuffer direct(byte[] bytes) {
    return ByteBuffer.allocateDirect(bytes.length).put(bytes).flip();
  }

  /** Returns the track that the packets are of. */
  static Track track() {
    return Track.listOf(
            SessionDescription.builder()
                .media(
                    MediaDescription.builder("video")
                        .protocol("RTP/AVP")
                        .formats(List.of(Integer.toString(PAYLOAD_TYPE)))
                        .attribute(new SdpAttribute("rtpmap", PAYLOAD_TYPE + " H264/90000"))
                        .build())
                .build())
        .get(0);
  }
}
