package io.rtsper.transport.udp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rtsper.api.RtspProtocolException;
import io.rtsper.api.RtspTransportException;
import io.rtsper.api.header.PortPair;
import io.rtsper.api.header.TransportHeader;
import io.rtsper.api.spi.MediaTransport;
import io.rtsper.testkit.contract.ContractLoop;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Groups on the loopback interface: who is heard, who shares a socket, and what goes out. */
class MulticastTransportTest {

  private static final Duration PATIENCE = ContractLoop.patience();
  private static final byte[] REPORT = {(byte) 0x80, (byte) 201, 0, 1, 0, 0, 0, 1};
  private static final byte[] SENDER_REPORT = {(byte) 0x80, (byte) 200, 0, 1, 0, 0, 0, 1};

  private final ContractLoop loop;
  private final MulticastTransportProvider provider = new MulticastTransportProvider();
  private final List<MediaTransport> open = new ArrayList<>();
  private final List<SessionSide> sessions = new ArrayList<>();

  MulticastTransportTest() throws IOException {
    loop = ContractLoop.start();
  }

  @AfterEach
  void endLoop() throws Exception {
    for (MediaTransport transport : open) {
      loop.run(transport::close);
    }
    loop.settle();
    assertThat(loop.registrations()).isZero();
    assertThat(loop.failures()).isEmpty();
    loop.close();
    for (SessionSide session : sessions) {
      assertThat(session.memory).hasValue(8 << 20);
    }
  }

  private SessionSide session() throws IOException {
    SessionSide session = new SessionSide(loop);
    session.on = Optional.of(MulticastPeer.loopback());
    sessions.add(session);
    return session;
  }

  private MediaTransport open(SessionSide session) throws Exception {
    MediaTransport transport = loop.call(() -> provider.open(session));
    open.add(transport);
    return transport;
  }

  private MediaTransport join(SessionSide session, TransportHeader answer) throws Exception {
    MediaTransport transport = open(session);
    loop.run(() -> transport.accept(answer));
    loop.settle();
    return transport;
  }

  private static byte[] rtp(int sequence) {
    return ByteBuffer.allocate(20)
        .put((byte) 0x80)
        .put((byte) 96)
        .putShort((short) sequence)
        .array();
  }

  private static void await(SessionSide session, String... expected) {
    Awaitility.await().untilAsserted(() -> assertThat(session.packets).containsExactly(expected));
  }

  @Test
  void offersMulticastAndLetsTheServerChooseTheGroup() throws Exception {
    MediaTransport transport = open(session());
    assertThat(transport.offer().value()).isEqualTo("RTP/AVP;multicast");
    assertThat(transport.receiveBuffer()).isEmpty();
    assertThat(transport.systemDrops()).isEmpty();
  }

  @Test
  void receivesMediaAndReportsOfAGroup() throws Exception {
    try (MulticastPeer server = MulticastPeer.anySource()) {
      SessionSide session = session();
      MediaTransport transport = join(session, server.answer());
      server.sendRtp(rtp(1));
      await(session, "rtp 1");
      server.sendRtcp(SENDER_REPORT);
      await(session, "rtp 1", "rtcp 200");
      server.sendRtp(new byte[0]);
      server.sendRtp(rtp(2));
      await(session, "rtp 1", "rtcp 200", "rtp 2");
      assertThat(session.quirks).isEmpty();
      assertThat(transport.receiveBuffer().orElseThrow()).isPositive();
    }
  }

  @Test
  void sessionsOnOneGroupShareItsSockets() throws Exception {
    try (MulticastPeer server = MulticastPeer.anySource()) {
      SessionSide first = session();
      SessionSide second = session();
      join(first, server.answer());
      assertThat(loop.registrations()).isEqualTo(2);
      join(second, server.answer());
      assertThat(loop.registrations()).as("those of RTP and RTCP").isEqualTo(2);
      for (int i = 0; i < 200; i++) {
        server.sendRtp(rtp(i));
      }
      Awaitility.await().untilAsserted(() -> assertThat(first.packets).hasSize(200));
      Awaitility.await().untilAsserted(() -> assertThat(second.packets).isEqualTo(first.packets));
    }
  }

