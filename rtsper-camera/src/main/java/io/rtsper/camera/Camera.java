package io.rtsper.camera;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * An RTSP server on a loopback socket that plays a real H.264 and AAC clip and misbehaves on
 * demand.
 *
 * <pre>{@code
 * try (Camera camera = Camera.builder()
 *     .digest("user", "secret")
 *     .on("DESCRIBE").times(1).reply(503)
 *     .on("PLAY").delay(Duration.ofSeconds(1))
 *     .start()) {
 *   ... connect to camera.url() ...
 *   camera.stopMedia();
 *   camera.awaitRequest("TEARDOWN", Duration.ofSeconds(5));
 * }
 * }</pre>
 *
 * <p>Without a script it serves any number of clients correctly, over interleaved TCP, unicast UDP
 * or multicast, each (but those of a group) from the start of the clip, in real time, looping with
 * continuous sequence numbers and timestamps. What scripts can say is in {@link Step}. One thread
 * serves all of it.
 *
 * <p>All methods may be called from any thread. A live control has been carried out when it
 * returns.
 */
public final class Camera implements AutoCloseable {

  private final Journal journal = new Journal();
  private final CameraServer server;

  Camera(Settings settings) {
    server = new CameraServer(settings, this, journal);
  }

  /** Returns a builder of a camera that, as it stands, asks for no credentials and behaves. */
  public static CameraBuilder builder() {
    return new CameraBuilder();
  }

  /** Starts a camera that asks for no credentials and behaves. */
  public static Camera open() {
    return builder().start();
  }

  // ---- where it is

  /** Returns the port, which the system chose. */
  public int port() {
    return server.port();
  }

  /** Returns the URL of the presentation, such as {@code rtsp://127.0.0.1:40123/stream}. */
  public String url() {
    return server.url();
  }

  /** Returns the URL with user information in it, which is to be percent-encoded already. */
  public String url(String user, String password) {
    return url().replaceFirst("://", "://" + user + ":" + password + "@");
  }

  /** Returns {@link #url()} as a URI. */
  public URI uri() {
    return URI.create(url());
  }

  // ---- what clients did

  /** Returns all messages that came so far, in order. */
  public List<CameraRequest> requests() {
    return journal.messages();
  }

  /** Returns the requests of one method that came so far, in order. */
  public List<CameraRequest> requests(String method) {
    return requests().stream().filter(request -> request.method().equals(method)).toList();
  }

  /**
   * Waits for a request of that method, or returns the first that came already.
   *
   * @throws AssertionError if none comes in time
   */
  public CameraRequest awaitRequest(String method, Duration limit) {
    return awaitMessage(method, request -> request.method().equals(method), limit);
  }

  /**
   * Waits for a message (a request, or the response to a request of the camera's) of which that is
   * true.
   *
   * @throws AssertionError if none comes in time; {@code what} is its subject
   */
  public CameraRequest awaitMessage(String what, Predicate<CameraRequest> wanted, Duration limit) {
    await(what, () -> requests().stream().anyMatch(wanted), limit);
    return requests().stream().filter(wanted).findFirst().orElseThrow();
  }

  /** Returns the RTCP receiver reports that came so far. */
  public List<ReceiverReport> receiverReports() {
    return journal.reports();
  }

  /**
   * Waits until that many receiver reports came.
   *
   * @throws AssertionError if they don't come in time
   */
  public List<ReceiverReport> awaitReceiverReports(int count, Duration limit) {
    await(count + " receiver reports", () -> receiverReports().size() >= count, limit);
    return receiverReports();
  }

  /** Returns the compound RTCP packets that came so far, in order. */
  public List<ClientRtcp> rtcp() {
    return journal.rtcp();
  }

  /**
   * Waits for an RTCP packet of which that is true, or returns the first that came already.
   *
   * @throws AssertionError if none comes in time; {@code what} is its subject
   */
  public ClientRtcp awaitRtcp(String what, Predicate<ClientRtcp> wanted, Duration limit) {
    await(what, () -> rtcp().stream().anyMatch(wanted), limit);
    return rtcp().stream().filter(wanted).findFirst().orElseThrow();
  }

