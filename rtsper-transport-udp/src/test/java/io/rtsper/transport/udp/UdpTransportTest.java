package io.rtsper.transport.udp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rtsper.api.AddressPolicy;
import io.rtsper.api.RtspProtocolException;
import io.rtsper.api.RtspTransportException;
import io.rtsper.api.UdpOptions;
import io.rtsper.api.header.PortPair;
import io.rtsper.api.header.TransportHeader;
import io.rtsper.api.header.TransportHeaderBuilder;
import io.rtsper.api.media.Track;
import io.rtsper.api.rtp.RtcpCompound;
import io.rtsper.api.sdp.MediaDescription;
import io.rtsper.api.sdp.MediaDescriptionBuilder;
import io.rtsper.api.sdp.SdpAttribute;
import io.rtsper.api.sdp.SessionDescription;
import io.rtsper.api.spi.EventLoop;
import io.rtsper.api.spi.MediaTransport;
import io.rtsper.api.spi.MediaTransportContext;
import io.rtsper.api.spi.MemoryBudget;
import io.rtsper.api.spi.PacketInput;
import io.rtsper.api.spi.QuirkReporter;
import io.rtsper.testkit.contract.ContractLoop;
import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

/** Who is believed, and what goes out. */
class UdpTransportTest {

  private static final Duration PATIENCE = ContractLoop.patience();

  private final ContractLoop loop;
  private final List<String> packets = new CopyOnWriteArrayList<>();
  private final List<String> quirks = new CopyOnWriteArrayList<>();
  private volatile int lastLength;
  private volatile byte lastByte;
  private InetAddress local = InetAddress.getLoopbackAddress();
  private AddressPolicy policy = AddressPolicy.ANY;
  private UdpOptions options = UdpOptions.defaults();
  private final List<SdpAttribute> attributes = new ArrayList<>();
  private UdpTransportProvider provider = new UdpTransportProvider();

  UdpTransportTest() throws IOException {
    loop = ContractLoop.start();
  }

  @AfterEach
  void endLoop() throws Exception {
    assertThat(loop.registrations()).isZero();
    assertThat(loop.failures()).isEmpty();
    loop.close();
  }

  private MediaTransport open() throws Exception {
    return loop.call(() -> provider.open(new Context()));
  }

  private void close(MediaTransport transport) throws Exception {
    loop.run(transport::close);
  }

  private static byte[] rtp(int sequence) {
    return ByteBuffer.allocate(20)
        .put((byte) 0x80)
        .put((byte) 96)
        .putShort((short) sequence)
        .array();
  }

  private void awaitPackets(String... expected) {
    Awaitility.await().untilAsserted(() -> assertThat(packets).containsExactly(expected));
  }

  @Test
  void offersAnEvenPortAndTheNextOne() throws Exception {
    for (int i = 0; i < 50; i++) {
      MediaTransport transport = open();
      PortPair ports = transport.offer().clientPort().orElseThrow();
      assertThat(ports.first()).isEven();
      assertThat(ports.second()).isEqualTo(ports.first() + 1);
      assertThat(transport.offer().value()).isEqualTo("RTP/AVP;unicast;client_port=" + ports);
      close(transport);
    }
  }

  @Test
  void takesWhatComesBeforeTheAnswer() throws Exception {
    MediaTransport transport = open();
    try (UdpPeer server = new UdpPeer(local, transport.offer())) {
      for (int i = 0; i < 5; i++) {
        server.sendRtp(rtp(i));
      }
      loop.run(() -> transport.accept(answer().serverPort(ports(server)).build()));
      awaitPackets("rtp 0", "rtp 1", "rtp 2", "rtp 3", "rtp 4");
      assertThat(quirks).isEmpty();
    }
    close(transport);
  }

