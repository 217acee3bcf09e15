package io.rtsper.payload.nal;

import io.rtsper.api.spi.MemoryBudget;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/** Keeps parameter sets by their identifiers, within the session's memory. */
public final class ParameterSetTable {

  /**
   * The longest set that is kept; those of cameras have 10 to 100 bytes, with lists up to 1,000.
   */
  public static final int MAX_LENGTH = 4096;

  private final MemoryBudget memory;
  private final byte[] @Nullable [] sets;

  /**
   * Makes an empty table.
   *
   * @param memory what is kept is taken of it
   * @param count how many identifiers there are, from 0
   */
  public ParameterSetTable(MemoryBudget memory, int count) {
    this.memory = memory;
    this.sets = new byte[count][];
  }

  /** {@return how many identifiers there are} */
  public int size() {
    return sets.length;
  }

  /**
   * {@return the set of an identifier, not to be changed; null if there is none}
   *
   * @param id the identifier
   */
  public byte @Nullable [] get(int id) {
    return id >= 0 && id < sets.length ? sets[id] : null;
  }

  /** {@return whether these very bytes are kept as the set of an identifier} */
  public boolean has(int id, ByteBuffer bytes, int from, int to) {
    byte[] set = get(id);
    if (set == null || set.length != to - from) {
      return false;
    }
    for (int i = 0; i < set.length; i++) {
      if (set[i] != bytes.get(from + i)) {
        return false;
      }
    }
    return true;
  }

  /**
   * Keeps a set in the place of the one before, if there is room.
   *
   * @param id the identifier, which is one of the table's
   * @return the copy that is kept; null if there is no room
   */
  public byte @Nullable [] put(int id, ByteBuffer bytes, int from, int to) {
    int length = to - from;
    remove(id);
    if (length > MAX_LENGTH || !memory.reserve(length)) {
      return null;
    }
    byte[] copy = new byte[length];
    bytes.get(from, copy);
    sets[id] = copy;
    return copy;
  }

  private void remove(int id) {
    byte[] set = sets[id];
    if (set != null) {
      memory.release(set.length);
      sets[id] = null;
    }
  }

  /** Removes all sets. */
  public void clear() {
    for (int i = 0; i < sets.length; i++) {
      remove(i);
    }
  }
}
