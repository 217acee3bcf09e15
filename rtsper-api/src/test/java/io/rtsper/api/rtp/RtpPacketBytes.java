package io.rtsper.api.rtp;

/** What an RTP packet is made of, and its bytes. */
record RtpPacketBytes(
    boolean marker,
    int payloadType,
    int sequenceNumber,
    long timestamp,
    long ssrc,
    long[] csrcs,
    int extensionProfile,
    byte[] extension,
    byte[] payload,
    int padding) {

  /** Stands for no extension. */
  static final int NO_EXTENSION = -1;

  /** Returns a packet without anything that is optional. */
  static RtpPacketBytes plain(byte[] payload) {
    return new RtpPacketBytes(
        true,
        96,
        4711,
        0xFEDC_BA98L,
        0x8765_4321L,
        new long[0],
        NO_EXTENSION,
        new byte[0],
        payload,
        0);
  }

  RtpPacketBytes withCsrcs(long... sources) {
    return new RtpPacketBytes(
        marker,
        payloadType,
        sequenceNumber,
        timestamp,
        ssrc,
        sources,
        extensionProfile,
        extension,
        payload,
        padding);
  }

  RtpPacketBytes withExtension(int profile, byte... data) {
    return new RtpPacketBytes(
        marker,
        payloadType,
        sequenceNumber,
        timestamp,
        ssrc,
        csrcs,
        profile,
        data,
        payload,
        padding);
  }

  RtpPacketBytes withPadding(int count) {
    return new RtpPacketBytes(
        marker,
        payloadType,
        sequenceNumber,
        timestamp,
        ssrc,
        csrcs,
        extensionProfile,
        extension,
        payload,
        count);
  }

  byte[] toArray() {
    boolean extended = extensionProfile != NO_EXTENSION;
    WireBytes out =
        WireBytes.wire()
            .bytes(
                0x80 | (padding > 0 ? 0x20 : 0) | (extended ? 0x10 : 0) | csrcs.length,
                (marker ? 0x80 : 0) | payloadType)
            .short16(sequenceNumber)
            .int32(timestamp)
            .int32(ssrc);
    for (long csrc : csrcs) {
      out.int32(csrc);
    }
    if (extended) {
      out.short16(extensionProfile).short16(extension.length / 4).bytes(extension);
    }
    out.bytes(payload);
    if (padding > 0) {
      out.bytes(new byte[padding - 1]).bytes(padding);
    }
    return out.toArray();
  }
}
