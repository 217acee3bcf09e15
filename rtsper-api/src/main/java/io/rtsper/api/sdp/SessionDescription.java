package io.rtsper.api.sdp;

import io.rtsper.api.text.PeerText;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A session description: the body of the answer to DESCRIBE (RFC 8866).
 *
 * <p>Two descriptions are equal if they say the same; {@link #warnings()} and {@link #raw()} don't
 * count. What {@link #toSdp()} writes is read as an equal description.
 */
public final class SessionDescription extends SdpSection {

  private final int version;
  private final Origin origin;
  private final String sessionName;
  private final @Nullable Connection connection;
  private final List<TimeDescription> times;
  private final List<MediaDescription> media;
  private final List<SdpWarning> warnings;
  private final String raw;

  SessionDescription(SessionDescriptionBuilder builder) {
    super(
        builder.information,
        SmallLists.copyOf(builder.bandwidths),
        SdpWriter.inOrder(builder.lines),
        new AttributeList(builder.attributes));
    version = builder.version;
    origin = builder.origin;
    sessionName = builder.sessionName;
    connection = builder.connection;
    times =
        builder.times.isEmpty()
            ? List.of(TimeDescription.PERMANENT)
            : SmallLists.copyOf(builder.times);
    media = bound(builder.media);
    warnings = SmallLists.copyOf(builder.warnings);
    raw = builder.raw;
  }

  /**
   * Returns a builder.
   *
   * @return a builder of a description that says nothing
   */
  public static SessionDescriptionBuilder builder() {
    return new SessionDescriptionBuilder();
  }

  private List<MediaDescription> bound(List<MediaDescription> unbound) {
    SessionScope scope =
        new SessionScope(attributes, connection, StrayFormats.of(attributes, unbound));
    MediaDescription[] bound = new MediaDescription[unbound.size()];
    for (int i = 0; i < bound.length; i++) {
      bound[i] = unbound.get(i).within(scope);
    }
    return List.of(bound);
  }

  /**
   * Returns the version of the protocol.
   *
   * @return 0, or what the description says instead
   */
  public int version() {
    return version;
  }

  /**
   * Returns who made the session.
   *
   * @return the {@code o=} line; {@link Origin#NONE} if there is none
   */
  public Origin origin() {
    return origin;
  }

  /**
   * Returns the session's name.
   *
   * @return the {@code s=} line; empty if there is none
   */
  public String sessionName() {
    return sessionName;
  }

  /**
   * Returns the session's {@code c=} line.
   *
   * @return the line
   */
  @Override
  public Optional<Connection> connection() {
    return Optional.ofNullable(connection);
  }

  /**
   * Returns when the session takes place, which means nothing in RTSP.
   *
   * @return the {@code t=} lines; {@link TimeDescription#PERMANENT} if there is none
   */
  public List<TimeDescription> times() {
    return times;
  }

  /**
   * Returns the media.
   *
   * @return the media, at most 64, those that can't be read among them, in their order
   */
  public List<MediaDescription> media() {
    return media;
  }

  /**
   * Returns which way the media flow that don't say it themselves.
   *
   * @return the direction
   */
  @Override
  public Optional<MediaDirection> direction() {
    return attributes.direction();
  }

  /**
   * Returns who may send to the multicast groups (RFC 4570).
   *
   * @return the filter
   */
  @Override
  public Optional<SourceFilter> sourceFilter() {
    return attributes.first("source-filter", SourceFilter::of);
  }

  /**
   * Returns the clocks of those media that name none themselves (RFC 7273 §4).
   *
   * @return the clocks
   */
  @Override
  public List<ReferenceClock> referenceClocks() {
    return attributes.read("ts-refclk", ReferenceClock::of);
  }

  /**
   * Returns the media clock of those media that name none themselves (RFC 7273 §5).
   *
   * @return the clock
   */
  @Override
  public Optional<MediaClock> mediaClock() {
    return attributes.first("mediaclk", MediaClock::of);
  }

  /**
   * Returns which media belong together, {@code a=group} (RFC 5888).
   *
   * @return the groups, in their order
   */
  public List<MediaGroup> groups() {
    return attributes.read("group", MediaGroup::of);
  }

  /**
   * Returns what was odd about the text.
   *
   * @return at most 256 warnings, by line; empty for a description that was built
   */
  public List<SdpWarning> warnings() {
    return warnings;
  }

  /**
   * Returns the text that the description was read from.
   *
   * @return the text as it was sent; it may hold keys; empty for a description that was built
   */
  public String raw() {
    return raw;
  }

  /**
   * Returns the description as the standard wants it: all lines that must be there, in their order,
   * ended by CRLF. An {@code m=} line that couldn't be read is written as it was.
   *
   * @return the text
   */
  public String toSdp() {
    return SdpWriter.write(this);
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof SessionDescription that
        && version == that.version
        && origin.equals(that.origin)
        && sessionName.equals(that.sessionName)
        && Objects.equals(connection, that.connection)
        && times.equals(that.times)
        && sameLines(that)
        && media.equals(that.media);
  }

  @Override
  public int hashCode() {
    return Objects.hash(version, origin, sessionName, connection, attributes, media);
  }

  /** Returns name and media, on one line. */
  @Override
  public String toString() {
    return "session description \"" + PeerText.printable(sessionName) + "\" " + media;
  }
}
