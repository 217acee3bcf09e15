package io.rtsper.api.media;

import io.rtsper.api.sdp.MediaDescription;
import io.rtsper.api.sdp.RtpMap;
import io.rtsper.api.sdp.SessionDescription;
import io.rtsper.api.text.PeerText;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One {@code m=} section of a description that is or can be set up. A track that can't be played
 * stays visible: it is a back channel, or has a reason. Immutable; tracks of the same place and
 * content are equal.
 */
public final class Track {

  private final int index;
  private final MediaDescription description;
  private final TrackDirection direction;
  private final @Nullable String unplayableReason;
  private final int payloadType;
  private final String encoding;
  private final int clockRate;
  private final int channels;
  private final Map<String, String> parameters;

  Track(
      int index,
      MediaDescription description,
      TrackDirection direction,
      @Nullable String unplayableReason) {
    this.index = index;
    this.description = description;
    this.direction = direction;
    this.unplayableReason = unplayableReason;
    List<Integer> payloadTypes = description.payloadTypes();
    this.payloadType = payloadTypes.isEmpty() ? -1 : payloadTypes.get(0);
    RtpMap map = payloadType < 0 ? null : description.rtpMap(payloadType).orElse(null);
    this.encoding = map == null ? "" : Tracks.upperCase(map.encoding());
    this.clockRate = map == null ? 0 : map.clockRate();
    this.channels =
        map == null ? 0 : Tracks.channels(description.media(), encoding, map.channels());
    this.parameters = payloadType < 0 ? Map.of() : description.fmtp(payloadType);
  }

  /**
   * Returns the tracks of a description that came without TLS, one for each {@code m=} line.
   *
   * <p>A track can't be played if its line couldn't be read, names no payload type or a protocol
   * that isn't RTP, needs SRTP, is inactive beside others that can be played, or is a back channel.
   * A track without {@code a=rtpmap} can: as packets. The port doesn't matter; RTSP agrees on ports
   * in SETUP.
   *
   * @param description the description
   * @return the tracks, in the order of the description
   */
  public static List<Track> listOf(SessionDescription description) {
    return Tracks.of(description, false);
  }

  /**
   * Returns the tracks of a description, one for each {@code m=} line. Over TLS a track that names
   * SRTP as its protocol can be played: there are servers that send it unencrypted within TLS.
   *
   * @param description the description
   * @param overTls whether the control link is one of TLS
   * @return the tracks, in the order of the description
   */
  public static List<Track> listOf(SessionDescription description, boolean overTls) {
    return Tracks.of(description, overTls);
  }

  /** {@return its place in the description, 0 for the first} */
  public int index() {
    return index;
  }

  /** {@return the {@code m=} line's media as it was written, such as {@code video}} */
  public String media() {
    return description.media();
  }

  /** {@return what the track carries} */
  public MediaKind kind() {
    return switch (media()) {
      case "video" -> MediaKind.VIDEO;
      case "audio" -> MediaKind.AUDIO;
      case "application", "metadata" -> MediaKind.APPLICATION;
      case "text" -> MediaKind.TEXT;
      default -> MediaKind.OTHER;
    };
  }

  /**
   * Returns which way the packets go. Audio that is {@code sendonly} beside others is a back
   * channel, as ONVIF has it. Where every media is, or one that isn't audio, the server speaks of
   * its own side; then such audio is a back channel only beside audio that isn't {@code sendonly}.
   *
   * @return the direction
   */
  public TrackDirection direction() {
    return direction;
  }

  /**
   * Returns whether the track can be set up and received.
   *
   * @return true if its packets come from the server and there is no {@link #unplayableReason}
   */
  public boolean playable() {
    return direction == TrackDirection.RECEIVE && unplayableReason == null;
  }

  /**
   * Returns what keeps the track from being set up, whichever way its packets go.
   *
   * @return the reason, as a sentence about it; empty if there is none
   */
  public Optional<String> unplayableReason() {
    return Optional.ofNullable(unplayableReason);
  }

  /**
   * {@return the encoding name of the first payload type, in upper case, such as {@code H264};
   * empty if the description doesn't say}
   */
  public String encoding() {
    return encoding;
  }

  /** {@return the first payload type; -1 if there is none} */
  public int payloadType() {
    return payloadType;
  }

  /** {@return units of the RTP timestamp a second; 0 if the description doesn't say} */
  public int clockRate() {
    return clockRate;
  }

  /** {@return audio channels; 0 if the description doesn't say} */
  public int channels() {
    return channels;
  }

  /** {@return the format's parameters of {@code a=fmtp}, in their order, names in lower case} */
  public Map<String, String> parameters() {
    return parameters;
  }

  /** {@return the {@code a=control} value as it was written; empty if there is none} */
  public String control() {
    return description.control().orElse("");
  }

  /** {@return the section of the description} */
  public MediaDescription description() {
    return description;
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Track that
        && index == that.index
        && direction == that.direction
        && payloadType == that.payloadType
        && clockRate == that.clockRate
        && channels == that.channels
        && encoding.equals(that.encoding)
        && parameters.equals(that.parameters)
        && Objects.equals(unplayableReason, that.unplayableReason)
        && description.equals(that.description);
  }

  @Override
  public int hashCode() {
    return Objects.hash(index, description);
  }

  /** Returns index, media and encoding. */
  @Override
  public String toString() {
    String kind = encoding.isEmpty() ? media() : media() + " " + encoding;
    return "track " + index + " (" + PeerText.printable(kind) + ")";
  }
}
