package io.rtsper.transport.udp;

import io.rtsper.api.header.PortPair;
import io.rtsper.api.header.TransportHeader;
import io.rtsper.api.header.TransportHeaderBuilder;
import io.rtsper.api.spi.MediaAgreement;
import io.rtsper.testkit.contract.MediaPeer;
import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.BindException;
import java.net.DatagramPacket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.MulticastSocket;
import java.net.NetworkInterface;
import java.net.SocketTimeoutException;
import java.net.StandardSocketOptions;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.ThreadLocalRandom;

/** A server that sends to a group on the loopback interface, and hears what is sent to it. */
final class MulticastPeer implements MediaPeer {

  private static final int TRIES = 100;

  private final InetAddress address;
  private final InetAddress group;
  private final boolean sourceSpecific;
  private final PortPair ports;
  private final MulticastSocket sender;
  private final MulticastSocket rtp;
  private final MulticastSocket rtcp;

  private MulticastPeer(
      InetAddress address, InetAddress group, PortPair ports, boolean sourceSpecific)
      throws IOException {
    this.address = address;
    this.group = group;
    this.sourceSpecific = sourceSpecific;
    this.ports = ports;
    this.sender = socket(address, 0);
    this.rtp = listener(ports.first());
    this.rtcp = listener(ports.second());
  }

  static NetworkInterface loopback() throws IOException {
    return NetworkInterface.getByInetAddress(InetAddress.getLoopbackAddress());
  }

  /** Returns one that sends to a group that anyone may send to. */
  static MulticastPeer anySource() throws IOException {
    return of(InetAddress.getByName("239.255.77." + random(1, 255)), false);
  }

  /** Returns one that sends to a group of its own. */
  static MulticastPeer sourceSpecific() throws IOException {
    return of(InetAddress.getByName("232.255.77." + random(1, 255)), true);
  }

  private static MulticastPeer of(InetAddress group, boolean sourceSpecific) throws IOException {
    InetAddress address = InetAddress.getByName("127.0.0.1");
    for (int i = 0; i < TRIES; i++) {
      int even = 2 * random(10_000, 16_000);
      try (MulticastSocket free = new MulticastSocket(null)) {
        free.setReuseAddress(false);
        free.bind(new InetSocketAddress(group, even));
        free.close();
        return new MulticastPeer(address, group, new PortPair(even, even + 1), sourceSpecific);
      } catch (BindException taken) {
        continue;
      }
    }
    throw new IOException("no two adjacent ports are free");
  }

  private static int random(int from, int to) {
    return ThreadLocalRandom.current().nextInt(from, to);
  }

  /** Returns what hears this side's packets: those to the group, or those to the source. */
  private MulticastSocket listener(int port) throws IOException {
    if (sourceSpecific) {
      return socket(address, port);
    }
    MulticastSocket socket = socket(group, port);
    socket.joinGroup(new InetSocketAddress(group, port), loopback());
    return socket;
  }

  private static MulticastSocket socket(InetAddress address, int port) throws IOException {
    MulticastSocket socket = new MulticastSocket(new InetSocketAddress(address, port));
    socket.setOption(StandardSocketOptions.IP_MULTICAST_IF, loopback());
    return socket;
  }

  InetAddress group() {
    return group;
  }

  PortPair ports() {
    return ports;
  }

  TransportHeaderBuilder answering() {
    return TransportHeader.builder()
        .multicast(true)
        .destination(group.getHostAddress())
        .port(ports)
        .ttl(16);
  }

  @Override
  public TransportHeader answer() {
    return sourceSpecific ? answering().source("127.0.0.1").build() : answering().build();
  }

  @Override
  public void sendRtp(byte[] packet) throws IOException {
    sender.send(new DatagramPacket(packet, packet.length, group, ports.first()));
  }

  @Override
  public void sendRtcp(byte[] packet) throws IOException {
    sender.send(new DatagramPacket(packet, packet.length, group, ports.second()));
  }

  /** Sends RTP to the group from another address of this host. */
  void sendRtpFrom(InetAddress other, byte[] packet) throws IOException {
    try (MulticastSocket from = socket(other, 0)) {
      from.send(new DatagramPacket(packet, packet.length, group, ports.first()));
    }
  }

  @Override
  public MediaAgreement agreement() {
    return MediaAgreement.unordered();
  }

  @Override
  public byte[] receiveRtp(Duration atMost) throws IOException {
    return receive(rtp, atMost);
  }

  @Override
  public byte[] receiveRtcp(Duration atMost) throws IOException {
    return receive(rtcp, atMost);
  }

  /** Waits for a packet that isn't its own, which come back. */
  private byte[] receive(MulticastSocket socket, Duration atMost) throws IOException {
    long end = System.nanoTime() + atMost.toNanos();
    while (true) {
      long left = (end - System.nanoTime()) / 1_000_000;
      if (left <= 0) {
        throw new SocketTimeoutException("nothing came");
      }
      DatagramPacket packet = new DatagramPacket(new byte[2000], 2000);
      socket.setSoTimeout((int) left);
      socket.receive(packet);
      if (packet.getPort() != sender.getLocalPort()) {
        return Arrays.copyOf(packet.getData(), packet.getLength());
      }
    }
  }

  @Override
  public void close() {
    for (Closeable socket : new Closeable[] {sender, rtp, rtcp}) {
      try {
        socket.close();
      } catch (IOException unlikely) {
        throw new UncheckedIOException(unlikely);
      }
    }
  }
}
