package io.rtsper.api.rtp;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.EnumSet;
import java.util.Objects;
import java.util.Set;

/**
 * A view of a compound RTCP packet (RFC 3550 §6.1) where it lies in a buffer, and a cursor over the
 * packets in it. Each begins like this:
 *
 * <pre>
 *    0                   1                   2                   3
 *    0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1
 *   +-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+
 *  0|V=2|P|  count  |     type      |  length in words, less one    |
 *   +-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+
 *  4|        SSRC of the sender, in all types but SDES and BYE      |
 *   +-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+
 * </pre>
 *
 * <pre>{@code
 * while (compound.next()) {
 *   switch (compound.type()) {
 *     case RtcpType.SENDER_REPORT -> use(compound.ssrc(), compound.senderInfo().ntp());
 *     case RtcpType.GOODBYE -> log(compound.byeReason());
 *     default -> {} // of no interest
 *   }
 * }
 * }</pre>
 *
 * <p>{@link #wrap} checks as many packets as can be read and notes what isn't as it should be; then
 * every accessor stays within the packet it reads. Nothing is allocated unless a method says so:
 * {@link #senderInfo()}, {@link #reportBlock} and {@link #sourceDescription()} return the same
 * object each time, laid over another place.
 *
 * <p>Offsets are indexes into {@link #buffer()}, for its absolute methods; the buffer must not be
 * written to, nor its position, limit or order changed. One thread at a time.
 */
public final class RtcpCompound {

  /** Bytes of a packet's header, which is also the shortest packet. */
  public static final int HEADER_LENGTH = 4;

  /** Offset of the byte that holds version, padding bit and count. */
  public static final int FLAGS_OFFSET = 0;

  /** Offset of the type. */
  public static final int TYPE_OFFSET = 1;

  /** Offset of the length in 32-bit words, less one. */
  public static final int LENGTH_OFFSET = 2;

  /** Offset of the sender's synchronization source, where the type has one. */
  public static final int SSRC_OFFSET = 4;

  /** Offset of an APP packet's name, or of the source that feedback is about. */
  private static final int SECOND_WORD_OFFSET = 8;

  private static final int VERSION_SHIFT = 6;
  private static final int PADDING_BIT = 0x20;
  private static final int COUNT_MASK = 0x1F;

  static final ByteBuffer NOTHING = ByteBuffer.allocate(0).asReadOnlyBuffer();

  private final RtcpSenderInfo senderInfo = new RtcpSenderInfo();
  private final RtcpReportBlock reportBlock = new RtcpReportBlock();
  private final RtcpSourceDescription sourceDescription = new RtcpSourceDescription();

  private ByteBuffer buffer = NOTHING;
  private int offset;
  private int length;
  private int readableEnd;
  private int packets;
  private int deviations;

  private int packet;
  private int packetEnd;
  private int contentEnd;

  /** Makes a view of nothing, to be laid over packets with {@link #wrap}. */
  public RtcpCompound() {}

  /**
   * Lays the view over a compound packet and checks it. The cursor stands before its first packet.
   *
   * @param buffer holds the compound packet; its position plays no part and no byte order is
   *     expected of it
   * @param offset the index of its first byte
   * @param length its length in bytes
   * @return true if at least one packet can be read
   * @throws IndexOutOfBoundsException if the buffer's limit is before the end
   */
  public boolean wrap(ByteBuffer buffer, int offset, int length) {
    Objects.checkFromIndexSize(offset, length, buffer.limit());
    this.buffer = buffer;
    this.offset = offset;
    this.length = length;
    packets = 0;
    deviations = 0;
    readableEnd = offset + length;
    rewind();
    int end = offset;
    while (next()) {
      packets++;
      deviations |= RtcpConformance.deviations(this, packets == 1);
      end = packetEnd;
    }
    int rest = offset + length - end;
    if (packets == 0) {
      this.buffer = NOTHING;
      this.offset = 0;
      this.length = 0;
      end = 0;
    } else if (rest >= HEADER_LENGTH) {
      note(RtcpDeviation.UNREADABLE_REST);
    } else if (rest > 0) {
      note(RtcpDeviation.TRAILING_BYTES);
    }
    readableEnd = end;
    rewind();
    return packets > 0;
  }

  /**
   * Goes to the next packet.
   *
   * @return false if there is none left
   */
  public boolean next() {
    int begin = packetEnd;
    int room = readableEnd - begin;
    if (room < HEADER_LENGTH) {
      return false;
    }
    int flags = buffer.get(begin + FLAGS_OFFSET) & 0xFF;
    if (flags >>> VERSION_SHIFT != 2 || !RtcpType.isRtcp(buffer.get(begin + TYPE_OFFSET) & 0xFF)) {
      return false;
    }
    int bytes = (unsignedShort(buffer, begin + LENGTH_OFFSET) + 1) * 4;
    if (bytes - room > 3) {
      return false;
    }
    packet = begin;
    packetEnd = begin + Math.min(bytes, room);
    contentEnd = packetEnd - padding(flags);
    return true;
  }