  /** PyPI rtsp-rs 0.1.8: a counter is announced, and packets come from wherever they do. */
  @Test
  void rtspRs018TakesMediaFromAnotherPortThanTheAnnouncedOne() throws Exception {
    MediaTransport transport = open();
    try (UdpPeer announced = new UdpPeer(local, transport.offer());
        UdpPeer server = new UdpPeer(local, transport.offer())) {
      loop.run(
          () -> {
            transport.accept(answer().serverPort(ports(announced)).build());
            transport.playing();
          });
      assertThat(announced.receiveRtp(PATIENCE)).as("the way is opened").hasSize(12);
      server.sendRtp(rtp(1));
      awaitPackets("rtp 1");
      assertThat(quirks).containsExactly("transport-other-source-port");
      byte[] report = {(byte) 0x80, (byte) 201, 0, 1, 0, 0, 0, 1};
      loop.run(() -> transport.sendRtcp(ByteBuffer.wrap(report.clone())));
      assertThat(server.receiveRtcp(PATIENCE)).isEqualTo(report);
      server.sendRtcp(report);
      awaitPackets("rtp 1", "rtcp 201");
      announced.sendRtp(rtp(2));
      awaitPackets("rtp 1", "rtcp 201", "rtp 2");
      server.sendRtp(rtp(3));
      announced.sendRtp(rtp(4));
      awaitPackets("rtp 1", "rtcp 201", "rtp 2", "rtp 4");
      assertThat(quirks).containsExactly("transport-other-source-port", "second-source-port");
    }
    close(transport);
  }

  /** Some servers open their own firewall like this; the packets behind it have to come. */
  @Test
  void anEmptyDatagramSaysNothingAndStopsNothing() throws Exception {
    MediaTransport transport = open();
    try (UdpPeer server = new UdpPeer(local, transport.offer())) {
      server.sendRtp(new byte[0]);
      server.sendRtp(rtp(1));
      server.sendRtp(new byte[0]);
      server.sendRtp(rtp(2));
      loop.run(() -> transport.accept(answer().serverPort(ports(server)).build()));
      awaitPackets("rtp 1", "rtp 2");
    }
    close(transport);
  }

  /** mediamtx#407: {@code server_port=0-1}; others send none at all. */
  @Test
  void learnsThePortFromTheFirstRtpPacketWhenTheServerNamesNone() throws Exception {
    MediaTransport transport = open();
    try (UdpPeer server = new UdpPeer(local, transport.offer());
        UdpPeer stranger = new UdpPeer(local, transport.offer())) {
      loop.run(() -> transport.accept(answer().serverPort(new PortPair(0, 1)).build()));
      assertThat(quirks).containsExactly("transport-other-source-port");
      stranger.sendRtcp(new byte[] {(byte) 0x80, (byte) 203, 0, 0}); // a BYE of who knows whom
      stranger.sendRtp(new byte[] {1, 2, 3});
      loop.settle();
      server.sendRtp(rtp(1));
      awaitPackets("rtp 1");
      stranger.sendRtp(rtp(666));
      stranger.sendRtcp(new byte[] {(byte) 0x80, (byte) 203, 0, 0});
      server.sendRtcp(new byte[] {(byte) 0x80, (byte) 200, 0, 1, 0, 0, 0, 0});
      awaitPackets("rtp 1", "rtcp 200");
      server.sendRtp(rtp(2));
      awaitPackets("rtp 1", "rtcp 200", "rtp 2");
      assertThat(quirks).containsExactly("transport-other-source-port", "second-source-port");
      byte[] report = {(byte) 0x80, (byte) 201, 0, 1, 0, 0, 0, 1};
      loop.run(() -> transport.sendRtcp(ByteBuffer.wrap(report.clone())));
      assertThat(server.receiveRtcp(PATIENCE)).isEqualTo(report);
    }
    close(transport);
  }

  @Test
  void opensTheWayThroughAFirewallBeforePlayAndAfterIt() throws Exception {
    MediaTransport transport = open();
    try (UdpPeer server = new UdpPeer(local, transport.offer())) {
      loop.run(() -> transport.accept(answer().serverPort(ports(server)).build()));
      byte[] punch = server.receiveRtp(PATIENCE);
      byte[] report = server.receiveRtcp(PATIENCE);
      loop.run(transport::playing);
      assertThat(server.receiveRtp(PATIENCE)).isEqualTo(punch);
      assertThat(server.receiveRtcp(PATIENCE)).isEqualTo(report);
      assertThat(punch).hasSize(12).startsWith((byte) 0x80, (byte) 0);
      assertThat(report).hasSize(36).startsWith((byte) 0x80, (byte) 201, (byte) 0, (byte) 1);
      assertThat(new RtcpCompound().wrap(ByteBuffer.wrap(report), 0, report.length)).isTrue();
      assertThat(List.of(report[4], report[5], report[6], report[7]))
          .isEqualTo(List.of(punch[8], punch[9], punch[10], punch[11]));
    }
    close(transport);
  }

