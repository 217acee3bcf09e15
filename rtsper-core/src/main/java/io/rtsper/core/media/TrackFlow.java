package io.rtsper.core.media;

import io.rtsper.api.AddressPolicy;
import io.rtsper.api.RtspException;
import io.rtsper.api.RtspPhase;
import io.rtsper.api.RtspTransportException;
import io.rtsper.api.TrackStatistics;
import io.rtsper.api.UdpOptions;
import io.rtsper.api.header.TransportHeader;
import io.rtsper.api.media.Track;
import io.rtsper.api.spi.EventLoop;
import io.rtsper.api.spi.MediaAgreement;
import io.rtsper.api.spi.MediaTransport;
import io.rtsper.api.spi.MediaTransportContext;
import io.rtsper.api.spi.MediaTransportProvider;
import io.rtsper.api.spi.MemoryBudget;
import io.rtsper.api.spi.PacketInput;
import io.rtsper.api.spi.QuirkReporter;
import io.rtsper.core.capture.Capture;
import io.rtsper.core.capture.CapturedDatagrams;
import io.rtsper.core.context.Failures;
import io.rtsper.core.context.SessionContext;
import io.rtsper.core.control.ControlConnection;
import io.rtsper.core.control.Conversation;
import io.rtsper.core.frame.TrackFrames;
import io.rtsper.core.receive.Listeners;
import io.rtsper.core.receive.SessionReception;
import io.rtsper.core.receive.TrackEvents;
import io.rtsper.core.receive.TrackReceiver;
import io.rtsper.core.rtcp.KeyFrameRequests;
import io.rtsper.core.rtcp.ReceiverReports;
import io.rtsper.core.rtcp.Reception;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One track that is or was set up: its way across, what is received of it, and the reports that go
 * back. It outlives a reconnection.
 */
final class TrackFlow implements MediaTransportContext, TrackEvents {

  private static final Logger LOG = LoggerFactory.getLogger(TrackFlow.class);

  /** Where the flows of a session belong. */
  interface Plane {

    /** The first packet of a track came on this connection. */
    void firstPacket(TrackFlow flow);

    /** A track said goodbye. */
    void saidBye();

    /** Returns what makes frames of a track's packets. */
    TrackFrames frames(Track track);

    /** Returns what all tracks are received with alike. */
    SessionReception reception();

    /** What a track's packets come by failed, or one of them is an error in strict mode. */
    void failed(RtspException cause);
  }

  private final SessionContext context;
  private final Conversation conversation;
  private final Plane plane;
  private final TrackReceiver receiver;
  private final TrackFrames frames;
  private final RecordedInput recordedInput;
  private final ReceiverReports reports;
  private final ByteBuffer report = ByteBuffer.allocate(ReceiverReports.MAX_LENGTH);

  private KeyFrameRequests keyFrames;
  private TransportLoop transportLoop;
  private @Nullable MediaTransport transport;
  private @Nullable InterleavedAccess interleaved;
  private @Nullable CapturedDatagrams captured;
  private String transportName = "";
  private String controlUri = "";
  private EventLoop.@Nullable Timer reorderTimer;
  private boolean stallTold;

  /** Whether the way across may lose what it takes, so that nobody else tells the sender. */
  private boolean datagrams;

  /** Whether a report waits for the way to have room. */
  private boolean reportDue;

  TrackFlow(
      SessionContext context,
      Conversation conversation,
      Track track,
      ReceiverReports reports,
      Plane plane) {
    this.context = context;
    this.conversation = conversation;
    this.plane = plane;
    this.reports = reports;
    this.receiver =
        new TrackReceiver(
            track,
            Listeners.of(context.options(), context.delivery()),
            this,
            context.quirks(),
            plane.reception());
    this.frames = plane.frames(track);
    frames.timeline(receiver.clock());
    receiver.taker(frames);
    this.keyFrames = KeyFrameRequests.of(track.description());
    this.recordedInput = new RecordedInput(receiver);
    this.transportLoop = newTransportLoop();
  }

