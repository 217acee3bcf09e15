package io.rtsper.camera;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.channels.SelectionKey;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.SplittableRandom;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import org.jspecify.annotations.Nullable;

/**
 * The camera behind the face: listener, connections and what they have in common. Confined to its
 * loop.
 */
final class CameraServer implements CameraLoop.Ready, Connection.Owner, Transports.Receiver {

  private static final int BACKLOG = 1024;
  private static final int REBIND_ATTEMPTS = 100;
  private static final Duration REBIND_PAUSE = Duration.ofMillis(5);
  private static final byte[] LOOPBACK = {127, 0, 0, 1};
  private static final List<Action> NORMALLY = List.of(Exchange::answerNormally);

  /** A connection's requests are answered one after another. */
  private static final class Inbox {
    private final Queue<CameraRequest> waiting = new ArrayDeque<>();
    private boolean busy;
    private int lastCseq = -1;
  }

  private final Settings settings;
  private final Camera facade;
  private final Journal journal;
  private final CameraLoop loop = new CameraLoop();
  private final Description description;
  private final Sessions sessions;
  private final Transports transports;
  private final @Nullable PacketLog packets;
  private final Methods methods;
  private final Map<Connection, Inbox> inboxes = new HashMap<>();
  private final Set<Connection> connections = new HashSet<>();
  private @Nullable ServerSocketChannel listener;
  private volatile int port;
  private int accepted;
  private int serverCseq;

  CameraServer(Settings settings, Camera facade, Journal journal) {
    this.settings = settings;
    this.facade = facade;
    this.journal = journal;
    Clip clip = Clip.load();
    String sdp = settings.sdp();
    description = sdp == null ? Description.of(clip, settings.media()) : Description.custom(sdp);
    packets = settings.media().recordsPackets() ? new PacketLog() : null;
    SplittableRandom random = new SplittableRandom(settings.media().seed());
    Authentication authentication = new Authentication(settings, random, this::violation);
    sessions = loop.call(() -> new Sessions(clip, settings, loop, random, journal));
    transports =
        new Transports(
            settings.media(), clip, new LineSink.Surroundings(loop, packets), this, random);
    methods = new Methods(this, settings, description, authentication, sessions, transports);
    try {
      loop.call(
          () -> {
            listen();
            return null;
          });
    } catch (RuntimeException e) {
      loop.close();
      throw e;
    }
  }

  Camera facade() {
    return facade;
  }

  CameraLoop loop() {
    return loop;
  }

  Methods methods() {
    return methods;
  }

  Transports transports() {
    return transports;
  }

  /** Returns what was sent, or null if it isn't recorded. */
  @Nullable PacketLog packets() {
    return packets;
  }

  long seed() {
    return settings.media().seed();
  }

  Sessions sessions() {
    return sessions;
  }

  Description description() {
    return description;
  }

  int port() {
    return port;
  }

  String url() {
    return (settings.tls() == null ? "rtsp" : "rtsps") + "://127.0.0.1:" + port + settings.path();
  }

  /** Opens the listening socket: on a port of the system's choice first, on the same port later. */
  void listen() {
    listen(REBIND_ATTEMPTS);
  }

