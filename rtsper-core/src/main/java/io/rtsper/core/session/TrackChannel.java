package io.rtsper.core.session;

import io.rtsper.api.AddressPolicy;
import io.rtsper.api.PacketListener;
import io.rtsper.api.RtcpListener;
import io.rtsper.api.SessionOptions;
import io.rtsper.api.TrackStatistics;
import io.rtsper.api.media.Track;
import io.rtsper.api.rtp.RtcpCompound;
import io.rtsper.api.rtp.RtpPacket;
import io.rtsper.api.spi.EventLoop;
import io.rtsper.api.spi.MediaSink;
import io.rtsper.api.spi.MediaTransport;
import io.rtsper.api.spi.MediaTransportContext;
import io.rtsper.api.spi.MediaTransportProvider;
import io.rtsper.api.spi.QuirkReporter;
import io.rtsper.core.rtp.ReceiverReports;
import io.rtsper.core.rtp.TrackFormat;
import io.rtsper.core.rtp.TrackReceiver;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * One track that is set up: its way across, and what is received of it. It outlives a reconnection,
 * so that what it counts goes on.
 */
final class TrackChannel implements MediaTransportContext, MediaSink, TrackReceiver.Listener {

  /** What happens beside packets. */
  enum Event {
    FIRST_PACKET,
    BYE
  }

  private static final long NO_SSRC = -1;

  /** How long the source that sent before PLAY is kept out, for the one that PLAY starts. */
  private static final long SUSPICION_NANOS = 2_000_000_000L;

  private static final int SSRC_OFFSET = 8;

  private final EventLoop loop;
  private final Conversation conversation;
  private final SessionOptions options;
  private final Notifier notifier;
  private final QuirkReporter quirks;
  private final BiConsumer<TrackChannel, Event> events;
  private final @Nullable PacketListener packetListener;
  private final @Nullable RtcpListener rtcpListener;
  private final TrackReceiver receiver;
  private final ReceiverReports reports;

  private Track track;
  private @Nullable MediaTransport transport;
  private @Nullable InterleavedAccess interleaved;
  private String transportName = "";
  private String controlUri = "";
  private long lastSsrc = NO_SSRC;
  private long staleSsrc = NO_SSRC;

  /** The source that sends although nothing was played yet, if any. */
  private long suspectSsrc = NO_SSRC;

  private long suspectedUntil;
  private boolean receiving;
  private boolean received;
  private boolean stallTold;
  private long lastPacketNanos;
  private long refused;

  TrackChannel(
      EventLoop loop,
      Conversation conversation,
      SessionOptions options,
      Notifier notifier,
      QuirkReporter quirks,
      Track track,
      ReceiverReports reports,
      BiConsumer<TrackChannel, Event> events) {
    this.loop = loop;
    this.conversation = conversation;
    this.options = options;
    this.notifier = notifier;
    this.quirks = quirks;
    this.track = track;
    this.reports = reports;
    this.events = events;
    this.packetListener = options.packetListener().orElse(null);
    this.rtcpListener = options.rtcpListener().orElse(null);
    this.receiver = new TrackReceiver(format(track, true), this, quirks);
  }

  private static TrackFormat format(Track track, boolean ordered) {
    List<Integer> types = track.description().payloadTypes();
    return ordered
        ? TrackFormat.ordered(track.index(), track.clockRate(), types)
        : TrackFormat.unordered(track.index(), track.clockRate(), types, false);
  }

  Track track() {
    return track;
  }

  /** Takes the track of a description that was read anew. */
  void track(Track described) {
    track = described;
  }

  String transportName() {
    return transportName;
  }

  String controlUri() {
    return controlUri;
  }

  void controlUri(String uri) {
    controlUri = uri;
  }

  TrackReceiver receiver() {
    return receiver;
  }

  ReceiverReports reports() {
    return reports;
  }

  /** Opens the transport that the next packets come by. */
  MediaTransport open(MediaTransportProvider provider) {
    close();
    lastSsrc = statistics().ssrc().orElse(NO_SSRC);
    staleSsrc = NO_SSRC;
    suspectSsrc = NO_SSRC;
    received = false;
    interleaved = new InterleavedAccess(this, conversation::connection);
    MediaTransport opened = provider.open(this);
    transport = opened;
    transportName = provider.name();
    receiver.restart(format(track, provider.ordered()));
    return opened;
  }

  /**
   * Takes the source that the server announces for what it will send. Media of the source before is
   * then that of a session before, which live555 before 2017.06.04 goes on sending.
   */
  void announced(Optional<Long> ssrc) {
    staleSsrc = ssrc.isPresent() && ssrc.get() != lastSsrc ? lastSsrc : NO_SSRC;
  }

  private boolean isStale(ByteBuffer buffer, int offset, int length, long nanoTime) {
    if ((staleSsrc == NO_SSRC && suspectSsrc == NO_SSRC) || length < SSRC_OFFSET + Integer.BYTES) {
      return false;
    }
    long ssrc = Integer.toUnsignedLong(buffer.getInt(offset + SSRC_OFFSET));
    if (ssrc == suspectSsrc && !received && nanoTime - suspectedUntil >= 0) {
      suspectSsrc = NO_SSRC; // nobody else came, so it is the one
    }
    return ssrc == staleSsrc || ssrc == suspectSsrc;
  }

