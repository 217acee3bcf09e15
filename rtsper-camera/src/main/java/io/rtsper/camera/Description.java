package io.rtsper.camera;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The session description (RFC 4566): the clip's own, or one that a test gives. */
final class Description {

  private final String text;
  private final List<MediaSection> sections;

  private Description(String text) {
    this.text = text;
    this.sections = List.copyOf(sections(text));
  }

  /** Returns the description of the clip, as a camera with these settings plays it. */
  static Description of(Clip clip, MediaSettings settings) {
    boolean group = settings.transports().equals(List.of("multicast"));
    StringBuilder sdp = new StringBuilder();
    sdp.append("v=0\r\no=- 1700000000 1 IN IP4 127.0.0.1\r\ns=rtsper camera\r\n");
    sdp.append("i=H.264 and AAC from synthetic sources\r\n");
    sdp.append(group ? settings.multicast().connectionData() : "c=IN IP4 0.0.0.0\r\n");
    sdp.append("t=0 0\r\n").append(group ? settings.multicast().sourceFilter() : "");
    sdp.append("a=tool:rtsper-camera\r\na=range:npt=0-\r\na=control:*\r\n");
    List<Clip.Track> tracks = clip.tracks();
    for (int i = 0; i < tracks.size(); i++) {
      Clip.Track track = tracks.get(i);
      int type = track.payloadType();
      sdp.append("m=").append(track.media()).append(" 0 RTP/AVP ").append(type).append("\r\n");
      sdp.append("a=rtpmap:").append(type).append(' ').append(track.rtpmap()).append("\r\n");
      sdp.append("a=fmtp:").append(type).append(' ').append(track.fmtp()).append("\r\n");
      settings.pace().sender().extensions().stream()
          .map(HeaderExtension::announcement)
          .forEach(sdp::append);
      sdp.append("a=control:trackID=").append(i).append("\r\n");
    }
    return new Description(sdp.toString());
  }

  /**
   * Returns a description that is sent as it stands; its first video and audio sections play the
   * clip.
   */
  static Description custom(String sdp) {
    return new Description(sdp);
  }

  String text() {
    return text;
  }

  List<MediaSection> sections() {
    return sections;
  }

  /**
   * Returns the section whose control that request URI ends in (the longest, if there are several),
   * or null.
   */
  @Nullable MediaSection sectionFor(String url) {
    MediaSection found = null;
    for (MediaSection section : sections) {
      String control = section.control();
      boolean ends =
          !control.isEmpty() && (url.endsWith("/" + control) || url.endsWith(relative(control)));
      if (ends && (found == null || control.length() > found.control().length())) {
        found = section;
      }
    }
    if (found == null && sections.size() == 1 && sections.get(0).control().isEmpty()) {
      return sections.get(0); // the only media needs no control of its own (RFC 2326 §C.1.1)
    }
    return found;
  }

  /**
   * An absolute control may come back with another host and port: only what follows them must be
   * equal.
   */
  private static String relative(String control) {
    int scheme = control.indexOf("://");
    if (scheme < 0) {
      return control;
    }
    int slash = control.indexOf('/', scheme + 3);
    return slash < 0 ? control : control.substring(slash);
  }

  private static List<MediaSection> sections(String sdp) {
    List<MediaSection> sections = new ArrayList<>();
    boolean videoTaken = false;
    boolean audioTaken = false;
    for (String line : sdp.lines().map(String::strip).toList()) {
      if (line.startsWith("m=")) {
        String[] fields = line.substring(2).split("\\s+", -1);
        String media = fields[0].toLowerCase(Locale.ROOT);
        int clipTrack = -1;
        if (media.equals("video") && !videoTaken) {
          clipTrack = Clip.VIDEO;
          videoTaken = true;
        } else if (media.equals("audio") && !audioTaken) {
          clipTrack = Clip.AUDIO;
          audioTaken = true;
        }
        int payloadType = fields.length > 3 ? Numbers.parse(fields[3], 0) & 0x7f : 0;
        sections.add(new MediaSection(sections.size(), media, "", payloadType, clipTrack));
      } else if (line.startsWith("a=control:") && !sections.isEmpty()) {
        MediaSection last = sections.remove(sections.size() - 1);
        String control = line.substring("a=control:".length()).strip();
        sections.add(
            new MediaSection(
                last.index(), last.media(), control, last.payloadType(), last.clipTrack()));
      }
    }
    return sections;
  }
}
