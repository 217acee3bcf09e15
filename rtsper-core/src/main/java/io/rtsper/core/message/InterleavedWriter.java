package io.rtsper.core.message;

import io.rtsper.api.RtspValidationException;
import java.nio.ByteBuffer;

/** Writes interleaved frames: {@code $}, the channel, the length, the packet (RFC 2326 §10.12). */
public final class InterleavedWriter {

  /** How many bytes stand before the packet. */
  public static final int HEADER_BYTES = UnitStart.INTERLEAVED_HEADER;

  private static final int LONGEST = 0xFFFF;

  private InterleavedWriter() {}

  /**
   * Writes a frame.
   *
   * @param channel the channel, 0 to 255
   * @param packet the packet, at most 65535 bytes; wholly consumed
   * @param out where the frame goes, with room for it
   * @throws RtspValidationException if the channel or the packet is too large
   */
  public static void write(int channel, ByteBuffer packet, ByteBuffer out) {
    int length = packet.remaining();
    if (channel < 0 || channel > 255 || length > LONGEST) {
      throw new RtspValidationException(
          "an interleaved frame has a channel from 0 to 255 and at most 65535 bytes, not channel "
              + channel
              + " and "
              + length
              + " bytes");
    }
    out.put((byte) UnitStart.INTERLEAVED_MAGIC)
        .put((byte) channel)
        .put((byte) (length >> 8))
        .put((byte) length)
        .put(packet);
  }
}
