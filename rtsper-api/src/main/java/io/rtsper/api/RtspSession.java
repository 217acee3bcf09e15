package io.rtsper.api;

import io.rtsper.api.header.RangeHeader;
import io.rtsper.api.media.CodecParameters;
import io.rtsper.api.media.Frame;
import io.rtsper.api.media.Track;
import io.rtsper.api.sdp.SessionDescription;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Flow;

/**
 * One presentation at one server, through any number of connections: the centre of rtsper.
 *
 * <p><b>Operations.</b> Each stands twice: {@code play()} waits for what {@code playAsync()} does,
 * with the same deadline and the same exception. Operations are carried out one after another, in
 * the order in which they were asked for. One in a state that doesn't allow it is an {@link
 * IllegalStateException} that names both. A failed operation leaves the session in the state it was
 * in, unless the connection is gone.
 *
 * <p><b>Giving up.</b> Whoever completes a returned future gives its operation up: by {@code
 * cancel}, {@code orTimeout}, {@code completeOnTimeout}, {@code complete} or {@code
 * completeExceptionally}. One that waits for its turn isn't carried out; for one that is under way,
 * nobody waits any more, its request may have reached the server, and the next operation has its
 * turn. Futures that are derived from a returned one, such as by {@code thenApply} or {@code
 * copy()}, don't give anything up.
 *
 * <p><b>Closing.</b> {@link #closeAsync()} and {@link #close()} may be called anywhere, also in a
 * callback. The step that is under way then ends first. When the call returns, no packet or report
 * is delivered any more, but for one that another thread is delivering at that moment, and nothing
 * but TEARDOWN is sent.
 *
 * <p><b>Threads.</b> Any thread may call any method. All callbacks of a session come one at a time
 * on its event loop; futures complete there too, so what is chained to one without an executor must
 * not block. Those that {@link #close()} or a passed deadline releases while a callback keeps the
 * session complete elsewhere. A synchronous method called on an event loop is refused with an
 * {@link IllegalStateException}: it could wait for itself, or two for each other.
 *
 * <p><b>Deadlines.</b> Nothing waits for ever: see the timeouts of {@link RtspSessionBuilder}.
 * {@link #close()}, cancelling a future and interrupting a waiting thread release every waiting
 * caller within a second. Deadlines are kept by the event loop. While a callback of the session
 * doesn't return, its own don't pass, those of other sessions do; once it has taken a second, the
 * log says which method it is, and once it has taken as long as a response may, who waits for the
 * session gets an {@link RtspTimeoutException} that says so, too.
 */
@DoNotImplement
public interface RtspSession extends AutoCloseable {

  /**
   * Opens a session on the {@linkplain RtspClient#shared() shared} client and does everything from
   * connect to PLAY.
   *
   * @param url the presentation's URL, with user information if the server asks for it
   * @return the playing session, to be closed by the caller
   * @throws RtspException if any step fails; nothing is left open then
   */
  static RtspSession open(String url) {
    return builder(url).open();
  }

  /**
   * Opens a session on the {@linkplain RtspClient#shared() shared} client and does everything from
   * connect to PLAY.
   *
   * @param url the presentation's URL, with user information if the server asks for it
   * @return completes with the playing session, to be closed by the caller
   * @throws RtspValidationException if the URL can't be read
   */
  static CompletableFuture<RtspSession> openAsync(String url) {
    return builder(url).openAsync();
  }

  /**
   * Returns a builder of a session on the {@linkplain RtspClient#shared() shared} client.
   *
   * @param url the presentation's URL; user information in it becomes the session's credentials
   * @return a new builder
   * @throws RtspValidationException if the URL can't be read
   */
  static RtspSessionBuilder builder(String url) {
    return builder(RtspUrl.parse(url));
  }

  /**
   * Returns a builder of a session on the {@linkplain RtspClient#shared() shared} client.
   *
   * @param url the presentation's URL; user information in it becomes the session's credentials
   * @return a new builder
   */
  static RtspSessionBuilder builder(RtspUrl url) {
    return new RtspSessionBuilder(null, url);
  }

  /**
   * Opens the control connection: name look-up, TCP and, for {@code rtsps}, TLS. Nothing is sent.
   *
   * @throws RtspException if it fails
   * @throws IllegalStateException if the session isn't {@link SessionState#NEW}
   */
  void connect();

