package io.rtsper.core.media;

import io.rtsper.api.RtspHeaders;
import io.rtsper.api.RtspResponse;
import io.rtsper.api.header.RangeHeader;
import io.rtsper.api.spi.QuirkReporter;
import io.rtsper.core.clock.PlayStart;
import io.rtsper.core.header.PlayRate;
import io.rtsper.core.header.Range;
import io.rtsper.core.header.RtpInfo;
import io.rtsper.core.header.RtpInfoEntry;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the answer to PLAY says of the time of what plays.
 *
 * @param start where it starts: as the answer says, or else as was asked
 * @param info which timestamps belong to that
 */
record PlayAnswer(PlayStart start, RtpInfo info) {

  /**
   * Reads an answer. What is tolerated of it was told when it came.
   *
   * @param wanted the range that was asked for; null if none was
   */
  static PlayAnswer of(RtspResponse response, @Nullable RangeHeader wanted) {
    RtspHeaders headers = response.headers();
    Range range =
        headers
            .first("Range")
            .map(PlayAnswer::range)
            .filter(PlayAnswer::says)
            .orElseGet(() -> wanted == null ? range("") : range(wanted.value()));
    PlayStart start =
        new PlayStart(range.nptStart(), range.clockStart(), PlayRate.scaleOf(headers));
    List<RtpInfoEntry> entries =
        headers.all("RTP-Info").stream()
            .filter(value -> value.length() <= RtpInfo.MAX_LENGTH)
            .flatMap(value -> RtpInfo.parse(value, QuirkReporter.NONE).entries().stream())
            .toList();
    return new PlayAnswer(start, new RtpInfo(entries));
  }

  private static Range range(String value) {
    return Range.parse(value, QuirkReporter.NONE);
  }

  /** Returns whether a range says when it starts; gomedia 17feea57090c says 0 to 0 of live. */
  private static boolean says(Range range) {
    return range.now()
        || (range.nptStart() != null && !range.nptStart().equals(range.nptEnd()))
        || (range.clockStart() != null && !range.clockStart().equals(range.clockEnd()));
  }
}
