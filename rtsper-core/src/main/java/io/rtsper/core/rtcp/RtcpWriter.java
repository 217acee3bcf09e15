package io.rtsper.core.rtcp;

import io.rtsper.api.rtp.RtcpCompound;
import io.rtsper.api.rtp.RtcpSourceDescription;
import io.rtsper.api.rtp.RtcpType;
import java.nio.ByteBuffer;

/** Writes packets of RTCP, to the letter, at the position of a buffer in big-endian order. */
final class RtcpWriter {

  /** PSFB's format of a picture loss indication (RFC 4585 §6.3.1). */
  static final int PICTURE_LOSS = 1;

  /** PSFB's format of a full intra request (RFC 5104 §4.3.1). */
  static final int FULL_INTRA_REQUEST = 4;

  /** An extended report's block on the delay since the last receiver reference time. */
  static final int DLRR_BLOCK = 5;

  private static final byte VERSION_2 = (byte) 0x80;

  /** Words of one receiver in a DLRR block. */
  private static final int DLRR_WORDS = 3;

  private RtcpWriter() {}

  /**
   * Puts the header that all packets have.
   *
   * @param count the five bits of its count, or of its format
   * @param words the packet's length with the header
   */
  static void header(ByteBuffer into, int count, int type, int words) {
    into.put((byte) (VERSION_2 | count));
    into.put((byte) type);
    into.putShort((short) (words - 1));
  }

  /** Puts SDES with a CNAME (RFC 3550 §6.5). */
  static void sourceDescription(ByteBuffer into, int ssrc, byte[] cname) {
    // Source, item type and length, text, and at least one zero to end the chunk.
    int chunk = 4 + 2 + cname.length + 1;
    int words = (RtcpCompound.HEADER_LENGTH + chunk + 3) / 4;
    header(into, 1, RtcpType.SOURCE_DESCRIPTION, words);
    into.putInt(ssrc);
    into.put((byte) RtcpSourceDescription.CNAME);
    into.put((byte) cname.length);
    into.put(cname);
    for (int at = RtcpCompound.HEADER_LENGTH + chunk - 1; at < words * 4; at++) {
      into.put((byte) 0);
    }
  }

  /** Puts BYE without a reason (RFC 3550 §6.6). */
  static void goodbye(ByteBuffer into, int ssrc) {
    header(into, 1, RtcpType.GOODBYE, 2);
    into.putInt(ssrc);
  }

  /**
   * Puts XR with a DLRR block for one receiver (RFC 3611 §4.5).
   *
   * <pre>
   *    0                   1                   2                   3
   *    0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1
   *   +-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+
   *   |     BT=5      |   reserved    |         block length          |
   *   +=+=+=+=+=+=+=+=+=+=+=+=+=+=+=+=+=+=+=+=+=+=+=+=+=+=+=+=+=+=+=+=+
   *   |                 SSRC of the receiver, LRR, DLRR               |
   *   +=+=+=+=+=+=+=+=+=+=+=+=+=+=+=+=+=+=+=+=+=+=+=+=+=+=+=+=+=+=+=+=+
   * </pre>
   */
  static void delaySinceReference(
      ByteBuffer into, int ssrc, ReferenceTime reference, long nanoTime) {
    header(into, 0, RtcpType.EXTENDED_REPORT, 3 + DLRR_WORDS);
    into.putInt(ssrc);
    into.put((byte) DLRR_BLOCK);
    into.put((byte) 0);
    into.putShort((short) DLRR_WORDS);
    into.putInt((int) reference.ssrc());
    into.putInt((int) reference.middle());
    into.putInt((int) reference.delay(nanoTime));
  }

  /** Puts PSFB that asks for a picture that can be decoded by itself, after a loss. */
  static void pictureLoss(ByteBuffer into, int ssrc, long media) {
    header(into, PICTURE_LOSS, RtcpType.PAYLOAD_FEEDBACK, 3);
    into.putInt(ssrc);
    into.putInt((int) media);
  }

  /**
   * Puts PSFB that asks for such a picture in any case; the source stands in what follows the fixed
   * part, which names none.
   *
   * @param number one higher with each request, modulo 256
   */
  static void fullIntraRequest(ByteBuffer into, int ssrc, long media, int number) {
    header(into, FULL_INTRA_REQUEST, RtcpType.PAYLOAD_FEEDBACK, 5);
    into.putInt(ssrc);
    into.putInt(0);
    into.putInt((int) media);
    into.putInt(number << 24);
  }
}
