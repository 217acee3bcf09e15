package io.rtsper.api.header;

import static java.util.Objects.requireNonNull;

import io.rtsper.api.RtspValidationException;
import io.rtsper.api.ascii.Ascii;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Builds a {@link TransportHeader}. What isn't called is left out of the header; without any call
 * it says {@code RTP/AVP;unicast}. Not safe for use by several threads.
 */
public final class TransportHeaderBuilder {

  private static final Set<String> OWN_METHOD =
      Set.of(
          "unicast",
          "multicast",
          "interleaved",
          "client_port",
          "server_port",
          "port",
          "source",
          "destination",
          "ttl",
          "ssrc",
          "mode");

  String profile = "RTP/AVP";
  @Nullable String lowerTransport;
  boolean multicast;
  @Nullable ChannelPair interleaved;
  @Nullable PortPair clientPort;
  @Nullable PortPair serverPort;
  @Nullable PortPair port;
  @Nullable String source;
  @Nullable String destination;
  @Nullable Integer ttl;
  @Nullable Long ssrc;
  @Nullable String mode;
  final Map<String, String> parameters = new LinkedHashMap<>();

  TransportHeaderBuilder() {}

  TransportHeaderBuilder(TransportHeader header) {
    profile = header.profile();
    lowerTransport = header.lowerTransport().orElse(null);
    multicast = header.multicast();
    interleaved = header.interleaved().orElse(null);
    clientPort = header.clientPort().orElse(null);
    serverPort = header.serverPort().orElse(null);
    port = header.port().orElse(null);
    source = header.source().orElse(null);
    destination = header.destination().orElse(null);
    ttl = header.ttl().orElse(null);
    ssrc = header.ssrc().orElse(null);
    mode = header.mode().orElse(null);
    parameters.putAll(header.parameters());
  }

  /**
   * Sets protocol and profile; {@code RTP/AVP} if not called.
   *
   * @param profile two names with a slash between them, such as {@code RTP/SAVP}
   * @return this builder
   * @throws RtspValidationException if it isn't that
   */
  public TransportHeaderBuilder profile(String profile) {
    int slash = profile.indexOf('/');
    boolean two = slash > 0 && slash < profile.length() - 1 && slash == profile.lastIndexOf('/');
    if (!two || !HeaderText.isPlain(profile)) {
      throw new RtspValidationException(
          "a Transport header's profile is two names with a slash between them, such as RTP/AVP");
    }
    this.profile = Ascii.upper(profile);
    return this;
  }

  /**
   * Sets the lower transport; not spelled out, which means UDP, if not called.
   *
   * @param lowerTransport such as {@code TCP}
   * @return this builder
   * @throws RtspValidationException if it isn't a name
   */
  public TransportHeaderBuilder lowerTransport(String lowerTransport) {
    if (!HeaderText.isPlain(lowerTransport)
        || lowerTransport.startsWith("/")
        || lowerTransport.endsWith("/")) {
      throw new RtspValidationException(
          "a Transport header's lower transport is a name such as TCP");
    }
    this.lowerTransport = Ascii.upper(lowerTransport);
    return this;
  }

  /**
   * Sets whether packets go to a group; unicast if not called.
   *
   * @param multicast true for multicast
   * @return this builder
   */
  public TransportHeaderBuilder multicast(boolean multicast) {
    this.multicast = multicast;
    return this;
  }

  /**
   * Sets the interleaved channels.
   *
   * @param channels the channels
   * @return this builder
   */
  public TransportHeaderBuilder interleaved(ChannelPair channels) {
    this.interleaved = requireNonNull(channels, "channels");
    return this;
  }

  /**
   * Sets the client's ports.
   *
   * @param ports the ports
   * @return this builder
   */
  public TransportHeaderBuilder clientPort(PortPair ports) {
    this.clientPort = requireNonNull(ports, "ports");
    return this;
  }

  /**
   * Sets the server's ports.
   *
   * @param ports the ports
   * @return this builder
   */
  public TransportHeaderBuilder serverPort(PortPair ports) {
    this.serverPort = requireNonNull(ports, "ports");
    return this;
  }

  /**
   * Sets the ports of a multicast group.
   *
   * @param ports the ports
   * @return this builder
   */
  public TransportHeaderBuilder port(PortPair ports) {
    this.port = requireNonNull(ports, "ports");
    return this;
  }

  /**
   * Sets where packets come from.
   *
   * @param source an address or host name; empty for none
   * @return this builder
   * @throws RtspValidationException if it holds a control character
   */
  public TransportHeaderBuilder source(String source) {
    this.source = address("source", source);
    return this;
  }

  /**
   * Sets where packets go to.
   *
   * @param destination an address or host name; empty for none
   * @return this builder
   * @throws RtspValidationException if it holds a control character
   */
  public TransportHeaderBuilder destination(String destination) {
    this.destination = address("destination", destination);
    return this;
  }

  private static @Nullable String address(String name, String text) {
    HeaderText.sendable(name, text);
    int start = 0;
    int end = text.length();
    boolean outer = true;
    while (outer && start < end) {
      char first = text.charAt(start);
      char last = text.charAt(end - 1);
      boolean brackets = first == '[' && last == ']';
      outer = brackets || first <= ' ' || last <= ' ';
      start += brackets || first <= ' ' ? 1 : 0;
      end -= brackets || last <= ' ' ? 1 : 0;
    }
    String address = start < end ? text.substring(start, end) : "";
    return address.isEmpty() ? null : address;
  }

  /**
   * Sets the time to live of multicast packets.
   *
   * @param ttl 0 to 255
   * @return this builder
   * @throws RtspValidationException if it is out of range
   */
  public TransportHeaderBuilder ttl(int ttl) {
    if (ttl < 0 || ttl > 0xFF) {
      throw new RtspValidationException("not a time to live: " + ttl + "; it goes from 0 to 255");
    }
    this.ttl = ttl;
    return this;
  }

  /**
   * Sets the synchronization source.
   *
   * @param ssrc a number of 32 bit
   * @return this builder
   * @throws RtspValidationException if it is out of range
   */
  public TransportHeaderBuilder ssrc(long ssrc) {
    if (ssrc < 0 || ssrc > 0xFFFFFFFFL) {
      throw new RtspValidationException("not an SSRC: " + ssrc + "; it has 32 bits");
    }
    this.ssrc = ssrc;
    return this;
  }

  /**
   * Sets the mode. Leave it out to play: there are cameras that refuse {@code mode="PLAY"}.
   *
   * @param mode such as {@code RECORD}; empty for none
   * @return this builder
   * @throws RtspValidationException if it holds a control character
   */
  public TransportHeaderBuilder mode(String mode) {
    this.mode = HeaderText.sendable("mode", mode).isEmpty() ? null : mode;
    return this;
  }

  /**
   * Adds a parameter that has no method of its own.
   *
   * @param name a token, written in lower case
   * @param value the value; empty for a parameter that stands alone
   * @return this builder
   * @throws RtspValidationException if the name isn't a token, has a method of its own, or the
   *     value holds a control character
   */
  public TransportHeaderBuilder parameter(String name, String value) {
    String key = Ascii.lower(name);
    if (!HeaderText.isPlain(key) || key.indexOf('/') >= 0 || OWN_METHOD.contains(key)) {
      throw new RtspValidationException(
          "a Transport header's parameter has a token for a name, and one that has no method of its"
              + " own");
    }
    parameters.put(key, HeaderText.sendable("the parameter " + key, value));
    return this;
  }

  /**
   * Returns the transport.
   *
   * @return the transport
   */
  public TransportHeader build() {
    return new TransportHeader(this);
  }
}