  @Test
  void aPortThatIsClosedAtTheServerEndsNothing() throws Exception {
    MediaTransport transport = open();
    UdpPeer gone = new UdpPeer(local, transport.offer());
    PortPair ports = new PortPair(gone.rtpPort(), gone.rtcpPort());
    gone.close();
    loop.run(
        () -> {
          transport.accept(transport.offer().toBuilder().serverPort(ports).build());
          for (int i = 0; i < 10; i++) {
            transport.playing();
          }
        });
    loop.settle();
    assertThat(loop.registrations()).isEqualTo(2);
    close(transport);
  }

  /** Of a connected socket, the error would be read before what waits, and instead of a packet. */
  @Test
  void thatAPortIsUnreachableTakesThePlaceOfNoPacket() throws Exception {
    MediaTransport transport = open();
    try (UdpPeer server = new UdpPeer(local, transport.offer());
        UdpPeer gone = new UdpPeer(local, transport.offer())) {
      PortPair ports = new PortPair(server.rtpPort(), gone.rtcpPort());
      gone.close();
      loop.run(() -> transport.accept(answer().serverPort(ports).build()));
      byte[] report = {(byte) 0x80, (byte) 201, 0, 1, 0, 0, 0, 1};
      for (int i = 0; i < 10; i++) {
        server.sendRtp(rtp(i));
        loop.run(() -> transport.sendRtcp(ByteBuffer.wrap(report.clone())));
        loop.run(() -> transport.sendRtp(ByteBuffer.wrap(rtp(100))));
      }
      Awaitility.await().untilAsserted(() -> assertThat(packets).hasSize(10));
      assertThat(server.receiveRtp(PATIENCE)).hasSize(12);
      for (int i = 0; i < 10; i++) {
        assertThat(server.receiveRtp(PATIENCE)).isEqualTo(rtp(100));
      }
    }
    close(transport);
  }

  @Test
  void aBufferThatTheSystemMakesSmallerIsToldAsItIs() throws Exception {
    options = options.receiveBuffer(1 << 30);
    MediaTransport transport = open();
    int given = transport.receiveBuffer().orElseThrow();
    try (DatagramSocket socket = new DatagramSocket(0, local)) {
      socket.setReceiveBufferSize(1 << 30);
      assertThat(given).isEqualTo(socket.getReceiveBufferSize());
    }
    close(transport);
  }

  @Test
  void aNamedSourceIsHeardButNotSentTo() throws Exception {
    InetAddress other = InetAddress.getByAddress(new byte[] {127, 0, 0, 2});
    MediaTransport transport = open();
    try (UdpPeer control = new UdpPeer(local, transport.offer());
        UdpPeer source = new UdpPeer(other, transport.offer())) {
      loop.run(
          () -> transport.accept(answer().serverPort(ports(control)).source("127.0.0.2").build()));
      assertThat(control.receiveRtp(PATIENCE)).hasSize(12);
      assertThat(control.receiveRtcp(PATIENCE)).hasSize(36);
      assertThat(quirks).containsExactly("transport-other-source");
      source.sendTo(local, rtp(1));
      awaitPackets("rtp 1");
      byte[] report = {(byte) 0x80, (byte) 201, 0, 1, 0, 0, 0, 1};
      loop.run(() -> transport.sendRtcp(ByteBuffer.wrap(report.clone())));
      assertThat(control.receiveRtcp(PATIENCE)).isEqualTo(report);
    }
    close(transport);
  }

  @Test
  void aNamedSourceThatAPolicyAllowsIsSentTo() throws Exception {
    InetAddress other = InetAddress.getByAddress(new byte[] {127, 0, 0, 2});
    policy = (host, address) -> address.equals(other);
    MediaTransport transport = open();
    try (UdpPeer source = new UdpPeer(other, transport.offer())) {
      TransportHeader answer =
          answer().serverPort(ports(source)).source(other.getHostAddress()).build();
      loop.run(() -> transport.accept(answer));
      assertThat(source.receiveRtcp(PATIENCE)).as("what opens the way").hasSize(36);
      source.sendTo(local, rtp(1));
      awaitPackets("rtp 1");
      byte[] report = {(byte) 0x80, (byte) 201, 0, 1, 0, 0, 0, 1};
      loop.run(() -> transport.sendRtcp(ByteBuffer.wrap(report.clone())));
      assertThat(source.receiveRtcp(PATIENCE)).isEqualTo(report);
      assertThat(quirks).isEmpty();
    }
    close(transport);
  }

