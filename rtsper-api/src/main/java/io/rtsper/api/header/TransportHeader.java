package io.rtsper.api.header;

import io.rtsper.api.text.PeerText;
import java.util.Collections;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One transport of a {@code Transport} header (RFC 2326 §12.39).
 *
 * <p>Written in the RFC's order. What a server answers is a claim about addresses, ports and
 * sources that need not be true: {@link #source()}, {@link #serverPort()} and {@link #ssrc()} are
 * hints for the transport that uses them.
 *
 * <p>Immutable.
 */
public final class TransportHeader {

  private static final HexFormat HEX = HexFormat.of().withUpperCase();

  private final String profile;
  private final @Nullable String lowerTransport;
  private final boolean multicast;
  private final @Nullable ChannelPair interleaved;
  private final @Nullable PortPair clientPort;
  private final @Nullable PortPair serverPort;
  private final @Nullable PortPair port;
  private final @Nullable String source;
  private final @Nullable String destination;
  private final @Nullable Integer ttl;
  private final @Nullable Long ssrc;
  private final @Nullable String mode;
  private final Map<String, String> parameters;

  TransportHeader(TransportHeaderBuilder builder) {
    this.profile = builder.profile;
    this.lowerTransport = builder.lowerTransport;
    this.multicast = builder.multicast;
    this.interleaved = builder.interleaved;
    this.clientPort = builder.clientPort;
    this.serverPort = builder.serverPort;
    this.port = builder.port;
    this.source = builder.source;
    this.destination = builder.destination;
    this.ttl = builder.ttl;
    this.ssrc = builder.ssrc;
    this.mode = builder.mode;
    this.parameters = Collections.unmodifiableMap(new LinkedHashMap<>(builder.parameters));
  }

  /**
   * Returns the offer of interleaved packets: {@code RTP/AVP/TCP;unicast;interleaved=0-1}.
   *
   * @param first the channel of RTP, 0 to 254; RTCP is offered on the next
   * @return the offer
   * @throws io.rtsper.api.RtspValidationException if the channel is out of range
   */
  public static TransportHeader interleaved(int first) {
    return builder().lowerTransport("TCP").interleaved(new ChannelPair(first, first + 1)).build();
  }

  /**
   * Returns the offer of UDP unicast: {@code RTP/AVP;unicast;client_port=5000-5001}.
   *
   * @param rtpPort the port of RTP, which should be even; RTCP is offered on the next
   * @return the offer
   * @throws io.rtsper.api.RtspValidationException if the port is out of range
   */
  public static TransportHeader udpUnicast(int rtpPort) {
    return builder().clientPort(new PortPair(rtpPort, rtpPort + 1)).build();
  }

  /**
   * Returns the offer of UDP multicast: {@code RTP/AVP;multicast}. The server chooses the group and
   * its ports.
   *
   * @return the offer
   */
  public static TransportHeader udpMulticast() {
    return builder().multicast(true).build();
  }

  /**
   * Returns a builder of {@code RTP/AVP;unicast} without parameters.
   *
   * @return a new builder
   */
  public static TransportHeaderBuilder builder() {
    return new TransportHeaderBuilder();
  }

  /**
   * Returns protocol and profile, such as {@code RTP/AVP} or {@code RTP/SAVP}.
   *
   * @return the two in upper case; {@code RTP/AVP} if the server left them out
   */
  public String profile() {
    return profile;
  }

  /**
   * Returns the lower transport as far as it is spelled out.
   *
   * @return {@code TCP}, {@code UDP} or another in upper case; empty means UDP by the RFC
   */
  public Optional<String> lowerTransport() {
    return Optional.ofNullable(lowerTransport);
  }

  /**
   * Returns whether packets go to a group.
   *
   * @return true for multicast
   */
  public boolean multicast() {
    return multicast;
  }

  /**
   * Returns whether packets come interleaved on the control link, as the lower transport says or
   * channels show: a server may answer {@code RTP/AVP;interleaved=0-1}.
   *
   * @return true if they do
   */
  public boolean isInterleaved() {
    return interleaved != null || "TCP".equals(lowerTransport);
  }

  /**
   * Returns the interleaved channels. Of a single channel, an even one is read as the first of two
   * and an odd one as both.
   *
   * @return the channels, or empty if none can be read
   */
  public Optional<ChannelPair> interleaved() {
    return Optional.ofNullable(interleaved);
  }

  /**
   * Returns the client's ports. A single port is the first of two.
   *
   * @return the ports, or empty
   */
  public Optional<PortPair> clientPort() {
    return Optional.ofNullable(clientPort);
  }

  /**
   * Returns the server's ports. A single port is the first of two. Some servers send from others,
   * and some write {@code 0-1}.
   *
   * @return the ports, or empty
   */
  public Optional<PortPair> serverPort() {
    return Optional.ofNullable(serverPort);
  }

  /**
   * Returns the ports of a multicast group. A single port is the first of two.
   *
   * @return the ports, or empty
   */
  public Optional<PortPair> port() {
    return Optional.ofNullable(port);
  }

  /**
   * Returns where packets come from: an address without brackets, or a host name.
   *
   * @return the source, or empty
   */
  public Optional<String> source() {
    return Optional.ofNullable(source);
  }

  /**
   * Returns where packets go to: an address without brackets, or a host name.
   *
   * @return the destination, or empty
   */
  public Optional<String> destination() {
    return Optional.ofNullable(destination);
  }

  /**
   * Returns the time to live of multicast packets.
   *
   * @return 0 to 255, or empty
   */
  public Optional<Integer> ttl() {
    return Optional.ofNullable(ttl);
  }

  /**
   * Returns the synchronization source that is announced.
   *
   * @return a number of 32 bit, or empty
   */
  public Optional<Long> ssrc() {
    return Optional.ofNullable(ssrc);
  }

  /**
   * Returns the mode, such as {@code PLAY}, as it was written but for quotes.
   *
   * @return the mode, or empty, which means PLAY
   */
  public Optional<String> mode() {
    return Optional.ofNullable(mode);
  }

  /**
   * Returns the parameters that have no method of their own.
   *
   * @return unquoted values by names in lower case, in their order; the value of one that stands
   *     alone is empty
   */
  public Map<String, String> parameters() {
    return parameters;
  }

  /**
   * Returns a builder that starts with what this transport says.
   *
   * @return a new builder
   */
  public TransportHeaderBuilder toBuilder() {
    return new TransportHeaderBuilder(this);
  }

  /**
   * Returns the transport as it goes on the wire.
   *
   * @return the value of {@code Transport}
   */
  public String value() {
    StringBuilder out = new StringBuilder(profile);
    if (lowerTransport != null) {
      out.append('/').append(lowerTransport);
    }
    out.append(multicast ? ";multicast" : ";unicast");
    append(out, "destination", address(destination));
    append(out, "source", address(source));
    append(out, "interleaved", interleaved);
    append(out, "ttl", ttl);
    append(out, "port", port);
    append(out, "client_port", clientPort);
    append(out, "server_port", serverPort);
    append(out, "ssrc", ssrc == null ? null : HEX.toHexDigits(ssrc, 8));
    append(out, "mode", mode == null ? null : HeaderText.quote(mode));
    parameters.forEach(
        (name, text) -> {
          if (text.isEmpty()) {
            out.append(';').append(name);
          } else {
            append(out, name, HeaderText.quoteIfNeeded(text));
          }
        });
    return out.toString();
  }

  private static void append(StringBuilder out, String name, @Nullable Object value) {
    if (value != null) {
      out.append(';').append(name).append('=').append(value);
    }
  }

  private static @Nullable String address(@Nullable String text) {
    if (text == null) {
      return null;
    }
    return HeaderText.quoteIfNeeded(text.indexOf(':') < 0 ? text : "[" + text + "]");
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof TransportHeader that && value().equals(that.value());
  }

  @Override
  public int hashCode() {
    return value().hashCode();
  }

  /** Returns {@link #value()} as it may be printed. */
  @Override
  public String toString() {
    return PeerText.printable(value(), 1000);
  }
}