  @Test
  void aSessionThatLeavesInACallbackDisturbsNobody() throws Exception {
    try (MulticastPeer server = MulticastPeer.anySource()) {
      SessionSide first = session();
      SessionSide second = session();
      MediaTransport leaving = join(first, server.answer());
      MediaTransport staying = join(second, server.answer());
      first.whenAPacketCame = leaving::close;
      for (int i = 1; i <= 3; i++) {
        server.sendRtp(rtp(i));
      }
      await(second, "rtp 1", "rtp 2", "rtp 3");
      loop.settle();
      assertThat(first.packets).containsExactly("rtp 1");
      assertThat(loop.registrations()).as("the sockets are still there").isEqualTo(2);
      loop.run(staying::close);
      loop.settle();
      assertThat(loop.registrations()).as("they are closed with the last").isZero();
    }
  }

  @Test
  void whoJoinsAgainAfterTheLastLeftHearsTheGroup() throws Exception {
    try (MulticastPeer server = MulticastPeer.anySource()) {
      MediaTransport first = join(session(), server.answer());
      loop.run(first::close);
      SessionSide later = session();
      join(later, server.answer());
      server.sendRtp(rtp(1));
      await(later, "rtp 1");
    }
  }

  @Test
  void whoAsksForOtherSourcesHasASocketOfItsOwn() throws Exception {
    try (MulticastPeer server = MulticastPeer.sourceSpecific()) {
      SessionSide one = session();
      SessionSide other = session();
      join(one, server.answer());
      join(other, server.answering().source("127.0.0.2").build());
      assertThat(loop.registrations()).isEqualTo(4);
      server.sendRtp(rtp(1));
      server.sendRtpFrom(InetAddress.getByName("127.0.0.2"), rtp(2));
      await(one, "rtp 1");
      await(other, "rtp 2");
    }
  }

  @Test
  void aSourceSpecificGroupHearsItsSourceAloneAndReportsGoThere() throws Exception {
    try (MulticastPeer server = MulticastPeer.sourceSpecific()) {
      SessionSide session = session();
      MediaTransport transport = join(session, server.answer());
      server.sendRtpFrom(InetAddress.getByName("127.0.0.2"), rtp(666));
      server.sendRtp(rtp(1));
      await(session, "rtp 1");
      loop.run(() -> transport.sendRtcp(ByteBuffer.wrap(REPORT.clone())));
      assertThat(server.receiveRtcp(PATIENCE)).isEqualTo(REPORT);
      assertThat(session.quirks).isEmpty();
    }
  }

  /** RFC 5760 has {@code a=rtcp-unicast} say so; that the group takes none is sure without. */
  @Test
  void reportsGoToTheServerWhereTheDescriptionSaysSo() throws Exception {
    try (MulticastPeer server = MulticastPeer.anySource();
        DatagramSocket unicast =
            new DatagramSocket(server.ports().second(), InetAddress.getByName("127.0.0.1"))) {
      SessionSide session = session().attribute("rtcp-unicast", "reflection");
      MediaTransport transport = join(session, server.answer());
      loop.run(() -> transport.sendRtcp(ByteBuffer.wrap(REPORT.clone())));
      unicast.setSoTimeout((int) PATIENCE.toMillis());
      DatagramPacket packet = new DatagramPacket(new byte[100], 100);
      unicast.receive(packet);
      assertThat(packet.getLength()).isEqualTo(REPORT.length);
    }
  }

  @Test
  void reportsToAGroupGoToItAndTheOwnOnesArentTakenAsTheServers() throws Exception {
    try (MulticastPeer server = MulticastPeer.anySource()) {
      SessionSide session = session();
      MediaTransport transport = join(session, server.answer());
      loop.run(() -> transport.sendRtcp(ByteBuffer.wrap(REPORT.clone())));
      loop.run(() -> transport.sendRtp(ByteBuffer.wrap(rtp(9))));
      assertThat(server.receiveRtcp(PATIENCE)).isEqualTo(REPORT);
      assertThat(server.receiveRtp(PATIENCE)).isEqualTo(rtp(9));
      server.sendRtcp(SENDER_REPORT);
      await(session, "rtcp 200");
      server.sendRtp(rtp(1));
      await(session, "rtcp 200", "rtp 1");
    }
  }

