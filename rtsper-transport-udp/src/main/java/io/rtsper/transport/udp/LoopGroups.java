package io.rtsper.transport.udp;

import io.rtsper.api.spi.EventLoop;
import java.io.IOException;
import java.net.NetworkInterface;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The multicast groups that the sessions of one thread have joined. A session opens its socket by
 * itself, so that it is told at once why it can't; here it is kept, or let go where another session
 * hears the same already.
 */
final class LoopGroups {

  private static final Logger LOG = LoggerFactory.getLogger(LoopGroups.class);

  private static final Duration LOOK_EACH = Duration.ofSeconds(1);

  private final EventLoop loop;
  private final GroupMeans means;

  /** For the shared loop alone, as is the timer. */
  private final Map<GroupKey, SharedGroup> groups = new HashMap<>();

  private EventLoop.@Nullable Timer timer;

  /**
   * Makes the groups of a thread.
   *
   * @param loop its shared loop
   */
  LoopGroups(EventLoop loop, GroupMeans means) {
    this.loop = loop;
    this.means = means;
  }

  EventLoop loop() {
    return loop;
  }

  GroupMeans means() {
    return means;
  }

  /** Gives a session what a socket of a group hears, from soon on. From any thread. */
  void join(GroupKey key, GroupSocket opened, int wantedBuffer, GroupMember member) {
    loop.execute(() -> joinHere(key, opened, wantedBuffer, member));
  }

  private void joinHere(GroupKey key, GroupSocket opened, int wantedBuffer, GroupMember member) {
    SharedGroup group = groups.get(key);
    try {
      if (group != null) {
        opened.close();
      } else {
        group = new SharedGroup(loop, key, opened, means, wantedBuffer);
        group.start();
        groups.put(key, group);
        lookLater();
      }
      group.add(member);
    } catch (IOException unlikely) {
      // The session gets to know it by receiving nothing.
      LOG.warn("{} can't be listened to", key, unlikely);
    }
  }

  /** Takes a session out; the socket is closed with the last one. From any thread. */
  void leave(GroupKey key, GroupMember member) {
    member.close();
    try {
      loop.execute(() -> leaveHere(key, member));
    } catch (RejectedExecutionException ended) {
      LOG.trace("the loop has closed its channels when it ended", ended);
    }
  }

  private void leaveHere(GroupKey key, GroupMember member) {
    SharedGroup group = groups.get(key);
    if (group != null && group.remove(member)) {
      groups.remove(key);
      group.close();
    }
    if (groups.isEmpty() && timer != null) {
      timer.cancel();
      timer = null;
    }
  }

  private void lookLater() {
    if (timer == null) {
      timer = loop.schedule(LOOK_EACH, this::look);
    }
  }

  private void look() {
    timer = null;
    Map<String, Optional<NetworkInterface>> found = new HashMap<>(); // each is asked for once
    for (SharedGroup group : groups.values()) {
      group.look(
          name -> {
            if (!found.containsKey(name)) {
              found.put(name, Optional.ofNullable(NetworkInterface.getByName(name)));
            }
            return found.getOrDefault(name, Optional.empty()).orElse(null);
          });
    }
    if (!groups.isEmpty()) {
      lookLater();
    }
  }
}
