package io.rtsper.sdp;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The attribute names that are read, and those that are used often besides. */
final class AttributeNames {

  /** Those that the model has methods for. */
  private static final String[] READ = {
    "control",
    "rtpmap",
    "fmtp",
    "range",
    "framerate",
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
    "ts-refclk",
    "mediaclk"
  };

  private static final String[] OTHERS = {
    "framesize",
    "cliprect",
    "tool",
    "type",
    "charset",
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
  private static final String[][] BY_LENGTH = byLength(READ, OTHERS);

  private static final String[][] READ_BY_LENGTH = byLength(READ);

  private AttributeNames() {}

  private static String[][] byLength(String[]... names) {
    List<List<String>> lists = new ArrayList<>();
    for (int i = 0; i <= LONGEST; i++) {
      lists.add(new ArrayList<>());
    }
    for (String[] some : names) {
      for (String name : some) {
        lists.get(name.length()).add(name);
      }
    }
    return lists.stream().map(list -> list.toArray(new String[0])).toArray(String[][]::new);
  }

  /**
   * Returns a name that is known in just this spelling, so that reading it makes no new string;
   * null if it isn't.
   */
  static @Nullable String known(String text, int from, int to) {
    if (to - from <= LONGEST) {
      for (String candidate : BY_LENGTH[to - from]) {
        if (candidate.charAt(0) == text.charAt(from) && text.startsWith(candidate, from)) {
          return candidate;
        }
      }
    }
    return null;
  }

  /** Returns a name that is read, whatever its case; null if it isn't. */
  static @Nullable String readInAnotherCase(String text, int from, int to) {
    if (to - from <= LONGEST) {
      for (String candidate : READ_BY_LENGTH[to - from]) {
        if (Ascii.is(candidate, text, from, to)) {
          return candidate;
        }
      }
    }
    return null;
  }

  /**
   * Returns whether spaces behind the colon are no quirk: RFC 7826 §20.3 allows them in {@code
   * a=control}, and RFC 4570 §3 has one in {@code a=source-filter}.
   */
  static boolean spacesMayFollow(String name) {
    return name.equals("control") || name.equals("source-filter");
  }
}
