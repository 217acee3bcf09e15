package io.rtsper.it.reliability;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.BufferPoolMXBean;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** What this process holds: threads, sockets and memory. Sockets can be seen on Linux alone. */
final class Leftovers {

  private static final Path DESCRIPTORS = Path.of("/proc/self/fd");
  private static final List<Path> DATAGRAM_SOCKETS =
      List.of(Path.of("/proc/net/udp"), Path.of("/proc/net/udp6"));

  /** As in "1: 0100007F:C350 00000000:0000 07 …". */
  private static final Pattern LOCAL_PORT = Pattern.compile("^\\s*\\d+: [0-9A-F]+:([0-9A-F]{4}) ");

  private static final int COLLECTIONS = 5;
  private static final long LOOK_AGAIN_NANOS = 20_000_000;

  private Leftovers() {}

  /** Returns the names of the live threads that start so. */
  static List<String> threads(String... prefixes) {
    return Thread.getAllStackTraces().keySet().stream()
        .map(Thread::getName)
        .filter(name -> Stream.of(prefixes).anyMatch(name::startsWith))
        .sorted()
        .toList();
  }

  /** Returns how many sockets this process has, of whatever kind; 0 where that can't be seen. */
  static int sockets() {
    if (!Files.isDirectory(DESCRIPTORS)) {
      return 0;
    }
    try (Stream<Path> descriptors = Files.list(DESCRIPTORS)) {
      return (int) descriptors.filter(Leftovers::isSocket).count();
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  private static boolean isSocket(Path descriptor) {
    try {
      return Files.readSymbolicLink(descriptor).toString().startsWith("socket:");
    } catch (IOException closedMeanwhile) {
      return false;
    }
  }

  /** Returns those of the ports at which a UDP socket of this machine is open. */
  static Set<Integer> openUdpPorts(Set<Integer> ports) {
    Set<Integer> open = new TreeSet<>();
    if (ports.isEmpty()) {
      return open;
    }
    for (Path table : DATAGRAM_SOCKETS) {
      for (String line : lines(table)) {
        Matcher local = LOCAL_PORT.matcher(line);
        if (local.find()) {
          open.add(Integer.parseInt(local.group(1), 16));
        }
      }
    }
    open.retainAll(ports);
    return open;
  }

  private static List<String> lines(Path table) {
    try {
      return Files.exists(table) ? Files.readAllLines(table) : List.of();
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  /** Returns the bytes of heap that are reachable. */
  static long heap() {
    List<Long> used = new ArrayList<>();
    for (int i = 0; i < COLLECTIONS; i++) {
      System.gc();
      Runtime runtime = Runtime.getRuntime();
      used.add(runtime.totalMemory() - runtime.freeMemory());
    }
    return used.stream().mapToLong(Long::longValue).min().orElseThrow();
  }

  /**
   * Returns the bytes of direct buffers that are reachable, such as those of event loops, as soon
   * as they are few enough. A thread of the JVM's own frees the buffers that a collection found, so
   * that takes a while after it.
   */
  static long directBuffers(long enough, Duration limit) {
    long end = System.nanoTime() + limit.toNanos();
    long least = Long.MAX_VALUE;
    while (least > enough && System.nanoTime() < end) {
      System.gc();
      LockSupport.parkNanos(LOOK_AGAIN_NANOS);
      least = Math.min(least, bytesOfDirectBuffers());
    }
    return least;
  }

  private static long bytesOfDirectBuffers() {
    return ManagementFactory.getPlatformMXBeans(BufferPoolMXBean.class).stream()
        .filter(pool -> pool.getName().equals("direct"))
        .mapToLong(BufferPoolMXBean::getMemoryUsed)
        .sum();
  }
}