  /** A socket of IPv4 can't send there, which no answer may be able to make an exception of. */
  @Test
  void aNamedSourceOfTheOtherFamilyIsNotSentTo() throws Exception {
    policy = (host, address) -> true;
    MediaTransport transport = open();
    try (UdpPeer control = new UdpPeer(local, transport.offer())) {
      loop.run(
          () -> {
            transport.accept(answer().serverPort(ports(control)).source("::1").build());
            transport.playing();
          });
      assertThat(control.receiveRtp(PATIENCE)).hasSize(12);
      assertThat(quirks).containsExactly("transport-other-source");
    }
    close(transport);
  }

  @Test
  void aSourceThatIsAHostNameIsNotLookedUp() throws Exception {
    MediaTransport transport = open();
    loop.run(() -> transport.accept(answer().source("camera.invalid").build()));
    assertThat(quirks).containsExactly("transport-other-source-port");
    close(transport);
  }

  @Test
  void playsOverIpv6() throws Exception {
    local = InetAddress.getByName("::1");
    Assumptions.assumeTrue(hasIpv6(), "this machine has no IPv6 loopback address");
    MediaTransport transport = open();
    try (UdpPeer server = new UdpPeer(local, transport.offer())) {
      loop.run(
          () ->
              transport.accept(
                  answer().lowerTransport("UDP").source("::1").serverPort(ports(server)).build()));
      server.sendRtp(rtp(1));
      awaitPackets("rtp 1");
      assertThat(quirks).isEmpty();
    }
    close(transport);
  }

  private boolean hasIpv6() {
    try (DatagramSocket socket = new DatagramSocket(0, local)) {
      return socket.isBound();
    } catch (IOException e) {
      return false;
    }
  }

  @Test
  void anAnswerOfAnotherTransportIsAProtocolErrorThatQuotesIt() throws Exception {
    MediaTransport transport = open();
    for (TransportHeader answer :
        List.of(
            TransportHeader.interleaved(0),
            answer()
                .multicast(true)
                .destination("239.0.0.1")
                .port(new PortPair(5000, 5001))
                .ttl(16)
                .build())) {
      assertThat(new UdpTransportProvider().recognises(answer)).isFalse();
      assertThatThrownBy(() -> loop.run(() -> transport.accept(answer)))
          .isInstanceOf(RtspProtocolException.class)
          .hasMessageContaining("track 0 (video) was offered UDP unicast")
          .hasMessageContaining("RTP/AVP");
    }
    close(transport);
  }

  @Test
  void readsLiteralAddressesAlone() throws Exception {
    assertThat(LiteralAddress.parse("192.0.2.1"))
        .isEqualTo(InetAddress.getByAddress(new byte[] {(byte) 192, 0, 2, 1}));
    assertThat(LiteralAddress.parse("::1")).isEqualTo(InetAddress.getByName("::1"));
    for (String text :
        List.of(
            "",
            "1",
            "1.2.3",
            "1.2.3.4.5",
            "1.2.3.256",
            "1..2.3",
            ".1.2.3",
            "1.2.3.",
            "host",
            "1.2.3.4a",
            "g::1",
            ":".repeat(100))) {
      assertThat(LiteralAddress.parse(text)).as(text).isNull();
    }
  }

  @Test
  void takesAPairWithinTheRangeThatIsGivenWhereverOneIsFree() throws Exception {
    PortPair free = freeRun();
    options = options.ports(free.first() - 1, free.first() + 4); // a pair and a half, and one more
    Set<Integer> taken = new HashSet<>();
    List<MediaTransport> open = new ArrayList<>();
    for (int i = 0; i < 2; i++) {
      MediaTransport transport = open();
      open.add(transport);
      taken.add(transport.offer().clientPort().orElseThrow().first());
    }
    assertThat(taken).containsExactlyInAnyOrder(free.first(), free.first() + 2);
    assertThatThrownBy(this::open)
        .isInstanceOf(RtspTransportException.class)
        .hasMessageContaining(
            "none of the 2 pairs of UDP ports from "
                + (free.first() - 1)
                + " to "
                + (free.first() + 4)
                + " is free for track 0 (video)")
        .hasMessageContaining("UdpOptions.ports");
    close(open.get(0));
    MediaTransport again = open();
    close(again);
    close(open.get(1));
  }