  /**
   * Does what {@link #connect()} does.
   *
   * @return completes when the connection is open
   */
  CompletableFuture<Void> connectAsync();

  /**
   * Does everything that is left to do from connect to PLAY: connect, OPTIONS, DESCRIBE, SETUP of
   * all tracks that can be played, PLAY. When a step fails, the session is closed.
   *
   * @return this session, playing
   * @throws RtspException if any step fails
   * @throws IllegalStateException if the session isn't {@link SessionState#NEW}
   */
  RtspSession start();

  /**
   * Does what {@link #start()} does.
   *
   * @return completes with this session, playing
   */
  CompletableFuture<RtspSession> startAsync();

  /**
   * Sends OPTIONS and notes the methods that the server names (RFC 2326 §10.1). A server that
   * answers with an error status is no failure: the response tells.
   *
   * @return the response
   * @throws RtspException if there is no answer, or authentication fails
   * @throws IllegalStateException if the session isn't connected
   */
  RtspResponse options();

  /**
   * Does what {@link #options()} does.
   *
   * @return completes with the response
   */
  CompletableFuture<RtspResponse> optionsAsync();

  /**
   * Sends DESCRIBE and reads the description (RFC 2326 §10.2).
   *
   * @return the description; its {@link #tracks()} are known from now on
   * @throws RtspException if it fails
   * @throws IllegalStateException if the session isn't {@link SessionState#CONNECTED} or {@link
   *     SessionState#DESCRIBED}
   */
  SessionDescription describe();

  /**
   * Does what {@link #describe()} does.
   *
   * @return completes with the description
   */
  CompletableFuture<SessionDescription> describeAsync();

  /**
   * Sets up all tracks that can be played (RFC 2326 §10.4). One that the server refuses doesn't
   * fail the others.
   *
   * @return the tracks that are set up, one at least
   * @throws RtspException if no track could be set up
   * @throws IllegalStateException if the session isn't {@link SessionState#DESCRIBED}
   */
  List<Track> setup();

  /**
   * Sets up chosen tracks; any that the server refuses fails the operation.
   *
   * @param tracks some of {@link #tracks()}, none of which is a back channel
   * @return the tracks that are set up, those set up before included
   * @throws RtspException if a track could not be set up
   * @throws IllegalArgumentException if a track isn't one of the session, or is a back channel,
   *     since this version can't send media yet
   * @throws IllegalStateException if the session is neither {@link SessionState#DESCRIBED} nor
   *     {@link SessionState#READY}
   */
  List<Track> setup(List<Track> tracks);

  /**
   * Does what {@link #setup()} does.
   *
   * @return completes with the tracks that are set up
   */
  CompletableFuture<List<Track>> setupAsync();

  /**
   * Does what {@link #setup(List)} does.
   *
   * @param tracks some of {@link #tracks()}, none of which is a back channel
   * @return completes with the tracks that are set up
   */
  CompletableFuture<List<Track>> setupAsync(List<Track> tracks);

  /**
   * Starts delivery, or resumes it where it was paused (RFC 2326 §10.5).
   *
   * @return the response
   * @throws RtspException if it fails
   * @throws IllegalStateException if the session is neither {@link SessionState#READY} nor {@link
   *     SessionState#PLAYING}
   */
  RtspResponse play();

  /**
   * Starts delivery of a range.
   *
   * @param range what to play, such as {@code npt=10-}
   * @return the response
   * @throws RtspException if it fails
   * @throws IllegalStateException if the session is neither {@link SessionState#READY} nor {@link
   *     SessionState#PLAYING}
   */
  RtspResponse play(RangeHeader range);

  /**
   * Does what {@link #play()} does.
   *
   * @return completes with the response
   */
  CompletableFuture<RtspResponse> playAsync();

  /**
   * Does what {@link #play(RangeHeader)} does.
   *
   * @param range what to play
   * @return completes with the response
   */
  CompletableFuture<RtspResponse> playAsync(RangeHeader range);

  /**
   * Halts delivery and keeps the session (RFC 2326 §10.6).
   *
   * @return the response
   * @throws RtspException if it fails
   * @throws IllegalStateException if the session isn't {@link SessionState#PLAYING}
   */
  RtspResponse pause();

  /**
   * Does what {@link #pause()} does.
   *
   * @return completes with the response
   */
  CompletableFuture<RtspResponse> pauseAsync();

