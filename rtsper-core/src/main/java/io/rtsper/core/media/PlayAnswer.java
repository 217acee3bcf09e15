package io.rtsper.core.media;

import io.rtsper.api.RtspHeaders;
import io.rtsper.api.RtspResponse;
import io.rtsper.api.header.RangeHeader;
import io.rtsper.api.spi.QuirkReporter;
import io.rtsper.core.clock.PlayStart;
import io.rtsper.core.header.PlayRate;
import io.rtsper.core.header.Range;
import io.rtsper.core.header.RtpInfo;
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
   * Reads an answer.
   *
   * @param wanted the range that was asked for; null if none was
   * @param quirks takes what is tolerated of RTP-Info
   */
  static PlayAnswer of(RtspResponse response, @Nullable RangeHeader wanted, QuirkReporter quirks) {
    RtspHeaders headers = response.headers();
    Range range =
        headers
            .first("Range")
            .map(PlayAnswer::range)
            .filter(PlayAnswer::says)
            .orElseGet(() -> wanted == null ? range("") : range(wanted.value()));
    PlayStart start =
        new PlayStart(range.nptStart(), range.clockStart(), PlayRate.scaleOf(headers));
    RtpInfo info =
        headers
            .first("RTP-Info")
            .filter(value -> value.length() <= RtpInfo.MAX_LENGTH)
            .map(value -> RtpInfo.parse(value, quirks))
            .orElseGet(() -> new RtpInfo(List.of()));
    return new PlayAnswer(start, info);
  }

  private static Range range(String value) {
    return Range.parse(value, QuirkReporter.NONE);
  }

  /** Returns whether a range says when it starts; gomedia 17feea57090c says 0 to 0 of live. */
  private static boolean says(Range range) {
    return (range.nptStart() != null && !range.nptStart().equals(range.nptEnd()))
        || (range.clockStart() != null && !range.clockStart().equals(range.clockEnd()));
  }
}