  /** Forgets the requests and reports that came so far, for a test that runs for long. */
  public void forgetMessages() {
    journal.forget();
  }

  /** Returns how many RTP packets clients sent: those that open a firewall, or a back channel. */
  public long packetsReceived() {
    return journal.framesReceived();
  }

  /** Returns how many connections were accepted. */
  public int connections() {
    return journal.connections();
  }

  /** Returns how many connections are open. */
  public int openConnections() {
    return journal.openConnections();
  }

  /**
   * Waits until that many connections are open.
   *
   * @throws AssertionError if it doesn't come to that in time
   */
  public void awaitOpenConnections(int count, Duration limit) {
    await(count + " open connections", () -> openConnections() == count, limit);
  }

  /** Returns how many sessions there are. */
  public int sessions() {
    return journal.sessions();
  }

  /**
   * Waits until there are that many sessions.
   *
   * @throws AssertionError if it doesn't come to that in time
   */
  public void awaitSessions(int count, Duration limit) {
    await(count + " sessions", () -> sessions() == count, limit);
  }

  /** Returns in what clients departed from the RFCs, in words. */
  public List<String> violations() {
    return journal.violations();
  }

  /** Returns what went wrong in the camera itself or in its script, in words. */
  public List<String> failures() {
    return server.loop().failures();
  }

  // ---- what it sent

  /** Returns the seed of all that is random about it, to repeat a run with. */
  public long seed() {
    return server.seed();
  }

  /**
   * Returns what became of the RTP packets of all sessions so far: those that were sent in the
   * order in which they were, those that were lost in the place where they would have been.
   *
   * @throws IllegalStateException if {@link CameraBuilder#recordPackets} wasn't asked for, or there
   *     are more than it keeps
   */
  public List<SentPacket> sentPackets() {
    PacketLog packets = server.packets();
    if (packets == null) {
      throw new IllegalStateException("packets are kept with recordPackets() alone");
    }
    return packets.packets();
  }

  /** Returns {@link #sentPackets()} of one track. */
  public List<SentPacket> sentPackets(int track) {
    return sentPackets().stream().filter(packet -> packet.track() == track).toList();
  }

  private void await(String what, java.util.function.BooleanSupplier condition, Duration limit) {
    if (!journal.await(condition, limit)) {
      throw new AssertionError(
          "no "
              + what
              + " within "
              + limit
              + "; the camera got "
              + requests()
              + " and failed with "
              + failures());
    }
  }

  // ---- media, while it plays

  /** Stops the media of all sessions; connections and sessions stay. */
  public void stopMedia() {
    playbacks(playback -> playback.mediaStopped(true));
  }

  /** Stops the media of one track. */
  public void stopMedia(int track) {
    tracks(track, stream -> stream.stopped(true));
  }

  /** Lets stopped media flow again. */
  public void resumeMedia() {
    playbacks(
        playback -> {
          playback.mediaStopped(false);
          playback.tracks().forEach(stream -> stream.stopped(false));
        });
  }

  /** Sends RTCP BYE for all tracks; the media stops. */
  public void sendBye() {
    playbacks(
        playback -> {
          playback.sendBye();
          playback.mediaStopped(true);
        });
  }

  /**
   * Changes what becomes of packets on their way, in all sessions and those to come. Packets count
   * on.
   */
  public void line(Line other) {
    control(() -> server.transports().line(other));
    tracks(-1, stream -> stream.line().line(other));
  }

  /** Goes on with another SSRC on each track. */
  public void changeSsrc() {
    tracks(-1, TrackStream::changeSsrc);
  }

  /** Skips that many sequence numbers on each track. */
  public void jumpSequence(int by) {
    tracks(-1, stream -> stream.jumpSequence(by));
  }

  /** Moves the RTP timestamps of each track by that many units. */
  public void jumpTimestamp(int by) {
    tracks(-1, stream -> stream.jumpTimestamp(by));
  }