  /**
   * Asks for parameters (RFC 2326 §10.8); with none, asks whether the server is there.
   *
   * @param names the parameters' names
   * @return the response, whose body has the values
   * @throws RtspException if it fails
   * @throws IllegalStateException if the session isn't connected
   */
  RtspResponse getParameter(String... names);

  /**
   * Does what {@link #getParameter(String...)} does.
   *
   * @param names the parameters' names
   * @return completes with the response
   */
  CompletableFuture<RtspResponse> getParameterAsync(String... names);

  /**
   * Sets a parameter (RFC 2326 §10.9).
   *
   * @param name the parameter's name
   * @param value its value
   * @return the response
   * @throws RtspException if it fails
   * @throws IllegalStateException if the session isn't connected
   */
  RtspResponse setParameter(String name, String value);

  /**
   * Does what {@link #setParameter(String, String)} does.
   *
   * @param name the parameter's name
   * @param value its value
   * @return completes with the response
   */
  CompletableFuture<RtspResponse> setParameterAsync(String name, String value);

  /**
   * Sends any request. {@code CSeq}, {@code Session}, {@code Authorization} and {@code User-Agent}
   * are added; a challenge is answered; every other status comes back as it is. The session's state
   * stays as it is.
   *
   * <p>An {@code Authorization} of your own, such as {@link io.rtsper.api.header.Authorization}
   * makes, is sent unless the session has answered a challenge with its own credentials, which then
   * takes its place, or a redirect led to another host, which gets none.
   *
   * @param request the request; the URI {@code ""} isn't possible, see {@link #controlUri()}
   * @return the response, whatever its status but a 401 that can't be answered
   * @throws RtspException if there is no answer, or authentication fails
   * @throws IllegalStateException if the session isn't connected
   */
  RtspResponse request(RtspRequest request);

  /**
   * Does what {@link #request(RtspRequest)} does.
   *
   * @param request the request
   * @return completes with the response
   */
  CompletableFuture<RtspResponse> requestAsync(RtspRequest request);

  /**
   * Asks the sender of a track for a key frame by RTCP, if its description offers that ({@code
   * a=rtcp-fb} with {@code nack pli}, RFC 4585 §6.3.1, or {@code ccm fir}, RFC 5104 §4.3.1): a
   * picture comes sooner then than at the sender's next key frame. May be called from any thread,
   * also from a callback, and doesn't wait: the request goes out on the session's event loop, if
   * the track has had a packet by then. A sender is asked once a second at most; a call within a
   * second of the one before adds nothing to it.
   *
   * @param track a track of this session
   * @return whether the description offers it; if not, nothing is sent
   */
  boolean requestKeyFrame(Track track);

  /**
   * Ends the server's session and keeps the connection (RFC 2326 §10.7). A server that no longer
   * knows the session (454) is content.
   *
   * @return the response
   * @throws RtspStatusException if the server refuses, which leaves the session as it was
   * @throws RtspException if there is no answer; the session is {@link SessionState#DESCRIBED} all
   *     the same
   * @throws IllegalStateException if no track is set up
   */
  RtspResponse teardown();

  /**
   * Does what {@link #teardown()} does.
   *
   * @return completes with the response
   */
  CompletableFuture<RtspResponse> teardownAsync();

  /**
   * Returns the frames of all tracks that can be played, as {@code
   * frames(FrameOptions.defaults())}.
   *
   * @return the frames, to be iterated by a thread that may wait
   * @throws RtspValidationException if the tracks are set up and no frames can be made of any
   */
  default FrameStream frames() {
    return frames(FrameOptions.defaults());
  }

  /**
   * Returns frames, which wait in a queue until they are taken. May be called at any time and
   * several times: each consumer has a queue of its own, and they share the frames' bytes.
   *
   * <p>A session that was built without {@link RtspSessionBuilder#onPacket onPacket} and {@link
   * RtspSessionBuilder#onFrame(FrameListener) onFrame} keeps frames from the beginning, always from
   * the last key frame on and within the bounds of the default options, for whoever asks first
   * within ten seconds from SETUP. Everyone else gets the frames of each track from its next key
   * frame on.
   *
   * <p>Tracks of whose format no plug-in makes frames are left out, which {@link
   * RtspListener#onError} is told once for each; {@link RtspSessionBuilder#onPacket onPacket} has
   * their packets.
   *
   * @param options which frames, and what becomes of them when they aren't taken
   * @return the frames, to be iterated by a thread that may wait
   * @throws RtspValidationException if the tracks are set up and frames can be made of none that is
   *     wanted, or the policy is to block a sender that can't be blocked
   */
  FrameStream frames(FrameOptions options);

