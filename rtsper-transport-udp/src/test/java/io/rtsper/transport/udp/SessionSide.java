package io.rtsper.transport.udp;

import io.rtsper.api.AddressPolicy;
import io.rtsper.api.UdpOptions;
import io.rtsper.api.media.Track;
import io.rtsper.api.sdp.Connection;
import io.rtsper.api.sdp.MediaDescription;
import io.rtsper.api.sdp.MediaDescriptionBuilder;
import io.rtsper.api.sdp.SdpAttribute;
import io.rtsper.api.sdp.SessionDescription;
import io.rtsper.api.spi.EventLoop;
import io.rtsper.api.spi.MediaTransportContext;
import io.rtsper.api.spi.MemoryBudget;
import io.rtsper.api.spi.PacketInput;
import io.rtsper.api.spi.QuirkReporter;
import io.rtsper.testkit.contract.ContractLoop;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/** What a multicast transport sees of one session, and what came of its packets. */
final class SessionSide implements MediaTransportContext, PacketInput, MemoryBudget {

  final List<String> packets = new CopyOnWriteArrayList<>();
  final List<String> quirks = new CopyOnWriteArrayList<>();
  final AtomicInteger memory = new AtomicInteger(8 << 20);
  final MediaDescriptionBuilder media = MediaDescription.builder("video").formats(List.of("96"));
  private final EventLoop loop;
  InetAddress server = InetAddress.getLoopbackAddress();
  AddressPolicy policy = AddressPolicy.ANY;
  UdpOptions options = UdpOptions.defaults();
  Optional<NetworkInterface> on = Optional.empty();
  Runnable whenAPacketCame = () -> {};

  SessionSide(ContractLoop loop) {
    this.loop = loop;
  }

  SessionSide connection(String raw) {
    media.connection(new Connection(raw));
    return this;
  }

  SessionSide attribute(String name, String value) {
    media.attribute(new SdpAttribute(name, value));
    return this;
  }

  @Override
  public void onRtp(ByteBuffer buffer, int offset, int length, long arrivalNanos) {
    packets.add("rtp " + buffer.getShort(offset + 2));
    whenAPacketCame.run();
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
    return Track.listOf(SessionDescription.builder().media(media.build()).build()).get(0);
  }

  @Override
  public InetSocketAddress controlPeer() {
    return new InetSocketAddress(server, 554);
  }

  @Override
  public InetSocketAddress controlLocal() {
    return new InetSocketAddress(InetAddress.getLoopbackAddress(), 50000);
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
    return on;
  }

  @Override
  public MemoryBudget memory() {
    return this;
  }

  @Override
  public boolean reserve(int bytes) {
    boolean there = memory.get() >= bytes;
    if (there) {
      memory.addAndGet(-bytes);
    }
    return there;
  }

  @Override
  public void release(int bytes) {
    memory.addAndGet(bytes);
  }

  @Override
  public long available() {
    return memory.get();
  }

  @Override
  public void writable() {
    throw new AssertionError("multicast is never full");
  }

  @Override
  public QuirkReporter quirks() {
    return (quirk, detail) -> quirks.add((quirk.name() + " " + detail).strip());
  }
}