  /** What sends between SETUP and PLAY is most likely a session before, as {@link #announced}. */
  private void suspect(ByteBuffer buffer, int offset, int length) {
    if (length >= SSRC_OFFSET + Integer.BYTES) {
      suspectSsrc = Integer.toUnsignedLong(buffer.getInt(offset + SSRC_OFFSET));
    }
  }

  /** Lets packets through from now on, or lets them fall: before PLAY nothing is ours. */
  void receiving(boolean on) {
    if (on && !receiving) {
      receiver.forgetGoodbye();
      suspectedUntil = loop.nanoTime() + SUSPICION_NANOS;
    }
    receiving = on;
  }

  /** Is told that PLAY was answered well. */
  void playing() {
    MediaTransport by = transport;
    if (by != null) {
      by.playing();
    }
  }

  /** Sends an RTCP packet to the server, if there is a way. */
  void sendRtcp(ByteBuffer packet) {
    MediaTransport by = transport;
    if (by != null) {
      by.sendRtcp(packet);
    }
  }

  /** Frees the way across and keeps what was counted. */
  void close() {
    receiving = false;
    MediaTransport by = transport;
    transport = null;
    if (by != null) {
      by.close();
    }
    InterleavedAccess access = interleaved;
    interleaved = null;
    if (access != null) {
      access.unbind();
    }
  }

  boolean isStallTold() {
    return stallTold;
  }

  void stallTold(boolean told) {
    stallTold = told;
  }

  /** Returns whether an RTP packet came since a moment. */
  boolean hasMediaSince(long nanoTime) {
    return received && lastPacketNanos - nanoTime >= 0;
  }

  long lastPacketNanos() {
    return lastPacketNanos;
  }

  /** Returns whether the track said goodbye, and nothing took that back. */
  boolean saidBye() {
    return receiver.saidGoodbye();
  }

  /** Returns whether nothing is to be expected: it said goodbye a while ago, or never began. */
  boolean isOver() {
    return !received || receiver.ended(loop.nanoTime());
  }

  TrackStatistics statistics() {
    return receiver.snapshot(refused);
  }

  // What comes in

  @Override
  public void onRtp(ByteBuffer buffer, int offset, int length) {
    long start = loop.nanoTime();
    onRtp(buffer, offset, length, start);
    if (packetListener != null) {
      notifier.took(loop.nanoTime() - start); // over TCP, whoever read many measures them together
    }
  }

  @Override
  public void onRtcp(ByteBuffer buffer, int offset, int length) {
    onRtcp(buffer, offset, length, loop.nanoTime());
  }

  void onRtp(ByteBuffer buffer, int offset, int length, long nanoTime) {
    if (receiving && !isStale(buffer, offset, length, nanoTime)) {
      receiver.onRtp(buffer, offset, length, nanoTime);
      return;
    }
    refused++;
    if (!receiving && !received) {
      suspect(buffer, offset, length);
    }
  }

  void onRtcp(ByteBuffer buffer, int offset, int length, long nanoTime) {
    if (receiving) {
      receiver.onRtcp(buffer, offset, length, nanoTime);
    }
  }

  @Override
  public void onPacket(RtpPacket packet) {
    lastPacketNanos = packet.receiveNanoTime();
    if (!received) {
      received = true;
      events.accept(this, Event.FIRST_PACKET);
    }
    PacketListener to = packetListener;
    if (to == null) {
      return;
    }
    try {
      to.onPacket(track, packet);
    } catch (Throwable thrown) {
      notifier.failed("the packet listener", thrown);
    }
  }

  @Override
  public void onRtcp(RtcpCompound compound) {
    RtcpListener to = rtcpListener;
    if (to == null) {
      return;
    }
    try {
      to.onRtcp(track, compound);
    } catch (Throwable thrown) {
      notifier.failed("the RTCP listener", thrown);
    }
  }

  @Override
  public void onLoss(long expectedSequence, int count) {
    notifier.tell(
        (listener, session) -> listener.onPacketLoss(session, track, expectedSequence, count));
  }

  @Override
  public void onSource(long ssrc, boolean first) {
    // Frames will need to know; packets carry their source.
  }

  @Override
  public void onBye(long ssrc, String reason) {
    events.accept(this, Event.BYE);
  }

  // What a transport needs

  @Override
  public EventLoop eventLoop() {
    return loop;
  }

  @Override
  public int trackIndex() {
    return track.index();
  }

  @Override
  public InetSocketAddress controlPeer() {
    ControlConnection on = conversation.connection();
    return on == null ? InetSocketAddress.createUnresolved("unknown", 0) : on.remoteAddress();
  }

  @Override
  public InetSocketAddress controlLocal() {
    ControlConnection on = conversation.connection();
    return on == null ? InetSocketAddress.createUnresolved("unknown", 0) : on.localAddress();
  }

  @Override
  public AddressPolicy addressPolicy() {
    return options.addressPolicy();
  }

  @Override
  public Interleaved interleaved() {
    InterleavedAccess access = interleaved;
    if (access == null) {
      throw new IllegalStateException("the transport is closed");
    }
    return access;
  }

  @Override
  public MediaSink packets() {
    return this;
  }

  @Override
  public QuirkReporter quirks() {
    return quirks;
  }
}
