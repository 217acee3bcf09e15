package io.rtsper.api.sdp;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Makes a {@link SessionDescription}. For one thread. */
public final class SessionDescriptionBuilder {

  int version;
  Origin origin = Origin.NONE;
  String sessionName = "";
  String information = "";
  @Nullable Connection connection;
  final List<Bandwidth> bandwidths = new ArrayList<>(1);
  final List<TimeDescription> times = new ArrayList<>(1);
  final List<SdpLine> lines = new ArrayList<>(0);
  final List<SdpAttribute> attributes = new ArrayList<>();
  final List<MediaDescription> media = new ArrayList<>(4);
  final List<SdpWarning> warnings = new ArrayList<>(0);
  String raw = "";

  SessionDescriptionBuilder() {}

  /**
   * Sets the version; 0 if this isn't called.
   *
   * @param version the version, at least 0
   * @return this
   * @throws IllegalArgumentException if it is below 0
   */
  public SessionDescriptionBuilder version(int version) {
    if (version < 0) {
      throw new IllegalArgumentException("the version is below 0: " + version);
    }
    this.version = version;
    return this;
  }

  /**
   * Sets the {@code o=} line; {@link Origin#NONE} if this isn't called.
   *
   * @param origin the line
   * @return this
   */
  public SessionDescriptionBuilder origin(Origin origin) {
    this.origin = requireNonNull(origin, "origin");
    return this;
  }

  /**
   * Sets the name; none if this isn't called.
   *
   * @param sessionName the {@code s=} line
   * @return this
   */
  public SessionDescriptionBuilder sessionName(String sessionName) {
    this.sessionName = Scan.line(sessionName, "session name");
    return this;
  }

  /**
   * Sets what is said about the session; nothing if this isn't called.
   *
   * @param information the {@code i=} line
   * @return this
   */
  public SessionDescriptionBuilder information(String information) {
    this.information = Scan.line(information, "information");
    return this;
  }

  /**
   * Sets the {@code c=} line; none if this isn't called.
   *
   * @param connection the line
   * @return this
   */
  public SessionDescriptionBuilder connection(Connection connection) {
    this.connection = requireNonNull(connection, "connection");
    return this;
  }

  /**
   * Adds a {@code b=} line.
   *
   * @param bandwidth the line
   * @return this
   */
  public SessionDescriptionBuilder bandwidth(Bandwidth bandwidth) {
    bandwidths.add(requireNonNull(bandwidth, "bandwidth"));
    return this;
  }

  /**
   * Adds a {@code t=} line; {@link TimeDescription#PERMANENT} if this isn't called.
   *
   * @param time the line and its repeats
   * @return this
   */
  public SessionDescriptionBuilder time(TimeDescription time) {
    times.add(requireNonNull(time, "time"));
    return this;
  }

  /**
   * Adds a line of another type.
   *
   * @param line the line
   * @return this
   */
  public SessionDescriptionBuilder line(SdpLine line) {
    lines.add(requireNonNull(line, "line"));
    return this;
  }

  /**
   * Adds an attribute.
   *
   * @param attribute the attribute
   * @return this
   */
  public SessionDescriptionBuilder attribute(SdpAttribute attribute) {
    attributes.add(requireNonNull(attribute, "attribute"));
    return this;
  }

  /**
   * Adds a media.
   *
   * @param media the media
   * @return this
   */
  public SessionDescriptionBuilder media(MediaDescription media) {
    this.media.add(requireNonNull(media, "media"));
    return this;
  }

  /**
   * Adds a warning.
   *
   * @param warning the warning
   * @return this
   */
  public SessionDescriptionBuilder warning(SdpWarning warning) {
    warnings.add(requireNonNull(warning, "warning"));
    return this;
  }

  /**
   * Sets the text that the description was read from; empty if this isn't called.
   *
   * @param raw the text
   * @return this
   */
  public SessionDescriptionBuilder raw(String raw) {
    this.raw = requireNonNull(raw, "raw");
    return this;
  }

  /**
   * Returns the description.
   *
   * @return the description
   */
  public SessionDescription build() {
    return new SessionDescription(this);
  }
}
