package io.rtsper.testkit.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.rtsper.api.AddressPolicy;
import io.rtsper.api.spi.EventLoop;
import io.rtsper.api.spi.MediaSink;
import io.rtsper.api.spi.MediaTransport;
import io.rtsper.api.spi.MediaTransportContext;
import io.rtsper.api.spi.QuirkReporter;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/** One test of {@link MediaTransportContract}: a loop and the tracks on it. */
final class MediaTrial {

  private final MediaTransportFixture fixture;
  private final ContractLoop loop;
  private final InterleavedChannels channels;
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

  /** Opens the transport of another track, without its other side. */
  TrackTrial open() throws Exception {
    TrackTrial track = new TrackTrial(tracks.size());
    tracks.add(track);
    track.transport = loop.call(() -> fixture.provider().open(track));
    return track;
  }

  /** Opens the transport of another track and lets it take its peer's answer. */
  TrackTrial connect() throws Exception {
    TrackTrial track = open();
    track.connectPeer();
    return track;
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
  final class TrackTrial implements MediaTransportContext, MediaSink {

    private final int index;
    private final MediaTransportContext.Interleaved interleaved;
    private final List<byte[]> rtp = new CopyOnWriteArrayList<>();
    private final List<byte[]> rtcp = new CopyOnWriteArrayList<>();
    private final List<String> breaches = new CopyOnWriteArrayList<>();
    private @Nullable MediaTransport transport;
    private @Nullable MediaPeer peer;
    private volatile boolean silent;
    private volatile boolean storing = true;
    private volatile int rtpCount;
    private volatile Runnable onPacket = () -> {};

    TrackTrial(int index) {
      this.index = index;
      this.interleaved = channels.of(this);
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
      loop.run(() -> transport().accept(other.answer()));
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
    public void onRtp(ByteBuffer buffer, int offset, int length) {
      byte[] packet = packet("onRtp", buffer, offset, length);
      if (storing) {
        rtp.add(packet);
      } else if (number(packet) != rtpCount) {
        breaches.add("packet " + number(packet) + " came as number " + rtpCount);
      }
      rtpCount = rtpCount + 1;
      onPacket.run();
    }

    @Override
    public void onRtcp(ByteBuffer buffer, int offset, int length) {
      rtcp.add(packet("onRtcp", buffer, offset, length));
      onPacket.run();
    }

    private byte[] packet(String call, ByteBuffer buffer, int offset, int length) {
      if (!loop.inEventLoop()) {
        breaches.add(call + " was called on " + Thread.currentThread().getName());
      }
      if (silent) {
        breaches.add(call + " was called after close()");
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
    public int trackIndex() {
      return index;
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
    public AddressPolicy addressPolicy() {
      return AddressPolicy.ANY;
    }

    @Override
    public Interleaved interleaved() {
      return interleaved;
    }

    @Override
    public MediaSink packets() {
      return this;
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
