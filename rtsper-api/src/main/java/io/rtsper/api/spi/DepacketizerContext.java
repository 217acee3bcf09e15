package io.rtsper.api.spi;

import io.rtsper.api.DoNotImplement;
import io.rtsper.api.media.Track;

/** What a depacketizer needs of its session. For the event loop only. */
@DoNotImplement
public interface DepacketizerContext {

  /**
   * Returns the track, whose encoding is the provider's.
   *
   * @return the track
   */
  Track track();

  /**
   * Returns where the frames go.
   *
   * @return the writer, of this depacketizer alone
   */
  FrameWriter frames();

  /**
   * Returns what the session may hold. The frames' own bytes are taken care of by the writer.
   *
   * @return the budget, of which the depacketizer takes room for what else it keeps
   */
  MemoryBudget memory();

  /**
   * Returns who takes what the depacketizer tolerates.
   *
   * @return the reporter
   */
  QuirkReporter quirks();
}