  /** Returns an even port of which the next three were free a moment ago. */
  private PortPair freeRun() throws IOException {
    for (int i = 0; i < 100; i++) {
      try (DatagramSocket first = new DatagramSocket(0, local)) {
        int even = first.getLocalPort() & ~1;
        boolean odd = (first.getLocalPort() & 1) == 1;
        try (DatagramSocket other = new DatagramSocket(odd ? even : even + 1, local);
            DatagramSocket third = new DatagramSocket(even + 2, local);
            DatagramSocket fourth = new DatagramSocket(even + 3, local)) {
          return new PortPair(even, even + 3);
        } catch (IOException | IllegalArgumentException taken) {
          continue;
        }
      }
    }
    throw new IOException("no four ports in a row are free");
  }

  @Test
  void saysWhichReceiveBufferWasGiven() throws Exception {
    options = options.receiveBuffer(70_000);
    MediaTransport transport = open();
    assertThat(transport.receiveBuffer().orElseThrow()).isBetween(70_000, 140_000);
    close(transport);
  }

  /** A buffer of 64 KiB holds some dozens of datagrams, and the loop is held up meanwhile. */
  @Test
  void countsWhatTheSystemDropsOnLinux() throws Exception {
    Assumptions.assumeTrue(
        Files.isReadable(Path.of("/proc/net/udp")), "this system keeps no table of UDP sockets");
    options = options.receiveBuffer(64 << 10);
    MediaTransport transport = open();
    try (UdpPeer server = new UdpPeer(local, transport.offer())) {
      int sent = 500;
      for (int i = 0; i < sent; i++) {
        server.sendRtp(new byte[1400]);
      }
      long dropped = transport.systemDrops().orElseThrow();
      assertThat(dropped).isBetween(sent - 200L, sent - 1L);
      assertThat(transport.systemDrops()).hasValue(dropped);
    }
    close(transport);
  }

  /** The read buffer is larger than any datagram, so that none can be cut. */
  @Test
  void aDatagramOfTheGreatestLengthComesWhole() throws Exception {
    MediaTransport transport = open();
    try (UdpPeer server = new UdpPeer(local, transport.offer())) {
      loop.run(() -> transport.accept(answer().serverPort(ports(server)).build()));
      byte[] longest = Arrays.copyOf(rtp(7), 65_507);
      longest[65_506] = 42;
      server.sendRtp(longest);
      awaitPackets("rtp 7");
      assertThat(lastLength).isEqualTo(65_507);
      assertThat(lastByte).isEqualTo((byte) 42);
    }
    close(transport);
  }

  @Test
  void onlyTheAnnouncedPortIsBelievedIfTheSessionWantsItSo() throws Exception {
    options = options.source(UdpOptions.Source.ANNOUNCED);
    MediaTransport transport = open();
    try (UdpPeer announced = new UdpPeer(local, transport.offer());
        UdpPeer other = new UdpPeer(local, transport.offer())) {
      loop.run(() -> transport.accept(answer().serverPort(ports(announced)).build()));
      other.sendRtp(rtp(1));
      announced.sendRtp(rtp(2));
      awaitPackets("rtp 2");
      assertThat(quirks).containsExactly("unannounced-source-port");
    }
    close(transport);
  }

  /**
   * RFC 7826 §18.54; a single port alone doesn't say so, since it is the first of two by §12.39.
   */
  @Test
  void oneServerPortForBothIsAgreedOnByRtcpMux() throws Exception {
    MediaTransport transport = open();
    try (UdpPeer server = new UdpPeer(local, transport.offer())) {
      PortPair pair = new PortPair(server.rtpPort(), server.rtpPort() + 1);
      TransportHeader answer = answer().serverPort(pair).parameter("rtcp-mux", "").build();
      assertThat(loop.call(() -> transport.accept(answer)).isMultiplexed()).isTrue();
      expectReportsAtRtp(transport, server);
    }
    close(transport);
  }

