package io.rtsper.sdp;

import java.util.ArrayList;
import java.util.List;

/** The attribute names that are used often: reading one of them makes no new string. */
final class AttributeNames {

  private static final String[] NAMES = {
    "control",
    "rtpmap",
    "fmtp",
    "range",
    "framerate",
    "framesize",
    "cliprect",
    "tool",
    "type",
    "charset",
    "recvonly",
    "sendonly",
    "sendrecv",
    "inactive",
    "source-filter",
    "key-mgmt",
    "crypto",
    "rtcp-fb",
    "extmap",
    "mid",
    "group",
    "ptime",
    "maxptime",
    "lang",
    "sdplang",
    "x-dimensions",
    "x-qt-text-nam",
    "x-qt-text-inf",
    "Media_header",
    "appversion",
    "ssrc",
    "rtcp",
    "rtcp-mux",
    "setup",
    "fingerprint",
    "length",
    "packetization-supported",
    "transform",
    "width",
    "height",
    "x-framerate",
    "etag",
    "mpeg4-iod",
    "alt-group",
    "x-bufferdelay",
    "x-plgroup"
  };

  private static final int LONGEST = 24;

  /** By length, so that a name is compared with a few others. */
  private static final String[][] BY_LENGTH = byLength();

  private AttributeNames() {}

  private static String[][] byLength() {
    List<List<String>> lists = new ArrayList<>();
    for (int i = 0; i <= LONGEST; i++) {
      lists.add(new ArrayList<>());
    }
    for (String name : NAMES) {
      lists.get(name.length()).add(name);
    }
    return lists.stream().map(list -> list.toArray(new String[0])).toArray(String[][]::new);
  }

  /** Returns a name, spelled as it is known if it is known. */
  static String name(String text, int from, int to) {
    int length = to - from;
    if (length <= LONGEST) {
      String[] candidates = BY_LENGTH[length];
      for (String candidate : candidates) {
        if (candidate.charAt(0) == text.charAt(from) && text.startsWith(candidate, from)) {
          return candidate;
        }
      }
      for (String candidate : candidates) {
        if (Ascii.is(candidate, text, from, to)) {
          return candidate;
        }
      }
    }
    return text.substring(from, to);
  }
}
