package io.rtsper.core.media;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * In which order the media transports of a session are tried, and how those fared that were. What
 * worked is tried first from then on, also after a reconnection; what was silent, last.
 */
final class TransportOrder {

  private final List<String> names;

  /** Those that were refused or brought nothing, each with the reason; for one attempt to play. */
  private final Map<String, String> failed = new LinkedHashMap<>();

  private volatile @Nullable String chosen;

  TransportOrder(List<String> names) {
    this.names = new ArrayList<>(names);
  }

  /** Returns all names, the one that the tracks before took first. */
  List<String> names() {
    List<String> order = new ArrayList<>(names);
    String first = chosen;
    if (first != null) {
      order.remove(first);
      order.add(0, first);
    }
    return order;
  }

  boolean contains(String name) {
    return names.contains(name);
  }

  /** Returns the transport that a track took last, or null. */
  @Nullable String chosen() {
    return chosen;
  }

  void choose(String name) {
    chosen = name;
  }

  void last(String name) {
    if (names.size() > 1 && names.remove(name)) {
      names.add(name);
      if (name.equals(chosen)) {
        chosen = null;
      }
    }
  }

  /**
   * Notes that a transport is given up.
   *
   * @return whether that is news
   */
  boolean failed(String name, String reason) {
    return failed.putIfAbsent(name, reason) == null;
  }

  /** Returns whether there is one that may still work, should the chosen one not. */
  boolean hasOther() {
    String now = chosen;
    return now != null
        && names.stream().anyMatch(name -> !name.equals(now) && !failed.containsKey(name));
  }

  /** Returns what became of the others, to be told beside what became of the last one. */
  String others(String last) {
    StringBuilder text = new StringBuilder();
    failed.forEach(
        (name, reason) -> {
          if (!name.equals(last)) {
            text.append(text.isEmpty() ? "" : "; ").append(name).append(": ").append(reason);
          }
        });
    return text.toString();
  }

  /** Begins a new attempt to play: each may work now. */
  void anew() {
    failed.clear();
  }
}
