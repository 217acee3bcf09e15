package io.rtsper.api;

import static java.util.Objects.requireNonNull;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * Builds an {@link RtspSession}: what is set here holds for the session's whole life. May be used
 * again after {@link #build()}, for another session with the same options. Not safe for use by
 * several threads.
 */
public final class RtspSessionBuilder {

  private static final int MIN_MEMORY = 256 << 10;
  private static final int MIN_FRAME = 1 << 10;
  private static final Duration MAX_DURATION = Duration.ofDays(1);

  private final @Nullable RtspClient client;
  private final SessionOptions draft;

  RtspSessionBuilder(@Nullable RtspClient client, RtspUrl url) {
    this.client = client;
    this.draft = new SessionOptions(requireNonNull(url, "url"));
  }

  /**
   * Adds a secret; those of the URL come after it. When not called: only those of the URL.
   *
   * @param credentials the secret
   * @return this builder
   */
  public RtspSessionBuilder credentials(Credentials credentials) {
    draft.credentials = with(draft.credentials, requireNonNull(credentials, "credentials"));
    return this;
  }

  /**
   * Sets which challenges are answered. When not set: {@link AuthPolicy#DEFAULT}.
   *
   * @param policy the policy
   * @return this builder
   */
  public RtspSessionBuilder authPolicy(AuthPolicy policy) {
    draft.authPolicy = requireNonNull(policy, "policy");
    return this;
  }

  /**
   * Sets the media transports in order of preference; the next is tried, on the same connection,
   * when the server refuses one, or when nothing came by it for the {@link #transportTimeout}. What
   * worked goes first when the session reconnects. When not set: what the URL's scheme asks for
   * ({@code rtspu} for UDP), or else {@code tcp}.
   *
   * @param names names of media transport plug-ins, such as {@code udp}, {@code multicast} and
   *     {@code tcp}
   * @return this builder
   * @throws RtspValidationException if there is no name; an unknown one is refused by {@link
   *     #build()}
   */
  public RtspSessionBuilder transports(String... names) {
    if (names.length == 0) {
      throw new RtspValidationException("transports: give one name at least, such as \"tcp\"");
    }
    draft.transports = List.of(names);
    return this;
  }

  /**
   * Sets both the connect and the response timeout. When not set: 5 seconds each.
   *
   * @param timeout more than zero
   * @return this builder
   * @throws RtspValidationException if the time isn't positive
   */
  public RtspSessionBuilder timeout(Duration timeout) {
    return connectTimeout(timeout).responseTimeout(timeout);
  }

  /**
   * Sets the deadline of a connect: name look-up, TCP and TLS together. When not set: 5 seconds.
   *
   * @param timeout more than zero
   * @return this builder
   * @throws RtspValidationException if the time isn't positive
   */
  public RtspSessionBuilder connectTimeout(Duration timeout) {
    draft.connectTimeout = positive(timeout, "connect timeout");
    return this;
  }

  /**
   * Sets the deadline of a whole response, from the request on; bytes that trickle in don't extend
   * it. When not set: 5 seconds.
   *
   * @param timeout more than zero
   * @return this builder
   * @throws RtspValidationException if the time isn't positive
   */
  public RtspSessionBuilder responseTimeout(Duration timeout) {
    draft.responseTimeout = positive(timeout, "response timeout");
    return this;
  }

  /**
   * Sets how long a session may play without a first packet. When not set: 10 seconds. It doesn't
   * hold for a session whose tracks are all metadata, which may be silent for long.
   *
   * @param timeout zero for no deadline
   * @return this builder
   * @throws RtspValidationException if the time is negative
   */
  public RtspSessionBuilder firstMediaTimeout(Duration timeout) {
    draft.firstMediaTimeout = notNegative(timeout, "first media timeout");
    return this;
  }

  /**
   * Sets how long media may pause while playing. When not set: 10 seconds. It doesn't hold for
   * metadata tracks.
   *
   * @param timeout zero for no deadline
   * @return this builder
   * @throws RtspValidationException if the time is negative
   */
  public RtspSessionBuilder mediaStallTimeout(Duration timeout) {
    draft.mediaStallTimeout = notNegative(timeout, "media stall timeout");
    return this;
  }

  /**
   * Sets how long closing waits for the answer to TEARDOWN. When not set: 1 second.
   *
   * @param timeout zero to close without waiting; TEARDOWN is sent all the same
   * @return this builder
   * @throws RtspValidationException if the time is negative
   */
  public RtspSessionBuilder closeTimeout(Duration timeout) {
    draft.closeTimeout = notNegative(timeout, "close timeout");
    return this;
  }

  /**
   * Sets when the session comes back by itself. When not set: {@link ReconnectPolicy#defaults()}.
   *
   * @param policy the policy
   * @return this builder
   */
  public RtspSessionBuilder reconnect(ReconnectPolicy policy) {
    draft.reconnectPolicy = requireNonNull(policy, "policy");
    return this;
  }

  /**
   * Sets the time between keepalives. When not set: half the server's session timeout, 30 seconds
   * at most.
   *
   * @param interval more than zero
   * @return this builder
   * @throws RtspValidationException if the time isn't positive
   */
  public RtspSessionBuilder keepaliveInterval(Duration interval) {
    draft.keepaliveInterval = positive(interval, "keepalive interval");
    return this;
  }

  /**
   * Sets the method of keepalives. When not set: the first of GET_PARAMETER, SET_PARAMETER and
   * OPTIONS that the server answers well.
   *
   * @param method the method
   * @return this builder
   */
  public RtspSessionBuilder keepaliveMethod(RtspMethod method) {
    draft.keepaliveMethod = requireNonNull(method, "method");
    return this;
  }

  /**
   * Sets how an {@code rtsps} server is trusted. When not set: {@link TlsOptions#defaults()}.
   *
   * @param options the options
   * @return this builder
   */
  public RtspSessionBuilder tls(TlsOptions options) {
    draft.tls = requireNonNull(options, "options");
    return this;
  }

  /**
   * Sets which addresses may be talked to. When not set: every one.
   *
   * @param policy asked for each resolved address
   * @return this builder
   */
  public RtspSessionBuilder addressPolicy(AddressPolicy policy) {
    draft.addressPolicy = requireNonNull(policy, "policy");
    return this;
  }

  /**
   * Sets the ports, buffers and interface of UDP. When not set: {@link UdpOptions#defaults}.
   *
   * @param options the options
   * @return this builder
   */
  public RtspSessionBuilder udp(UdpOptions options) {
    draft.udp = requireNonNull(options, "options");
    return this;
  }

  /**
   * Sets how long a media transport may bring nothing after PLAY before the next one of {@link
   * #transports} is tried, on the same connection. It is for the first packet of a connection: the
   * last transport of the list has until {@link #firstMediaTimeout}. When not set: 3 s.
   *
   * @param timeout zero for no such limit
   * @return this builder
   * @throws RtspValidationException if the time is negative or longer than a day
   */
  public RtspSessionBuilder transportTimeout(Duration timeout) {
    draft.transportTimeout = notNegative(timeout, "transport timeout");
    return this;
  }

  /**
   * Sets how long a packet waits for those before it, on a transport that may change their order.
   * What comes later than that is dropped, and counted as {@link TrackStatistics#late}. Packets in
   * order don't wait. When not set: 100 ms.
   *
   * @param time zero to hand packets on as they come, each with its {@link
   *     io.rtsper.api.rtp.RtpPacket#extendedSequence() number}
   * @return this builder
   * @throws RtspValidationException if the time is negative or longer than a day
   */
  public RtspSessionBuilder reorderTime(Duration time) {
    draft.reorderTime = notNegative(time, "reorder time");
    return this;
  }

  /**
   * Sets how many redirects in a row are followed. When not set: 5.
   *
   * @param count 0 for none
   * @return this builder
   * @throws RtspValidationException if the count is negative
   */
  public RtspSessionBuilder maxRedirects(int count) {
    if (count < 0) {
      throw new RtspValidationException("redirects: " + count + "; give 0 or more");
    }
    draft.maxRedirects = count;
    return this;
  }

  /**
   * Sets whether RTCP receiver reports are sent. When not set: they are, since cameras stop sending
   * media to who is silent; a server that ends the connection at the first one gets none from the
   * next connection on.
   *
   * @param reports false to send none from the beginning
   * @return this builder
   */
  public RtspSessionBuilder receiverReports(boolean reports) {
    draft.receiverReports = reports;
    return this;
  }

  /**
   * Sets whether a quirk is an error. When not set: quirks are tolerated and counted.
   *
   * @param strict true to make each quirk an {@link RtspProtocolException}
   * @return this builder
   */
  public RtspSessionBuilder strict(boolean strict) {
    draft.strict = strict;
    return this;
  }

  /**
   * Sets the {@code User-Agent} of requests. When not set: {@code rtsper}.
   *
   * @param product the product, or empty for no such header
   * @return this builder
   */
  public RtspSessionBuilder userAgent(String product) {
    RtspHeaders.of("User-Agent", product);
    draft.userAgent = product;
    return this;
  }

  /**
   * Adds a field that each request carries besides its own, such as {@code Require}. When not
   * called: none. A redirect to another host is followed without it, as it may be a secret, unless
   * it is one of RFC 2326 that says nothing of who asks.
   *
   * @param name a token
   * @param value the value
   * @return this builder
   * @throws RtspValidationException if the name isn't a token or the value holds CR, LF or NUL
   */
  public RtspSessionBuilder header(String name, String value) {
    draft.extraHeaders = draft.extraHeaders.toBuilder().add(name, value).build();
    return this;
  }

  /**
   * Adds a field that the requests of one method carry, besides their own and those of {@link
   * #header(String, String)}; {@code Require} of a feature that concerns SETUP, for instance. When
   * not called: none. What is said there of redirects holds here, too.
   *
   * @param method the method
   * @param name a token
   * @param value the value
   * @return this builder
   * @throws RtspValidationException if the name isn't a token or the value holds CR, LF or NUL
   */
  public RtspSessionBuilder header(RtspMethod method, String name, String value) {
    RtspHeaders before =
        draft.methodHeaders.getOrDefault(requireNonNull(method, "method"), RtspHeaders.empty());
    Map<RtspMethod, RtspHeaders> headers = new HashMap<>(draft.methodHeaders);
    headers.put(method, before.toBuilder().add(name, value).build());
    draft.methodHeaders = Map.copyOf(headers);
    return this;
  }

  /**
   * Sets how large a message of the server may be. When not set: {@link MessageLimits#DEFAULT}.
   *
   * @param limits the limits
   * @return this builder
   */
  public RtspSessionBuilder messageLimits(MessageLimits limits) {
    draft.messageLimits = requireNonNull(limits, "limits");
    return this;
  }

  /**
   * Sets the most bytes that the session buffers: unfinished messages, packets and frames, what
   * waits to be written, and frames that wait for whoever takes them. When not set: 32 MiB.
   *
   * <p>A connection that was given up for another counts as well, until its TEARDOWN is answered or
   * {@link #closeTimeout} is over: what waited to be written, and 128 KiB for what comes
   * unfinished. Where there is no room for that, it is closed without waiting.
   *
   * @param bytes 256 KiB at least, and enough for {@link #messageLimits}
   * @return this builder
   * @throws RtspValidationException if the limit is too small
   */
  public RtspSessionBuilder memoryLimit(int bytes) {
    if (bytes < MIN_MEMORY) {
      throw new RtspValidationException(
          "memory limit: " + bytes + " bytes; give " + MIN_MEMORY + " or more");
    }
    draft.memoryLimit = bytes;
    return this;
  }

  /**
   * Sets how many bytes a frame has at most. A larger one is dropped, and counted as {@link
   * TrackStatistics#framesDropped}; so is one for which the session's {@linkplain #memoryLimit
   * memory} has no room. When not set: 8 MiB.
   *
   * @param bytes 1 KiB at least
   * @return this builder
   * @throws RtspValidationException if the limit is too small
   */
  public RtspSessionBuilder maxFrameBytes(int bytes) {
    if (bytes < MIN_FRAME) {
      throw new RtspValidationException(
          "frame limit: " + bytes + " bytes; give " + MIN_FRAME + " or more");
    }
    draft.maxFrameBytes = bytes;
    return this;
  }

  /**
   * Sets a file that gets what is said and received, in pcapng, which Wireshark opens: requests,
   * responses, RTP and RTCP, of all of the session's connections; of TLS, what is inside. Messages
   * stand there without credentials, as {@link RtspRequest#toString()} and {@link
   * RtspResponse#toString()} have them; bodies but session descriptions and parameters are left
   * out. Media is there as it came. When not set: nothing is captured.
   *
   * <p>{@link #build()} replaces the file, and it is whole when the session is closed. A thread of
   * the session's own writes it. What that can't keep up with is left out and counted in the file's
   * last block; if nothing can be written any more, a warning says so and the session goes on. Up
   * to a quarter of {@link #memoryLimit}, and no more than 4 MiB, may wait for the disk.
   *
   * @param file the file, in a folder that is there; one for each session
   * @return this builder
   */
  public RtspSessionBuilder capture(Path file) {
    draft.capture = requireNonNull(file, "file");
    return this;
  }

  /**
   * Adds someone who is told what happens. When not called: nobody.
   *
   * @param listener the listener
   * @return this builder
   */
  public RtspSessionBuilder listener(RtspListener listener) {
    draft.listeners = with(draft.listeners, requireNonNull(listener, "listener"));
    return this;
  }

  /**
   * Sets who gets each frame. When not set: nobody, but {@link RtspSession#frames()} may be called
   * all the same.
   *
   * @param listener called on the session's event loop with a view that holds during the call
   * @return this builder
   */
  public RtspSessionBuilder onFrame(FrameListener listener) {
    return onFrame(FrameOptions.defaults(), listener);
  }

  /**
   * Sets who gets each frame, and which ones.
   *
   * @param options which frames; there is no queue, so that what it says of one has no effect
   * @param listener called on the session's event loop with a view that holds during the call
   * @return this builder
   */
  public RtspSessionBuilder onFrame(FrameOptions options, FrameListener listener) {
    draft.frameOptions = requireNonNull(options, "options");
    draft.frameListener = requireNonNull(listener, "listener");
    return this;
  }

  /**
   * Sets who gets each RTP packet. When neither this nor {@link #onFrame(FrameListener)} is set:
   * packets are counted, and the latest frames wait for {@link RtspSession#frames()}.
   *
   * @param listener called on the session's event loop with a view that holds during the call
   * @return this builder
   */
  public RtspSessionBuilder onPacket(PacketListener listener) {
    draft.packetListener = requireNonNull(listener, "listener");
    return this;
  }

  /**
   * Sets who gets each compound RTCP packet. When not set: nobody; rtsper itself reads them all the
   * same.
   *
   * @param listener called on the session's event loop with a view that holds during the call
   * @return this builder
   */
  public RtspSessionBuilder onRtcp(RtcpListener listener) {
    draft.rtcpListener = requireNonNull(listener, "listener");
    return this;
  }

  /**
   * Returns the session, not yet connected.
   *
   * @return a new session, to be closed by the caller
   * @throws RtspValidationException if a named transport or the URL's scheme has no plug-in, or the
   *     {@linkplain #capture capture} can't be written
   */
  public RtspSession build() {
    RtspClient on = client == null ? RtspClient.shared() : client;
    return on.newSession(options());
  }

  /** Returns the options as they are now; what is set later doesn't change them. */
  SessionOptions options() {
    return draft.complete();
  }

  /**
   * Returns the session when it plays: {@link #build()}, then connect, OPTIONS, DESCRIBE, SETUP of
   * all tracks that can be played, and PLAY. When a step fails, the session is closed.
   *
   * <p>How long that takes at most: each step has its own deadline, and each failure of the
   * connection is tried again as the {@linkplain #reconnect policy} says, three times by default.
   *
   * @return the playing session, to be closed by the caller
   * @throws RtspException if any step fails
   * @throws IllegalStateException if it is called from a callback; see {@link #openAsync()}
   */
  public RtspSession open() {
    RtspSession session = build();
    try {
      return session.start();
    } catch (RuntimeException failed) {
      session.close(); // an interrupted caller never gets hold of it
      throw failed;
    }
  }

  /**
   * Does what {@link #open()} does.
   *
   * @return completes with the playing session, to be closed by the caller
   * @throws RtspValidationException if a named transport or the URL's scheme has no plug-in
   */
  public CompletableFuture<RtspSession> openAsync() {
    RtspSession session = build();
    CompletableFuture<RtspSession> started = session.startAsync();
    started.whenComplete(
        (playing, failure) -> {
          if (failure != null) {
            session.closeAsync(); // who cancelled never gets hold of it
          }
        });
    return started;
  }

  private static Duration positive(Duration duration, String what) {
    if (duration.isZero()) {
      throw new RtspValidationException(what + ": 0; give more than zero");
    }
    return notNegative(duration, what);
  }

  private static Duration notNegative(Duration duration, String what) {
    if (duration.isNegative() || duration.compareTo(MAX_DURATION) > 0) {
      throw new RtspValidationException(
          what + ": " + duration + "; give up to a day, not less than zero");
    }
    return duration;
  }

  private static <T> List<T> with(List<T> list, T added) {
    List<T> longer = new ArrayList<>(list);
    longer.add(added);
    return List.copyOf(longer);
  }
}