  /** Doesn't send the next packets of a track, as a network that loses them. */
  public void dropPackets(int track, int count) {
    tracks(track, stream -> stream.line().dropNext(count));
  }

  /** Sends the next packets of a track twice. */
  public void duplicatePackets(int track, int count) {
    tracks(track, stream -> stream.line().duplicateNext(count));
  }

  /** Swaps the next pairs of packets of a track. */
  public void swapPackets(int track, int pairs) {
    tracks(track, stream -> stream.line().swapNext(pairs));
  }

  /** Cuts the next interleaved frame of each connection in half and closes behind it. */
  public void truncateFrame() {
    connectionsDo(Connection::truncateNextFrame);
  }

  // ---- sessions and connections

  /** Gives each session another id; the old ones are answered with 454. */
  public void changeSessionIds() {
    control(server.sessions()::renameAll);
  }

  /** Forgets all sessions; their media stops, the connections stay. */
  public void expireSessions() {
    control(server.sessions()::endAll);
  }

  /** Makes all nonces stale. */
  public void rotateNonces() {
    control(server.methods().authentication()::retireNonces);
  }

  /** Sends bytes on each connection, between two messages or frames. */
  public void send(byte[] bytes) {
    byte[] copy = bytes.clone();
    connectionsDo(connection -> connection.write(copy));
  }

  /**
   * Sends a request to each client, with a CSeq of the camera's own. Answers are among {@link
   * #requests()}.
   */
  public void sendRequest(String method, String url, String... headerLines) {
    connectionsDo(
        connection -> {
          StringBuilder request = new StringBuilder(method).append(' ').append(url);
          request.append(" RTSP/1.0\r\nCSeq: ").append(server.nextCseq()).append("\r\n");
          List.of(headerLines).forEach(line -> request.append(line).append("\r\n"));
          connection.write(Wire.latin1(request.append("\r\n").toString()));
        });
  }

  /** Stops reading what clients send, or reads again. */
  public void pauseReading(boolean paused) {
    connectionsDo(connection -> connection.pauseReading(paused));
  }

  /** Closes all connections (FIN). */
  public void closeConnections() {
    connectionsDo(Connection::closeNow);
  }

  /** Closes all connections with RST. */
  public void resetConnections() {
    connectionsDo(Connection::reset);
  }

  /** Closes the listening socket, so that new connections are refused; open ones stay. */
  public void refuseConnections() {
    control(server::stopListening);
  }

  /** Listens again, on the same port. */
  public void acceptConnections() {
    control(server::listen);
  }

  /**
   * Goes down as a process that is killed does: connections, sessions and nonces are gone, the port
   * refuses.
   */
  public void crash() {
    control(
        () -> {
          server.stopListening();
          server.sessions().endAll();
          server.methods().authentication().retireNonces();
          server.connections().forEach(Connection::closeNow);
        });
  }

  /**
   * Crashes and is back at once on the same port. See {@link #crash()} and {@link
   * #acceptConnections()}.
   */
  public void restart() {
    crash();
    acceptConnections();
  }

  /** Closes all sockets and ends the thread, within a second. */
  @Override
  public void close() {
    server.close();
  }

  /** Returns the URL without credentials. */
  @Override
  public String toString() {
    return "Camera[" + url() + "]";
  }

  private void playbacks(Consumer<Playback> action) {
    control(() -> server.sessions().playbacks().forEach(action));
  }

  private void tracks(int track, Consumer<TrackStream> action) {
    playbacks(
        playback ->
            playback.tracks().stream()
                .filter(stream -> track < 0 || stream.index() == track)
                .forEach(action));
  }

  private void connectionsDo(Consumer<Connection> action) {
    control(() -> server.connections().forEach(action));
  }

  /** Does something on the loop, and sees it through: a channel closes at the turn after. */
  private void control(Runnable action) {
    onLoop(action);
    onLoop(() -> {});
  }

  private void onLoop(Runnable action) {
    server
        .loop()
        .<@Nullable Void>call(
            () -> {
              action.run();
              return null;
            });
  }
}
