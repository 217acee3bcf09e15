package io.rtsper.payload.aac;

import io.rtsper.payload.assembly.Parameters;
import io.rtsper.payload.bits.BitReader;
import java.nio.ByteBuffer;
import java.util.Locale;
import java.util.Map;

/**
 * The headers before the units of a packet (RFC 3640 §3.2.1), as {@code a=fmtp} lays them out:
 *
 * <pre>
 *   AU-headers-length(16, in bits), then for each unit:
 *   AU-size | AU-Index or AU-Index-delta | CTS-flag CTS-delta | DTS-flag DTS-delta | RAP | state
 * </pre>
 *
 * <p>Reused for each packet.
 */
final class AccessUnitHeaders {

  /** The most units of a packet; those of the lowest rates hold some dozens. */
  static final int MAX_UNITS = 256;

  private static final int MAX_HEADER_BYTES = 4096;
  private static final int LENGTH_BYTES = 2;
  private static final int MAX_FIELD_BITS = 32;

  private final int sizeLength;
  private final int indexLength;
  private final int indexDeltaLength;
  private final int ctsLength;
  private final int dtsLength;
  private final boolean randomAccess;
  private final int stateLength;
  private final int auxiliaryLength;
  private final boolean hasHeaders;
  private final BitReader bits = new BitReader();
  private final byte[] scratch = new byte[MAX_HEADER_BYTES];
  private final int[] sizes = new int[MAX_UNITS];
  private int count;
  private int dataOffset;
  private boolean indexed;

  AccessUnitHeaders(Map<String, String> parameters) {
    String mode = parameters.getOrDefault("mode", "").toUpperCase(Locale.ROOT);
    boolean low = mode.endsWith("LBR");
    // Where nothing is said it is what nearly all send; generic streams say what they have.
    boolean silent =
        !parameters.containsKey("sizelength") && !parameters.containsKey("constantsize");
    boolean high = mode.endsWith("HBR") || (silent && !low && !mode.startsWith("CELP"));
    sizeLength = length(parameters, "sizelength", low ? 6 : high ? 13 : 0);
    indexLength = length(parameters, "indexlength", low ? 2 : high ? 3 : 0);
    indexDeltaLength = length(parameters, "indexdeltalength", low ? 2 : high ? 3 : 0);
    ctsLength = length(parameters, "ctsdeltalength", 0);
    dtsLength = length(parameters, "dtsdeltalength", 0);
    randomAccess = Parameters.number(parameters, "randomaccessindication", 0) != 0;
    stateLength = length(parameters, "streamstateindication", 0);
    auxiliaryLength = length(parameters, "auxiliarydatasizelength", 0);
    hasHeaders =
        sizeLength + indexLength + indexDeltaLength + ctsLength + dtsLength + stateLength > 0
            || randomAccess;
  }

  private static int length(Map<String, String> parameters, String name, int absent) {
    return Math.min(Parameters.number(parameters, name, absent), MAX_FIELD_BITS);
  }

  /** Returns whether each unit's size stands in its header. */
  boolean hasSizes() {
    return sizeLength > 0;
  }

  /**
   * Reads the headers of a packet.
   *
   * @return false if they don't fit into it
   */
  boolean read(ByteBuffer bytes, int from, int to) {
    count = 0;
    indexed = false;
    dataOffset = from;
    if (hasHeaders && !readHeaders(bytes, from, to)) {
      return false;
    }
    return auxiliaryLength == 0 || skipAuxiliary(bytes, to);
  }

  private boolean readHeaders(ByteBuffer bytes, int from, int to) {
    if (to - from < LENGTH_BYTES) {
      return false;
    }
    int headerBits = bytes.getShort(from) & 0xFFFF;
    int headerBytes = (headerBits + 7) / 8;
    if (headerBytes > to - from - LENGTH_BYTES || headerBytes > MAX_HEADER_BYTES) {
      return false;
    }
    bytes.get(from + LENGTH_BYTES, scratch, 0, headerBytes);
    bits.wrap(scratch, 0, headerBytes);
    int end = headerBits;
    int shortest = Math.max(1, sizeLength + Math.min(indexLength, indexDeltaLength));
    // What is less than a header is padding that was counted, too.
    while (end - bits.position() >= shortest && count < MAX_UNITS) {
      sizes[count] = sizeLength > 0 ? bits.bits(sizeLength) : 0;
      indexed |= bits.bits(count == 0 ? indexLength : indexDeltaLength) != 0;
      skipTimes();
      if (bits.overrun() || bits.position() > end) {
        break;
      }
      count++;
    }
    dataOffset = from + LENGTH_BYTES + headerBytes;
    return true;
  }

  private void skipTimes() {
    if (ctsLength > 0 && bits.flag()) {
      bits.skip(ctsLength);
    }
    if (dtsLength > 0 && bits.flag()) {
      bits.skip(dtsLength);
    }
    bits.skip((randomAccess ? 1 : 0) + stateLength);
  }

  /** Skips the auxiliary section, whose size is counted in bits. */
  private boolean skipAuxiliary(ByteBuffer bytes, int to) {
    int copied = Math.min(to - dataOffset, 4);
    bytes.get(dataOffset, scratch, 0, copied);
    bits.wrap(scratch, 0, copied);
    long size = bits.bits(auxiliaryLength) & 0xFFFF_FFFFL;
    long skipped = (auxiliaryLength + size + 7) / 8;
    if (bits.overrun() || skipped > to - dataOffset) {
      return false;
    }
    dataOffset += (int) skipped;
    return true;
  }

  /** Returns how many units have a header. */
  int count() {
    return count;
  }

  /** Returns the size of a unit, of which its packet may hold a part. */
  int size(int index) {
    return sizes[index];
  }

  /** Returns the index of the first byte of the units. */
  int dataOffset() {
    return dataOffset;
  }

  /** Returns whether an index says that a unit doesn't follow the one before. */
  boolean isIndexed() {
    return indexed;
  }
}
