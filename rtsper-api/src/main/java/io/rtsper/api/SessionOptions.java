package io.rtsper.api;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The options of a session: what {@link RtspSession.Builder} was told, and the defaults of the
 * rest. Immutable; each reader's meaning, default and limits stand at the builder's method of its
 * name.
 */
public final class SessionOptions {

  private final RtspUrl url;
  private final List<Credentials> credentials;
  private final AuthPolicy authPolicy;
  private final List<String> transports;
  private final Duration connectTimeout;
  private final Duration responseTimeout;
  private final Duration firstMediaTimeout;
  private final Duration mediaStallTimeout;
  private final Duration closeTimeout;
  private final ReconnectPolicy reconnectPolicy;
  private final @Nullable Duration keepaliveInterval;
  private final @Nullable RtspMethod keepaliveMethod;
  private final TlsOptions tls;
  private final AddressPolicy addressPolicy;
  private final int maxRedirects;
  private final boolean strict;
  private final String userAgent;
  private final RtspHeaders extraHeaders;
  private final MessageLimits messageLimits;
  private final int memoryLimit;
  private final List<RtspListener> listeners;
  private final @Nullable PacketListener packetListener;
  private final @Nullable RtcpListener rtcpListener;

  /** What the engine holds besides messages: an unfinished packet, and what waits to be sent. */
  private static final int FIXED_MEMORY = (64 << 10) + (64 << 10);

  SessionOptions(RtspSession.Builder builder) {
    this.url = builder.url;
    List<Credentials> secrets = new ArrayList<>(builder.credentials);
    builder.url.credentials().ifPresent(secrets::add);
    this.credentials = List.copyOf(secrets);
    this.authPolicy = builder.authPolicy;
    this.transports = builder.transports;
    this.connectTimeout = builder.connectTimeout;
    this.responseTimeout = builder.responseTimeout;
    this.firstMediaTimeout = builder.firstMediaTimeout;
    this.mediaStallTimeout = builder.mediaStallTimeout;
    this.closeTimeout = builder.closeTimeout;
    this.reconnectPolicy = builder.reconnectPolicy;
    this.keepaliveInterval = builder.keepaliveInterval;
    this.keepaliveMethod = builder.keepaliveMethod;
    this.tls = builder.tls;
    this.addressPolicy = builder.addressPolicy;
    this.maxRedirects = builder.maxRedirects;
    this.strict = builder.strict;
    this.userAgent = builder.userAgent;
    this.extraHeaders = builder.extraHeaders.build();
    this.messageLimits = builder.messageLimits;
    this.memoryLimit = builder.memoryLimit;
    this.listeners = List.copyOf(builder.listeners);
    this.packetListener = builder.packetListener;
    this.rtcpListener = builder.rtcpListener;
    checkMemory();
  }

  /** One number covers all that a session buffers, so the parts must fit before a byte comes. */
  private void checkMemory() {
    long needed =
        (long) FIXED_MEMORY + messageLimits.maxHeaderBytes() + messageLimits.maxBodyBytes();
    if (needed > memoryLimit) {
      throw new RtspValidationException(
          "the session's memory limit is "
              + memoryLimit
              + " bytes, but its message limits alone need "
              + needed
              + "; raise memoryLimit(…) or lower messageLimits(…)");
    }
  }

  /**
   * Returns how much may wait to be written: what the memory limit leaves besides messages, 1 MiB
   * at most.
   *
   * @return bytes
   */
  public int sendLimit() {
    long left =
        (long) memoryLimit
            - FIXED_MEMORY / 2
            - messageLimits.maxHeaderBytes()
            - messageLimits.maxBodyBytes();
    return (int) Math.min(left, 1 << 20);
  }

  /**
   * Returns the presentation's URL.
   *
   * @return the URL
   */
  public RtspUrl url() {
    return url;
  }

  /**
   * Returns the credentials, those of the URL last.
   *
   * @return the credentials
   */
  public List<Credentials> credentials() {
    return credentials;
  }

  /**
   * Returns which challenges are answered.
   *
   * @return the policy
   */
  public AuthPolicy authPolicy() {
    return authPolicy;
  }

  /**
   * Returns the names of the media transports, in order of preference.
   *
   * @return one name at least
   */
  public List<String> transports() {
    return transports;
  }

  /**
   * Returns the deadline of a connect: name look-up, TCP and TLS together.
   *
   * @return the time
   */
  public Duration connectTimeout() {
    return connectTimeout;
  }

  /**
   * Returns the deadline of a whole response.
   *
   * @return the time
   */
  public Duration responseTimeout() {
    return responseTimeout;
  }

  /**
   * Returns how long PLAY may be without a packet.
   *
   * @return the time; zero for no deadline
   */
  public Duration firstMediaTimeout() {
    return firstMediaTimeout;
  }

  /**
   * Returns how long media may pause while playing.
   *
   * @return the time; zero for no deadline
   */
  public Duration mediaStallTimeout() {
    return mediaStallTimeout;
  }

  /**
   * Returns how long closing waits for the answer to TEARDOWN.
   *
   * @return the time
   */
  public Duration closeTimeout() {
    return closeTimeout;
  }

  /**
   * Returns when the session comes back by itself.
   *
   * @return the policy
   */
  public ReconnectPolicy reconnectPolicy() {
    return reconnectPolicy;
  }

  /**
   * Returns the time between keepalives.
   *
   * @return the time, or empty to follow the server's session timeout
   */
  public Optional<Duration> keepaliveInterval() {
    return Optional.ofNullable(keepaliveInterval);
  }

  /**
   * Returns the method of keepalives.
   *
   * @return the method, or empty for the ladder
   */
  public Optional<RtspMethod> keepaliveMethod() {
    return Optional.ofNullable(keepaliveMethod);
  }

  /**
   * Returns how an rtsps server is trusted.
   *
   * @return the options
   */
  public TlsOptions tls() {
    return tls;
  }

  /**
   * Returns which addresses may be talked to.
   *
   * @return the policy
   */
  public AddressPolicy addressPolicy() {
    return addressPolicy;
  }

  /**
   * Returns how many redirects in a row are followed.
   *
   * @return 0 for none
   */
  public int maxRedirects() {
    return maxRedirects;
  }

  /**
   * Returns whether a quirk is an error.
   *
   * @return true in strict mode
   */
  public boolean strict() {
    return strict;
  }

  /**
   * Returns the User-Agent of requests.
   *
   * @return the product; empty for none
   */
  public String userAgent() {
    return userAgent;
  }

  /**
   * Returns the fields that each request carries besides its own.
   *
   * @return the headers
   */
  public RtspHeaders extraHeaders() {
    return extraHeaders;
  }

  /**
   * Returns how large a message of the server may be.
   *
   * @return the limits
   */
  public MessageLimits messageLimits() {
    return messageLimits;
  }

  /**
   * Returns the most bytes that the session buffers.
   *
   * @return the limit
   */
  public int memoryLimit() {
    return memoryLimit;
  }

  /**
   * Returns who is told what happens.
   *
   * @return the listeners
   */
  public List<RtspListener> listeners() {
    return listeners;
  }

  /**
   * Returns who gets RTP packets.
   *
   * @return the listener, or empty
   */
  public Optional<PacketListener> packetListener() {
    return Optional.ofNullable(packetListener);
  }

  /**
   * Returns who gets RTCP packets.
   *
   * @return the listener, or empty
   */
  public Optional<RtcpListener> rtcpListener() {
    return Optional.ofNullable(rtcpListener);
  }
}
