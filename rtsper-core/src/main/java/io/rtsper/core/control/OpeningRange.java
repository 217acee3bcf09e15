package io.rtsper.core.control;

import io.rtsper.api.header.RangeHeader;
import io.rtsper.core.header.Range;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Which {@code Range} the first PLAY of a presentation has (RFC 2326 §12.29).
 *
 * <p>What is live is played from now on: {@code npt=0-} seeks a mount of GStreamer that viewers
 * share, and the timestamps of all the others jump back. A range that the description names is
 * played from its start, as some cameras want a Range (Parrot, gortsplib a585634). A server that
 * can't read {@code npt=now-} gets none, and then the start, like all other clients' servers.
 */
final class OpeningRange {

  private static final RangeHeader START = RangeHeader.npt(Duration.ZERO);

  private static final List<Optional<RangeHeader>> LIVE =
      List.of(Optional.of(RangeHeader.now()), Optional.empty(), Optional.of(START));

  private int at;

  /**
   * Returns the range to ask for.
   *
   * @param described the ranges that the description names
   */
  Optional<RangeHeader> of(List<Range> described) {
    return isLive(described) ? LIVE.get(at) : Optional.of(START);
  }

  private static boolean isLive(List<Range> described) {
    return described.stream().anyMatch(Range::now)
        || described.stream().allMatch(OpeningRange::isWithoutTimes);
  }

  private static boolean isWithoutTimes(Range range) {
    return range.nptStart() == null
        && range.nptEnd() == null
        && range.clockStart() == null
        && range.clockEnd() == null
        && range.smpteStart() == null;
  }

  /** Goes on to the next after a refusal; false if there is none, and then begins again. */
  boolean stepDown(List<Range> described) {
    if (!isLive(described)) {
      return false;
    }
    at = (at + 1) % LIVE.size();
    return at > 0;
  }

  /**
   * Is told that nothing came: the next PLAY asks for the start. That seeks, which sets GStreamer's
   * pipeline going again where a viewer whose line was cut still holds it up.
   */
  void nothingCame() {
    at = LIVE.size() - 1;
  }

  /** Returns whether the refusal of PLAY may be about its range. */
  static boolean mayRefuse(int status) {
    return status == 457 || status == 400 || status == 501;
  }
}
