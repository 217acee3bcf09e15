package io.rtsper.api.media;

import io.rtsper.api.sdp.MediaDescription;
import io.rtsper.api.sdp.MediaDirection;
import io.rtsper.api.sdp.RtpMap;
import io.rtsper.api.sdp.SessionDescription;
import io.rtsper.api.text.PeerText;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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
    List<Integer> payloadTypes = media.payloadTypes();
    int payloadType = payloadTypes.isEmpty() ? -1 : payloadTypes.get(0);
    RtpMap map = payloadType < 0 ? null : media.rtpMap(payloadType).orElse(null);
    String encoding = map == null ? "" : upperCase(map.encoding());
    return new Track(
        index,
        media.media(),
        encoding,
        payloadType,
        map == null ? 0 : map.clockRate(),
        map == null ? 0 : channels(media.media(), encoding, map.channels()),
        payloadType < 0 ? Map.of() : media.fmtp(payloadType),
        media.control().orElse(""),
        Optional.ofNullable(unplayableReason(media, payloadType, directionMatters)),
        media);
  }

  /** Audio has one channel where the line doesn't say (RFC 8866 §6.6), but AC-3 has six. */
  private static int channels(String media, String encoding, int channels) {
    if (channels > 0 || !media.equals("audio")) {
      return channels;
    }
    return encoding.equals("AC3") ? 6 : 1;
  }

  private static @Nullable String unplayableReason(
      MediaDescription media, int payloadType, boolean directionMatters) {
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
    if (payloadType < 0) {
      return "its m= line names no payload type";
    }
    MediaDirection direction = media.direction().orElse(MediaDirection.RECVONLY);
    if (direction == MediaDirection.INACTIVE) {
      return "it is inactive";
    }
    if (direction == MediaDirection.SENDONLY && directionMatters) {
      return "it is a back channel, which a client sends";
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

  private static String upperCase(String text) {
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
