package io.rtsper.api.sdp;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What the session-level section and each media-level section of a description share. */
public abstract sealed class SdpSection permits SessionDescription, MediaDescription {

  private final String information;
  private final List<Bandwidth> bandwidths;
  private final List<SdpLine> lines;
  final AttributeList attributes;

  SdpSection(
      String information,
      List<Bandwidth> bandwidths,
      List<SdpLine> lines,
      AttributeList attributes) {
    this.information = information;
    this.bandwidths = bandwidths;
    this.lines = lines;
    this.attributes = attributes;
  }

  /**
   * Returns the {@code i=} line.
   *
   * @return what it says; empty if there is none
   */
  public final String information() {
    return information;
  }

  /**
   * Returns the {@code b=} lines.
   *
   * @return the lines, in their order
   */
  public final List<Bandwidth> bandwidths() {
    return bandwidths;
  }

  /**
   * Returns the lines that have no accessor of their own.
   *
   * @return the lines
   */
  public final List<SdpLine> lines() {
    return lines;
  }

  /**
   * Returns the attributes.
   *
   * @return the attributes, in their order
   */
  public final List<SdpAttribute> attributes() {
    return attributes.asList();
  }

  /**
   * Returns whether the section has an attribute.
   *
   * @param name the name, in the case in which it is written (RFC 8866 §5)
   * @return true if it has, with or without a value
   */
  public final boolean hasAttribute(String name) {
    return attributes.has(name);
  }

  /**
   * Returns the value of an attribute. Those that have a method of their own are found by that in
   * any case.
   *
   * @param name the name, in the case in which it is written (RFC 8866 §5)
   * @return the first value that isn't empty
   */
  public final Optional<String> attribute(String name) {
    return attributes.value(name);
  }

  /**
   * Returns where the media is set up, or all media are controlled together, {@code a=control} (RFC
   * 2326 §C.1.1).
   *
   * @return an absolute or relative URL or {@code *}, as it was written; empty if there is none,
   *     which is usual where a description has one media
   */
  public final Optional<String> control() {
    return attributes.text("control");
  }

  /**
   * Returns the range of time, {@code a=range} (RFC 2326 §C.1.5).
   *
   * @return the value as it was written, such as {@code npt=0-596.48}
   */
  public final Optional<String> range() {
    return attributes.text("range");
  }

  /**
   * Returns the key management message, {@code a=key-mgmt} (RFC 4567).
   *
   * @return the message of this section
   */
  public final Optional<KeyManagement> keyMgmt() {
    return attributes.first("key-mgmt", KeyManagement::of);
  }

  /**
   * Returns the RTP header extensions, {@code a=extmap} (RFC 8285 §8).
   *
   * @return those that can be read, in their order
   */
  public List<ExtensionMap> extensionMaps() {
    return attributes.read("extmap", ExtensionMap::of);
  }

  /**
   * Returns which way media flows.
   *
   * @return the direction; empty if the description doesn't say
   */
  public abstract Optional<MediaDirection> direction();

  /**
   * Returns who may send to the multicast groups (RFC 4570).
   *
   * @return the filter; empty if the description doesn't say
   */
  public abstract Optional<SourceFilter> sourceFilter();

  /**
   * Returns the clocks that senders take the time from, {@code a=ts-refclk} (RFC 7273 §4).
   *
   * @return the clocks, of which any may be used; empty if the description doesn't say
   */
  public abstract List<ReferenceClock> referenceClocks();

  /**
   * Returns what RTP timestamps are counted by, {@code a=mediaclk} (RFC 7273 §5).
   *
   * @return the clock; empty if the description doesn't say
   */
  public abstract Optional<MediaClock> mediaClock();

  /**
   * Returns the {@code c=} line.
   *
   * @return the line; empty if the description has none
   */
  public abstract Optional<Connection> connection();

  final boolean sameLines(SdpSection that) {
    return information.equals(that.information)
        && bandwidths.equals(that.bandwidths)
        && lines.equals(that.lines)
        && attributes.equals(that.attributes);
  }

  /** Compares what the lines say. */
  @Override
  public abstract boolean equals(@Nullable Object other);

  /** Returns a hash of what the lines say. */
  @Override
  public abstract int hashCode();
}
