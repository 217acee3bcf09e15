package io.rtsper.sdp;

import io.rtsper.api.Quirks;
import java.util.Arrays;

/** Tells what is odd about {@code a=rtpmap} and {@code a=fmtp} after the payload type. */
final class FormatChecks {

  /** The most parameters of one {@code a=fmtp}. */
  private static final int MAX_PARAMETERS = 64;

  private final Findings findings;
  private final String text;

  /** Where the names of the parameters so far start and end. */
  private int[] names = new int[16];

  FormatChecks(Findings findings, String text) {
    this.findings = findings;
    this.text = text;
  }

  /** Checks {@code <payload type> <encoding>/<clock>[/<channels>]} (RFC 8866 §6.6). */
  void rtpMap(int from, int name, int to) {
    int digits = Ascii.digitsEnd(text, from, to);
    boolean oneSpace = name == digits + 1 && text.charAt(digits) == ' ';
    if (!oneSpace || Ascii.tokenEnd(text, name, to) < to) {
      findings.here(Quirks.SDP_RTPMAP, "has missing or odd blanks");
    }
    int slash = indexOf('/', name, to);
    int nameEnd = Ascii.skipBlanksBack(text, name, slash);
    int second = slash == to ? to : indexOf('/', slash + 1, to);
    int clock = slash == to ? -1 : number(slash + 1, second);
    int channels = second == to ? 0 : number(second + 1, to);
    if (clock <= 0) {
      findings.here(Quirks.SDP_CLOCK_RATE, "has no clock rate");
    } else if (Ascii.is("G722", text, name, nameEnd) && clock != 8_000) {
      findings.here(Quirks.SDP_CLOCK_RATE, "gives G722 a clock other than 8000, which it has");
    } else if (Ascii.is("opus", text, name, nameEnd) && (clock != 48_000 || channels != 2)) {
      findings.here(Quirks.SDP_CLOCK_RATE, "gives Opus other than 48000/2, which it has");
    }
  }

  private int number(int from, int to) {
    int start = Ascii.skipBlanks(text, from, to);
    return Ascii.number(text, start, Ascii.skipBlanksBack(text, start, to));
  }

  /** Checks {@code <name>[=<value>];…}. */
  void parameters(int from, int to) {
    boolean quotes = indexOf('"', from, to) < to;
    int count = 0;
    boolean emptyTold = false;
    int i = from;
    while (i < to) {
      if (count == MAX_PARAMETERS) {
        findings.here(Quirks.SDP_LIMIT, "has more parameters than " + MAX_PARAMETERS);
        return;
      }
      int end = partEnd(i, to, quotes);
      int name = Ascii.skipBlanks(text, i, end);
      if (name == end) {
        if (!emptyTold) {
          emptyTold = true;
          findings.here(Quirks.SDP_FMTP_EMPTY_PARAMETER, "has an empty parameter");
        }
      } else {
        parameter(name, Ascii.skipBlanksBack(text, name, end), count++);
      }
      i = end + 1;
      if (i == to && !emptyTold) {
        findings.here(Quirks.SDP_FMTP_EMPTY_PARAMETER, "ends in a semicolon");
      }
    }
  }

  /** Returns the index of the semicolon that ends a part, which isn't one within quotes. */
  private int partEnd(int from, int to, boolean quotes) {
    int semicolon = indexOf(';', from, to);
    int quote = quotes ? indexOf('"', from, to) : to;
    if (quote >= semicolon) {
      return semicolon;
    }
    int closing = indexOf('"', quote + 1, to);
    return indexOf(';', closing == to ? quote : closing, to);
  }

  private void parameter(int name, int to, int count) {
    int equals = indexOf('=', name, to);
    int nameEnd = Ascii.skipBlanksBack(text, name, equals);
    tellIfDuplicate(name, nameEnd, count);
    if (equals == to) {
      return;
    }
    int value = Ascii.skipBlanks(text, equals + 1, to);
    if (nameEnd < equals || value > equals + 1) {
      findings.here(Quirks.SDP_FMTP, "has blanks around an equals sign");
    }
    if (Ascii.is("config", text, name, nameEnd)) {
      configuration(value, to);
    } else if (Ascii.is("sprop-parameter-sets", text, name, nameEnd)
        || Ascii.is("sprop-vps", text, name, nameEnd)
        || Ascii.is("sprop-sps", text, name, nameEnd)
        || Ascii.is("sprop-pps", text, name, nameEnd)) {
      parameterSets(value, to);
    }
  }

  private void tellIfDuplicate(int name, int end, int count) {
    if (2 * count + 2 > names.length) {
      names = Arrays.copyOf(names, names.length * 2);
    }
    names[2 * count] = name;
    names[2 * count + 1] = end;
    for (int i = 0; i < count; i++) {
      if (names[2 * i + 1] - names[2 * i] == end - name && sameName(names[2 * i], name, end)) {
        findings.here(Quirks.SDP_FMTP_DUPLICATE_PARAMETER, "names a parameter twice");
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
      findings.here(Quirks.SDP_CONFIG, "has a config that is not whole bytes in hex");
    }
  }

  /** Checks NAL units in Base64, parted by commas. */
  private void parameterSets(int from, int to) {
    boolean malformed = false;
    boolean startCode = false;
    int i = from;
    do {
      int end = indexOf(',', i, to);
      int found = base64(Ascii.skipBlanks(text, i, end), Ascii.skipBlanksBack(text, i, end));
      malformed |= found < 0;
      startCode |= found > 0;
      i = end + 1;
    } while (i <= to);
    if (malformed) {
      findings.here(Quirks.SDP_PARAMETER_SETS, "has parameter sets that are empty or not Base64");
    }
    if (startCode) {
      findings.here(Quirks.SDP_PARAMETER_SETS_START_CODE, "has start codes in parameter sets");
    }
  }

  /** Returns 0 for sound Base64, 1 if it holds the start code 00 00 01, -1 if it isn't Base64. */
  private int base64(int from, int to) {
    if (from >= to) {
      return -1;
    }
    int bits = 0;
    int count = 0;
    int lastBytes = -1;
    int found = 0;
    int i = from;
    while (i < to && text.charAt(i) != '=') {
      int value = base64Digit(text.charAt(i));
      if (value < 0) {
        return -1;
      }
      bits = (bits << 6) | value;
      count += 6;
      if (count >= 8) {
        count -= 8;
        lastBytes = (lastBytes << 8) | ((bits >> count) & 0xFF);
        found |= (lastBytes & 0xFFFFFF) == 1 ? 1 : 0;
      }
      i++;
    }
    while (i < to && text.charAt(i) == '=') {
      i++;
    }
    // Only padding may follow, and the whole is groups of four digits.
    return i < to || (to - from) % 4 != 0 ? -1 : found;
  }

  private static int base64Digit(char c) {
    if (c >= 'A' && c <= 'Z') {
      return c - 'A';
    }
    if (c >= 'a' && c <= 'z') {
      return c - 'a' + 26;
    }
    if (c >= '0' && c <= '9') {
      return c - '0' + 52;
    }
    return c == '+' ? 62 : c == '/' ? 63 : -1;
  }

  /** Returns where a character is next; {@code to} if it isn't there before that. */
  private int indexOf(char c, int from, int to) {
    int index = text.indexOf(c, from);
    return index < 0 || index > to ? to : index;
  }
}
