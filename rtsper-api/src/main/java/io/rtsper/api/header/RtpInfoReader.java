package io.rtsper.api.header;

import io.rtsper.api.Quirks;
import io.rtsper.api.spi.QuirkReporter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Reads {@code RTP-Info} (RFC 2326 §12.33). URLs stand in it bare and may hold commas and
 * semicolons, so a comma ends an entry and a semicolon ends a URL only where a known name follows.
 */
final class RtpInfoReader {

  private static final Set<String> NAMES = Set.of("url", "seq", "rtptime", "ssrc");

  private final QuirkReporter quirks;

  RtpInfoReader(QuirkReporter quirks) {
    this.quirks = quirks;
  }

  List<RtpInfo.Entry> read(String value) {
    HeaderText.checkLength("RTP-Info", value);
    List<RtpInfo.Entry> entries = new ArrayList<>();
    for (String text : splitBeforeNames(value, ',')) {
      if (text.isEmpty()) {
        quirks.report(Quirks.RTP_INFO_EMPTY_PARAMETER, "");
      } else if (entries.size() == HeaderText.MAX_PARTS) {
        quirks.report(Quirks.RTP_INFO_TOO_MANY, "");
        break;
      } else {
        entries.add(entry(text));
      }
    }
    return entries;
  }

  private RtpInfo.Entry entry(String text) {
    String url = "";
    Optional<Integer> seq = Optional.empty();
    Optional<Long> rtptime = Optional.empty();
    Optional<Long> ssrc = Optional.empty();
    boolean named = false;
    for (String part : splitBeforeNames(text, ';')) {
      String trimmed = withoutSeparators(part);
      switch (HeaderText.name(trimmed)) {
        case "url" -> {
          url = named ? url : url(trimmed);
          named = true;
        }
        case "seq" -> seq = seq.isPresent() ? seq : sequence(HeaderText.value(trimmed));
        case "rtptime" -> rtptime = rtptime.isPresent() ? rtptime : time(trimmed);
        case "ssrc" -> ssrc = ssrc.isPresent() ? ssrc : source(HeaderText.value(trimmed));
        default -> {
          boolean bareUrl = !named && trimmed.indexOf('/') >= 0 && !HeaderText.hasControl(trimmed);
          url = bareUrl ? trimmed : url;
          named |= bareUrl;
          quirks.report(
              bareUrl ? Quirks.RTP_INFO_WITHOUT_URL : Quirks.RTP_INFO_EMPTY_PARAMETER, "");
        }
      }
    }
    if (url.isEmpty()) {
      quirks.report(Quirks.RTP_INFO_WITHOUT_URL, "");
    }
    return new RtpInfo.Entry(url, seq, rtptime, ssrc);
  }

  private String url(String part) {
    int equals = part.indexOf('=');
    String raw = HeaderText.strip(part, equals + 1, part.length());
    String url = HeaderText.unquote(raw);
    if (url.length() != raw.length()) {
      quirks.report(Quirks.RTP_INFO_QUOTED_URL, "");
    }
    return HeaderText.hasControl(url) ? "" : url;
  }

  private Optional<Integer> sequence(String text) {
    long number = HeaderText.unsigned(HeaderText.strip(text), 0xFFFF);
    if (number < 0) {
      quirks.report(Quirks.RTP_INFO_BAD_SEQ, "");
      return Optional.empty();
    }
    return Optional.of((int) number);
  }

  private Optional<Long> time(String part) {
    long number = HeaderText.unsigned(HeaderText.strip(HeaderText.value(part)), 0xFFFFFFFFL);
    if (number < 0) {
      quirks.report(Quirks.RTP_INFO_BAD_RTPTIME, "");
      return Optional.empty();
    }
    return Optional.of(number);
  }

  private static Optional<Long> source(String text) {
    String digits = HeaderText.strip(text);
    long number = digits.length() > 8 ? -1 : HeaderText.hexadecimal(digits, 0xFFFFFFFFL);
    return number < 0 ? Optional.empty() : Optional.of(number);
  }

  /** Takes semicolons that nothing follows off the end. */
  private String withoutSeparators(String part) {
    int end = part.length();
    while (end > 0 && (part.charAt(end - 1) == ';' || part.charAt(end - 1) <= ' ')) {
      end--;
    }
    if (part.indexOf(';', end) >= 0) {
      quirks.report(Quirks.RTP_INFO_EMPTY_PARAMETER, "");
    }
    return part.substring(0, end);
  }

  /** Splits at those separators outside quotes that a known name and an equals sign follow. */
  private static List<String> splitBeforeNames(String text, char separator) {
    List<String> parts = new ArrayList<>();
    int start = 0;
    boolean quotes = true;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '"' && quotes) {
        int close = HeaderText.quoteEnd(text, i);
        quotes = close > i;
        i = close;
      } else if (c == separator && nameFollows(text, i + 1)) {
        parts.add(HeaderText.strip(text, start, i));
        start = i + 1;
      }
    }
    parts.add(HeaderText.strip(text, start, text.length()));
    return parts;
  }

  private static boolean nameFollows(String text, int from) {
    int start = from;
    while (start < text.length() && text.charAt(start) <= ' ') {
      start++;
    }
    int end = start;
    while (end < text.length() && end - start <= 8 && Character.isLetter(text.charAt(end))) {
      end++;
    }
    int equals = end;
    while (equals < text.length() && text.charAt(equals) <= ' ') {
      equals++;
    }
    return equals < text.length()
        && text.charAt(equals) == '='
        && NAMES.contains(HeaderText.lower(text.substring(start, end)));
  }
}
