package io.rtsper.transport.udp;

import io.rtsper.api.spi.EventLoop;
import java.io.IOException;
import java.net.NetworkInterface;
import java.nio.channels.SelectionKey;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One socket of a multicast group and the sessions that share it. Lives on the loop that is of no
 * session, so that none whose callback doesn't return keeps the others from theirs.
 */
final class SharedGroup implements GroupMember.Origin {

  private static final Logger LOG = LoggerFactory.getLogger(SharedGroup.class);

  /** Finds interfaces. */
  interface Interfaces {

    /** Returns the interface that has a name now, or null. */
    @Nullable NetworkInterface byName(String name) throws IOException;
  }

  private final EventLoop loop;
  private final GroupKey key;
  private final GroupMeans means;
  private final int wantedBuffer;
  private final List<GroupMember> members = new ArrayList<>();
  private final Backlog backlog = new Backlog();

  private volatile GroupSocket socket;
  private EventLoop.@Nullable Registration registration;
  private boolean heard;

  /** Whether nothing is read for want of memory. */
  private boolean starved;

  /** Whether nothing is read since all sessions are behind. */
  private volatile boolean paused;

  /** What the system dropped at sockets before this one. */
  private volatile long dropsBefore;

  /**
   * Makes a group without members.
   *
   * @param loop the shared loop
   * @param socket hears what the key says
   * @param wantedBuffer the receive buffer that was asked for; 0 for the system's usual
   */
  SharedGroup(
      EventLoop loop, GroupKey key, GroupSocket socket, GroupMeans means, int wantedBuffer) {
    this.loop = loop;
    this.key = key;
    this.socket = socket;
    this.means = means;
    this.wantedBuffer = wantedBuffer;
  }

  /** Starts to read. */
  void start() throws IOException {
    registration = loop.register(socket.channel(), SelectionKey.OP_READ, ready -> drain());
  }

  void add(GroupMember member) {
    member.joined(this, members.isEmpty() ? 0 : systemDrops().orElse(0));
    members.add(member);
    resume();
  }

  /** Takes a member out; returns whether none is left. */
  boolean remove(GroupMember member) {
    members.remove(member);
    return members.isEmpty();
  }

  private void drain() {
    if (!anyHasRoom()) {
      pause();
      return;
    }
    DatagramBatch batch;
    try {
      batch = means.batches().take();
    } catch (OutOfMemoryError noRoom) {
      starve(noRoom);
      return;
    }
    int most = backlog.most();
    int read = 0;
    try {
      while (read < most && batch.hasRoom() && batch.readFrom(socket.channel(), loop)) {
        read++;
      }
    } catch (IOException e) {
      LOG.debug("a datagram of {} could not be received", key, e);
    }
    backlog.read(read);
    heard |= read > 0;
    if (batch.count() > 0) {
      for (int i = 0; i < members.size(); i++) {
        members.get(i).offer(batch, i);
      }
    }
    means.batches().giveBack(batch);
  }

  /** Leaves what comes to the system's buffer until somebody looks: there may be memory then. */
  private void starve(OutOfMemoryError noRoom) {
    starved = true;
    interest(0);
    LOG.warn(
        "There is no direct memory for what comes to {}, which is not read for a moment. Give the"
            + " JVM more by -XX:MaxDirectMemorySize.",
        key,
        noRoom);
  }

  /** Returns whether nothing is read for want of memory; on the loop. */
  boolean isStarved() {
    return starved;
  }

  private boolean anyHasRoom() {
    for (int i = 0; i < members.size(); i++) {
      if (members.get(i).hasRoom()) {
        return true;
      }
    }
    return false;
  }

  /** Leaves what comes to the system's buffer. */
  private void pause() {
    interest(0);
    paused = true;
    if (anyHasRoom()) { // One may have come to have some before it could know that this waits.
      resume();
    }
  }

  private void resume() {
    if (paused && !starved) {
      paused = false;
      interest(SelectionKey.OP_READ);
    }
  }

  private void interest(int interest) {
    if (registration != null) {
      registration.interest(interest);
    }
  }

  @Override
  public void giveBack(DatagramBatch batch) {
    means.batches().giveBack(batch);
    try {
      if (paused) {
        loop.execute(this::resume);
      }
    } catch (RejectedExecutionException ended) {
      LOG.trace("there is nothing to be read any more", ended);
    }
  }

  @Override
  public OptionalInt receiveBuffer() {
    return socket.receiveBuffer();
  }

  @Override
  public OptionalLong systemDrops() {
    OptionalLong now = means.drops().of(socket.local(), socket.inode());
    return now.isEmpty() ? now : OptionalLong.of(dropsBefore + now.getAsLong());
  }

  /**
   * Opens another socket if nothing came and the interface is another than the one that was joined:
   * one that was taken away and came back, as a USB adapter's or a tunnel's, has forgotten its
   * memberships, and no socket tells.
   *
   * @param interfaces those that are there now
   */
  void look(Interfaces interfaces) {
    if (starved) {
      starved = false;
      interest(SelectionKey.OP_READ);
      return;
    }
    if (heard) {
      heard = false;
      return;
    }
    try {
      NetworkInterface now = interfaces.byName(key.interfaceName());
      if (now != null && means.index().applyAsInt(now) != socket.interfaceIndex()) {
        reopen(now);
      }
    } catch (IOException notYet) {
      LOG.debug("{} can't be joined again yet", key, notYet);
    }
  }

  private void reopen(NetworkInterface on) throws IOException {
    GroupSocket fresh = GroupSocket.open(key, on, wantedBuffer, means);
    GroupSocket stale = socket;
    dropsBefore = systemDrops().orElse(dropsBefore);
    close();
    socket = fresh;
    LOG.info(
        "{} is joined again: the interface has come back as number {} instead of {}",
        key,
        fresh.interfaceIndex(),
        stale.interfaceIndex());
    paused = false;
    start();
  }

  /** Frees the socket; may be repeated. */
  void close() {
    if (registration != null) {
      registration.cancel();
      registration = null;
    }
    try {
      socket.close();
    } catch (IOException unlikely) {
      LOG.debug("the socket of {} could not be closed", key, unlikely);
    }
  }
}
