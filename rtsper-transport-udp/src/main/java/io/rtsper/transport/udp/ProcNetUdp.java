package io.rtsper.transport.udp;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.StringTokenizer;
import org.jspecify.annotations.Nullable;

/**
 * Reads Linux's tables of UDP sockets, {@code /proc/net/udp} and {@code udp6}. Knows no files.
 *
 * <pre>
 *   sl  local_address rem_address   st tx_queue rx_queue tr tm-&gt;when retrnsmt   uid  timeout inode ref pointer drops
 *  137: 0100007F:B7C2 00000000:0000 07 00000000:00000000 00:00000000 00000000  1000        0 51423 2 00000000a1b2c3d4 17
 * </pre>
 *
 * <p>An address is written as words of 32 bits in the machine's order, a port as a number.
 */
final class ProcNetUdp {

  private static final int FIELDS = 13;
  private static final int LOCAL_ADDRESS = 1;
  private static final int INODE = 9;
  private static final int DROPS = 12;
  private static final int WORD_DIGITS = 8;
  private static final int HEX = 16;

  private ProcNetUdp() {}

  /**
   * A socket.
   *
   * @param inode the number of the file that it is
   * @param drops how many datagrams were dropped because its buffer was full
   */
  record Socket(long inode, long drops) {}

  /**
   * Returns the sockets of a table by their local address. Lines that can't be read are left out,
   * the heading among them.
   *
   * @param lines the table
   * @param order the machine's
   */
  static Map<InetSocketAddress, List<Socket>> parse(List<String> lines, ByteOrder order) {
    Map<InetSocketAddress, List<Socket>> sockets = new HashMap<>();
    for (String line : lines) {
      List<String> fields = fields(line);
      if (fields.size() < FIELDS) {
        continue;
      }
      try {
        InetSocketAddress local = address(fields.get(LOCAL_ADDRESS), order);
        if (local != null) {
          sockets
              .computeIfAbsent(local, none -> new ArrayList<>(1))
              .add(
                  new Socket(Long.parseLong(fields.get(INODE)), Long.parseLong(fields.get(DROPS))));
        }
      } catch (NumberFormatException heading) {
        // Or whatever a later kernel writes; what it says isn't needed to play.
      }
    }
    return sockets;
  }

  private static List<String> fields(String line) {
    List<String> fields = new ArrayList<>(FIELDS);
    StringTokenizer tokens = new StringTokenizer(line, " \t");
    while (tokens.hasMoreTokens()) {
      fields.add(tokens.nextToken());
    }
    return fields;
  }

  private static @Nullable InetSocketAddress address(String text, ByteOrder order) {
    int colon = text.indexOf(':');
    if (colon < WORD_DIGITS || colon % WORD_DIGITS != 0) {
      return null;
    }
    ByteBuffer bytes = ByteBuffer.allocate(colon / 2).order(order);
    for (int i = 0; i < colon; i += WORD_DIGITS) {
      bytes.putInt(Integer.parseUnsignedInt(text.substring(i, i + WORD_DIGITS), HEX));
    }
    int port = Integer.parseUnsignedInt(text.substring(colon + 1), HEX);
    try {
      // An IPv4 address that a socket of IPv6 is bound to becomes one of IPv4 here.
      return port < 0 || port > 0xFFFF
          ? null
          : new InetSocketAddress(InetAddress.getByAddress(bytes.array()), port);
    } catch (UnknownHostException noLengthOfAnAddress) {
      return null;
    }
  }
}
