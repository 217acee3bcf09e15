package io.rtsper.api.media;

import io.rtsper.api.sdp.MediaDescription;
import io.rtsper.api.sdp.MediaDirection;
import io.rtsper.api.sdp.SessionDescription;
import io.rtsper.api.text.PeerText;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Makes tracks of a description. */
final class Tracks {

  private static final String INACTIVE = "it is inactive";

  private Tracks() {}

  static List<Track> of(SessionDescription description, boolean overTls) {
    List<MediaDescription> media = description.media();
    boolean ownSide = isWrittenFromTheServersSide(media);
    boolean otherAudio = ownSide && hasAudioOfTheServer(media);
    Track[] tracks = new Track[media.size()];
    boolean nonePlayable = true;
    for (int i = 0; i < tracks.length; i++) {
      MediaDescription one = media.get(i);
      boolean backChannel = isAudio(one) && isSendOnly(one) && (!ownSide || otherAudio);
      TrackDirection direction = backChannel ? TrackDirection.SEND : TrackDirection.RECEIVE;
      tracks[i] = new Track(i, one, direction, unplayableReason(one, overTls));
      nonePlayable &= !tracks[i].playable();
    }
    if (nonePlayable) {
      // minisatip calls everything inactive until somebody plays it.
      for (int i = 0; i < tracks.length; i++) {
        if (INACTIVE.equals(tracks[i].unplayableReason().orElse(null))) {
          tracks[i] = new Track(i, media.get(i), tracks[i].direction(), null);
        }
      }
    }
    return List.of(tracks);
  }

  /**
   * Returns whether {@code sendonly} means that the server sends. By ONVIF (Streaming §5.3) it
   * marks a back channel, which is audio, beside what the server sends. So a server that says it of
   * something else than audio (CV-RTSPHandler), or of everything (IDS uEye), writes from its own
   * side.
   */
  private static boolean isWrittenFromTheServersSide(List<MediaDescription> media) {
    boolean all = true;
    for (MediaDescription one : media) {
      if (isSendOnly(one) && !isAudio(one)) {
        return true;
      }
      all &= isSendOnly(one);
    }
    return all;
  }

  private static boolean hasAudioOfTheServer(List<MediaDescription> media) {
    for (MediaDescription one : media) {
      if (isAudio(one) && !isSendOnly(one)) {
        return true;
      }
    }
    return false;
  }

  private static boolean isAudio(MediaDescription media) {
    return media.media().equals("audio");
  }

  private static boolean isSendOnly(MediaDescription media) {
    return media.direction().orElse(null) == MediaDirection.SENDONLY;
  }

  /** Audio has one channel where the line doesn't say (RFC 8866 §6.6), but AC-3 has six. */
  static int channels(String media, String encoding, int channels) {
    if (channels > 0 || !media.equals("audio")) {
      return channels;
    }
    return encoding.equals("AC3") ? 6 : 1;
  }

  private static @Nullable String unplayableReason(MediaDescription media, boolean overTls) {
    if (media.problem().isPresent()) {
      return media.problem().get();
    }
    String protocol = upperCase(media.protocol());
    if (protocol.contains("SAVP") && !overTls) {
      return "it needs SRTP, which is not supported (" + PeerText.printable(media.protocol()) + ")";
    }
    if (!carriesRtp(protocol)) {
      return "its protocol is not RTP (" + PeerText.printable(media.protocol()) + ")";
    }
    if (media.payloadTypes().isEmpty()) {
      return "its m= line names no payload type";
    }
    if (media.direction().orElse(null) == MediaDirection.INACTIVE) {
      return INACTIVE;
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