  /** Puts the cursor before the first packet. */
  public void rewind() {
    packet = offset;
    packetEnd = offset;
    contentEnd = offset;
  }

  private int padding(int flags) {
    if ((flags & PADDING_BIT) == 0) {
      return 0;
    }
    int count = buffer.get(packetEnd - 1) & 0xFF;
    return count > packetEnd - packet - HEADER_LENGTH ? 0 : count;
  }

  /** Returns how long a packet of this type is at least. */
  int fixedLength() {
    return switch (type()) {
      case RtcpType.SENDER_REPORT -> HEADER_LENGTH + 4 + RtcpSenderInfo.LENGTH;
      case RtcpType.RECEIVER_REPORT, RtcpType.EXTENDED_REPORT -> HEADER_LENGTH + 4;
      case RtcpType.APPLICATION_DEFINED, RtcpType.TRANSPORT_FEEDBACK, RtcpType.PAYLOAD_FEEDBACK ->
          HEADER_LENGTH + 8;
      default -> HEADER_LENGTH;
    };
  }

  /** Returns whether the current packet says that it is padded. */
  boolean isPadded() {
    return (buffer.get(packet + FLAGS_OFFSET) & PADDING_BIT) != 0;
  }

  /** Returns how many bytes follow the current packet. */
  int bytesBehind() {
    return readableEnd - packetEnd;
  }

  /** {@return how many packets can be read; 0 for a view of nothing} */
  public int packetCount() {
    return packets;
  }

  /**
   * Returns whether something isn't as its RFC says.
   *
   * @param deviation what to look for
   * @return true if some packet has it
   */
  public boolean has(RtcpDeviation deviation) {
    return (deviations & deviation.bit) != 0;
  }

  /** {@return whether everything is as the RFCs say} */
  public boolean conforming() {
    return deviations == 0;
  }

  /** {@return what isn't as the RFCs say, in a set of its own} */
  public Set<RtcpDeviation> deviations() {
    Set<RtcpDeviation> found = EnumSet.noneOf(RtcpDeviation.class);
    for (RtcpDeviation deviation : RtcpDeviation.values()) {
      if (has(deviation)) {
        found.add(deviation);
      }
    }
    return found;
  }

  private void note(RtcpDeviation deviation) {
    deviations |= deviation.bit;
  }

  /** {@return the buffer that holds the packets, to be read with absolute methods only} */
  public ByteBuffer buffer() {
    return buffer;
  }

  /** {@return the index of the first byte} */
  public int offset() {
    return offset;
  }

  /** {@return the length in bytes, with what can't be read} */
  public int length() {
    return length;
  }

  /** {@return the index of the current packet's header} */
  public int packetOffset() {
    return packet;
  }

  /** {@return the length of the current packet with header and padding, in bytes} */
  public int packetLength() {
    return packetEnd - packet;
  }

  /** {@return the length of the current packet with its header but without padding, in bytes} */
  public int contentLength() {
    return contentEnd - packet;
  }

  /** {@return the current packet's type, such as {@link RtcpType#SENDER_REPORT}} */
  public int type() {
    return packetLength() == 0 ? 0 : buffer.get(packet + TYPE_OFFSET) & 0xFF;
  }

  /**
   * {@return the five bits of the current packet's header that count report blocks, chunks or
   * sources, or are the format of feedback or the subtype of APP}
   */
  public int count() {
    return packetLength() == 0 ? 0 : buffer.get(packet + FLAGS_OFFSET) & COUNT_MASK;
  }

  /**
   * {@return the source that sent the current packet (for SDES and BYE the first one that it is
   * about), unsigned; -1 if the packet is too short for one}
   */
  public long ssrc() {
    return contentLength() < SSRC_OFFSET + 4 ? -1 : unsignedInt(buffer, packet + SSRC_OFFSET);
  }

  /** {@return whether the current packet is an SR with all of the sender's information} */
  public boolean hasSenderInfo() {
    return type() == RtcpType.SENDER_REPORT && contentLength() >= fixedLength();
  }

  /**
   * Returns what the sender says of itself.
   *
   * @return a view that holds until the cursor moves
   * @throws IllegalStateException unless {@link #hasSenderInfo()}
   */
  public RtcpSenderInfo senderInfo() {
    if (!hasSenderInfo()) {
      throw new IllegalStateException("The current packet is no complete sender report.");
    }
    return senderInfo.at(buffer, packet + SSRC_OFFSET + 4);
  }

  /** {@return how many report blocks the current SR or RR has room for; 0 for other types} */
  public int reportBlockCount() {
    int type = type();
    if (type != RtcpType.SENDER_REPORT && type != RtcpType.RECEIVER_REPORT) {
      return 0;
    }
    int room = Math.max(0, contentLength() - fixedLength());
    return Math.min(count(), room / RtcpReportBlock.LENGTH);
  }

