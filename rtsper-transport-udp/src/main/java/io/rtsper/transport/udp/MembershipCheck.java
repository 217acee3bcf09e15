package io.rtsper.transport.udp;

import java.io.IOException;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks whether a group of IPv4 was joined where it should be. The JDK names the interface to the
 * system by its first address; where another interface has the same one, the group may be joined
 * there, and nothing comes and no error. On Linux a table tells.
 */
final class MembershipCheck {

  private static final Logger LOG = LoggerFactory.getLogger(MembershipCheck.class);

  private final Path table;
  private final AtomicBoolean told = new AtomicBoolean();

  MembershipCheck() {
    this(Path.of("/proc/net/igmp"));
  }

  MembershipCheck(Path table) {
    this.table = table;
  }

  /** Warns once if the table has the group on other interfaces alone; returns whether it has. */
  boolean isElsewhere(InetAddress group, NetworkInterface on) {
    if (!(group instanceof Inet4Address) || !Files.isReadable(table)) {
      return false;
    }
    try {
      List<String> lines = Files.readAllLines(table);
      List<String> names = ProcNetIgmp.interfaces(lines, group, ByteOrder.nativeOrder());
      boolean elsewhere = !names.isEmpty() && !names.contains(on.getName());
      if (elsewhere && told.compareAndSet(false, true)) {
        LOG.warn(
            "The group {} was to be joined on {}, but the system has joined it on {}, which has"
                + " the same address: nothing may come. Take that address from one of them.",
            group.getHostAddress(),
            on.getName(),
            names);
      }
      return elsewhere;
    } catch (IOException | RuntimeException unreadable) {
      LOG.debug("the system's table of joined groups can't be read", unreadable);
      return false;
    }
  }
}
