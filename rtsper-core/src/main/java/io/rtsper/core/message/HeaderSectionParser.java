package io.rtsper.core.message;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.rtsper.api.MessageLimits;
import io.rtsper.api.RtspHeaders;
import io.rtsper.api.RtspMethod;
import io.rtsper.api.RtspPhase;
import io.rtsper.api.RtspProtocolException;
import io.rtsper.api.spi.QuirkReporter;
import io.rtsper.api.text.PeerText;
import io.rtsper.core.text.Ascii;
import java.nio.ByteBuffer;

/**
 * Reads a whole header section: the start line and the fields (RFC 2326 §4 to §7). Text is decoded
 * as ISO-8859-1, which keeps every byte, whatever encoding a camera used.
 */
final class HeaderSectionParser {

  /** A longer name is no name, but a line without a colon of its own. */
  private static final int LONGEST_NAME = 256;

  private static final int PROTOCOL_LENGTH = 5;

  private static final int MAX_QUOTED = 80;

  private final QuirkReporter quirks;
  private final ContentLength contentLength;
  private byte[] bytes = new byte[1024];

  // The line that was found last.
  private int lineStart;
  private int lineEnd;
  private int next;
  private boolean lineHasControl;

  /** Whether one of the lines that continued the last field has a control character. */
  private boolean foldedHasControl;

  /** Which headers that stand once have been read, by {@link HeaderNames#single}. */
  private int singles;

  HeaderSectionParser(MessageLimits limits, QuirkReporter quirks) {
    this.quirks = quirks;
    this.contentLength = new ContentLength(limits.maxBodyBytes(), quirks);
  }

  /** Reads the section that the scanner found between two indices of the input. */
  MessageHead parse(ByteBuffer source, int from, int to, HeaderScanner scanner, boolean request) {
    int length = to - from;
    byte[] kept = bytes;
    if (length > bytes.length) {
      bytes = new byte[length];
    }
    source.get(from, bytes, 0, length);
    if (scanner.bareLf()) {
      quirks.report(MessageQuirks.LF_LINE_ENDING, "");
    }
    if (scanner.bareCr()) {
      quirks.report(MessageQuirks.BARE_CR_LINE_ENDING, "");
    }
    next = 0;
    findLine(length);
    MessageHead head = request ? request(length) : response(length);
    bytes = kept;
    return head;
  }

  /** Finds the next line; an empty one is the section's last. */
  private void findLine(int to) {
    lineStart = next;
    int i = next;
    boolean control = false;
    while (i < to && !Ascii.isLineBreak(bytes[i])) {
      control |= Ascii.isControl(bytes[i]);
      i++;
    }
    lineHasControl = control;
    lineEnd = i;
    if (i < to) {
      boolean crLf = bytes[i] == '\r' && i + 1 < to && bytes[i + 1] == '\n';
      i += crLf ? 2 : 1;
    }
    next = i;
  }

  /** Status-Line = RTSP-Version SP Status-Code SP Reason-Phrase (RFC 2326 §7.1). */
  private MessageHead response(int to) {
    int version = lineStart + PROTOCOL_LENGTH;
    int versionEnd = skipWord(version);
    int code = skipBlanks(versionEnd);
    int codeEnd = code;
    int status = 0;
    while (codeEnd < lineEnd && codeEnd - code < 4 && Ascii.isDigit(bytes[codeEnd])) {
      status = status * 10 + bytes[codeEnd++] - '0';
    }
    if (codeEnd - code != 3 || status < 100) {
      throw new RtspProtocolException(
          RtspPhase.READ,
          "the peer's status line \""
              + Ascii.printable(bytes, lineStart, lineEnd)
              + "\" has no status code of three digits",
          null);
    }
    int reason = skipBlanks(codeEnd);
    int reasonEnd = trimEnd(reason, lineEnd);
    if (codeEnd == lineEnd) {
      quirks.report(MessageQuirks.MISSING_REASON_PHRASE, "");
    }
    boolean spaced =
        code == versionEnd + 1
            && bytes[versionEnd] == ' '
            && (codeEnd == lineEnd || bytes[codeEnd] == ' ');
    checkProtocol(lineStart, versionEnd, spaced);
    String phrase = text(reason, reasonEnd);
    RtspHeaders headers = headers(to);
    return new MessageHead(null, status, phrase, headers, contentLength.length());
  }

  /** Request-Line = Method SP Request-URI SP RTSP-Version (RFC 2326 §6.1). */
  private MessageHead request(int to) {
    int methodEnd = skipWord(lineStart);
    int end = trimEnd(methodEnd, lineEnd);
    int protocol = end;
    while (!Ascii.isBlank(bytes[protocol - 1])) {
      protocol--;
    }
    int uri = skipBlanks(methodEnd);
    int uriEnd = Math.max(uri, trimEnd(methodEnd, protocol));
    boolean spaced =
        uri == methodEnd + 1
            && protocol == uriEnd + 1
            && bytes[methodEnd] == ' '
            && bytes[uriEnd] == ' '
            && end == lineEnd
            && skipWord(uri) == uriEnd;
    checkProtocol(protocol, end, spaced);
    RtspMethod method = RtspMethod.of(text(lineStart, methodEnd));
    String target = text(uri, uriEnd);
    RtspHeaders headers = headers(to);
    return new MessageHead(method, 0, target, headers, contentLength.length());
  }

