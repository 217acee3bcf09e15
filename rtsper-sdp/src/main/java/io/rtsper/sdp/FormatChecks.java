package io.rtsper.sdp;

import java.util.Arrays;

/** Tells what is odd about {@code a=rtpmap} and {@code a=fmtp} after the payload type. */
final class FormatChecks {

  /** The most parameters of one {@code a=fmtp}. */
  private static final int MAX_PARAMETERS = 64;

  /** What each digit of Base64 stands for; -1 for what is none. */
  private static final byte[] BASE64 = new byte[128];

  static {
    Arrays.fill(BASE64, (byte) -1);
    String alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    for (int i = 0; i < alphabet.length(); i++) {
      BASE64[alphabet.charAt(i)] = (byte) i;
    }
  }

  private final Findings findings;
  private final String text;

  /** Where the names of the parameters so far start and end. */
  private int[] names = new int[16];

  private final NextIndex semicolon;
  private final NextIndex equalsSign;
  private final NextIndex quotes;

  FormatChecks(Findings findings, String text) {
    this.findings = findings;
    this.text = text;
    semicolon = new NextIndex(';', text);
    equalsSign = new NextIndex('=', text);
    quotes = new NextIndex('"', text);
  }

  /** Checks {@code <payload type> <encoding>/<clock>[/<channels>]} (RFC 8866 §6.6). */
  void rtpMap(int digits, int name, int to) {
    boolean oneSpace = name == digits + 1 && text.charAt(digits) == ' ';
    if (!oneSpace || Ascii.tokenEnd(text, name, to) < to) {
      findings.here(SdpQuirks.SDP_RTPMAP, "has missing or odd blanks");
    }
    int slash = Ascii.indexOf('/', text, name, to);
    int nameEnd = Ascii.skipBlanksBack(text, name, slash);
    int second = slash == to ? to : Ascii.indexOf('/', text, slash + 1, to);
    int clock = slash == to ? -1 : number(slash + 1, second);
    int channels = second == to ? 0 : number(second + 1, to);
    if (clock <= 0) {
      findings.here(SdpQuirks.SDP_CLOCK_RATE, "has no clock rate");
    } else if (Ascii.is("G722", text, name, nameEnd) && clock != 8_000) {
      findings.here(SdpQuirks.SDP_CLOCK_RATE, "gives G722 a clock other than 8000, which it has");
    } else if (Ascii.is("opus", text, name, nameEnd) && (clock != 48_000 || channels != 2)) {
      findings.here(SdpQuirks.SDP_CLOCK_RATE, "gives Opus other than 48000/2, which it has");
    }
  }

  private int number(int from, int to) {
    int start = Ascii.skipBlanks(text, from, to);
    return Ascii.number(text, start, Ascii.skipBlanksBack(text, start, to));
  }

  /** Checks {@code <name>[=<value>];…}. */
  void parameters(int from, int to) {
    int count = 0;
    boolean emptyTold = false;
    int i = from;
    while (i < to) {
      if (count == MAX_PARAMETERS) {
        findings.here(SdpQuirks.SDP_LIMIT, "has more parameters than " + MAX_PARAMETERS);
        return;
      }
      int end = partEnd(i, to);
      int name = Ascii.skipBlanks(text, i, end);
      if (name == end) {
        if (!emptyTold) {
          emptyTold = true;
          findings.here(SdpQuirks.SDP_FMTP_EMPTY_PARAMETER, "has an empty parameter");
        }
      } else {
        parameter(name, Ascii.skipBlanksBack(text, name, end), count++);
      }
      i = end + 1;
      if (i == to && !emptyTold) {
        findings.here(SdpQuirks.SDP_FMTP_EMPTY_PARAMETER, "ends in a semicolon");
      }
    }
  }

  /** Returns the index of the semicolon that ends a part, which isn't one within quotes. */
  private int partEnd(int from, int to) {
    return quotes.from(from) < to ? quotedEnd(from, to) : Math.min(semicolon.from(from), to);
  }

  private int quotedEnd(int from, int to) {
    boolean quoted = false;
    boolean quotedBefore = false;
    int i = from;
    for (; i < to; i++) {
      char c = text.charAt(i);
      if (c == ';' && !quoted) {
        break;
      }
      if (c == '"') {
        // The first quotes of a part alone hide semicolons, and only if they are closed.
        quoted = !quoted && !quotedBefore && Ascii.indexOf('"', text, i + 1, to) < to;
        quotedBefore = true;
      }
    }
    return i;
  }

