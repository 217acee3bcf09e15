package io.rtsper.api.rtp;

import java.util.HexFormat;

/** Writes packets in the words of a protocol analyser. */
final class PacketText {

  private static final HexFormat HEX = HexFormat.of().withUpperCase();

  private PacketText() {}

  static String of(RtpPacket packet) {
    if (packet.problem() != RtpPacket.Problem.NONE) {
      return "RTP (none: " + packet.problem() + ")";
    }
    StringBuilder out = new StringBuilder(96);
    out.append("RTP PT=").append(packet.payloadType());
    out.append(" Seq=").append(packet.sequenceNumber());
    out.append(" Time=").append(packet.timestamp());
    out.append(" SSRC=").append(hex(packet.ssrc()));
    if (packet.marker()) {
      out.append(" Mark");
    }
    for (int i = 0; i < packet.csrcCount(); i++) {
      out.append(" CSRC=").append(hex(packet.csrc(i)));
    }
    if (packet.hasExtension()) {
      out.append(" Ext=0x").append(HEX.toHexDigits((short) packet.extensionProfile()));
      out.append('/').append(packet.extensionLength());
    }
    out.append(" Payload=").append(packet.payloadLength());
    if (packet.paddingLength() > 0) {
      out.append(" Padding=").append(packet.paddingLength());
    }
    return out.toString();
  }

  static String of(RtcpCompound compound) {
    if (compound.packetCount() == 0) {
      return "RTCP (none)";
    }
    StringBuilder out = new StringBuilder("RTCP");
    RtcpCompound cursor = new RtcpCompound();
    cursor.wrap(compound.buffer(), compound.offset(), compound.length());
    while (cursor.next()) {
      out.append(' ').append(RtcpType.name(cursor.type())).append('(');
      if (cursor.ssrc() >= 0) {
        out.append("SSRC=").append(hex(cursor.ssrc())).append(' ');
      }
      out.append("Count=").append(cursor.count());
      out.append(" Length=").append(cursor.packetLength()).append(')');
    }
    return out.toString();
  }

  /** Returns 32 bits as they are written for an SSRC. */
  private static String hex(long value) {
    return "0x" + HEX.toHexDigits((int) value);
  }
}
