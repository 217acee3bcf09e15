package io.rtsper.api;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The options of a session: what {@link RtspSessionBuilder} was told, and the defaults of the rest.
 * Immutable. Meaning, default and limits of each stand at the builder's method that sets it.
 */
public final class SessionOptions implements Cloneable {

  /** What the engine holds besides messages: an unfinished packet, and what waits to be sent. */
  private static final int FIXED_MEMORY = (64 << 10) + (64 << 10);

  // The builder alone writes these, on a draft of its own. Collections are replaced, not changed,
  // so that a copy of the fields is all that makes the options of a session independent of it.

  private final RtspUrl url;
  List<Credentials> credentials = List.of();
  AuthPolicy authPolicy = AuthPolicy.DEFAULT;
  List<String> transports;
  Duration connectTimeout = Duration.ofSeconds(5);
  Duration responseTimeout = Duration.ofSeconds(5);
  Duration firstMediaTimeout = Duration.ofSeconds(10);
  Duration mediaStallTimeout = Duration.ofSeconds(10);
  Duration closeTimeout = Duration.ofSeconds(1);
  ReconnectPolicy reconnectPolicy = ReconnectPolicy.defaults();
  @Nullable Duration keepaliveInterval;
  @Nullable RtspMethod keepaliveMethod;
  TlsOptions tls = TlsOptions.defaults();
  UdpOptions udp = UdpOptions.defaults();
  Duration transportTimeout = Duration.ofSeconds(3);
  Duration reorderTime = Duration.ofMillis(100);
  AddressPolicy addressPolicy = AddressPolicy.ANY;
  int maxRedirects = 5;
  boolean receiverReports = true;
  boolean strict;
  String userAgent = "rtsper";
  RtspHeaders extraHeaders = RtspHeaders.empty();
  Map<RtspMethod, RtspHeaders> methodHeaders = Map.of();
  MessageLimits messageLimits = MessageLimits.DEFAULT;
  int memoryLimit = 32 << 20;
  int maxFrameBytes = 8 << 20;
  @Nullable Path capture;
  List<RtspListener> listeners = List.of();
  @Nullable PacketListener packetListener;
  @Nullable FrameListener frameListener;
  FrameOptions frameOptions = FrameOptions.defaults();
  @Nullable RtcpListener rtcpListener;

  SessionOptions(RtspUrl url) {
    this.url = url;
    this.transports = List.of(url.mediaTransport().orElse("tcp"));
  }

