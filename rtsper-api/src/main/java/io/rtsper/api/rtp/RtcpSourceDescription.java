package io.rtsper.api.rtp;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * A cursor over the items of an SDES packet (RFC 3550 §6.5).
 *
 * <pre>
 *    0                   1                   2                   3
 *    0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1
 *   +=+=+=+=+=+=+=+=+=+=+=+=+=+=+=+=+=+=+=+=+=+=+=+=+=+=+=+=+=+=+=+=+  chunk,
 *   |                              SSRC                             |  as many
 *   +-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+  as the
 *   |   item type   |     length    | text                        ...  header
 *   +-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+  counts
 *   | further items            ...  | 0, and more to the 32-bit word|
 *   +=+=+=+=+=+=+=+=+=+=+=+=+=+=+=+=+=+=+=+=+=+=+=+=+=+=+=+=+=+=+=+=+
 * </pre>
 *
 * <p>A chunk that ends with the packet, without the zero, is read like one that ends as it should.
 */
public final class RtcpSourceDescription {

  /** The item that names the source for good (RFC 3550 §6.5.1). */
  public static final int CNAME = 1;

  /** The item that says who the user is. */
  public static final int NAME = 2;

  /** The item that says with which program the source sends. */
  public static final int TOOL = 6;

  private static final int SSRC_LENGTH = 4;
  private static final int ITEM_HEADER_LENGTH = 2;

  private ByteBuffer buffer = RtcpCompound.NOTHING;
  private int begin;
  private int end;
  private int chunks;

  private int next;
  private int chunksBegun;
  private boolean insideChunk;
  private int deviations;
  private long ssrc;
  private int item;

  RtcpSourceDescription() {}

  RtcpSourceDescription at(ByteBuffer buffer, int begin, int end, int chunks) {
    this.buffer = buffer;
    this.begin = begin;
    this.end = end;
    this.chunks = chunks;
    next = begin;
    chunksBegun = 0;
    insideChunk = false;
    deviations = 0;
    return this;
  }

  /**
   * Goes to the next item, of the same source or of a following one.
   *
   * @return false if there is none left
   */
  public boolean next() {
    while (insideChunk || beginChunk()) {
      if (next >= end) {
        return endWith(RtcpDeviation.SDES_WITHOUT_END);
      }
      if (buffer.get(next) != 0) {
        if (!itemFits()) {
          return endWith(RtcpDeviation.SDES_ITEM_CUT);
        }
        item = next;
        next += ITEM_HEADER_LENGTH + textLength();
        return true;
      }
      // The zero that ends the chunk, and those that fill its last word.
      insideChunk = false;
      next = begin + ((next - begin) & ~3) + 4;
    }
    return false;
  }

  private boolean beginChunk() {
    if (chunksBegun == chunks) {
      return false;
    }
    if (end - next < SSRC_LENGTH) {
      return endWith(RtcpDeviation.COUNT_TOO_LARGE);
    }
    chunksBegun++;
    ssrc = RtcpCompound.unsignedInt(buffer, next);
    next += SSRC_LENGTH;
    insideChunk = true;
    return true;
  }

  private boolean itemFits() {
    return end - next >= ITEM_HEADER_LENGTH
        && end - next - ITEM_HEADER_LENGTH >= (buffer.get(next + 1) & 0xFF);
  }

  private boolean endWith(RtcpDeviation deviation) {
    deviations |= deviation.bit;
    chunksBegun = chunks;
    insideChunk = false;
    return false;
  }

  /** Returns what isn't as it should be in what was read so far: bits of {@link RtcpDeviation}. */
  int deviations() {
    return deviations;
  }

  /** {@return the source that the item is about, unsigned} */
  public long ssrc() {
    return ssrc;
  }

  /** {@return the item's type, such as {@link #CNAME}} */
  public int type() {
    return buffer.get(item) & 0xFF;
  }

  /** {@return the index of the text in the compound's buffer} */
  public int textOffset() {
    return item + ITEM_HEADER_LENGTH;
  }

  /** {@return the bytes of the text, from 0 to 255} */
  public int textLength() {
    return buffer.get(item + 1) & 0xFF;
  }

  /**
   * Returns the text, which a peer may have filled with anything. Allocates it.
   *
   * @return the text, read as UTF-8
   */
  public String text() {
    byte[] bytes = new byte[textLength()];
    buffer.get(textOffset(), bytes);
    return new String(bytes, StandardCharsets.UTF_8);
  }
}
