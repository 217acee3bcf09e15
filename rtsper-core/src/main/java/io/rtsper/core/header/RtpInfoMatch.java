package io.rtsper.core.header;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.function.BiPredicate;

/** Finds the entries of {@code RTP-Info} that belong to tracks. */
final class RtpInfoMatch {

  private final List<RtpInfoEntry> entries;
  private final List<String> tracks;
  private final List<Optional<RtpInfoEntry>> matches;
  private final boolean[] taken;

  private RtpInfoMatch(List<RtpInfoEntry> entries, List<String> tracks) {
    this.entries = entries;
    this.tracks = tracks;
    this.matches = new ArrayList<>(Collections.nCopies(tracks.size(), Optional.empty()));
    this.taken = new boolean[entries.size()];
  }

  static List<Optional<RtpInfoEntry>> of(List<RtpInfoEntry> entries, List<String> trackUrls) {
    RtpInfoMatch match =
        new RtpInfoMatch(entries, trackUrls.stream().map(RtpInfoMatch::path).toList());
    match.pair(String::equals);
    match.pair((track, entry) -> endsWithPath(track, entry) || endsWithPath(entry, track));
    match.pair((track, entry) -> lastSegment(track).equals(lastSegment(entry)));
    if (entries.size() == trackUrls.size()) {
      match.pairByPlace();
    }
    return List.copyOf(match.matches);
  }

  private void pair(BiPredicate<String, String> same) {
    for (int t = 0; t < tracks.size(); t++) {
      for (int e = 0; e < entries.size() && matches.get(t).isEmpty(); e++) {
        String entry = path(entries.get(e).url());
        if (!taken[e] && !lastSegment(entry).isEmpty() && same.test(tracks.get(t), entry)) {
          take(t, e);
        }
      }
    }
  }

  private void pairByPlace() {
    for (int i = 0; i < tracks.size(); i++) {
      if (matches.get(i).isEmpty() && !taken[i]) {
        take(i, i);
      }
    }
  }

  private void take(int track, int entry) {
    matches.set(track, Optional.of(entries.get(entry)));
    taken[entry] = true;
  }

  /** Returns a URL without scheme and authority, which servers get wrong behind routers. */
  private static String path(String url) {
    int scheme = url.indexOf("://");
    if (scheme < 0) {
      return url;
    }
    int slash = url.indexOf('/', scheme + 3);
    return slash < 0 ? "" : url.substring(slash);
  }

  private static boolean endsWithPath(String longer, String suffix) {
    int start = longer.length() - suffix.length();
    return start >= 0
        && longer.endsWith(suffix)
        && (start == 0 || suffix.startsWith("/") || longer.charAt(start - 1) == '/');
  }

  private static String lastSegment(String path) {
    return path.substring(path.lastIndexOf('/') + 1);
  }
}
