package io.rtsper.api.rtp;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A view of an RTP packet (RFC 3550 §5.1) where it lies in a buffer.
 *
 * <pre>
 *    0                   1                   2                   3
 *    0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1
 *   +-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+
 *  0|V=2|P|X|  CC   |M|     PT      |       sequence number         |
 *   +-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+
 *  4|                           timestamp                           |
 *   +-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+
 *  8|           synchronization source (SSRC) identifier            |
 *   +=+=+=+=+=+=+=+=+=+=+=+=+=+=+=+=+=+=+=+=+=+=+=+=+=+=+=+=+=+=+=+=+
 * 12|            contributing source (CSRC) identifiers (CC)        |
 *   +-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+
 *   |   extension's profile (X=1)   |   its length in 32-bit words  |
 *   +-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+
 *   |                        extension, payload                     |
 *   |               +-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+
 *   |               |     padding (P=1)             | padding count |
 *   +-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+
 * </pre>
 *
 * <p>{@link #wrap} checks the packet once; then every accessor is right without a further check and
 * without allocating, unless it says so. Before the first successful {@code wrap}, and after one
 * that returned false, the view is of nothing: numbers are 0 and lengths are 0.
 *
 * <p>Offsets that this class returns are indexes into {@link #buffer()}, for its absolute methods.
 * The buffer belongs to whoever wrapped it: it must not be written to, nor its position, limit or
 * order changed. One thread at a time.
 */
public final class RtpPacket {

  /** Bytes of the fixed part of the header. */
  public static final int HEADER_LENGTH = 12;

  /** Offset of the byte that holds version, padding bit, extension bit and CSRC count. */
  public static final int FLAGS_OFFSET = 0;

  /** Offset of the byte that holds marker and payload type. */
  public static final int PAYLOAD_TYPE_OFFSET = 1;

  /** Offset of the sequence number. */
  public static final int SEQUENCE_NUMBER_OFFSET = 2;

  /** Offset of the timestamp. */
  public static final int TIMESTAMP_OFFSET = 4;

  /** Offset of the synchronization source. */
  public static final int SSRC_OFFSET = 8;

  /** Offset of the first contributing source. */
  public static final int CSRC_OFFSET = 12;

  /** The extension profile of RFC 8285's one-byte headers. */
  public static final int ONE_BYTE_EXTENSION_PROFILE = 0xBEDE;

  /** The extension profile of RFC 8285's two-byte headers, whose low four bits may be anything. */
  public static final int TWO_BYTE_EXTENSION_PROFILE = 0x1000;

  private static final int VERSION_SHIFT = 30;
  private static final int PADDING_BIT = 1 << 29;
  private static final int EXTENSION_BIT = 1 << 28;
  private static final int CSRC_COUNT_SHIFT = 24;
  private static final int MARKER_BIT = 1 << 23;
  private static final int PAYLOAD_TYPE_SHIFT = 16;

  /** Set in the first word if anything stands between the fixed header and the packet's end. */
  private static final int VARIABLE_PARTS = PADDING_BIT | EXTENSION_BIT | 0xF << CSRC_COUNT_SHIFT;

  private static final int EXTENSION_HEADER_LENGTH = 4;
  private static final int NANOS = 1_000_000_000;
  private static final ByteBuffer NOTHING = ByteBuffer.allocate(0).asReadOnlyBuffer();

  private ByteBuffer buffer = NOTHING;
  private Problem problem = Problem.TOO_SHORT;
  private int offset;
  private int length;
  private int word0;
  private int timestamp;
  private int ssrc;
  private int payloadOffset;
  private int payloadLength;
  private boolean stamped;
  private long extendedSequence;
  private long extendedTimestamp;
  private long receiveNanoTime;
  private boolean discontinuity;
  private @Nullable MediaTimeline timeline;

  /** Makes a view of nothing, to be laid over packets with {@link #wrap}. */
  public RtpPacket() {}

  /** Why bytes are no RTP packet. */
  public enum Problem {
    /** There is none. */
    NONE,
    /** Fewer than the 12 bytes of the fixed header. */
    TOO_SHORT,
    /** The version isn't 2. */
    VERSION,
    /** The contributing sources don't fit. */
    CSRC_COUNT,
    /** The header extension doesn't fit. */
    EXTENSION_LENGTH,
    /** The padding's count is 0 or more than what is left. */
    PADDING
  }

  /**
   * Lays the view over a packet and checks it. Anything that the engine added is reset.
   *
   * @param buffer holds the packet; its position plays no part and no byte order is expected of it
   * @param offset the index of its first byte
   * @param length its length in bytes
   * @return true if it is a packet; otherwise {@link #problem()} says why not
   * @throws IndexOutOfBoundsException if the buffer's limit is before the packet's end
   */
  @SuppressWarnings("ReferenceEquality") // Whether it is this very buffer is what is asked.
  public boolean wrap(ByteBuffer buffer, int offset, int length) {
    if (length < HEADER_LENGTH) {
      return reject(Problem.TOO_SHORT);
    }
    if (length > buffer.limit() - offset) {
      throw new IndexOutOfBoundsException(
          "A packet of " + length + " bytes at " + offset + " is longer than " + buffer + ".");
    }
    long words = bigEndianLong(buffer, offset);
    int first = (int) (words >>> 32);
    if (first >>> VERSION_SHIFT != 2) {
      return reject(Problem.VERSION);
    }
    int headerLength = HEADER_LENGTH;
    int paddingLength = 0;
    if ((first & VARIABLE_PARTS) != 0) {
      headerLength += (first >>> CSRC_COUNT_SHIFT & 0xF) * 4;
      if (headerLength > length) {
        return reject(Problem.CSRC_COUNT);
      }
      if ((first & EXTENSION_BIT) != 0) {
        if (headerLength + EXTENSION_HEADER_LENGTH > length) {
          return reject(Problem.EXTENSION_LENGTH);
        }
        int extensionWords = bigEndianInt(buffer, offset + headerLength) & 0xFFFF;
        headerLength += EXTENSION_HEADER_LENGTH + extensionWords * 4;
        if (headerLength > length) {
          return reject(Problem.EXTENSION_LENGTH);
        }
      }
      if ((first & PADDING_BIT) != 0) {
        paddingLength = buffer.get(offset + length - 1) & 0xFF;
        if (paddingLength == 0 || paddingLength > length - headerLength) {
          return reject(Problem.PADDING);
        }
      }
    }
    // A write of a reference costs a barrier of the collector; almost always it is the same one.
    if (this.buffer != buffer) {
      this.buffer = buffer;
    }
    if (problem != Problem.NONE) {
      problem = Problem.NONE;
    }
    this.offset = offset;
    this.length = length;
    word0 = first;
    timestamp = (int) words;
    ssrc = bigEndianInt(buffer, offset + SSRC_OFFSET);
    payloadOffset = offset + headerLength;
    payloadLength = length - headerLength - paddingLength;
    stamped = false;
    return true;
  }

  private boolean reject(Problem why) {
    buffer = NOTHING;
    problem = why;
    offset = length = word0 = timestamp = ssrc = payloadOffset = payloadLength = 0;
    stamped = false;
    return false;
  }

  private static long bigEndianLong(ByteBuffer buffer, int index) {
    long value = buffer.getLong(index);
    return buffer.order() == ByteOrder.BIG_ENDIAN ? value : Long.reverseBytes(value);
  }

  private static int bigEndianInt(ByteBuffer buffer, int index) {
    int value = buffer.getInt(index);
    return buffer.order() == ByteOrder.BIG_ENDIAN ? value : Integer.reverseBytes(value);
  }

  /** {@return why the last {@link #wrap} returned false; {@link Problem#NONE} if it didn't} */
  public Problem problem() {
    return problem;
  }

  /** {@return the payload type, from 0 to 127} */
  public int payloadType() {
    return word0 >>> PAYLOAD_TYPE_SHIFT & 0x7F;
  }

  /** {@return the marker bit, which for video says that the packet ends a frame} */
  public boolean marker() {
    return (word0 & MARKER_BIT) != 0;
  }

  /** {@return the sequence number as it is on the wire, from 0 to 65535} */
  public int sequenceNumber() {
    return word0 & 0xFFFF;
  }

  /**
   * {@return the timestamp as it is on the wire, in units of the payload format's clock, from 0 to
   * 2<sup>32</sup>-1}
   */
  public long timestamp() {
    return timestamp & 0xFFFF_FFFFL;
  }

  /** {@return the synchronization source, from 0 to 2<sup>32</sup>-1} */
  public long ssrc() {
    return ssrc & 0xFFFF_FFFFL;
  }

  /** {@return how many contributing sources there are, from 0 to 15} */
  public int csrcCount() {
    return word0 >>> CSRC_COUNT_SHIFT & 0xF;
  }

  /**
   * {@return a contributing source, from 0 to 2<sup>32</sup>-1}
   *
   * @param index from 0 to {@code csrcCount() - 1}
   * @throws IndexOutOfBoundsException if there is no such one
   */
  public long csrc(int index) {
    Objects.checkIndex(index, csrcCount());
    return bigEndianInt(buffer, offset + CSRC_OFFSET + index * 4) & 0xFFFF_FFFFL;
  }

  /** {@return whether there is a header extension (RFC 3550 §5.3.1), if only an empty one} */
  public boolean hasExtension() {
    return (word0 & EXTENSION_BIT) != 0;
  }

  /**
   * {@return what kind of header extension it is, such as {@link #ONE_BYTE_EXTENSION_PROFILE} or
   * ONVIF's 0xABAC; -1 if there is none}
   */
  public int extensionProfile() {
    return hasExtension() ? bigEndianInt(buffer, extensionHeader()) >>> 16 : -1;
  }

  /**
   * {@return the index in {@link #buffer()} of the header extension's data, which is behind its
   * four bytes of profile and length; -1 if there is none}
   */
  public int extensionOffset() {
    return hasExtension() ? extensionHeader() + EXTENSION_HEADER_LENGTH : -1;
  }

  /** {@return the length of the header extension's data in bytes, a multiple of 4; 0 if none} */
  public int extensionLength() {
    return hasExtension() ? payloadOffset - extensionHeader() - EXTENSION_HEADER_LENGTH : 0;
  }

  private int extensionHeader() {
    return offset + HEADER_LENGTH + csrcCount() * 4;
  }

  /**
   * Finds an element of a header extension in the form of RFC 8285, with one-byte or with two-byte
   * headers. An element that doesn't fit and what follows it are left out.
   *
   * @param id the element's identifier, as {@code a=extmap} says
   * @return the index of its data in {@link #buffer()}, or -1 if there is no such element
   */
  public int extensionElementOffset(int id) {
    long found = RtpExtension.find(this, id);
    return found == RtpExtension.ABSENT ? -1 : (int) (found >> 32);
  }

  /**
   * {@return the bytes of the element that {@link #extensionElementOffset} finds; -1 if none}
   *
   * @param id the element's identifier
   */
  public int extensionElementLength(int id) {
    return (int) RtpExtension.find(this, id);
  }

  /** {@return the index in {@link #buffer()} of the payload} */
  public int payloadOffset() {
    return payloadOffset;
  }

  /** {@return the length of the payload without padding in bytes; an empty one is legal} */
  public int payloadLength() {
    return payloadLength;
  }

  /** {@return how many bytes of padding follow the payload, their count included} */
  public int paddingLength() {
    return offset + length - payloadOffset - payloadLength;
  }

  /** {@return the index in {@link #buffer()} of the packet's first byte} */
  public int offset() {
    return offset;
  }

  /** {@return the length of the packet with header and padding, in bytes} */
  public int length() {
    return length;
  }

  /** {@return the buffer that holds the packet, to be read with absolute methods only} */
  public ByteBuffer buffer() {
    return buffer;
  }

  /**
   * {@return a byte of the payload}
   *
   * @param index from 0 to {@code payloadLength() - 1}
   * @throws IndexOutOfBoundsException if there is no such one
   */
  public byte payloadByte(int index) {
    Objects.checkIndex(index, payloadLength);
    return buffer.get(payloadOffset + index);
  }

  /**
   * {@return the payload as a read-only buffer from position 0 to limit {@link #payloadLength()}
   * over the same bytes, valid as long as this view is} Allocates that buffer object.
   */
  public ByteBuffer payload() {
    return buffer.slice(payloadOffset, payloadLength).asReadOnlyBuffer();
  }

  /**
   * Copies the payload to an array, and returns its length.
   *
   * @param destination takes the payload
   * @param at the index of the first byte to write
   * @throws IndexOutOfBoundsException if it doesn't fit
   */
  public int copyPayload(byte[] destination, int at) {
    buffer.get(payloadOffset, destination, at, payloadLength);
    return payloadLength;
  }

  /**
   * Copies the payload to a buffer at its position, which advances, and returns its length.
   *
   * @param destination takes the payload
   * @throws IndexOutOfBoundsException if it doesn't fit
   */
  public int copyPayload(ByteBuffer destination) {
    int at = destination.position();
    destination.put(at, buffer, payloadOffset, payloadLength);
    destination.position(at + payloadLength);
    return payloadLength;
  }

  /**
   * Returns the sequence number extended to 64 bits by counting its wrap-arounds. It grows as long
   * as packets come in order; a packet that came late has a lower one than its predecessor.
   *
   * <p>When the source changes or starts anew, it goes on in the next higher cycle, so that it
   * still grows and its low 16 bits still are {@link #sequenceNumber()}. Packets of a sender that
   * doesn't count on are numbered on as they come; then the low 16 bits are others.
   *
   * @return the extended number; the plain one for a packet that no session received
   */
  public long extendedSequence() {
    return stamped ? extendedSequence : sequenceNumber();
  }

  /**
   * Returns the timestamp extended to 64 bits: of all numbers with its 32 bits, the one that is
   * nearest to the packet before it. It may be negative if a stream begins near 0 and its frames
   * aren't in order of time.
   *
   * @return the extended timestamp; the plain one for a packet that no session received
   */
  public long extendedTimestamp() {
    return stamped ? extendedTimestamp : timestamp();
  }

  /**
   * {@return when the packet was read, in nanoseconds on the client's clock (by default that of
   * {@link System#nanoTime()}); 0 for a packet that no session received}
   */
  public long receiveNanoTime() {
    return stamped ? receiveNanoTime : 0;
  }

  /**
   * Returns whether this packet doesn't continue what came before on its track: it is the first one
   * after a reconnection or a pause, of another source, or of a source that began its numbers anew
   * or made them leap at a seek; or one before which the timestamps, or what they mean on the
   * session's clock, leapt. A decoder or muxer has to begin again there. Missing packets alone are
   * no discontinuity.
   *
   * @return true once for each break; false for the first packet of a session, and for one that no
   *     session received
   */
  public boolean discontinuity() {
    return stamped && discontinuity;
  }

  /**
   * Returns the time on the session's clock, on which all tracks are aligned: see {@link
   * MediaTimeline}. It is reckoned when it is asked for.
   *
   * @return nanoseconds since the start of play; {@link MediaTimeline#UNKNOWN} for a track whose
   *     clock rate isn't known and for a packet that no session received
   */
  public long presentationNanos() {
    MediaTimeline of = stamped ? timeline : null;
    return of == null ? MediaTimeline.UNKNOWN : of.presentationNanos(extendedTimestamp);
  }

  /**
   * Returns the time on the sender's wall clock: see {@link MediaTimeline#wallClockNanos}. It is
   * reckoned when it is asked for, without allocating.
   *
   * @return nanoseconds since 1970; {@link MediaTimeline#UNKNOWN} until it is known
   */
  public long wallClockNanos() {
    MediaTimeline of = stamped ? timeline : null;
    return of == null ? MediaTimeline.UNKNOWN : of.wallClockNanos(extendedTimestamp);
  }

  /**
   * Returns the time on the sender's wall clock. Allocates it.
   *
   * @return the moment; empty until it is known
   */
  public Optional<Instant> wallClock() {
    long nanos = wallClockNanos();
    return nanos == MediaTimeline.UNKNOWN
        ? Optional.empty()
        : Optional.of(
            Instant.ofEpochSecond(Math.floorDiv(nanos, NANOS), Math.floorMod(nanos, NANOS)));
  }

  /** {@return where the time on the wall clock comes from; empty until it is known} */
  public Optional<WallClockSource> wallClockSource() {
    MediaTimeline of = stamped ? timeline : null;
    return of == null ? Optional.empty() : of.wallClockSource(extendedTimestamp);
  }

  /**
   * Returns where in the presentation the packet is: see {@link MediaTimeline#normalPlayTime}.
   *
   * @return the normal play time; empty if the server didn't say
   */
  public Optional<Duration> normalPlayTime() {
    MediaTimeline of = stamped ? timeline : null;
    return of == null ? Optional.empty() : of.normalPlayTime(extendedTimestamp);
  }

  /**
   * Returns what the timestamps of the packet's track mean, for other timestamps than the packet's,
   * such as those of the frames that it holds.
   *
   * @return the timeline; empty for a packet that no session received
   */
  public Optional<MediaTimeline> timeline() {
    return stamped ? Optional.ofNullable(timeline) : Optional.empty();
  }

  /**
   * Adds what only a receiver knows, without a timeline. For transports and tests that stand in for
   * the engine; an application has no need of it.
   *
   * @param extendedSequence see {@link #extendedSequence()}
   * @param extendedTimestamp see {@link #extendedTimestamp()}
   * @param receiveNanoTime see {@link #receiveNanoTime()}
   * @param discontinuity see {@link #discontinuity()}
   */
  public void stamp(
      long extendedSequence, long extendedTimestamp, long receiveNanoTime, boolean discontinuity) {
    stamp(extendedSequence, extendedTimestamp, receiveNanoTime, discontinuity, null);
  }

  /**
   * Adds what only a receiver knows. For the engine.
   *
   * @param extendedSequence see {@link #extendedSequence()}
   * @param extendedTimestamp see {@link #extendedTimestamp()}
   * @param receiveNanoTime see {@link #receiveNanoTime()}
   * @param discontinuity see {@link #discontinuity()}
   * @param timeline is asked when somebody wants to know a time; null if there is none
   */
  @SuppressWarnings("ReferenceEquality") // A write costs a barrier; almost always it is the same.
  public void stamp(
      long extendedSequence,
      long extendedTimestamp,
      long receiveNanoTime,
      boolean discontinuity,
      @Nullable MediaTimeline timeline) {
    stamped = true;
    this.extendedSequence = extendedSequence;
    this.extendedTimestamp = extendedTimestamp;
    this.receiveNanoTime = receiveNanoTime;
    this.discontinuity = discontinuity;
    if (this.timeline != timeline) {
      this.timeline = timeline;
    }
  }

  /**
   * Returns a view of the same packet in a heap buffer of its own, with what the engine added. Its
   * times are those that hold now: a report that comes later doesn't correct them.
   *
   * @return a view that stays valid and that no one else changes
   * @throws IllegalStateException if this is a view of nothing
   */
  public RtpPacket copy() {
    if (problem != Problem.NONE) {
      throw new IllegalStateException("This view isn't laid over a packet (" + problem + ").");
    }
    byte[] bytes = new byte[length];
    buffer.get(offset, bytes);
    RtpPacket copy = new RtpPacket();
    copy.wrap(ByteBuffer.wrap(bytes), 0, length);
    if (stamped) {
      copy.stamp(
          extendedSequence,
          extendedTimestamp,
          receiveNanoTime,
          discontinuity,
          timeline == null ? null : new FrozenTimeline(timeline, extendedTimestamp));
    }
    return copy;
  }

  /** Returns the header in the words of a protocol analyser, without the payload. */
  @Override
  public String toString() {
    return PacketText.of(this);
  }
}
