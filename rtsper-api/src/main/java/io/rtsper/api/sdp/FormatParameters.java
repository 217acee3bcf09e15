package io.rtsper.api.sdp;

import io.rtsper.api.ascii.Ascii;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Reads {@code a=fmtp} (RFC 8866 §6.15): parameters parted by semicolons. */
final class FormatParameters {

  /** The most parameters of one format. */
  static final int MAX_PARAMETERS = 64;

  /** What H.264, H.265, MPEG-4 audio and Opus are described with. */
  private static final String[] NAMES = {
    "packetization-mode",
    "profile-level-id",
    "sprop-parameter-sets",
    "level-asymmetry-allowed",
    "sprop-vps",
    "sprop-sps",
    "sprop-pps",
    "profile-space",
    "profile-id",
    "tier-flag",
    "level-id",
    "streamtype",
    "mode",
    "config",
    "sizelength",
    "indexlength",
    "indexdeltalength",
    "profile",
    "bitrate",
    "object",
    "cpresent",
    "constantduration",
    "stereo",
    "sprop-stereo"
  };

  /** By length, so that a name is compared with one or two others. */
  private static final String[][] BY_LENGTH = byLength();

  private FormatParameters() {}

  private static String[][] byLength() {
    List<List<String>> lists = new ArrayList<>();
    for (String name : NAMES) {
      while (lists.size() <= name.length()) {
        lists.add(new ArrayList<>());
      }
      lists.get(name.length()).add(name);
    }
    return lists.stream().map(list -> list.toArray(new String[0])).toArray(String[][]::new);
  }

  /** Returns the parameters of a payload type from all its lines; a name's first value counts. */
  static Map<String, String> of(int payloadType, AttributeList own, AttributeList strays) {
    ParameterMap parameters = new ParameterMap();
    read(payloadType, own, parameters);
    if (parameters.isEmpty()) {
      read(payloadType, strays, parameters);
    }
    return parameters.isEmpty() ? Map.of() : parameters;
  }

  private static void read(int payloadType, AttributeList attributes, ParameterMap into) {
    for (int i = 0; i < attributes.size(); i++) {
      SdpAttribute attribute = attributes.get(i);
      if (AttributeList.isNamed(attribute, "fmtp")) {
        String value = attribute.valueOrEmpty();
        int start = Scan.skipBlanks(value, 0);
        int digits = Scan.digitsEnd(value, start);
        if (Scan.decimal(value, start, digits) == payloadType) {
          readParameters(value, digits, into);
        }
      }
    }
  }

  /** Reads from after the payload type. A missing blank there does no harm. */
  private static void readParameters(String value, int from, ParameterMap into) {
    int length = value.length();
    boolean quotes = value.indexOf('"', from) >= 0; // Seldom, and the library searches fast.
    int equals = -1;
    int i = from;
    while (i < length && into.size() < MAX_PARAMETERS) {
      int end = quotes ? quotedEnd(value, i) : indexOf(';', value, i);
      equals = equals < i ? indexOf('=', value, i) : equals;
      if (equals >= end) {
        put(name(value, i, end), "", into);
      } else {
        put(name(value, i, equals), unquoted(value, equals + 1, end), into);
      }
      i = end + 1;
    }
  }

  /** Returns the index of a character; the length if it isn't there. */
  private static int indexOf(char c, String value, int from) {
    int index = value.indexOf(c, from);
    return index < 0 ? value.length() : index;
  }

  /** Returns the index of the semicolon that ends a part and isn't within quotes. */
  private static int quotedEnd(String value, int from) {
    boolean quoted = false;
    boolean quotedBefore = false;
    int i = from;
    for (; i < value.length(); i++) {
      char c = value.charAt(i);
      if (c == ';' && !quoted) {
        break;
      }
      if (c == '"') {
        // The first quotes of a part alone hide semicolons, and only if they are closed.
        quoted = !quoted && !quotedBefore && value.indexOf('"', i + 1) >= 0;
        quotedBefore = true;
      }
    }
    return i;
  }

  private static String unquoted(String value, int from, int to) {
    String text = Scan.trimmed(value, from, to);
    return text.length() >= 2 && text.charAt(0) == '"' && text.endsWith("\"")
        ? text.substring(1, text.length() - 1)
        : text;
  }

  private static void put(String name, String value, ParameterMap into) {
    if (!name.isEmpty()) {
      into.add(name, value);
    }
  }

  /** Returns a name in lower case; reading one that is used often makes no new string. */
  private static String name(String text, int from, int to) {
    int start = Scan.skipBlanks(text, from);
    int end = to;
    while (end > start && Scan.isBlank(text.charAt(end - 1))) {
      end--;
    }
    if (end <= start) {
      return "";
    }
    if (end - start < BY_LENGTH.length) {
      for (String known : BY_LENGTH[end - start]) {
        if (Scan.isLowerCaseOf(known, text, start)) {
          return known;
        }
      }
    }
    return Ascii.lower(text.substring(start, end));
  }
}
