package io.rtsper.api.sdp;

import static java.util.Objects.requireNonNull;

import io.rtsper.api.text.PeerText;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Makes a {@link MediaDescription}. For one thread. */
public final class MediaDescriptionBuilder {

  String media;
  int port;
  int portCount = 1;
  String protocol = "RTP/AVP";
  List<String> formats = List.of();
  String information = "";
  final List<Connection> connections = new ArrayList<>(0);
  final List<Bandwidth> bandwidths = new ArrayList<>(1);
  final List<SdpLine> lines = new ArrayList<>(0);
  final List<SdpAttribute> attributes = new ArrayList<>();
  @Nullable String problem;
  @Nullable String unreadableLine;

  MediaDescriptionBuilder(String media) {
    this.media = Scan.line(media, "media");
  }

  /**
   * Sets port and count; 0 and 1 if this isn't called.
   *
   * @param port the port, 0 to 65535
   * @param count how many ports, at least 1
   * @return this
   * @throws IllegalArgumentException if one is out of its range
   */
  public MediaDescriptionBuilder port(int port, int count) {
    if (port < 0 || port > 0xFFFF || count < 1) {
      throw new IllegalArgumentException("not a port and a count: " + port + "/" + count);
    }
    this.port = port;
    portCount = count;
    return this;
  }

  /**
   * Sets the transport protocol; {@code RTP/AVP} if this isn't called.
   *
   * @param protocol the protocol
   * @return this
   */
  public MediaDescriptionBuilder protocol(String protocol) {
    this.protocol = Scan.line(protocol, "protocol");
    return this;
  }

  /**
   * Sets the formats; at least one is needed.
   *
   * @param formats payload types or other formats
   * @return this
   */
  public MediaDescriptionBuilder formats(List<String> formats) {
    if (formats.size() == 1) {
      this.formats = List.of(Scan.token(formats.get(0), "format"));
    } else {
      this.formats = formats.stream().map(format -> Scan.token(format, "format")).toList();
    }
    return this;
  }

  /**
   * Sets the title; none if this isn't called.
   *
   * @param information the {@code i=} line
   * @return this
   */
  public MediaDescriptionBuilder information(String information) {
    this.information = Scan.line(information, "information");
    return this;
  }

  /**
   * Adds a {@code c=} line.
   *
   * @param connection the line
   * @return this
   */
  public MediaDescriptionBuilder connection(Connection connection) {
    connections.add(requireNonNull(connection, "connection"));
    return this;
  }

  /**
   * Adds a {@code b=} line.
   *
   * @param bandwidth the line
   * @return this
   */
  public MediaDescriptionBuilder bandwidth(Bandwidth bandwidth) {
    bandwidths.add(requireNonNull(bandwidth, "bandwidth"));
    return this;
  }

  /**
   * Adds a {@code k=} line, the only one of its kind that a media has.
   *
   * @param line the line
   * @return this
   * @throws IllegalArgumentException if it is another line
   */
  public MediaDescriptionBuilder line(SdpLine line) {
    if (line.type() != 'k') {
      throw new IllegalArgumentException("a media has no line " + line.type() + "=");
    }
    lines.add(line);
    return this;
  }

  /**
   * Adds an attribute.
   *
   * @param attribute the attribute
   * @return this
   */
  public MediaDescriptionBuilder attribute(SdpAttribute attribute) {
    attributes.add(requireNonNull(attribute, "attribute"));
    return this;
  }

  /**
   * Returns the attributes so far.
   *
   * @return a copy, in their order
   */
  public List<SdpAttribute> attributes() {
    return List.copyOf(attributes);
  }

  /**
   * Says that the {@code m=} line can't be read.
   *
   * @param line what follows {@code m=}
   * @param problem why, in a sentence
   * @return this
   */
  public MediaDescriptionBuilder unreadable(String line, String problem) {
    this.unreadableLine = Scan.line(line, "line");
    this.problem = PeerText.printable(requireNonNull(problem, "problem"));
    return this;
  }

  /**
   * Returns the media.
   *
   * @return the media
   * @throws IllegalArgumentException if media or protocol is not a word or there is no format,
   *     unless the line is said to be unreadable
   */
  public MediaDescription build() {
    if (problem == null) {
      Scan.requireToken(media, "media");
      Scan.requireToken(protocol, "protocol");
      if (formats.isEmpty()) {
        throw new IllegalArgumentException("a media needs a format");
      }
    }
    return new MediaDescription(this);
  }
}
