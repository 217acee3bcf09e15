package io.rtsper.transport.udp;

import static org.assertj.core.api.Assertions.assertThat;

import io.rtsper.api.header.PortPair;
import io.rtsper.api.header.TransportHeader;
import io.rtsper.api.spi.MediaTransport;
import io.rtsper.testkit.contract.ContractLoop;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.MulticastSocket;
import java.net.NetworkInterface;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What the loopback interface can't show, on a pair of virtual ones that the test makes and takes
 * away. So it runs in a network namespace of its own alone: {@code unshare -rn mvn test
 * -Drtsper.test.namespace=true}.
 */
@EnabledIfSystemProperty(
    named = "rtsper.test.namespace",
    matches = "true",
    disabledReason = "interfaces are made only in a network namespace of one's own")
class NamespaceMulticastTest {

  private static final String IPV4 = "10.77.0.1";
  private static final String IPV6 = "fd00:77::1";
  private static final int PORT = 29_800;

  private final ContractLoop loop;
  private final MulticastTransportProvider provider = new MulticastTransportProvider();
  private final SessionSide session;
  private MediaTransport transport;

  NamespaceMulticastTest() throws IOException {
    loop = ContractLoop.start();
    session = new SessionSide(loop);
  }

  @BeforeEach
  void addInterfaces() throws Exception {
    ip("link add rtv0 type veth peer name rtv1");
    ip("addr add " + IPV4 + "/24 dev rtv0");
    ip("addr add " + IPV6 + "/64 dev rtv0 nodad");
    ip("link set rtv1 up");
    ip("link set rtv0 up");
    Awaitility.await().until(() -> on() != null && on().isUp());
  }

  private static void removeInterfaces() throws Exception {
    ip("link del rtv0");
  }

  @AfterEach
  void endLoop() throws Exception {
    loop.run(transport::close);
    loop.settle();
    assertThat(loop.registrations()).isZero();
    assertThat(loop.failures()).isEmpty();
    loop.close();
    removeInterfaces();
  }

  private static void ip(String arguments) throws Exception {
    Process ip = new ProcessBuilder(("ip " + arguments).split(" ")).inheritIO().start();
    assertThat(ip.waitFor(10, TimeUnit.SECONDS)).isTrue();
    assertThat(ip.exitValue()).as(arguments).isZero();
  }

  private static NetworkInterface on() throws IOException {
    return NetworkInterface.getByName("rtv0");
  }

  private void join(String group, String server) throws Exception {
    session.server = InetAddress.getByName(server);
    session.on = Optional.of(on());
    TransportHeader answer =
        TransportHeader.builder()
            .multicast(true)
            .destination(group)
            .port(new PortPair(PORT, PORT + 1))
            .build();
    transport = loop.call(() -> provider.open(session));
    loop.run(() -> transport.accept(answer));
    loop.settle();
  }

  /** Sends from this host, to which what is sent to a group comes back. */
  private static void send(String group, String from, int sequence) throws IOException {
    byte[] packet =
        ByteBuffer.allocate(20).put((byte) 0x80).put((byte) 96).putShort((short) sequence).array();
    try (MulticastSocket sender = new MulticastSocket(new InetSocketAddress(from, 0))) {
      sender.setNetworkInterface(on());
      InetAddress to = GroupSocket.scoped(InetAddress.getByName(group), on());
      sender.send(new DatagramPacket(packet, packet.length, to, PORT));
    }
  }

  private void await(String... packets) {
    Awaitility.await().untilAsserted(() -> assertThat(session.packets).containsExactly(packets));
  }

  @ParameterizedTest
  @ValueSource(strings = {"ff12::7:1", "ff15::7:1", "ff1e::7:1", "ff35::8000:1"})
  void hearsGroupsOfIpv6(String group) throws Exception {
    join(group, IPV6);
    send(group, IPV6, 1);
    await("rtp 1");
  }

  @ParameterizedTest
  @ValueSource(strings = {"239.7.0.1", "232.7.0.1"})
  void hearsAGroupAgainWhenItsInterfaceHasComeBack(String group) throws Exception {
    join(group, IPV4);
    send(group, IPV4, 1);
    await("rtp 1");
    removeInterfaces();
    addInterfaces();
    int[] sent = {1};
    Awaitility.await()
        .atMost(Duration.ofSeconds(10))
        .untilAsserted(
            () -> {
              send(group, IPV4, ++sent[0]);
              assertThat(session.packets).hasSizeGreaterThan(1);
            });
    assertThat(loop.registrations()).isEqualTo(2);
  }

  /** The JDK joins by address: the group lands on the interface that has it first. */
  @Test
  void noticesAGroupThatWasJoinedOnAnotherInterface() throws Exception {
    ip("addr add " + IPV4 + "/32 dev lo");
    join("239.7.0.1", IPV4);
    assertThat(new MembershipCheck().isElsewhere(InetAddress.getByName("239.7.0.1"), on()))
        .isTrue();
    ip("addr del " + IPV4 + "/32 dev lo");
  }
}