  @Test
  void mediaOfAStrangerInTheGroupIsDropped() throws Exception {
    try (MulticastPeer server = MulticastPeer.anySource()) {
      SessionSide session = session();
      join(session, server.answer());
      server.sendRtpFrom(InetAddress.getByName("127.0.0.2"), rtp(666));
      server.sendRtp(rtp(1));
      await(session, "rtp 1");
    }
  }

  /** The control connection is of IPv6, and the server names no source of the group of IPv4. */
  @Test
  void whoseAddressOfTheGroupsFamilyNobodyKnowsIsHeardAllTheSame() throws Exception {
    try (MulticastPeer server = MulticastPeer.anySource()) {
      SessionSide session =
          session()
              .attribute("rtcp-unicast", "reflection")
              .attribute("source-filter", "excl IN IP4 * 127.0.0.2");
      session.server = InetAddress.getByName("::1");
      MediaTransport transport = join(session, server.answer());
      server.sendRtpFrom(InetAddress.getByName("127.0.0.2"), rtp(666));
      server.sendRtp(rtp(1));
      await(session, "rtp 1");
      loop.run(() -> transport.sendRtcp(ByteBuffer.wrap(REPORT.clone())));
      assertThat(server.receiveRtcp(PATIENCE)).as("there is only the group").isEqualTo(REPORT);
    }
  }

  @Test
  void aSourceThatNoReportCanReachIsHeardAllTheSame() throws Exception {
    try (MulticastPeer server = MulticastPeer.sourceSpecific()) {
      SessionSide session = session();
      session.server = InetAddress.getByName("::1");
      MediaTransport transport = join(session, server.answer());
      assertThat(session.quirks).containsExactly("transport-other-source source=127.0.0.1");
      server.sendRtp(rtp(1));
      await(session, "rtp 1");
      loop.run(() -> transport.sendRtcp(ByteBuffer.wrap(REPORT.clone())));
    }
  }

  @Test
  void whereRtpAndRtcpShareAPortThereIsOneSocket() throws Exception {
    try (MulticastPeer server = MulticastPeer.anySource()) {
      SessionSide session = session();
      MediaTransport transport = open(session);
      TransportHeader answer = server.answering().parameter("rtcp-mux", "").build();
      assertThat(loop.call(() -> transport.accept(answer)).isMultiplexed()).isTrue();
      loop.settle();
      assertThat(loop.registrations()).isEqualTo(1);
      loop.run(() -> transport.sendRtcp(ByteBuffer.wrap(REPORT.clone())));
      assertThat(server.receiveRtp(PATIENCE)).isEqualTo(REPORT);
    }
  }

  /** Linux delivers no groups of IPv6 on it; {@link NamespaceMulticastTest} has what comes. */
  @ParameterizedTest
  @ValueSource(strings = {"ff12::7:1", "ff11::7:1", "ff1e::7:1", "ff3e::8000:1"})
  void joinsAGroupOfIpv6OnTheLoopbackInterface(String group) throws Exception {
    Assumptions.assumeTrue(
        MulticastPeer.loopback().inetAddresses().anyMatch(Inet6Address.class::isInstance),
        "the loopback interface has no address of IPv6");
    SessionSide session = session();
    session.server = InetAddress.getByName("::1");
    MediaTransport transport = join(session, group(group));
    assertThat(loop.registrations()).isEqualTo(2);
    loop.run(() -> transport.sendRtcp(ByteBuffer.wrap(REPORT.clone())));
  }

