package io.rtsper.api.sdp;

import io.rtsper.api.text.PeerText;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/**
 * A media of a session description: an {@code m=} line and what follows it (RFC 8866 §5.14).
 *
 * <p>An {@code m=} line that can't be read is a media too: {@link #problem()} says why. Where a
 * media says nothing, {@link #connection()}, {@link #direction()}, {@link #sourceFilter()}, {@link
 * #extensionMaps()}, {@link #referenceClocks()} and {@link #mediaClock()} give what its session
 * says.
 */
public final class MediaDescription extends SdpSection {

  private final String media;
  private final int port;
  private final int portCount;
  private final String protocol;
  private final List<String> formats;
  private final int[] payloadTypes;
  private final List<Connection> connections;
  private final @Nullable String problem;
  private final @Nullable String unreadableLine;
  private final SessionScope session;

  /**
   * The parameters of the first payload type once they were asked for, which is what tracks,
   * parameter sets and configurations all begin with. Two threads may both read them; nothing comes
   * of it.
   */
  private volatile @Nullable Map<String, String> firstParameters;

  MediaDescription(MediaDescriptionBuilder builder) {
    super(
        builder.information,
        SmallLists.copyOf(builder.bandwidths),
        SmallLists.copyOf(builder.lines),
        new AttributeList(builder.attributes));
    media = builder.media;
    port = builder.port;
    portCount = builder.portCount;
    protocol = builder.protocol;
    formats = builder.formats;
    payloadTypes = payloadTypes(formats);
    connections = SmallLists.copyOf(builder.connections);
    problem = builder.problem;
    unreadableLine = builder.unreadableLine;
    session = SessionScope.NONE;
  }

  private MediaDescription(MediaDescription unbound, SessionScope session) {
    super(unbound.information(), unbound.bandwidths(), unbound.lines(), unbound.attributes);
    media = unbound.media;
    port = unbound.port;
    portCount = unbound.portCount;
    protocol = unbound.protocol;
    formats = unbound.formats;
    payloadTypes = unbound.payloadTypes;
    connections = unbound.connections;
    problem = unbound.problem;
    unreadableLine = unbound.unreadableLine;
    this.session = session;
  }

  /**
   * Returns a builder of a media.
   *
   * @param media what it is, such as {@code video}
   * @return a builder with port 0, {@code RTP/AVP} and no formats
   */
  public static MediaDescriptionBuilder builder(String media) {
    return new MediaDescriptionBuilder(media);
  }

  MediaDescription within(SessionScope session) {
    return new MediaDescription(this, session);
  }

  /**
   * Returns what the media is, as it was written.
   *
   * @return {@code video}, {@code audio}, {@code application} or another word
   */
  public String media() {
    return media;
  }

  /**
   * Returns the port. In RTSP it is a suggestion at most, and 0 is usual.
   *
   * @return the port, 0 to 65535
   */
  public int port() {
    return port;
  }

  /**
   * Returns how many ports are meant.
   *
   * @return the count, 1 if the line doesn't say
   */
  public int portCount() {
    return portCount;
  }

  /**
   * Returns the transport protocol, as it was written.
   *
   * @return the protocol, such as {@code RTP/AVP}; empty if the line has none
   */
  public String protocol() {
    return protocol;
  }

  /**
   * Returns the formats, as they were written.
   *
   * @return the formats, at most 64; they need not be payload types
   */
  public List<String> formats() {
    return formats;
  }

  /**
   * Returns those of the formats that are RTP payload types.
   *
   * @return numbers from 0 to 127, in their order
   */
  public List<Integer> payloadTypes() {
    if (payloadTypes.length == 1) {
      return List.of(payloadTypes[0]); // As nearly all have.
    }
    Integer[] boxed = new Integer[payloadTypes.length];
    for (int i = 0; i < boxed.length; i++) {
      boxed[i] = payloadTypes[i];
    }
    return List.of(boxed);
  }

  /**
   * Returns why the {@code m=} line can't be read.
   *
   * @return the reason, in a sentence; empty if it can
   */
  public Optional<String> problem() {
    return Optional.ofNullable(problem);
  }

  /**
   * Returns the first {@code c=} line of the media, or else that of its session.
   *
   * @return the line
   */
  @Override
  public Optional<Connection> connection() {
    return connections.isEmpty()
        ? Optional.ofNullable(session.connection())
        : Optional.of(connections.get(0));
  }