  /**
   * Returns a report block of the current SR or RR.
   *
   * @param index from 0 to {@code reportBlockCount() - 1}
   * @return a view that holds until the next call or until the cursor moves
   * @throws IndexOutOfBoundsException if there is no such one
   */
  public RtcpReportBlock reportBlock(int index) {
    Objects.checkIndex(index, reportBlockCount());
    return reportBlock.at(buffer, packet + fixedLength() + index * RtcpReportBlock.LENGTH);
  }

  /**
   * Returns the items of the current SDES packet.
   *
   * @return a cursor before the first item, which holds until the next call or until this cursor
   *     moves; without items for another type
   */
  public RtcpSourceDescription sourceDescription() {
    boolean right = type() == RtcpType.SOURCE_DESCRIPTION;
    return sourceDescription.at(
        buffer, right ? packet + HEADER_LENGTH : contentEnd, contentEnd, right ? count() : 0);
  }

  /** {@return how many sources the current BYE packet names; 0 for other types} */
  public int byeSsrcCount() {
    return type() == RtcpType.GOODBYE
        ? Math.min(count(), (contentLength() - HEADER_LENGTH) / 4)
        : 0;
  }

  /**
   * Returns a source that leaves.
   *
   * @param index from 0 to {@code byeSsrcCount() - 1}
   * @return the source, unsigned
   * @throws IndexOutOfBoundsException if there is no such one
   */
  public long byeSsrc(int index) {
    Objects.checkIndex(index, byeSsrcCount());
    return unsignedInt(buffer, packet + SSRC_OFFSET + index * 4);
  }

  /**
   * Returns why the sources of the current BYE packet leave. Allocates it.
   *
   * @return the reason, read as UTF-8; empty if none is given
   */
  public String byeReason() {
    int bytes = Math.min(announcedReasonLength(), byeReasonRoom());
    if (bytes <= 0) {
      return "";
    }
    byte[] reason = new byte[bytes];
    buffer.get(contentEnd - byeReasonRoom(), reason);
    return new String(reason, StandardCharsets.UTF_8);
  }

  /** Returns how many bytes there are behind the length of the reason, or -1 without a length. */
  private int byeReasonRoom() {
    return type() == RtcpType.GOODBYE ? contentLength() - HEADER_LENGTH - count() * 4 - 1 : -1;
  }

  /** Returns whether the reason of the current packet is longer than there is room for. */
  boolean isByeReasonCut() {
    return announcedReasonLength() > byeReasonRoom();
  }

  private int announcedReasonLength() {
    int room = byeReasonRoom();
    return room < 0 ? -1 : buffer.get(contentEnd - room - 1) & 0xFF;
  }

  /**
   * Returns the name of the current APP packet. Allocates it.
   *
   * @return four characters, read as ISO 8859-1; empty for another type
   */
  public String applicationName() {
    if (type() != RtcpType.APPLICATION_DEFINED || contentLength() < fixedLength()) {
      return "";
    }
    byte[] name = new byte[4];
    buffer.get(packet + SECOND_WORD_OFFSET, name);
    return new String(name, StandardCharsets.ISO_8859_1);
  }

  /**
   * {@return the source of the media that the current feedback packet (RTPFB, PSFB) is about,
   * unsigned; -1 for another type}
   */
  public long feedbackMediaSsrc() {
    boolean feedback = type() == RtcpType.TRANSPORT_FEEDBACK || type() == RtcpType.PAYLOAD_FEEDBACK;
    return feedback && contentLength() >= fixedLength()
        ? unsignedInt(buffer, packet + SECOND_WORD_OFFSET)
        : -1;
  }

  /**
   * {@return the index of what follows the fixed part of the current packet: APP's data, feedback
   * control information, extended report blocks}
   */
  public int bodyOffset() {
    return Math.min(packet + fixedLength(), contentEnd);
  }

  /** {@return the bytes from {@link #bodyOffset()} to the padding or the packet's end} */
  public int bodyLength() {
    return contentEnd - bodyOffset();
  }

  /**
   * Returns a view of the same packets in a heap buffer of its own, its cursor before the first.
   *
   * @return a view that stays valid and that no one else changes
   * @throws IllegalStateException if this is a view of nothing
   */
  public RtcpCompound copy() {
    if (packets == 0) {
      throw new IllegalStateException("This view isn't laid over a packet.");
    }
    byte[] bytes = new byte[length];
    buffer.get(offset, bytes);
    RtcpCompound copy = new RtcpCompound();
    copy.wrap(ByteBuffer.wrap(bytes), 0, length);
    return copy;
  }

  /** Returns the types and sources of all packets; the cursor stays where it is. */
  @Override
  public String toString() {
    return PacketText.of(this);
  }

  static long unsignedInt(ByteBuffer buffer, int index) {
    int value = buffer.getInt(index);
    int bigEndian = buffer.order() == ByteOrder.BIG_ENDIAN ? value : Integer.reverseBytes(value);
    return bigEndian & 0xFFFF_FFFFL;
  }

  private static int unsignedShort(ByteBuffer buffer, int index) {
    return (buffer.get(index) & 0xFF) << 8 | (buffer.get(index + 1) & 0xFF);
  }
}
