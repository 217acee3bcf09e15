package io.rtsper.core.message;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.util.Map;
import java.util.TreeMap;

/** The header names of RFC 2326 §12 and of its extensions in use, as they are to be written. */
final class HeaderNames {

  static final String CSEQ = "CSeq";
  static final String CONTENT_LENGTH = "Content-Length";

  private static final String[] KNOWN = {
    "Accept",
    "Accept-Encoding",
    "Accept-Language",
    "Allow",
    "Authentication-Info",
    "Authorization",
    "Bandwidth",
    "Blocksize",
    "Cache-Control",
    "Conference",
    "Connection",
    "Content-Base",
    "Content-Encoding",
    "Content-Language",
    CONTENT_LENGTH,
    "Content-Location",
    "Content-Type",
    CSEQ,
    "Date",
    "Expires",
    "Frames",
    "From",
    "If-Match",
    "If-Modified-Since",
    "Immediate",
    "KeyMgmt",
    "Last-Modified",
    "Location",
    "Proxy-Authenticate",
    "Proxy-Authorization",
    "Proxy-Require",
    "Public",
    "Range",
    "Rate-Control",
    "Referer",
    "Require",
    "Retry-After",
    "RTP-Info",
    "Scale",
    "Server",
    "Session",
    "Speed",
    "Timestamp",
    "Transport",
    "Unsupported",
    "User-Agent",
    "Vary",
    "Via",
    "WWW-Authenticate",
  };

  private static final String[] SINGLES = {
    CSEQ, "Session", "Content-Base", "Content-Location", "Content-Type", "Range"
  };

  private static final Map<String, String> CANONICAL = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);

  /** Names by {@link #slot}; a power of two large enough that few of them share one. */
  private static final String[] SLOTS = new String[256];

  static {
    for (String name : KNOWN) {
      CANONICAL.put(name, name);
      SLOTS[slot(name.length(), name.charAt(0), name.charAt(name.length() - 1))] = name;
    }
  }

  private HeaderNames() {}

  /** Returns the name in the case in which the RFC writes it; an unknown one as it is. */
  static String canonical(String name) {
    return CANONICAL.getOrDefault(name, name);
  }

  /**
   * Returns a bit of its own for each header that stands once in a message and means something to a
   * session, and 0 for the others. {@code Content-Length} isn't among them: {@link ContentLength}
   * compares them all; nor {@code Location}, of which a 300 has several.
   */
  static int single(String name) {
    for (int i = 0; i < SINGLES.length; i++) {
      String single = SINGLES[i];
      if (name.length() == single.length() && name.equalsIgnoreCase(single)) {
        return 1 << i;
      }
    }
    return 0;
  }

  /** Returns the name that the bytes spell, without a new string for a known one. */
  static String read(byte[] bytes, int from, int to) {
    String known = SLOTS[slot(to - from, bytes[from], bytes[to - 1])];
    return known != null && spells(bytes, from, to, known)
        ? known
        : new String(bytes, from, to - from, ISO_8859_1);
  }

  private static int slot(int length, int first, int last) {
    return (length * 31 + first * 7 + last) & 0xFF;
  }

  private static boolean spells(byte[] bytes, int from, int to, String name) {
    if (to - from != name.length()) {
      return false;
    }
    for (int i = 0; i < name.length(); i++) {
      if (bytes[from + i] != name.charAt(i)) {
        return false;
      }
    }
    return true;
  }
}
