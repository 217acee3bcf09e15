package io.rtsper.transport.udp;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;

/** By which way packets of this side leave. */
class ReportSenderTest {

  /** GStreamer's client sends its reports with 1, which no router passes on. */
  @Test
  void reportsGoAsFarAsTheAnswerSaysAndByTheInterfaceOfTheGroup() throws Exception {
    NetworkInterface lo = MulticastPeer.loopback();
    InetAddress address = InetAddress.getByName("127.0.0.1");
    try (ReportSender sender = ReportSender.open(address, lo, 63)) {
      assertThat(sender.channel().getOption(StandardSocketOptions.IP_MULTICAST_TTL)).isEqualTo(63);
      assertThat(sender.channel().getOption(StandardSocketOptions.IP_MULTICAST_IF)).isEqualTo(lo);
      assertThat(sender.own().getAddress()).isEqualTo(address);
      assertThat(sender.own().getPort()).isPositive();
    }
  }

  @Test
  void whatCantBeSentIsLostAsUdpMayLoseIt() throws Exception {
    ReportSender sender =
        ReportSender.open(InetAddress.getByName("127.0.0.1"), MulticastPeer.loopback(), 1);
    ByteBuffer packet = ByteBuffer.allocate(8);
    sender.send(packet, null);
    sender.close();
    sender.send(packet, new InetSocketAddress("127.0.0.1", 9));
    assertThat(packet.remaining()).isEqualTo(8);
  }
}
