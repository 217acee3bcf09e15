package io.rtsper.sdp;

/** Tells whether the lines that are kept as they are have the fields that they should have. */
final class SessionLineChecks {

  private SessionLineChecks() {}

  /** Checks {@code <username> <sess-id> <sess-version> IN IP4|IP6 <address>}. */
  static void origin(Findings findings, String text, int from, int to) {
    int id = next(text, from, to);
    int version = next(text, id, to);
    int network = next(text, version, to);
    boolean sound =
        isNumber(text, id, to)
            && isNumber(text, version, to)
            && network < to
            && isAddress(text, network, to);
    if (!sound) {
      findings.here(SdpQuirks.SDP_ORIGIN, "has missing or odd fields, kept as it is");
    } else {
      tellBlanks(findings, text, from, to);
    }
  }

  /** Checks {@code IN IP4|IP6 <address>}. */
  static void connection(Findings findings, String text, int from, int to) {
    if (!isAddress(text, from, to)) {
      findings.here(
          SdpQuirks.SDP_CONNECTION, "has missing or odd fields, read as far as it can be");
    } else {
      tellBlanks(findings, text, from, to);
    }
  }

  /** Checks {@code <start> <stop>}. */
  static void time(Findings findings, String text, int from, int to) {
    if (!isNumber(text, from, to) || !Ascii.isNumber(text, next(text, from, to), to)) {
      findings.here(SdpQuirks.SDP_TIME, "is not two numbers, kept as it is");
    }
  }

  /** Checks {@code <interval> <duration> <offset> …}; each may have a unit. */
  static void repeat(Findings findings, String text, int from, int to) {
    if (next(text, next(text, from, to), to) >= to) {
      findings.here(SdpQuirks.SDP_TIME, "has less than three fields, kept as it is");
    }
  }

  private static boolean isAddress(String text, int from, int to) {
    int type = next(text, from, to);
    int address = next(text, type, to);
    if (address >= to
        || !isToken("IN", text, from, to)
        || (!isToken("IP4", text, type, to) && !isToken("IP6", text, type, to))) {
      return false;
    }
    for (int i = address; i < to; i++) {
      if (text.charAt(i) <= ' ' || text.charAt(i) > '~') {
        return false;
      }
    }
    return true;
  }

  private static void tellBlanks(Findings findings, String text, int from, int to) {
    if (Ascii.hasOddBlanks(text, from, to)) {
      findings.here(SdpQuirks.SDP_BLANKS, "has fields parted by more than one blank");
    }
  }

  /** Returns where the token after the one at {@code from} starts; {@code to} if there is none. */
  private static int next(String text, int from, int to) {
    return Ascii.skipBlanks(text, Ascii.tokenEnd(text, from, to), to);
  }

  private static boolean isNumber(String text, int from, int to) {
    return Ascii.isNumber(text, from, Ascii.tokenEnd(text, from, to));
  }

  /** Compares exactly: these names have no other case. */
  private static boolean isToken(String token, String text, int from, int to) {
    return text.startsWith(token, from) && Ascii.tokenEnd(text, from, to) == from + token.length();
  }
}