  private void parameter(int name, int to, int count) {
    int equals = equalsSign.from(name);
    int nameEnd = Ascii.skipBlanksBack(text, name, Math.min(equals, to));
    tellIfDuplicate(name, nameEnd, count);
    if (equals >= to) {
      return;
    }
    int value = Ascii.skipBlanks(text, equals + 1, to);
    if (nameEnd < equals || value > equals + 1) {
      findings.here(SdpQuirks.SDP_FMTP, "has blanks around an equals sign");
    }
    if (Ascii.is("config", text, name, nameEnd)) {
      configuration(value, to);
    } else if (isParameterSets(name, nameEnd)) {
      parameterSets(value, to);
    }
  }

  private boolean isParameterSets(int from, int to) {
    int length = to - from;
    if (length == "sprop-vps".length()) {
      return Ascii.is("sprop-vps", text, from, to)
          || Ascii.is("sprop-sps", text, from, to)
          || Ascii.is("sprop-pps", text, from, to);
    }
    return Ascii.is("sprop-parameter-sets", text, from, to);
  }

  private void tellIfDuplicate(int name, int end, int count) {
    if (2 * count + 2 > names.length) {
      names = Arrays.copyOf(names, names.length * 2);
    }
    names[2 * count] = name;
    names[2 * count + 1] = end;
    for (int i = 0; i < count; i++) {
      if (names[2 * i + 1] - names[2 * i] == end - name && sameName(names[2 * i], name, end)) {
        findings.here(SdpQuirks.SDP_FMTP_DUPLICATE_PARAMETER, "names a parameter twice");
        return;
      }
    }
  }

  private boolean sameName(int other, int name, int end) {
    for (int i = 0; i < end - name; i++) {
      if (Ascii.lower(text.charAt(other + i)) != Ascii.lower(text.charAt(name + i))) {
        return false;
      }
    }
    return true;
  }

  private void configuration(int from, int to) {
    boolean hex = to > from && (to - from) % 2 == 0;
    for (int i = from; i < to && hex; i++) {
      char c = Ascii.lower(text.charAt(i));
      hex = Ascii.isDigit(c) || (c >= 'a' && c <= 'f');
    }
    if (!hex) {
      findings.here(SdpQuirks.SDP_CONFIG, "has a config that is not whole bytes in hex");
    }
  }

  /** Checks NAL units in Base64, parted by commas. */
  private void parameterSets(int from, int to) {
    boolean malformed = false;
    boolean startCode = false;
    int i = from;
    do {
      int end = Ascii.indexOf(',', text, i, to);
      int found = base64(Ascii.skipBlanks(text, i, end), Ascii.skipBlanksBack(text, i, end));
      malformed |= found < 0;
      startCode |= found > 0;
      i = end + 1;
    } while (i <= to);
    if (malformed) {
      findings.here(
          SdpQuirks.SDP_PARAMETER_SETS, "has parameter sets that are empty or not Base64");
    }
    if (startCode) {
      findings.here(SdpQuirks.SDP_PARAMETER_SETS_START_CODE, "has start codes in parameter sets");
    }
  }

  /** Returns 0 for sound Base64, 1 if it holds the start code 00 00 01, -1 if it isn't Base64. */
  private int base64(int from, int to) {
    if (from >= to || (to - from) % 4 != 0) {
      return -1;
    }
    int end = to;
    while (end > from && text.charAt(end - 1) == '=') {
      end--;
    }
    long last = -1;
    int startCodes = 0;
    for (int i = from; i < end; i += 4) {
      int digits = Math.min(end - i, 4);
      int bytes = 0;
      for (int k = 0; k < 4; k++) {
        bytes = bytes << 6 | (k < digits ? base64Digit(text.charAt(i + k)) : 0);
      }
      if (bytes < 0) {
        return -1;
      }
      last = last << 24 | bytes;
      // The bytes end with the second, third and fourth digit.
      startCodes |=
          (digits > 1 && isStartCode(last >> 16) ? 1 : 0)
              | (digits > 2 && isStartCode(last >> 8) ? 1 : 0)
              | (digits > 3 && isStartCode(last) ? 1 : 0);
    }
    return startCodes;
  }

  private static boolean isStartCode(long bytes) {
    return (bytes & 0xFFFFFF) == 1;
  }

  private static int base64Digit(char c) {
    return c < BASE64.length ? BASE64[c] : -1;
  }
}
