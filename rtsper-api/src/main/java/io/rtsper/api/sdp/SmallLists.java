package io.rtsper.api.sdp;

import java.util.List;

/** Copies lists of which nearly all have two elements at most: without an array in between. */
final class SmallLists {

  private SmallLists() {}

  static <T> List<T> copyOf(List<T> list) {
    return switch (list.size()) {
      case 0 -> List.of();
      case 1 -> List.of(list.get(0));
      case 2 -> List.of(list.get(0), list.get(1));
      default -> List.copyOf(list);
    };
  }
}
