package io.rtsper.api.media;

import static java.util.Objects.requireNonNull;

import io.rtsper.api.sdp.MediaDescription;
import java.util.Map;
import java.util.Optional;

/**
 * One {@code m=} section of a description that is or can be set up. A track that can't be played
 * stays visible with the reason.
 *
 * @param index its place in the description, 0 for the first
 * @param media the {@code m=} line's media as it was written, such as {@code video}
 * @param encoding the encoding name of the first payload type, such as {@code H264}; empty if the
 *     description doesn't say
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

  /** Copies the map. */
  public Track {
    requireNonNull(media, "media");
    parameters = Map.copyOf(parameters);
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
    return "track " + index + " (" + media + (encoding.isEmpty() ? "" : " " + encoding) + ")";
  }
}
