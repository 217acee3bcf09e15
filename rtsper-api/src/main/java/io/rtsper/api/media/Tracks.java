package io.rtsper.api.media;

import io.rtsper.api.sdp.MediaDescription;
import io.rtsper.api.sdp.MediaDirection;
import io.rtsper.api.sdp.SessionDescription;
import io.rtsper.api.text.PeerText;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Makes tracks of a description. */
final class Tracks {

  private Tracks() {}

  static List<Track> of(SessionDescription description) {
    List<MediaDescription> media = description.media();
    // ONVIF names a back channel by "sendonly". Where every media has it, the server wrote it from
    // its own side (IDS uEye), and it means nothing.
    boolean directionMatters = !allSendOnly(media);
    Track[] tracks = new Track[media.size()];
    for (int i = 0; i < tracks.length; i++) {
      tracks[i] = of(i, media.get(i), directionMatters);
    }
    return List.of(tracks);
  }

  private static boolean allSendOnly(List<MediaDescription> media) {
    for (MediaDescription one : media) {
      if (one.direction().orElse(null) != MediaDirection.SENDONLY) {
        return false;
      }
    }
    return true;
  }

  private static Track of(int index, MediaDescription media, boolean directionMatters) {
    boolean backChannel =
        directionMatters && media.direction().orElse(null) == MediaDirection.SENDONLY;
    return new Track(
        index,
        media,
        backChannel ? TrackDirection.SEND : TrackDirection.RECEIVE,
        unplayableReason(media));
  }

  /** Audio has one channel where the line doesn't say (RFC 8866 §6.6), but AC-3 has six. */
  static int channels(String media, String encoding, int channels) {
    if (channels > 0 || !media.equals("audio")) {
      return channels;
    }
    return encoding.equals("AC3") ? 6 : 1;
  }

  private static @Nullable String unplayableReason(MediaDescription media) {
    if (media.problem().isPresent()) {
      return media.problem().get();
    }
    String protocol = upperCase(media.protocol());
    if (protocol.contains("SAVP")) {
      return "it needs SRTP, which is not supported (" + PeerText.printable(media.protocol()) + ")";
    }
    if (!carriesRtp(protocol)) {
      return "its protocol is not RTP (" + PeerText.printable(media.protocol()) + ")";
    }
    if (media.payloadTypes().isEmpty()) {
      return "its m= line names no payload type";
    }
    if (media.direction().orElse(null) == MediaDirection.INACTIVE) {
      return "it is inactive";
    }
    return null;
  }

  /** Plain UDP is what some write for RTP over UDP; the payload type tells that it is RTP. */
  private static boolean carriesRtp(String protocol) {
    return protocol.startsWith("RTP/")
        || protocol.startsWith("MP2T/")
        || protocol.contains("/RTP/")
        || protocol.equals("RTP")
        || protocol.equals("UDP");
  }

  static String upperCase(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (isLower(text.charAt(i))) {
        char[] folded = text.toCharArray();
        for (int k = i; k < folded.length; k++) {
          folded[k] = isLower(folded[k]) ? (char) (folded[k] - ('a' - 'A')) : folded[k];
        }
        return new String(folded);
      }
    }
    return text;
  }

  private static boolean isLower(char c) {
    return c >= 'a' && c <= 'z';
  }
}
