package io.rtsper.testkit.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.rtsper.api.AddressPolicy;
import io.rtsper.api.UdpOptions;
import io.rtsper.api.media.Track;
import io.rtsper.api.sdp.MediaDescription;
import io.rtsper.api.sdp.MediaDirection;
import io.rtsper.api.sdp.SdpAttribute;
import io.rtsper.api.sdp.SessionDescription;
import io.rtsper.api.sdp.SessionDescriptionBuilder;
import io.rtsper.api.spi.EventLoop;
import io.rtsper.api.spi.MediaAgreement;
import io.rtsper.api.spi.MediaTransport;
import io.rtsper.api.spi.MediaTransportContext;
import io.rtsper.api.spi.MemoryBudget;
import io.rtsper.api.spi.PacketInput;
import io.rtsper.api.spi.QuirkReporter;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/** One test of {@link MediaTransportContract}: a loop and the tracks on it. */
final class MediaTrial {

  private static final int MEMORY = 8 << 20;

  private final MediaTransportFixture fixture;
  private final ContractLoop loop;
  private final InterleavedChannels channels;
  private final ContractBudget memory = new ContractBudget(MEMORY);
  private final List<TrackTrial> tracks = new ArrayList<>();

  MediaTrial(MediaTransportFixture fixture) throws IOException {
    this.fixture = fixture;
    this.loop = ContractLoop.start();
    this.channels = new InterleavedChannels(loop);
  }

  ContractLoop loop() {
    return loop;
  }

  MediaTransportFixture fixture() {
    return fixture;
  }

  InterleavedChannels channels() {
    return channels;
  }

  /** Opens the transport of another track that the client receives, without its other side. */
  TrackTrial open() throws Exception {
    return open(MediaDirection.RECVONLY);
  }

  private TrackTrial open(MediaDirection direction) throws Exception {
    TrackTrial track = new TrackTrial(track(tracks.size(), direction));
    tracks.add(track);
    track.transport = loop.call(() -> fixture.provider().open(track));
    return track;
  }

  /** Opens the transport of another track and lets it take its peer's answer. */
  TrackTrial connect() throws Exception {
    return connect(MediaDirection.RECVONLY);
  }

  /** The same for a track of a direction. */
  TrackTrial connect(MediaDirection direction) throws Exception {
    TrackTrial track = open(direction);
    track.connectPeer();
    return track;
  }

  /** Returns a track among others that the client receives, so that its direction counts. */
  private static Track track(int index, MediaDirection direction) {
    SessionDescriptionBuilder session = SessionDescription.builder();
    for (int i = 0; i < index; i++) {
      session.media(media(MediaDirection.RECVONLY));
    }
    session.media(media(direction)).media(media(MediaDirection.RECVONLY));
    return Track.listOf(session.build()).get(index);
  }

  private static MediaDescription media(MediaDirection direction) {
    return MediaDescription.builder("audio")
        .formats(List.of("96"))
        .attribute(new SdpAttribute(direction.name().toLowerCase(Locale.ROOT), null))
        .build();
  }

  void close() throws Exception {
    try {
      for (TrackTrial track : tracks) {
        track.closeAndExpectSilence();
      }
      loop.settle();
      for (TrackTrial track : tracks) {
        assertEquals(List.of(), track.breaches);
      }
      assertEquals(List.of(), loop.failures(), "thrown at the loop");
      assertEquals(0, loop.registrations(), "channels left on the loop");
      assertEquals(0, loop.call(channels::count), "interleaved channels still bound");
      assertEquals(0, memory.taken(), "bytes of memory not given back");
    } finally {
      for (TrackTrial track : tracks) {
        if (track.peer != null) {
          track.peer.close();
        }
      }
      fixture.close();
      loop.close();
    }
  }

  /** One track: the context of its transport, and what came of it. */
  final class TrackTrial implements MediaTransportContext, PacketInput {

    private final Track track;
    private final MediaTransportContext.Interleaved interleaved;
    private final List<byte[]> rtp = new CopyOnWriteArrayList<>();
    private final List<byte[]> rtcp = new CopyOnWriteArrayList<>();
    private final List<String> breaches = new CopyOnWriteArrayList<>();
    private @Nullable MediaTransport transport;
    private @Nullable MediaPeer peer;
    private @Nullable MediaAgreement agreement;
    private volatile int writableCalls;
    private long lastArrival;
    private boolean anyArrived;
    private volatile boolean silent;
    private volatile boolean storing = true;
    private volatile int rtpCount;
    private volatile Runnable onPacket = () -> {};

    TrackTrial(Track track) {
      this.track = track;
      this.interleaved = channels.of(this, this::writable);
    }

    MediaTransport transport() {
      if (transport == null) {
        throw new IllegalStateException("not opened");
      }
      return transport;
    }

    MediaPeer peer() {
      if (peer == null) {
        throw new IllegalStateException("not connected");
      }
      return peer;
    }

    void connectPeer() throws Exception {
      MediaPeer other = fixture.peer(loop.call(transport()::offer), channels);
      peer = other;
      agreement = loop.call(() -> transport().accept(other.answer()));
    }

    MediaAgreement agreement() {
      if (agreement == null) {
        throw new IllegalStateException("not connected");
      }
      return agreement;
    }