  @Test
  void oneServerPortForBothIsAgreedOnByAPairOfEqualPorts() throws Exception {
    MediaTransport transport = open();
    try (UdpPeer server = new UdpPeer(local, transport.offer())) {
      PortPair pair = new PortPair(server.rtpPort(), server.rtpPort());
      assertThat(
              loop.call(() -> transport.accept(answer().serverPort(pair).build())).isMultiplexed())
          .isTrue();
      expectReportsAtRtp(transport, server);
    }
    close(transport);
  }

  private void expectReportsAtRtp(MediaTransport transport, UdpPeer server) throws Exception {
    assertThat(server.receiveRtp(PATIENCE)).hasSize(12);
    assertThat(server.receiveRtp(PATIENCE)).as("the report that opens the way").hasSize(36);
    byte[] report = {(byte) 0x80, (byte) 201, 0, 1, 0, 0, 0, 1};
    loop.run(() -> transport.sendRtcp(ByteBuffer.wrap(report.clone())));
    assertThat(server.receiveRtp(PATIENCE)).isEqualTo(report);
  }

  /** GStreamer and WebRTC gateways describe {@code a=rtcp-mux}; RTSP 1.0 can't agree on it. */
  @Test
  void reportsFollowRtcpThatComesOnTheRtpPortAsDescribed() throws Exception {
    attributes.add(new SdpAttribute("rtcp-mux", null));
    MediaTransport transport = open();
    try (UdpPeer server = new UdpPeer(local, transport.offer())) {
      TransportHeader answer = answer().serverPort(ports(server)).build();
      assertThat(loop.call(() -> transport.accept(answer)).isMultiplexed()).isFalse();
      assertThat(server.receiveRtcp(PATIENCE)).hasSize(36);
      assertThat(server.receiveRtp(PATIENCE)).hasSize(12);
      server.sendRtp(rtp(1));
      server.sendRtp(new byte[] {(byte) 0x80, (byte) 200, 0, 1, 0, 0, 0, 0});
      Awaitility.await().untilAsserted(() -> assertThat(packets).hasSize(2));
      assertThat(quirks).containsExactly("rtcp-multiplexed-unasked");
      byte[] report = {(byte) 0x80, (byte) 201, 0, 1, 0, 0, 0, 1};
      loop.run(() -> transport.sendRtcp(ByteBuffer.wrap(report.clone())));
      assertThat(server.receiveRtp(PATIENCE)).isEqualTo(report);
    }
    close(transport);
  }

  private static TransportHeaderBuilder answer() {
    return TransportHeader.builder().clientPort(new PortPair(2, 3));
  }

  private static PortPair ports(UdpPeer server) {
    return new PortPair(server.rtpPort(), server.rtcpPort());
  }

  private final class Context implements MediaTransportContext, PacketInput {

    @Override
    public void onRtp(ByteBuffer buffer, int offset, int length, long arrivalNanos) {
      lastLength = length;
      lastByte = buffer.get(offset + length - 1);
      packets.add("rtp " + buffer.getShort(offset + 2));
    }

    @Override
    public void onRtcp(ByteBuffer buffer, int offset, int length, long arrivalNanos) {
      packets.add("rtcp " + (buffer.get(offset + 1) & 0xFF));
    }

    @Override
    public EventLoop eventLoop() {
      return loop;
    }

    @Override
    public Track track() {
      MediaDescriptionBuilder media = MediaDescription.builder("video").formats(List.of("96"));
      attributes.forEach(media::attribute);
      return Track.listOf(SessionDescription.builder().media(media.build()).build()).get(0);
    }

    @Override
    public InetSocketAddress controlPeer() {
      return new InetSocketAddress(local, 554);
    }

    @Override
    public InetSocketAddress controlLocal() {
      return new InetSocketAddress(local, 50000);
    }

    @Override
    public UdpOptions udp() {
      return options;
    }

    @Override
    public AddressPolicy addressPolicy() {
      return policy;
    }

    @Override
    public Interleaved interleaved() {
      throw new AssertionError("not needed");
    }

    @Override
    public PacketInput input() {
      return this;
    }

    @Override
    public Optional<NetworkInterface> networkInterface() {
      return Optional.empty();
    }

    @Override
    public MemoryBudget memory() {
      throw new AssertionError("not needed");
    }

    @Override
    public void writable() {
      throw new AssertionError("UDP is never full");
    }

    @Override
    public QuirkReporter quirks() {
      return (quirk, detail) -> quirks.add(quirk.name());
    }
  }
}
