package io.rtsper.transport.udp;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteOrder;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Lines as Linux 6.18 writes them on a little-endian machine, and what may come instead. */
class ProcNetUdpTest {

  private static final String HEADING =
      "   sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout"
          + " inode ref pointer drops             ";
  private static final String LOOPBACK =
      "  137: 0100007F:B7C2 00000000:0000 07 00000000:0001F800 00:00000000 00000000  1000        0"
          + " 51423 2 00000000a1b2c3d4 944      ";
  private static final String GROUP =
      "  401: 010007EF:1770 00000000:0000 07 00000000:00000000 00:00000000 00000000     0        0"
          + " 60001 2 0000000000000000 17          ";
  private static final String IPV6_LOOPBACK =
      "  903: 00000000000000000000000001000000:C350 00000000000000000000000000000000:0000 07"
          + " 00000000:00000000 00:00000000 00000000  1000        0 70001 2 0000000000000000 3";
  private static final String MAPPED =
      "  904: 0000000000000000FFFF00000100007F:C352 00000000000000000000000000000000:0000 07"
          + " 00000000:00000000 00:00000000 00000000  1000        0 70002 2 0000000000000000 5";

  private static InetSocketAddress at(String address, int port) throws Exception {
    return new InetSocketAddress(InetAddress.getByName(address), port);
  }

  @Test
  void findsTheDropsOfASocketByItsAddress() throws Exception {
    assertThat(ProcNetUdp.parse(List.of(HEADING, LOOPBACK, GROUP), ByteOrder.LITTLE_ENDIAN))
        .hasSize(2)
        .containsEntry(at("127.0.0.1", 47042), List.of(new ProcNetUdp.Socket(51423, 944)))
        .containsEntry(at("239.7.0.1", 6000), List.of(new ProcNetUdp.Socket(60001, 17)));
  }

  @Test
  void readsAddressesOfIpv6AndThoseOfIpv4WithinThem() throws Exception {
    assertThat(ProcNetUdp.parse(List.of(HEADING, IPV6_LOOPBACK, MAPPED), ByteOrder.LITTLE_ENDIAN))
        .hasSize(2)
        .containsEntry(at("::1", 50000), List.of(new ProcNetUdp.Socket(70001, 3)))
        .containsEntry(at("127.0.0.1", 50002), List.of(new ProcNetUdp.Socket(70002, 5)));
  }

  @Test
  void readsTheWordsOfABigEndianMachine() throws Exception {
    String line = LOOPBACK.replace("0100007F", "7F000001");
    assertThat(ProcNetUdp.parse(List.of(line), ByteOrder.BIG_ENDIAN))
        .containsOnlyKeys(at("127.0.0.1", 47042));
  }

  @Test
  void socketsOfOneAddressStandBesideEachOther() throws Exception {
    String other = GROUP.replace("60001", "60002").replace(" 17 ", " 4 ");
    assertThat(ProcNetUdp.parse(List.of(GROUP, other), ByteOrder.LITTLE_ENDIAN))
        .containsEntry(
            at("239.7.0.1", 6000),
            List.of(new ProcNetUdp.Socket(60001, 17), new ProcNetUdp.Socket(60002, 4)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "  137: 0100007F:B7C2",
        "137: 0100007F:B7C2 b c d e f g h inode j k 944",
        "137: 0100007F:B7C2 b c d e f g h 51423 j k many",
        "137: 0100007F:B7C2FFFF b c d e f g h 51423 j k 944",
        "137: 0100007F: b c d e f g h 51423 j k 944",
        "137: 0100007F b c d e f g h 51423 j k 944",
        "137: 0100007:B7C2 b c d e f g h 51423 j k 944",
        "137: 0100007F0100007F:B7C2 b c d e f g h 51423 j k 944",
        "137: 0100007G:B7C2 b c d e f g h 51423 j k 944"
      })
  void leavesOutWhatItCantRead(String line) throws Exception {
    assertThat(ProcNetUdp.parse(List.of(line, LOOPBACK), ByteOrder.LITTLE_ENDIAN))
        .containsOnlyKeys(at("127.0.0.1", 47042));
  }
}
