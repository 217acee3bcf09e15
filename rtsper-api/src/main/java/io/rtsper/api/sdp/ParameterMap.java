package io.rtsper.api.sdp;

import java.util.AbstractMap;
import java.util.AbstractSet;
import java.util.Arrays;
import java.util.Iterator;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Names and values in their order, in one array. There are a handful, which are found sooner one
 * after the other than by a hash, and take a fifth of the memory. Immutable once it is handed out.
 */
final class ParameterMap extends AbstractMap<String, String> {

  /** Each name before its value. */
  private String[] texts = new String[8];

  private int size;

  /** Adds a parameter unless there is one of its name. */
  void add(String name, String value) {
    if (indexOf(name) >= 0) {
      return;
    }
    if (2 * size == texts.length) {
      texts = Arrays.copyOf(texts, 2 * texts.length);
    }
    texts[2 * size] = name;
    texts[2 * size + 1] = value;
    size++;
  }

  /** Returns the place of a name's value; -1 if it isn't there. */
  private int indexOf(@Nullable Object name) {
    return name instanceof String text ? indexOf(text) : -1;
  }

  private int indexOf(String name) {
    int length = name.length();
    for (int i = 0; i < 2 * size; i += 2) {
      // Most differ in length, which is seen sooner.
      if (texts[i].length() == length && texts[i].equals(name)) {
        return i + 1;
      }
    }
    return -1;
  }

  @Override
  public int size() {
    return size;
  }

  @Override
  public boolean containsKey(@Nullable Object name) {
    return indexOf(name) >= 0;
  }

  @Override
  public @Nullable String get(@Nullable Object name) {
    int index = indexOf(name);
    return index < 0 ? null : texts[index];
  }

  @Override
  public Set<Map.Entry<String, String>> entrySet() {
    return new Entries();
  }

  private final class Entries extends AbstractSet<Map.Entry<String, String>> {

    @Override
    public int size() {
      return size;
    }

    @Override
    public Iterator<Map.Entry<String, String>> iterator() {
      return new Iterator<>() {
        private int next;

        @Override
        public boolean hasNext() {
          return next < size;
        }

        @Override
        public Map.Entry<String, String> next() {
          if (next >= size) {
            throw new NoSuchElementException();
          }
          int name = 2 * next++;
          return Map.entry(texts[name], texts[name + 1]);
        }
      };
    }
  }
}
