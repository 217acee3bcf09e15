package io.rtsper.transport.replay;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/**
 * Which connection of a file comes next, for one session: when it comes back after a loss, it gets
 * the one that the recorded session came back on. On the event loop only.
 */
final class ReplayProgress {

  private final Map<Path, Integer> next = new HashMap<>();

  /** Returns the number of the next connection, from 0. */
  int next(ReplaySource source) {
    return next.getOrDefault(source.file(), source.connection() - 1);
  }

  /** Notes that a part is being replayed. */
  void replayed(ReplaySource source, Recording.Part part) {
    next.put(source.file(), part.next());
  }
}
