package io.rtsper.api.media;

import static java.util.Objects.requireNonNull;

import io.rtsper.api.sdp.MediaDescription;
import io.rtsper.api.sdp.SessionDescription;
import io.rtsper.api.text.PeerText;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One {@code m=} section of a description that is or can be set up. A track that can't be played
 * stays visible with the reason.
 *
 * @param index its place in the description, 0 for the first
 * @param media the {@code m=} line's media as it was written, such as {@code video}
 * @param encoding the encoding name of the first payload type, in upper case, such as {@code H264};
 *     empty if the description doesn't say
 * @param payloadType the first payload type; -1 if there is none
 * @param clockRate units of the RTP timestamp a second; 0 if the description doesn't say
 * @param channels audio channels; 0 if the description doesn't say
 * @param parameters the format's parameters of {@code a=fmtp}, their names in lower case
 * @param control the {@code a=control} value as it was written; empty if there is none
 * @param unplayableReason why it can't be played, in a sentence; empty if it can
 * @param description the section of the description
 */
public record Track(
    int index,
    String media,
    String encoding,
    int payloadType,
    int clockRate,
    int channels,
    Map<String, String> parameters,
    String control,
    Optional<String> unplayableReason,
    MediaDescription description) {

  /** Copies the map, which keeps its order. */
  public Track {
    requireNonNull(media, "media");
    // That of the description never changes.
    if (payloadType < 0 || parameters != description.fmtp(payloadType)) {
      parameters = Collections.unmodifiableMap(new LinkedHashMap<>(parameters));
    }
  }

  /**
   * Returns the tracks of a description, one for each {@code m=} line.
   *
   * <p>A track can't be played if its line couldn't be read, names no payload type or a protocol
   * that isn't RTP, needs SRTP, or if it is inactive or a back channel. A track without {@code
   * a=rtpmap} can: as packets. The port doesn't matter; RTSP agrees on ports in SETUP.
   *
   * @param description the description
   * @return the tracks, in the order of the description
   */
  public static List<Track> listOf(SessionDescription description) {
    return Tracks.of(description);
  }

  /**
   * Returns whether the track can be set up and played.
   *
   * @return true if there is no reason against it
   */
  public boolean playable() {
    return unplayableReason.isEmpty();
  }

  /**
   * Returns what the track carries.
   *
   * @return the kind
   */
  public MediaKind kind() {
    return switch (media) {
      case "video" -> MediaKind.VIDEO;
      case "audio" -> MediaKind.AUDIO;
      case "application", "metadata" -> MediaKind.APPLICATION;
      case "text" -> MediaKind.TEXT;
      default -> MediaKind.OTHER;
    };
  }

  /** Returns index, media and encoding. */
  @Override
  public String toString() {
    String kind = encoding.isEmpty() ? media : media + " " + encoding;
    return "track " + index + " (" + PeerText.printable(kind) + ")";
  }
}