    int writableCalls() {
      return writableCalls;
    }

    void awaitWritable(int calls) {
      Waiting.until(
          () -> writableCalls >= calls,
          () -> "writable() was called " + writableCalls + " times instead of " + calls);
    }

    void whenAPacketCame(Runnable action) {
      onPacket = action;
    }

    /** Only counts packets from now on, and checks that each starts with its number. */
    void countOnly() {
      storing = false;
    }

    void closeAndExpectSilence() throws Exception {
      MediaTransport open = transport;
      if (open != null) {
        loop.run(
            () -> {
              silent = true;
              open.close();
            });
      }
    }

    List<byte[]> rtp() {
      return rtp;
    }

    List<byte[]> rtcp() {
      return rtcp;
    }

    int rtpCount() {
      return rtpCount;
    }

    void awaitRtp(int count) {
      Waiting.until(() -> rtpCount >= count, () -> rtpCount + " of " + count + " RTP packets came");
    }

    void awaitRtcp(int count) {
      Waiting.until(
          () -> rtcp.size() >= count, () -> rtcp.size() + " of " + count + " RTCP packets came");
    }

    void breach(String what) {
      breaches.add(what);
    }

    @Override
    @SuppressWarnings("NonAtomicVolatileUpdate") // written on the loop alone
    public void onRtp(ByteBuffer buffer, int offset, int length, long arrivalNanos) {
      byte[] packet = packet("onRtp", buffer, offset, length);
      checkArrival(arrivalNanos);
      if (storing) {
        rtp.add(packet);
      } else if (number(packet) != rtpCount) {
        breaches.add("packet " + number(packet) + " came as number " + rtpCount);
      }
      rtpCount = rtpCount + 1;
      onPacket.run();
    }

    @Override
    public void onRtcp(ByteBuffer buffer, int offset, int length, long arrivalNanos) {
      checkArrival(arrivalNanos);
      rtcp.add(packet("onRtcp", buffer, offset, length));
      onPacket.run();
    }

    private void checkArrival(long arrivalNanos) {
      long age = loop.nanoTime() - arrivalNanos;
      if (age < 0 || age > ContractLoop.patience().toNanos()) {
        breaches.add("a packet's arrival time isn't one of the loop's clock");
      }
      if (anyArrived && arrivalNanos - lastArrival < 0) {
        breaches.add("a packet's arrival time is before that of the one before it");
      }
      anyArrived = true;
      lastArrival = arrivalNanos;
    }

    private byte[] packet(String call, ByteBuffer buffer, int offset, int length) {
      if (!loop.inEventLoop()) {
        breaches.add(call + " was called on " + Thread.currentThread().getName());
      }
      if (silent) {
        breaches.add(call + " was called after close()");
      }
      if (buffer.order() != ByteOrder.BIG_ENDIAN) {
        breaches.add(call + " was called with a little-endian buffer");
      }
      byte[] packet = new byte[length];
      buffer.get(offset, packet);
      return packet;
    }

    @Override
    public EventLoop eventLoop() {
      return loop;
    }

    @Override
    public Track track() {
      return track;
    }

    @Override
    public InetSocketAddress controlPeer() {
      return fixture.controlPeer();
    }

    @Override
    public InetSocketAddress controlLocal() {
      return fixture.controlLocal();
    }

    @Override
    public UdpOptions udp() {
      return UdpOptions.defaults();
    }

    @Override
    public AddressPolicy addressPolicy() {
      return AddressPolicy.ANY;
    }

    @Override
    public Interleaved interleaved() {
      return interleaved;
    }

    @Override
    public Optional<NetworkInterface> networkInterface() {
      return fixture.networkInterface();
    }

    @Override
    public MemoryBudget memory() {
      return memory;
    }

    @Override
    public PacketInput input() {
      return this;
    }

    @Override
    @SuppressWarnings("NonAtomicVolatileUpdate") // written on the loop alone
    public void writable() {
      if (!loop.inEventLoop()) {
        breaches.add("writable was called on " + Thread.currentThread().getName());
      }
      writableCalls = writableCalls + 1;
    }

    @Override
    public QuirkReporter quirks() {
      return QuirkReporter.NONE;
    }
  }

  /** Returns an RTP packet of a length whose timestamp is its number. */
  static byte[] rtpPacket(int number, int length) {
    byte[] packet = StreamPattern.part(number, length);
    ByteBuffer.wrap(packet)
        .put((byte) 0x80)
        .put((byte) 96)
        .putShort((short) number)
        .putInt(number)
        .putInt(0x5EED);
    return packet;
  }

  private static int number(byte[] packet) {
    return ByteBuffer.wrap(packet).getInt(4);
  }

  /** Returns a receiver report, whose SSRC tells it from others. */
  static byte[] report(int ssrc) {
    return ByteBuffer.allocate(8)
        .put((byte) 0x80)
        .put((byte) 201)
        .putShort((short) 1)
        .putInt(ssrc)
        .array();
  }

  static void expectSame(List<byte[]> expected, List<byte[]> came) {
    assertEquals(expected.size(), came.size(), "packets");
    for (int i = 0; i < expected.size(); i++) {
      if (!Arrays.equals(expected.get(i), came.get(i))) {
        throw new AssertionError("packet " + i + " isn't the one that was sent");
      }
    }
  }
}