  private void checkProtocol(int from, int to, boolean spaced) {
    boolean upper =
        bytes[from] == 'R'
            && bytes[from + 1] == 'T'
            && bytes[from + 2] == 'S'
            && bytes[from + 3] == 'P';
    if (!spaced || !upper) {
      quirks.report(MessageQuirks.START_LINE_FORM, Ascii.printable(bytes, from, to));
    }
    int version = from + PROTOCOL_LENGTH;
    boolean one =
        to - version == 3
            && bytes[version] == '1'
            && bytes[version + 1] == '.'
            && bytes[version + 2] == '0';
    if (!one) {
      quirks.report(MessageQuirks.OTHER_RTSP_VERSION, Ascii.printable(bytes, from, to));
    }
  }

  private RtspHeaders headers(int to) {
    contentLength.reset();
    singles = 0;
    RtspHeaders.Builder headers = RtspHeaders.builder();
    findLine(to);
    if (lineStart < lineEnd && Ascii.isBlank(bytes[lineStart])) {
      quirks.report(MessageQuirks.INDENTED_HEADER_LINE, "");
      lineStart = skipBlanks(lineStart);
    }
    while (lineStart < to && (lineStart < lineEnd || next < to)) {
      field(headers, to);
    }
    return headers.build();
  }

  /** Reads the field whose first line was found, and finds the line behind its last one. */
  private void field(RtspHeaders.Builder headers, int to) {
    int start = lineStart;
    int colon = start;
    int end = lineEnd;
    while (colon < end && bytes[colon] != ':') {
      colon++;
    }
    int nameEnd = trimEnd(start, colon);
    boolean control = lineHasControl;
    boolean named = colon < end && nameEnd > start && nameEnd - start <= LONGEST_NAME;
    String value = named ? text(skipBlanks(colon + 1, end), end) : "";
    findLine(to);
    if (lineStart < lineEnd && Ascii.isBlank(bytes[lineStart])) {
      value = unfold(value, to);
      control |= foldedHasControl;
    }
    if (!named) {
      quirks.report(MessageQuirks.MALFORMED_HEADER_LINE, "");
      return;
    }
    if (nameEnd < colon) {
      quirks.report(MessageQuirks.SPACE_BEFORE_COLON, Ascii.printable(bytes, start, nameEnd));
    }
    if (Ascii.equalsIgnoreCase(bytes, start, nameEnd, "Content-Length")) {
      contentLength.add(value);
    }
    String name = HeaderNames.read(bytes, start, nameEnd);
    reportField(name, control);
    headers.addReceived(name, value);
  }

  private void reportField(String name, boolean control) {
    int single = HeaderNames.single(name);
    if ((singles & single) != 0) {
      quirks.report(MessageQuirks.REPEATED_HEADER, name);
    }
    singles |= single;
    if (control) {
      quirks.report(MessageQuirks.HEADER_CONTROL_CHARACTER, PeerText.printable(name, MAX_QUOTED));
    }
    for (int i = 0; single == 0 && i < name.length(); i++) {
      if (!Ascii.isToken(name.charAt(i))) {
        quirks.report(MessageQuirks.HEADER_NAME, PeerText.printable(name, MAX_QUOTED));
        return;
      }
    }
  }

  /** Joins a value with the lines that continue it: each line break and what is blank around it. */
  private String unfold(String first, int to) {
    StringBuilder value = new StringBuilder(first);
    foldedHasControl = false;
    while (lineStart < lineEnd && Ascii.isBlank(bytes[lineStart])) {
      foldedHasControl |= lineHasControl;
      String more = text(skipBlanks(lineStart), lineEnd);
      if (more.isEmpty()) {
        quirks.report(MessageQuirks.BLANK_HEADER_LINE, "");
      } else {
        value.append(value.length() == 0 ? "" : " ").append(more);
      }
      findLine(to);
    }
    return value.toString();
  }

  private int skipWord(int at) {
    int i = at;
    while (i < lineEnd && !Ascii.isBlank(bytes[i])) {
      i++;
    }
    return i;
  }

  private int skipBlanks(int at) {
    return skipBlanks(at, lineEnd);
  }

  private int skipBlanks(int at, int to) {
    int i = at;
    while (i < to && Ascii.isBlank(bytes[i])) {
      i++;
    }
    return i;
  }

  private int trimEnd(int from, int to) {
    int i = to;
    while (i > from && Ascii.isBlank(bytes[i - 1])) {
      i--;
    }
    return i;
  }

  private String text(int from, int to) {
    int end = trimEnd(from, to);
    return end <= from ? "" : new String(bytes, from, end - from, ISO_8859_1);
  }
}