  /**
   * Returns a publisher of frames. Each subscriber has a queue of its own, from when it subscribes,
   * like each caller of {@link #frames(FrameOptions)}, and is called on the session's event loop,
   * so that it must not block. A session that ends completes it; a session that fails, and what
   * {@code frames} would throw, is its error.
   *
   * @param options which frames, and what becomes of them when they aren't requested
   * @return a publisher that keeps to the rules of Reactive Streams
   */
  Flow.Publisher<Frame> framePublisher(FrameOptions options);

  /**
   * Returns what is known of a track's format: from its frames, as soon as one has come, and before
   * that from the description.
   *
   * @param track one of {@link #tracks()}
   * @return the parameters; empty if they aren't known, or no plug-in reads the format
   */
  Optional<CodecParameters> codecParameters(Track track);

  /**
   * Closes the session: releases every waiting caller, sends TEARDOWN if there is something to tear
   * down, waits for its answer no longer than the close timeout, and closes the connection. May be
   * called from any thread, also from a callback, where it doesn't wait. Doesn't throw; may be
   * repeated.
   */
  @Override
  void close();

  /**
   * Does what {@link #close()} does.
   *
   * @return completes, never exceptionally, when nothing is left
   */
  CompletableFuture<Void> closeAsync();

  /**
   * Returns the session's URL, as it was given or as the server redirected it, without credentials.
   *
   * @return the URL
   */
  RtspUrl url();

  /**
   * Returns the URI for requests about the whole presentation: the aggregate control URI once the
   * description is there, or else the URL's.
   *
   * @return the URI as it goes on the wire
   */
  String controlUri();

  /**
   * Returns the state.
   *
   * @return the state at this moment
   */
  SessionState state();

  /**
   * Returns what the session was built with.
   *
   * @return the options
   */
  SessionOptions sessionOptions();

  /**
   * Returns the last response that came.
   *
   * @return the response
   * @throws IllegalStateException if none came yet
   */
  RtspResponse lastResponse();

  /**
   * Returns the description.
   *
   * @return the description, or empty before DESCRIBE was answered
   */
  Optional<SessionDescription> description();

  /**
   * Returns the tracks of the description, those that can't be played included.
   *
   * @return the tracks; empty before DESCRIBE was answered
   */
  List<Track> tracks();

  /**
   * Returns the tracks that the last {@link #setup()} or {@link #start()} left out, each with the
   * reason: it can't be played, it is a back channel, or the server refused it. The listener was
   * told of each by {@link RtspListener#onError}.
   *
   * @return the reasons by track, in the order in which the tracks were left out, as they may be
   *     printed; empty if all were set up
   */
  Map<Track, String> leftOut();

  /**
   * Returns the methods that the server named in {@code Public}. A server to which another one
   * redirects the session has yet to name its own.
   *
   * @return the methods; empty if it named none yet
   */
  List<RtspMethod> serverMethods();

  /**
   * Returns the product that the server named in {@code Server}. A server to which another one
   * redirects the session has yet to name its own.
   *
   * @return the product, or empty if it named none yet
   */
  Optional<String> server();

  /**
   * Returns the authentication that the server accepted, such as {@code Digest MD5}.
   *
   * @return scheme and algorithm, or empty if the server asked for none yet
   */
  Optional<String> authentication();

  /**
   * Returns the name of the media transport in use.
   *
   * @return the name, such as {@code tcp}, or empty before SETUP was answered
   */
  Optional<String> transport();

  /**
   * Returns the quirks met so far.
   *
   * @return a snapshot, in the order in which they were first met; taken as {@link #statistics()}
   */
  List<QuirkCount> quirks();

  /**
   * Returns what the session did and received so far. Taken on the session's event loop, which is
   * waited for up to half a second; when a callback keeps it for longer, and in a callback of
   * another session, it is the snapshot taken last.
   *
   * @return a snapshot
   */
  SessionStatistics statistics();

  /**
   * Returns a future of the end: media that has ended for good, or the session closed.
   *
   * @return completes with the reason, or exceptionally with the error that ended the session
   */
  CompletableFuture<EndReason> ended();
}