  /**
   * Returns the {@code c=} lines of the media itself.
   *
   * @return the lines, in their order
   */
  public List<Connection> connections() {
    return connections;
  }

  /**
   * Returns what a payload type stands for: what {@code a=rtpmap} says, else the table of RFC 3551
   * §6, which decides also between lines that contradict each other. A missing clock rate is filled
   * in where the encoding allows only one, G722 has 8000 and Opus 48000 with two channels whatever
   * is written.
   *
   * @param payloadType the payload type
   * @return the map; empty for a dynamic payload type that nothing is said of
   */
  public Optional<RtpMap> rtpMap(int payloadType) {
    RtpMap map = attributes.rtpMap(payloadType);
    if (map == null) {
      map = session.strays().rtpMap(payloadType);
    }
    return map == null ? PayloadTypes.named(payloadType) : Optional.of(PayloadTypes.corrected(map));
  }

  /**
   * Returns the format's parameters of a payload type, {@code a=fmtp} (RFC 8866 §6.15). Lines that
   * stand under another media, which doesn't have the payload type, are found too.
   *
   * @param payloadType the payload type
   * @return values by name, in their order, names in lower case; a name without a value has an
   *     empty one, of a repeated name the first counts; at most 64
   */
  public Map<String, String> fmtp(int payloadType) {
    if (payloadTypes.length == 0 || payloadType != payloadTypes[0]) {
      return parameters(payloadType);
    }
    Map<String, String> known = firstParameters;
    if (known == null) {
      known = parameters(payloadType);
      firstParameters = known;
    }
    return known;
  }

  private Map<String, String> parameters(int payloadType) {
    return FormatParameters.of(payloadType, attributes, session.strays().of(payloadType));
  }

  /**
   * Returns the parameter sets of the first payload type.
   *
   * @return the NAL units
   * @see #spropParameterSets(int)
   */
  public List<byte[]> spropParameterSets() {
    return payloadTypes.length == 0 ? List.of() : spropParameterSets(payloadTypes[0]);
  }

  /**
   * Returns the parameter sets of H.264 ({@code sprop-parameter-sets}, RFC 6184 §8.1) or H.265
   * ({@code sprop-vps}, {@code sprop-sps}, {@code sprop-pps}, RFC 7798 §7.1). They can be missing,
   * out of order or wrong; those in the stream come first.
   *
   * @param payloadType the payload type
   * @return NAL units with their header and without start code, as far as their Base64 can be read;
   *     new arrays at each call
   */
  public List<byte[]> spropParameterSets(int payloadType) {
    return ParameterSets.nalUnits(fmtp(payloadType));
  }

  /**
   * Returns the configuration of the first payload type.
   *
   * @return the bytes
   * @see #config(int)
   */
  public Optional<byte[]> config() {
    return payloadTypes.length == 0 ? Optional.empty() : config(payloadTypes[0]);
  }

  /**
   * Returns the {@code config} parameter of MPEG-4 (RFC 3640 §4.1, RFC 6416 §7.1).
   *
   * @param payloadType the payload type
   * @return the bytes, a new array at each call; empty if there are none or they aren't hex
   */
  public Optional<byte[]> config(int payloadType) {
    return ParameterSets.hex(fmtp(payloadType).getOrDefault("config", ""));
  }

  /**
   * Returns which way the media flows, by its own attribute or else that of its session.
   *
   * @return the direction; empty if neither says
   */
  @Override
  public Optional<MediaDirection> direction() {
    Optional<MediaDirection> own = attributes.direction();
    return own.isPresent() ? own : session.attributes().direction();
  }

  /**
   * Returns the frame rate, {@code a=framerate}.
   *
   * @return frames a second by the last line that is a number above 0
   */
  public OptionalDouble framerate() {
    OptionalDouble last = OptionalDouble.empty();
    for (String value : attributes.read("framerate", Optional::of)) {
      double rate = Scan.fraction(value);
      if (rate > 0) {
        last = OptionalDouble.of(rate);
      }
    }
    return last;
  }

  /**
   * Returns who may send to the multicast group (RFC 4570), by the media or else by its session.
   *
   * @return the filter
   */
  @Override
  public Optional<SourceFilter> sourceFilter() {
    Optional<SourceFilter> own = attributes.first("source-filter", SourceFilter::of);
    return own.isPresent() ? own : session.attributes().first("source-filter", SourceFilter::of);
  }

