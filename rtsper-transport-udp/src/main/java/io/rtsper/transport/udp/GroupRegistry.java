package io.rtsper.transport.udp;

import io.rtsper.api.spi.EventLoop;
import java.util.HashMap;
import java.util.Map;

/** The groups of each thread, as long as a session there may use them. From any thread. */
final class GroupRegistry {

  private final GroupMeans means = new GroupMeans();
  private final Map<EventLoop, Entry> loops = new HashMap<>();

  private static final class Entry {

    private final LoopGroups groups;
    private int users;

    Entry(LoopGroups groups) {
      this.groups = groups;
    }
  }

  /** Returns the groups of a session's thread, to be {@linkplain #release released}. */
  synchronized LoopGroups acquire(EventLoop session) {
    Entry entry =
        loops.computeIfAbsent(session.shared(), loop -> new Entry(new LoopGroups(loop, means)));
    entry.users++;
    return entry.groups;
  }

  /** Says that a session doesn't use them any more; once for each time that it got them. */
  synchronized void release(LoopGroups groups) {
    Entry entry = loops.get(groups.loop());
    if (entry != null && --entry.users == 0) {
      loops.remove(groups.loop());
    }
  }
}
