package io.rtsper.transport.udp;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What the system says of datagrams that it dropped since a socket's buffer was full: on Linux, in
 * tables of all sockets, which are read once a second at most whoever asks for which. Nothing
 * elsewhere. From any thread; never fails.
 */
final class SystemDrops {

  private static final Logger LOG = LoggerFactory.getLogger(SystemDrops.class);

  private static final long AGE_NANOS = TimeUnit.SECONDS.toNanos(1);

  private final Path proc;
  private final LongSupplier clock;

  private @Nullable Map<InetSocketAddress, List<ProcNetUdp.Socket>> sockets;
  private @Nullable Set<Long> ownInodes;
  private long readAt;

  /** Reads {@code /proc}. */
  SystemDrops() {
    this(Path.of("/proc"), System::nanoTime);
  }

  /**
   * Reads tables that lie somewhere else.
   *
   * @param proc has {@code net/udp}, {@code net/udp6} and {@code self/fd}
   * @param clock gives nanoseconds
   */
  SystemDrops(Path proc, LongSupplier clock) {
    this.proc = proc;
    this.clock = clock;
  }

  /**
   * Returns how many datagrams a socket of this process lost.
   *
   * @param local what the socket is bound to
   * @param inode which one it is of those that are bound to that, as the sockets of a multicast
   *     group may be; 0 if that isn't known, and then only one of this process is told
   * @return the datagrams since the socket was opened, or empty if the system doesn't say
   */
  synchronized OptionalLong of(InetSocketAddress local, long inode) {
    try {
      List<ProcNetUdp.Socket> found = sockets().getOrDefault(local, List.of());
      if (inode != 0) {
        found = found.stream().filter(socket -> socket.inode() == inode).toList();
      } else if (found.size() > 1) {
        found = own(found);
      }
      return found.size() == 1 ? OptionalLong.of(found.get(0).drops()) : OptionalLong.empty();
    } catch (IOException | RuntimeException unreadable) {
      return unknown(unreadable);
    }
  }

  private static OptionalLong unknown(Exception unreadable) {
    LOG.debug("the system's table of UDP sockets can't be read", unreadable);
    return OptionalLong.empty();
  }

  /**
   * Returns which sockets are bound to an address now. The one that is there after another was
   * bound, and wasn't before, is that.
   *
   * @return their numbers; none if the system doesn't say
   */
  Set<Long> inodes(InetSocketAddress local) {
    Set<Long> inodes = new HashSet<>();
    try {
      read().getOrDefault(local, List.of()).forEach(socket -> inodes.add(socket.inode()));
    } catch (IOException | RuntimeException unreadable) {
      unknown(unreadable);
    }
    return inodes;
  }

  private Map<InetSocketAddress, List<ProcNetUdp.Socket>> sockets() throws IOException {
    Map<InetSocketAddress, List<ProcNetUdp.Socket>> known = sockets;
    if (known == null || clock.getAsLong() - readAt >= AGE_NANOS) {
      // Also where nothing can be read, so that nobody tries it more often.
      readAt = clock.getAsLong();
      ownInodes = null;
      sockets = Map.of();
      known = read();
      sockets = known;
    }
    return known;
  }

  private Map<InetSocketAddress, List<ProcNetUdp.Socket>> read() throws IOException {
    Map<InetSocketAddress, List<ProcNetUdp.Socket>> now = new HashMap<>();
    for (String table : List.of("net/udp", "net/udp6")) {
      Path file = proc.resolve(table);
      if (Files.isReadable(file)) {
        // The size of such a file is 0, which readAllBytes doesn't believe.
        String text = new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1);
        ProcNetUdp.parse(text.lines().toList(), ByteOrder.nativeOrder())
            .forEach(
                (address, here) ->
                    now.computeIfAbsent(address, none -> new ArrayList<>()).addAll(here));
      }
    }
    return now;
  }

  private List<ProcNetUdp.Socket> own(List<ProcNetUdp.Socket> found) throws IOException {
    Set<Long> inodes = ownInodes;
    if (inodes == null) {
      inodes = readOwnInodes();
      ownInodes = inodes;
    }
    Set<Long> mine = inodes;
    return found.stream().filter(socket -> mine.contains(socket.inode())).toList();
  }

  /** Returns the numbers of what the process has open, of links such as {@code socket:[51423]}. */
  private Set<Long> readOwnInodes() throws IOException {
    Set<Long> inodes = new HashSet<>();
    try (DirectoryStream<Path> open = Files.newDirectoryStream(proc.resolve("self/fd"))) {
      for (Path descriptor : open) {
        try {
          String target = Files.readSymbolicLink(descriptor).toString();
          if (target.startsWith("socket:[") && target.endsWith("]")) {
            inodes.add(Long.parseLong(target, "socket:[".length(), target.length() - 1, 10));
          }
        } catch (IOException | NumberFormatException closedMeanwhile) {
          LOG.trace("an open file can't be looked at", closedMeanwhile);
        }
      }
    }
    return inodes;
  }
}