  /**
   * Returns the RTP header extensions (RFC 8285 §8) of the media; if it names none, those that its
   * session names for all.
   *
   * @return those that can be read, in their order
   */
  @Override
  public List<ExtensionMap> extensionMaps() {
    List<ExtensionMap> own = super.extensionMaps();
    return own.isEmpty() ? session.attributes().read("extmap", ExtensionMap::of) : own;
  }

  /**
   * Returns the clocks that the media's time is taken from (RFC 7273 §4), by the media or else by
   * its session.
   *
   * @return the clocks
   */
  @Override
  public List<ReferenceClock> referenceClocks() {
    List<ReferenceClock> own = attributes.read("ts-refclk", ReferenceClock::of);
    return own.isEmpty() ? session.attributes().read("ts-refclk", ReferenceClock::of) : own;
  }

  /**
   * Returns what the media's RTP timestamps are counted by (RFC 7273 §5), by the media or else by
   * its session.
   *
   * @return the clock
   */
  @Override
  public Optional<MediaClock> mediaClock() {
    Optional<MediaClock> own = attributes.first("mediaclk", MediaClock::of);
    return own.isPresent() ? own : session.attributes().first("mediaclk", MediaClock::of);
  }

  /**
   * Returns the keys in clear text, {@code a=crypto} (RFC 4568).
   *
   * @return those that can be read, in their order
   */
  public List<CryptoAttribute> crypto() {
    return attributes.read("crypto", CryptoAttribute::of);
  }

  /**
   * Returns the feedback that a payload type takes, {@code a=rtcp-fb} (RFC 4585 §4.2).
   *
   * @param payloadType the payload type
   * @return what follows the payload type or {@code *}, such as {@code nack pli}
   */
  public List<String> rtcpFeedback(int payloadType) {
    return attributes.read(
        "rtcp-fb",
        value -> {
          int end = Scan.tokenEnd(value, 0);
          boolean meant =
              value.startsWith("*") ? end == 1 : Scan.decimal(value, 0, end) == payloadType;
          String feedback = Scan.trimmed(value, end, value.length());
          return meant && !feedback.isEmpty() ? Optional.of(feedback) : Optional.empty();
        });
  }

  /**
   * Returns the identifier that groups name, {@code a=mid} (RFC 5888).
   *
   * @return the identifier
   */
  public Optional<String> mid() {
    return attributes.text("mid");
  }

  /**
   * Returns how much time a packet holds, {@code a=ptime} (RFC 8866 §6.4).
   *
   * @return the time; empty if there is none or it isn't a number above 0
   */
  public Optional<Duration> ptime() {
    double milliseconds = Scan.fraction(attributes.text("ptime").orElse(""));
    return milliseconds > 0 && milliseconds < Integer.MAX_VALUE
        ? Optional.of(Duration.ofNanos(Math.round(milliseconds * 1_000_000)))
        : Optional.empty();
  }

  boolean hasPayloadType(int payloadType) {
    for (int own : payloadTypes) {
      if (own == payloadType) {
        return true;
      }
    }
    return false;
  }

  @Nullable String unreadableLine() {
    return unreadableLine;
  }

  private static int[] payloadTypes(List<String> formats) {
    int[] found = new int[formats.size()];
    int count = 0;
    for (int i = 0; i < found.length; i++) {
      String format = formats.get(i);
      int number = Scan.decimal(format, 0, format.length());
      if (number >= 0 && number <= 127) {
        found[count++] = number;
      }
    }
    return count == found.length ? found : Arrays.copyOf(found, count);
  }

  /** Compares the media's own lines, not what its session says. */
  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof MediaDescription that
        && media.equals(that.media)
        && port == that.port
        && portCount == that.portCount
        && protocol.equals(that.protocol)
        && formats.equals(that.formats)
        && connections.equals(that.connections)
        && sameLines(that)
        && Objects.equals(problem, that.problem)
        && Objects.equals(unreadableLine, that.unreadableLine);
  }

  @Override
  public int hashCode() {
    return Objects.hash(media, port, protocol, formats, attributes);
  }

  /** Returns the {@code m=} line. */
  @Override
  public String toString() {
    return PeerText.printable(SdpWriter.mediaLine(this));
  }
}
