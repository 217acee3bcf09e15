package io.rtsper.core.header;

import io.rtsper.api.spi.QuirkReporter;
import io.rtsper.core.text.Ascii;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/**
 * Reads {@code RTP-Info} (RFC 2326 §12.33). URLs stand in it bare and may hold commas and
 * semicolons, so a comma ends an entry and a semicolon ends a URL only where a known name follows.
 */
final class RtpInfoReader {

  private static final Set<String> NAMES = Set.of("url", "seq", "rtptime", "ssrc");

  private final QuirkReporter quirks;
  private boolean full;

  RtpInfoReader(QuirkReporter quirks) {
    this.quirks = quirks;
  }

  List<RtpInfoEntry> read(String value) {
    HeaderText.checkLength("RTP-Info", value);
    List<RtpInfoEntry> entries = new ArrayList<>();
    for (String text : splitBeforeNames(value, ',')) {
      if (full) {
        break;
      } else if (text.isEmpty()) {
        quirks.report(HeaderQuirks.PARAMETER_EMPTY, "RTP-Info");
      } else {
        element(entries, text);
      }
    }
    return entries;
  }

  /** What a URL is, with the values that follow it, until the next one. */
  private static final class Draft {
    String url = "";
    boolean named;
    Optional<Integer> seq = Optional.empty();
    Optional<Long> rtptime = Optional.empty();
    Optional<Long> ssrc = Optional.empty();
  }

  /** Reads an element of the list, which is one entry; or more, where a semicolon parts them. */
  private void element(List<RtpInfoEntry> entries, String text) {
    Draft draft = new Draft();
    for (String part : splitBeforeNames(text, ';')) {
      String trimmed = withoutSeparators(part);
      if (draft.named && HeaderText.name(trimmed).equals("url")) {
        quirks.report(HeaderQuirks.HEADER_SEPARATOR, "RTP-Info");
        add(entries, draft);
        draft = new Draft();
      }
      parameter(draft, trimmed);
    }
    add(entries, draft);
  }

  private void add(List<RtpInfoEntry> entries, Draft draft) {
    if (entries.size() == HeaderText.MAX_PARTS) {
      if (!full) {
        quirks.report(HeaderQuirks.HEADER_LIMIT, "more than 64 entries of RTP-Info");
      }
      full = true;
      return;
    }
    if (draft.url.isEmpty()) {
      quirks.report(HeaderQuirks.RTP_INFO_WITHOUT_URL, "");
    }
    entries.add(new RtpInfoEntry(draft.url, draft.seq, draft.rtptime, draft.ssrc));
  }

  private void parameter(Draft draft, String part) {
    switch (HeaderText.name(part)) {
      case "url" -> {
        draft.url = url(part);
        draft.named = true;
      }
      case "seq" -> draft.seq = first(draft.seq, () -> sequence(value(part)));
      case "rtptime" -> draft.rtptime = first(draft.rtptime, () -> time(value(part)));
      case "ssrc" -> {
        quirks.report(HeaderQuirks.PARAMETER_UNKNOWN, "ssrc of RTP-Info");
        draft.ssrc = first(draft.ssrc, () -> source(value(part)));
      }
      default -> {
        boolean bareUrl = !draft.named && part.indexOf('/') >= 0 && !HeaderText.hasControl(part);
        draft.url = bareUrl ? part : draft.url;
        draft.named |= bareUrl;
        if (bareUrl) {
          quirks.report(HeaderQuirks.RTP_INFO_WITHOUT_URL, "");
        } else {
          quirks.report(
              part.isEmpty() ? HeaderQuirks.PARAMETER_EMPTY : HeaderQuirks.PARAMETER_UNKNOWN,
              "RTP-Info");
        }
      }
    }
  }

  /** Returns the value of a parameter that is no URL: a semicolon ends it, whatever follows. */
  private String value(String part) {
    int semicolon = part.indexOf(';');
    if (semicolon < 0) {
      return HeaderText.strip(HeaderText.value(part));
    }
    quirks.report(HeaderQuirks.PARAMETER_UNKNOWN, "RTP-Info");
    return HeaderText.strip(HeaderText.value(part.substring(0, semicolon)));
  }

  private <T> Optional<T> first(Optional<T> known, Supplier<Optional<T>> next) {
    if (known.isEmpty()) {
      return next.get();
    }
    quirks.report(HeaderQuirks.PARAMETER_REPEATED, "RTP-Info");
    return known;
  }

  private String url(String part) {
    int equals = part.indexOf('=');
    String raw = HeaderText.strip(part, equals + 1, part.length());
    String url = HeaderText.unquote(raw);
    if (url.length() != raw.length()) {
      quirks.report(HeaderQuirks.PARAMETER_QUOTED, "url of RTP-Info");
    }
    return HeaderText.hasControl(url) ? "" : url;
  }

  private Optional<Integer> sequence(String text) {
    return number(text, 0xFFFF, "seq of RTP-Info").map(Long::intValue);
  }

  private Optional<Long> time(String text) {
    return number(text, 0xFFFFFFFFL, "rtptime of RTP-Info");
  }

  private Optional<Long> number(String text, long max, String what) {
    String whole = HeaderText.wholePart(text);
    long number = HeaderText.unsigned(whole, max);
    if (number < 0) {
      quirks.report(HeaderQuirks.PARAMETER_UNREADABLE, what);
      return Optional.empty();
    }
    if (whole.length() < text.length()) {
      quirks.report(HeaderQuirks.PARAMETER_FRACTION, what);
    }
    return Optional.of(number);
  }

  private static Optional<Long> source(String text) {
    long number = text.length() > 8 ? -1 : HeaderText.hexadecimal(text, 0xFFFFFFFFL);
    return number < 0 ? Optional.empty() : Optional.of(number);
  }

  /** Takes semicolons that nothing follows off the end. */
  private String withoutSeparators(String part) {
    int end = part.length();
    while (end > 0 && (part.charAt(end - 1) == ';' || part.charAt(end - 1) <= ' ')) {
      end--;
    }
    if (part.indexOf(';', end) >= 0) {
      quirks.report(HeaderQuirks.PARAMETER_EMPTY, "RTP-Info");
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
        && NAMES.contains(Ascii.lower(text.substring(start, end)));
  }
}
