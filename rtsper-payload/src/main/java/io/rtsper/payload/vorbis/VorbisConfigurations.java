package io.rtsper.payload.vorbis;

import io.rtsper.api.spi.MemoryBudget;
import io.rtsper.payload.bits.BitReader;
import java.nio.ByteBuffer;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/**
 * The configurations of a track by their identifiers, within the session's memory: those of the
 * description, and those that come in the stream, of which each takes the place of the oldest.
 */
final class VorbisConfigurations {

  private static final int COUNT = 4;
  private static final int NONE = -1;
  private static final int IDENTIFIER_AND_LENGTH = 5;

  /** What is kept of a configuration beside the bytes of its headers. */
  private static final int OVERHEAD = 128;

  private final MemoryBudget memory;
  private final int[] identifiers = {NONE, NONE, NONE, NONE};
  private final @Nullable VorbisConfiguration[] configurations = new VorbisConfiguration[COUNT];
  private final int[] taken = new int[COUNT];
  private int oldest;

  VorbisConfigurations(MemoryBudget memory) {
    this.memory = memory;
  }

  /** Returns the configuration of an identifier; null if there is none. */
  @Nullable VorbisConfiguration get(int identifier) {
    int at = indexOf(identifier);
    return at < 0 ? null : configurations[at];
  }

  private int indexOf(int identifier) {
    for (int i = 0; i < COUNT; i++) {
      if (identifiers[i] == identifier) {
        return i;
      }
    }
    return NONE;
  }

  /**
   * Reads the parameter {@code configuration} of a description (RFC 5215 §3.2.1):
   *
   * <pre>
   *  number(32), then for each: identifier(24) length(16) packed headers
   * </pre>
   *
   * @return the identifier of the first one; -1 if there is none that can be read
   */
  int read(String base64) {
    byte[] bytes = Base64.getMimeDecoder().decode(whole(base64));
    if (bytes.length < 4) {
      return NONE;
    }
    int count = Math.min(COUNT, ByteBuffer.wrap(bytes).getInt());
    int first = NONE;
    int at = 4;
    for (int i = 0; i < count && bytes.length - at > IDENTIFIER_AND_LENGTH; i++) {
      BitReader bits = new BitReader(bytes, at, bytes.length);
      int identifier = bits.bits(24);
      int length = bits.bits(16);
      at += IDENTIFIER_AND_LENGTH;
      // The length is that of the headers behind the three numbers, by libraries and servers.
      int data = at;
      for (int number = 0; number < 3 && data < bytes.length; data++) {
        number += bytes[data] >= 0 ? 1 : 0;
      }
      int end = count == 1 ? bytes.length : Math.min(bytes.length, data + length);
      if (put(identifier, bytes, at, end) && first == NONE) {
        first = identifier;
      }
      at = end;
    }
    return first;
  }

  /** Cuts off what is no whole group of four characters, which the decoder would refuse. */
  private static String whole(String base64) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < base64.length(); i++) {
      char c = base64.charAt(i);
      boolean digit = (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
      if (digit || c == '+' || c == '/') {
        text.append(c);
      }
    }
    if (text.length() % 4 == 1) {
      text.setLength(text.length() - 1);
    }
    return text.toString();
  }

  /** Keeps a configuration; returns false if it can't be read or there is no room. */
  boolean put(int identifier, byte[] bytes, int from, int to) {
    VorbisConfiguration read = VorbisConfiguration.read(bytes, from, to);
    int size = to - from + OVERHEAD;
    if (read == null || !memory.reserve(size)) {
      return false;
    }
    int at = indexOf(identifier);
    if (at < 0) {
      at = oldest;
      oldest = (oldest + 1) % COUNT;
    }
    memory.release(taken[at]);
    identifiers[at] = identifier;
    configurations[at] = read;
    taken[at] = size;
    return true;
  }

  /** Removes all, and gives their memory back. */
  void clear() {
    for (int i = 0; i < COUNT; i++) {
      memory.release(taken[i]);
      taken[i] = 0;
      identifiers[i] = NONE;
      configurations[i] = null;
    }
    oldest = 0;
  }
}