  private void listen(int attempts) {
    if (listener != null) {
      return;
    }
    try {
      ServerSocketChannel channel = ServerSocketChannel.open();
      try {
        channel.setOption(StandardSocketOptions.SO_REUSEADDR, true);
        channel.bind(new InetSocketAddress(InetAddress.getByAddress(LOOPBACK), port), BACKLOG);
        port = ((InetSocketAddress) channel.getLocalAddress()).getPort();
        loop.register(channel, SelectionKey.OP_ACCEPT, this);
        listener = channel;
      } catch (IOException e) {
        channel.close();
        throw e;
      }
    } catch (BindException e) {
      if (attempts == 0) {
        throw new UncheckedIOException(e);
      }
      // closed within this very turn of the loop (by a step, for one): the port is given up after
      // it
      loop.schedule(REBIND_PAUSE, () -> listen(attempts - 1));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  void stopListening() {
    ServerSocketChannel channel = listener;
    listener = null;
    if (channel != null) {
      try {
        channel.close();
      } catch (IOException e) {
        loop.failed("close: " + e);
      }
    }
  }

  @Override
  public void ready(SelectionKey key) throws IOException {
    ServerSocketChannel channel = (ServerSocketChannel) key.channel();
    for (SocketChannel client = channel.accept(); client != null; client = channel.accept()) {
      accepted(client);
    }
  }

  @Override
  public void failed(Exception cause) {
    loop.failed("accept: " + cause);
  }

  private void accepted(SocketChannel client) throws IOException {
    client.configureBlocking(false);
    int number = ++accepted;
    Step step = settings.script().forConnection(this, number);
    Connection connection = new Connection(number, client, link(client), loop, this, step == null);
    connections.add(connection);
    inboxes.put(connection, new Inbox());
    journal.opened();
    if (step != null) {
      Exchange exchange = new Exchange(this, connection, null, step.shape());
      exchange.run(step.actions(), () -> connection.pauseReading(false));
    }
  }

  private ByteLink link(SocketChannel client) throws IOException {
    SSLContext tls = settings.tls();
    if (tls == null) {
      return new PlainLink(client);
    }
    SSLEngine engine = tls.createSSLEngine();
    engine.setUseClientMode(false);
    engine.setNeedClientAuth(settings.clientCertificate());
    return new TlsLink(client, engine);
  }

  @Override
  public void received(Connection connection, CameraRequest message) {
    journal.message(message);
    Inbox inbox = inboxes.get(connection);
    if (inbox == null || message.isResponse()) {
      return;
    }
    if (message.cseq() <= inbox.lastCseq) {
      violation("CSeq doesn't grow with " + message + " (RFC 2326 §12.17)");
    }
    inbox.lastCseq = message.cseq();
    inbox.waiting.add(message);
    answerNext(connection, inbox);
  }

  private void answerNext(Connection connection, Inbox inbox) {
    while (!inbox.busy && connection.isOpen()) {
      CameraRequest request = inbox.waiting.poll();
      if (request == null) {
        break;
      }
      inbox.busy = true;
      Step scripted = settings.script().forRequest(this, connection, request);
      AnswerShape shape = scripted == null ? new AnswerShape() : scripted.shape();
      List<Action> actions = scripted == null ? NORMALLY : scripted.actions();
      Exchange exchange = new Exchange(this, connection, request, shape);
      exchange.run(
          actions,
          () -> {
            inbox.busy = false;
            loop.execute(() -> answerNext(connection, inbox));
          });
    }
  }

  @Override
  public void received(Connection connection, int channel, byte[] data) {
    TrackStream track = sessions.trackOn(connection, channel);
    if (track == null) {
      violation("a frame came on channel " + channel + ", which no SETUP agreed on");
    } else if (track.sink() instanceof InterleavedSink sink && channel == sink.rtcpChannel()) {
      receivedRtcp(track.index(), data);
    } else {
      journal.frame();
    }
  }

  @Override
  public void receivedDatagram(Session session, int track, byte[] data, boolean rtcp) {
    if (settings.rtcpKeepsAlive() && rtcp) {
      session.touch();
    }
    receivedPacket(track, data, rtcp);
  }

  @Override
  public void receivedDatagram(GroupStream group, int track, byte[] data, boolean rtcp) {
    if (settings.rtcpKeepsAlive() && rtcp) {
      sessions.touchViewers(group);
    }
    receivedPacket(track, data, rtcp);
  }

  private void receivedPacket(int track, byte[] data, boolean rtcp) {
    if (rtcp) {
      receivedRtcp(track, data);
    } else {
      journal.frame();
    }
  }

  private void receivedRtcp(int track, byte[] data) {
    ClientRtcp compound = ClientRtcp.parse(track, data);
    if (!compound.beginsWithReport()) {
      violation("an RTCP packet doesn't begin with a receiver report");
    }
    if (compound.fault() != null) {
      violation("an RTCP packet can't be read: " + compound.fault());
    }
    journal.rtcp(compound);
  }

  @Override
  public void writable(Connection connection) {
    for (Session session : sessions.all()) {
      if (session.connection() == connection) {
        session.pump(loop);
      }
    }
  }

  @Override
  public void closed(Connection connection) {
    connections.remove(connection);
    inboxes.remove(connection);
    sessions.connectionClosed(connection);
    journal.closed();
  }

  @Override
  public void violation(String what) {
    journal.violation(what);
  }

  List<Connection> connections() {
    return new ArrayList<>(connections);
  }

  /** Returns the next CSeq of the camera's own requests. */
  int nextCseq() {
    return ++serverCseq;
  }

  /** Returns the index of the track that a request's URL names, or -1. */
  int trackOf(@Nullable CameraRequest request) {
    MediaSection section = request == null ? null : description.sectionFor(request.url());
    return section == null ? -1 : section.index();
  }

  boolean isPlaying(@Nullable CameraRequest request) {
    Session session = request == null ? null : sessions.find(request.sessionId());
    return session != null && session.isPlaying();
  }

  void close() {
    if (loop.isClosed()) {
      return;
    }
    try {
      loop.call(
          () -> {
            stopListening();
            sessions.endAll();
            connections().forEach(Connection::closeNow);
            return null;
          });
    } finally {
      loop.close();
    }
  }
}