  @Test
  void countsWhatTheSystemDropsOnLinux() throws Exception {
    Assumptions.assumeTrue(
        Files.isReadable(Path.of("/proc/net/udp")), "this system keeps no table of UDP sockets");
    try (MulticastPeer server = MulticastPeer.sourceSpecific()) {
      SessionSide session = session();
      session.options = session.options.receiveBuffer(64 << 10);
      MediaTransport transport = join(session, server.answer());
      int sent = 500;
      loop.run(
          () -> {
            for (int i = 0; i < sent; i++) { // while the loop is held up
              try {
                server.sendRtp(new byte[1400]);
              } catch (IOException e) {
                throw new UncheckedIOException(e);
              }
            }
          });
      Awaitility.await().untilAsserted(() -> assertThat(session.packets).isNotEmpty());
      loop.settle();
      assertThat(transport.systemDrops()).hasValue(sent - session.packets.size());
    }
  }

  @Test
  void anInterfaceThatNobodyKnowsIsAnErrorThatSaysWhatToDo() throws Exception {
    SessionSide session = session();
    session.on = Optional.empty();
    MediaTransport transport = open(session);
    TransportHeader answer = group("239.255.77.1");
    assertThatThrownBy(() -> loop.run(() -> transport.accept(answer)))
        .isInstanceOf(RtspTransportException.class)
        .hasMessageContaining("239.255.77.1 of track 0 (video)")
        .hasMessageContaining("UdpOptions.multicastInterface");
    session.options = session.options.multicastInterface(MulticastPeer.loopback());
    loop.run(() -> transport.accept(answer));
  }

  @Test
  void anInterfaceWithoutAnAddressOfTheFamilyIsAnErrorThatSaysSo() throws Exception {
    NetworkInterface lo = MulticastPeer.loopback();
    Assumptions.assumeFalse(
        lo.inetAddresses().anyMatch(Inet6Address.class::isInstance),
        "the loopback interface has an address of IPv6");
    MediaTransport transport = open(session());
    assertThatThrownBy(() -> loop.run(() -> transport.accept(group("ff1e::1"))))
        .isInstanceOf(RtspTransportException.class)
        .hasMessageContaining(lo.getName() + ", which has no address of IPv6");
  }

  @Test
  void aPolicyIsAskedAboutTheGroup() throws Exception {
    SessionSide session = session();
    session.policy = (host, address) -> !address.isMulticastAddress();
    MediaTransport transport = open(session);
    assertThatThrownBy(() -> loop.run(() -> transport.accept(group("239.255.77.1"))))
        .isInstanceOf(RtspTransportException.class)
        .hasMessageContaining("the address policy doesn't allow the group 239.255.77.1");
  }

  @Test
  void whatMayWaitForASessionIsTakenFromItsMemory() throws Exception {
    SessionSide session = session();
    session.memory.set(1000);
    MediaTransport transport = open(session);
    assertThatThrownBy(() -> loop.run(() -> transport.accept(group("239.255.77.1"))))
        .isInstanceOf(RtspTransportException.class)
        .hasMessageContaining("memoryLimit");
    session.memory.set(8 << 20);
  }

  @Test
  void anAnswerOfAnotherTransportIsAProtocolErrorThatQuotesIt() throws Exception {
    MediaTransport transport = open(session());
    for (TransportHeader answer :
        List.of(TransportHeader.interleaved(0), TransportHeader.udpUnicast(5000))) {
      assertThat(provider.recognises(answer)).isFalse();
      assertThatThrownBy(() -> loop.run(() -> transport.accept(answer)))
          .isInstanceOf(RtspProtocolException.class)
          .hasMessageContaining("track 0 (video) was offered UDP multicast")
          .hasMessageContaining("RTP/AVP");
    }
  }

  /** live555 answers so to an offer of unicast. */
  @Test
  void recognisesWhatLive555AnswersToAnOfferOfUnicast() {
    assertThat(
            provider.recognises(
                TransportHeader.builder()
                    .multicast(true)
                    .destination("232.5.6.7")
                    .source("10.9.0.2")
                    .port(new PortPair(18888, 18889))
                    .ttl(255)
                    .build()))
        .isTrue();
    assertThat(
            provider.recognises(
                TransportHeader.builder().lowerTransport("TCP").multicast(true).build()))
        .isFalse();
  }

  private static TransportHeader group(String group) {
    return TransportHeader.builder()
        .multicast(true)
        .destination(group)
        .port(new PortPair(29_700, 29_701))
        .build();
  }
}