  /**
   * Returns the options of one session: a copy of this draft, the URL's credentials added.
   *
   * @throws RtspValidationException if the memory limit is too small for the message limits
   */
  SessionOptions complete() {
    checkMemory();
    SessionOptions complete;
    try {
      complete = (SessionOptions) clone();
    } catch (CloneNotSupportedException impossible) {
      throw new IllegalStateException("options can be copied", impossible);
    }
    List<Credentials> secrets = new ArrayList<>(credentials);
    url.credentials().ifPresent(secrets::add);
    complete.credentials = List.copyOf(secrets);
    return complete;
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

  /** {@return the presentation's URL} */
  public RtspUrl url() {
    return url;
  }

  /**
   * {@return the {@linkplain RtspSessionBuilder#credentials credentials}, those of the URL last}
   */
  public List<Credentials> credentials() {
    return credentials;
  }

  /** {@return which {@linkplain RtspSessionBuilder#authPolicy challenges} are answered} */
  public AuthPolicy authPolicy() {
    return authPolicy;
  }

  /** {@return the names of the {@linkplain RtspSessionBuilder#transports media transports}} */
  public List<String> transports() {
    return transports;
  }

  /** {@return the {@linkplain RtspSessionBuilder#connectTimeout deadline} of a connect} */
  public Duration connectTimeout() {
    return connectTimeout;
  }

  /** {@return the {@linkplain RtspSessionBuilder#responseTimeout deadline} of a response} */
  public Duration responseTimeout() {
    return responseTimeout;
  }

  /**
   * {@return the {@linkplain RtspSessionBuilder#firstMediaTimeout deadline} of the first packet}
   */
  public Duration firstMediaTimeout() {
    return firstMediaTimeout;
  }

  /** {@return how long media may {@linkplain RtspSessionBuilder#mediaStallTimeout pause}} */
  public Duration mediaStallTimeout() {
    return mediaStallTimeout;
  }

  /** {@return how long {@linkplain RtspSessionBuilder#closeTimeout closing} waits} */
  public Duration closeTimeout() {
    return closeTimeout;
  }

  /** {@return when the session {@linkplain RtspSessionBuilder#reconnect comes back} by itself} */
  public ReconnectPolicy reconnectPolicy() {
    return reconnectPolicy;
  }

  /**
   * {@return the time between {@linkplain RtspSessionBuilder#keepaliveInterval keepalives}, or
   * empty to follow the server's session timeout}
   */
  public Optional<Duration> keepaliveInterval() {
    return Optional.ofNullable(keepaliveInterval);
  }

  /**
   * {@return the method of {@linkplain RtspSessionBuilder#keepaliveMethod keepalives}, or empty for
   * the first that the server answers well}
   */
  public Optional<RtspMethod> keepaliveMethod() {
    return Optional.ofNullable(keepaliveMethod);
  }

  /** {@return how an rtsps server is {@linkplain RtspSessionBuilder#tls trusted}} */
  public TlsOptions tls() {
    return tls;
  }

  /** {@return the ports, buffers and interface of {@linkplain RtspSessionBuilder#udp UDP}} */
  public UdpOptions udp() {
    return udp;
  }

  /**
   * {@return how long a media transport may be {@linkplain RtspSessionBuilder#transportTimeout
   * silent} before the next one is tried}
   */
  public Duration transportTimeout() {
    return transportTimeout;
  }

  /** {@return how long a packet {@linkplain RtspSessionBuilder#reorderTime waits} for its turn} */
  public Duration reorderTime() {
    return reorderTime;
  }

  /** {@return which {@linkplain RtspSessionBuilder#addressPolicy addresses} may be talked to} */
  public AddressPolicy addressPolicy() {
    return addressPolicy;
  }

  /** {@return how many {@linkplain RtspSessionBuilder#maxRedirects redirects} are followed} */
  public int maxRedirects() {
    return maxRedirects;
  }

  /** {@return whether {@linkplain RtspSessionBuilder#receiverReports receiver reports} are sent} */
  public boolean receiverReports() {
    return receiverReports;
  }

  /** {@return whether a quirk is an {@linkplain RtspSessionBuilder#strict error}} */
  public boolean strict() {
    return strict;
  }

  /** {@return the {@linkplain RtspSessionBuilder#userAgent product} in requests; empty for none} */
  public String userAgent() {
    return userAgent;
  }

  /**
   * Returns the fields that a request carries besides its own.
   *
   * @param method the request's method
   * @return those of {@linkplain RtspSessionBuilder#header(String, String) each request}, then
   *     those of the {@linkplain RtspSessionBuilder#header(RtspMethod, String, String) method}
   */
  public RtspHeaders extraHeaders(RtspMethod method) {
    RtspHeaders own = methodHeaders.get(method);
    return own == null ? extraHeaders : extraHeaders.toBuilder().addAll(own).build();
  }

  /**
   * {@return how large a message may be, by its {@linkplain RtspSessionBuilder#messageLimits
   * parts}}
   */
  public MessageLimits messageLimits() {
    return messageLimits;
  }

  /**
   * {@return the most bytes that the session {@linkplain RtspSessionBuilder#memoryLimit buffers}}
   */
  public int memoryLimit() {
    return memoryLimit;
  }

  /** {@return the most bytes that a {@linkplain RtspSessionBuilder#maxFrameBytes frame} has} */
  public int maxFrameBytes() {
    return maxFrameBytes;
  }

  /** {@return the file that the session is {@linkplain RtspSessionBuilder#capture captured} to} */
  public Optional<Path> capture() {
    return Optional.ofNullable(capture);
  }

  /** {@return who is {@linkplain RtspSessionBuilder#listener told} what happens} */
  public List<RtspListener> listeners() {
    return listeners;
  }

  /** {@return who gets {@linkplain RtspSessionBuilder#onPacket RTP packets}, if anyone does} */
  public Optional<PacketListener> packetListener() {
    return Optional.ofNullable(packetListener);
  }

  /** {@return who gets {@linkplain RtspSessionBuilder#onFrame(FrameListener) frames}, if any} */
  public Optional<FrameListener> frameListener() {
    return Optional.ofNullable(frameListener);
  }

  /**
   * {@return which frames the {@linkplain RtspSessionBuilder#onFrame(FrameOptions, FrameListener)
   * listener} gets}
   */
  public FrameOptions frameOptions() {
    return frameOptions;
  }

  /** {@return who gets {@linkplain RtspSessionBuilder#onRtcp RTCP packets}, if anyone does} */
  public Optional<RtcpListener> rtcpListener() {
    return Optional.ofNullable(rtcpListener);
  }
}