  private TransportLoop newTransportLoop() {
    return new TransportLoop(context.loop(), this::transportFailed, context.notifier()::took);
  }

  @Override
  public Track track() {
    return receiver.track();
  }

  TrackReceiver receiver() {
    return receiver;
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

  /** Opens the transport that the next packets come by, for the track as it is described now. */
  MediaTransport open(MediaTransportProvider provider, Track described) {
    close();
    receiver.restart(described);
    frames.restart(described);
    keyFrames = KeyFrameRequests.of(described.description());
    interleaved = new InterleavedAccess(this, receiver, conversation::connection);
    transportLoop = newTransportLoop();
    MediaTransport opened = provider.open(this);
    transport = opened;
    transportName = provider.name();
    return opened;
  }

  /**
   * Takes what SETUP agreed on.
   *
   * @param by the transport, which is to accept the answer
   * @param answer the server's answer
   */
  void agree(MediaTransport by, TransportHeader answer) {
    MediaAgreement agreement = by.accept(answer);
    datagrams = !agreement.isOrdered();
    receiver.agreed(agreement);
    receiver.announced(answer.ssrc());
    capture(by.offer(), answer, agreement);
  }

  /** Has packets recorded that come beside the control connection, if there is a capture. */
  private void capture(TransportHeader offer, TransportHeader answer, MediaAgreement agreement) {
    Capture capture = context.capture();
    if (capture != null && !answer.isInterleaved()) {
      captured =
          capture.datagrams(
              new CapturedDatagrams.Ways(
                  controlLocal(), controlPeer(), offer, answer, agreement.isMultiplexed()));
      recordedInput.capture(captured);
    }
  }

  /** Lets packets through from now on, or lets them fall: before PLAY nothing is ours. */
  void receiving(boolean on) {
    try {
      receiver.receiving(on, context.loop().nanoTime());
    } catch (RuntimeException strict) { // of a packet that waited; the way is freed all the same
      transportFailed(transportLoop, strict);
    }
  }

  /** Is told that PLAY was refused, and what played before plays on. */
  void refused() {
    receiver.playAnswered(false, context.loop().nanoTime());
  }

  /** Is told that PLAY was answered well. */
  void playing() {
    receiver.playAnswered(true, context.loop().nanoTime());
    MediaTransport by = transport;
    if (by != null) {
      by.playing();
    }
  }

  /** Sends a report on what was received; where the way is full, as soon as it isn't. */
  void sendReport() {
    MediaTransport by = transport;
    if (by != null) {
      reports.write(report.clear(), receiver, context.loop().nanoTime());
      reportDue = !send(by);
    }
  }

  /**
   * Tells the sender that nobody receives any more, where no end of a connection does (RFC 3550
   * §6.6).
   */
  void sayGoodbye() {
    MediaTransport by = transport;
    if (by != null && datagrams) {
      reports.writeGoodbye(report.clear(), receiver, context.loop().nanoTime());
      send(by);
    }
  }

  /** Asks the sender for a key frame, unless it was asked just before. */
  void requestKeyFrame() {
    MediaTransport by = transport;
    long now = context.loop().nanoTime();
    if (by != null && receiver.ssrc() != Reception.NO_SOURCE && keyFrames.isDue(now)) {
      reports.writeRequest(report.clear(), receiver, now, keyFrames);
      if (send(by)) {
        keyFrames.sent(now);
      }
    }
  }

  /** Sends what was written; returns false if the way is full, and nothing was sent. */
  private boolean send(MediaTransport by) {
    try {
      int length = report.flip().limit();
      boolean taken = by.sendRtcp(report);
      if (taken) {
        reports.sent(receiver);
        if (captured != null) {
          captured.sentRtcp(report, 0, length, context.loop().nanoTime());
        }
      }
      return taken;
    } catch (RuntimeException | LinkageError thrown) { // of a plug-in
      transportFailed(transportLoop, thrown);
      return true;
    }
  }

  @Override
  public void writable() {
    if (reportDue) {
      sendReport();
    }
  }

  /** Frees the way across and keeps what was counted. */
  void close() {
    receiving(false);
    cancelReorderTimer();
    reportDue = false;
    MediaTransport by = transport;
    transport = null;
    captured = null;
    recordedInput.capture(null);
    if (by != null) {
      by.close();
    }
    InterleavedAccess access = interleaved;
    interleaved = null;
    if (access != null) {
      access.unbind();
    }
  }

  /**
   * A callback of the transport threw. The track may still be in the middle of a packet, so what
   * becomes of the session is for a task behind it.
   */
  private void transportFailed(TransportLoop of, Throwable thrown) {
    RtspException failure =
        thrown instanceof IOException
            ? new RtspTransportException(
                RtspPhase.MEDIA,
                "the transport " + transportName + " of " + track() + " failed (" + thrown + ")",
                thrown)
            : Failures.asRtsp(thrown);
    context
        .loop()
        .execute(
            () -> {
              if (of == transportLoop && transport != null) {
                plane.failed(failure);
              }
            });
  }

  private void cancelReorderTimer() {
    if (reorderTimer != null) {
      reorderTimer.cancel();
      reorderTimer = null;
    }
  }

  boolean isStallTold() {
    return stallTold;
  }

  void stallTold(boolean told) {
    stallTold = told;
  }

  /** Returns whether its packets come on the control connection. */
  boolean isInterleaved() {
    InterleavedAccess access = interleaved;
    return access != null && access.isBound();
  }

  TrackStatistics statistics() {
    MediaTransport by = transport;
    return receiver.snapshot(
        context.loop().nanoTime(),
        by == null ? OptionalInt.empty() : by.receiveBuffer(),
        by == null ? OptionalLong.empty() : by.systemDrops(),
        frames.counts());
  }

  /** Returns the same without what the system has to be asked for, which takes a moment. */
  TrackStatistics receivedCounts() {
    return receiver.snapshot(
        context.loop().nanoTime(), OptionalInt.empty(), OptionalLong.empty(), frames.counts());
  }

  // What the receiver tells

  @Override
  public void onWaiting(long nanos) {
    cancelReorderTimer();
    // What a packet that waited raises is the transport's failure like that of one that just came.
    reorderTimer =
        transportLoop.schedule(
            Duration.ofNanos(nanos), () -> receiver.waited(context.loop().nanoTime()));
  }

  @Override
  public void onFirstPacket() {
    plane.firstPacket(this);
  }

  @Override
  public void onLoss(long expectedSequence, int count) {
    Track of = track();
    context
        .notifier()
        .tell((listener, session) -> listener.onPacketLoss(session, of, expectedSequence, count));
    frames.lost(count);
  }

  @Override
  public void onBye(String reason) {
    plane.saidBye();
  }

  @Override
  public void onListenerFailure(String listener, Throwable thrown) {
    context.notifier().failed(listener, thrown);
  }

  // What a transport needs

  @Override
  public EventLoop eventLoop() {
    return transportLoop;
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
  public Optional<NetworkInterface> networkInterface() {
    InetSocketAddress local = controlLocal();
    if (local.isUnresolved()) {
      return Optional.empty();
    }
    try {
      return Optional.ofNullable(NetworkInterface.getByInetAddress(local.getAddress()));
    } catch (SocketException unknown) {
      LOG.debug("the interface of the control link can't be found", unknown);
      return Optional.empty();
    }
  }

  @Override
  public UdpOptions udp() {
    return context.options().udp();
  }

  @Override
  public AddressPolicy addressPolicy() {
    return context.options().addressPolicy();
  }

  @Override
  public MemoryBudget memory() {
    return context.memory();
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
  public PacketInput input() {
    return recordedInput;
  }

  @Override
  public QuirkReporter quirks() {
    return context.quirks();
  }
}
