package io.rtsper.core.capture;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HexFormat;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class IpFlowTest {

  private final ByteBuffer out = ByteBuffer.allocate(2048);

  private String written() {
    byte[] bytes = new byte[out.position()];
    out.get(0, bytes);
    return HexFormat.of().formatHex(bytes);
  }

  private static InetSocketAddress at(String address, int port) throws Exception {
    return new InetSocketAddress(InetAddress.getByName(address), port);
  }

  /** The sums of this packet were added up by hand. */
  @Test
  void aDatagramOverIpv4HasBothHeadersAndTheirSums() throws Exception {
    IpFlow.Ends ends = IpFlow.Ends.of(at("10.0.0.1", 5000), at("10.0.0.2", 6000));
    new IpFlow(ends, true).udp(out, ByteBuffer.wrap(new byte[] {9, 1, 2, 3}), 1, 3);
    assertThat(written())
        .isEqualTo(
            "4500001f" // 31 bytes
                + "00004000" // don't fragment
                + "4011" // UDP
                + "26cc"
                + "0a000002"
                + "0a000001"
                + "17701388" // from 6000 to 5000
                + "000b"
                + "bcdb"
                + "010203");
  }

  @Test
  void aSegmentOverIpv6HasTheNumbersOfBothSides() throws Exception {
    IpFlow.Ends ends = IpFlow.Ends.of(at("2001:db8::a", 50000), at("2001:db8::b", 554));
    IpFlow flow = new IpFlow(ends, false);
    int start = flow.beginTcp(out, 0, IpFlow.SYN | IpFlow.ACK, 0x01020304, 0x05060708);
    flow.endTcp(out, start);
    assertThat(out.position()).isEqualTo(flow.tcpLength(0)).isEqualTo(60);
    assertThat(written())
        .startsWith(
            "60000000"
                + "0014"
                + "0640"
                + "20010db800000000000000000000000a"
                + "20010db800000000000000000000000b"
                + "c350022a"
                + "01020304"
                + "05060708"
                + "5012"
                + "ffff");
    assertThat(sumOfTcp(out, 40, 8)).isEqualTo(0xFFFF);
  }

  @Property
  void theSumOfEverySegmentIsRight(
      @ForAll @Size(max = 200) byte[] payload, @ForAll int sequence, @ForAll int acknowledged)
      throws Exception {
    IpFlow.Ends ends = IpFlow.Ends.of(at("192.0.2.7", 50000), at("203.0.113.9", 554));
    IpFlow flow = new IpFlow(ends, false);
    out.clear();
    int start = flow.beginTcp(out, payload.length, IpFlow.ACK, sequence, acknowledged);
    out.put(payload);
    flow.endTcp(out, start);
    assertThat(sumOfTcp(out, 20, 12)).isEqualTo(0xFFFF);
  }

  /** Adds up what RFC 9293 §3.1 says, word by word. */
  private static int sumOfTcp(ByteBuffer packet, int segment, int addresses) {
    byte[] covered = new byte[packet.position() - addresses];
    packet.get(addresses, covered);
    int length = packet.position() - segment;
    int sum = 6 + length;
    byte[] even = Arrays.copyOf(covered, covered.length + covered.length % 2);
    for (int i = 0; i < even.length; i += 2) {
      sum += (even[i] & 0xFF) * 256 + (even[i + 1] & 0xFF);
      sum = (sum & 0xFFFF) + (sum >> 16);
    }
    return sum;
  }

  @Test
  void addressesForDocumentationStandForThoseThatNobodyKnows() throws Exception {
    IpFlow.Ends ends =
        IpFlow.Ends.of(
            InetSocketAddress.createUnresolved("replay", 1),
            InetSocketAddress.createUnresolved("file", 554));
    new IpFlow(ends, false).udp(out, ByteBuffer.allocate(0), 0, 0);
    assertThat(written()).contains("c0000201" + "c0000202"); // 192.0.2.1 and 192.0.2.2
  }

  @Test
  void theOtherEndsFamilyIsTheOneOfBoth() throws Exception {
    IpFlow.Ends ends =
        IpFlow.Ends.of(InetSocketAddress.createUnresolved("plug-in", 0), at("2001:db8::99", 554));
    new IpFlow(ends, false).udp(out, ByteBuffer.allocate(0), 0, 0);
    assertThat(written())
        .contains("20010db8000000000000000000000001" + "20010db8000000000000000000000099");
  }
}
