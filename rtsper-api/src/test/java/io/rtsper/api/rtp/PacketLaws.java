package io.rtsper.api.rtp;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;

/** What holds for any bytes at all; asked by properties and by fuzzing. */
final class PacketLaws {

  private PacketLaws() {}

  /** The bytes are an RTP packet that can be read to the end, or they are rejected. */
  static void rtp(byte[] bytes) {
    RtpPacket packet = new RtpPacket();
    if (!packet.wrap(ByteBuffer.wrap(bytes), 0, bytes.length)) {
      assertThat(packet.problem()).isNotEqualTo(RtpPacket.Problem.NONE);
      assertThat(packet.length()).isZero();
      return;
    }
    int end = bytes.length;
    assertThat(packet.payloadLength()).isBetween(0, end - 12);
    assertThat(packet.payloadOffset() + packet.payloadLength() + packet.paddingLength())
        .isEqualTo(end);
    for (int i = 0; i < packet.csrcCount(); i++) {
      assertThat(packet.csrc(i)).isBetween(0L, 0xFFFF_FFFFL);
    }
    for (int id = 0; id < 20; id++) {
      int offset = packet.extensionElementOffset(id);
      int length = packet.extensionElementLength(id);
      assertThat(offset < 0).isEqualTo(length < 0);
      if (offset >= 0) {
        assertThat(offset + length).isLessThanOrEqualTo(packet.payloadOffset());
      }
    }
    assertThat(packet.payload().remaining()).isEqualTo(packet.payloadLength());
    assertThat(packet.copy().buffer().array()).isEqualTo(bytes);
    assertThat(packet.toString()).startsWith("RTP PT=");
  }

  /** The bytes have RTCP packets that can be read within their bounds, or they are rejected. */
  static void rtcp(byte[] bytes) {
    // Bytes around it that must not be looked at would be seen as another value.
    ByteBuffer buffer = ByteBuffer.allocate(bytes.length + 8).put(4, bytes);
    RtcpCompound compound = new RtcpCompound();
    if (!compound.wrap(buffer, 4, bytes.length)) {
      assertThat(compound.packetCount()).isZero();
      return;
    }
    int end = 4 + bytes.length;
    int packets = 0;
    while (compound.next()) {
      packets++;
      assertThat(compound.packetOffset() + compound.packetLength()).isLessThanOrEqualTo(end);
      assertThat(compound.contentLength()).isBetween(4, compound.packetLength());
      assertThat(compound.bodyLength()).isBetween(0, compound.contentLength());
      for (int i = 0; i < compound.reportBlockCount(); i++) {
        assertThat(compound.reportBlock(i).toString()).startsWith("SSRC=");
      }
      if (compound.hasSenderInfo()) {
        assertThat(compound.senderInfo().toString()).startsWith("NTP=");
      }
      RtcpSourceDescription items = compound.sourceDescription();
      while (items.next()) {
        assertThat(items.textOffset() + items.textLength()).isLessThanOrEqualTo(end);
        assertThat(items.text()).isNotNull();
      }
      for (int i = 0; i < compound.byeSsrcCount(); i++) {
        assertThat(compound.byeSsrc(i)).isNotNegative();
      }
      assertThat(compound.byeReason().length()).isLessThanOrEqualTo(255);
      assertThat(compound.applicationName().length()).isIn(0, 4);
      assertThat(compound.feedbackMediaSsrc()).isGreaterThanOrEqualTo(-1);
    }
    assertThat(packets).isEqualTo(compound.packetCount()).isPositive();
    assertThat(compound.copy().packetCount()).isEqualTo(packets);
    assertThat(compound.toString()).startsWith("RTCP ");
  }
}
