package io.rtsper.transport.udp;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.StringTokenizer;

/**
 * Reads Linux's table of joined groups of IPv4, {@code /proc/net/igmp}. Knows no files.
 *
 * <pre>
 * Idx Device    : Count Querier   Group    Users Timer    Reporter
 * 2   eth0      :     2      V3
 *                                 010007EF     1 0:00000000      0
 *                                 010000E0     1 0:00000000      0
 * </pre>
 */
final class ProcNetIgmp {

  private static final int GROUP_DIGITS = 8;
  private static final int HEX = 16;

  private ProcNetIgmp() {}

  /**
   * Returns the names of the interfaces that a group is joined on. Lines that can't be read are
   * left out.
   *
   * @param lines the table
   * @param order the machine's, in which it writes addresses
   */
  static List<String> interfaces(List<String> lines, InetAddress group, ByteOrder order) {
    List<String> names = new ArrayList<>();
    String name = "";
    for (String line : lines) {
      StringTokenizer tokens = new StringTokenizer(line, " \t");
      int count = tokens.countTokens();
      if (count < 2) {
        continue;
      }
      String first = tokens.nextToken();
      if (line.charAt(0) != ' ' && line.charAt(0) != '\t') {
        name = tokens.nextToken();
      } else if (first.length() == GROUP_DIGITS && isGroup(first, group, order)) {
        names.add(name);
      }
    }
    return names;
  }

  private static boolean isGroup(String text, InetAddress group, ByteOrder order) {
    try {
      byte[] bytes =
          ByteBuffer.allocate(Integer.BYTES)
              .order(order)
              .putInt(Integer.parseUnsignedInt(text, HEX))
              .array();
      return InetAddress.getByAddress(bytes).equals(group);
    } catch (NumberFormatException | UnknownHostException noAddress) {
      return false;
    }
  }
}
