package io.rtsper.core.rtcp;

import io.rtsper.core.clock.SenderClock;

/** What a receiver report says of a source (RFC 3550 §6.4.1). */
public interface Reception {

  /** No source; sources are unsigned. */
  long NO_SOURCE = -1;

  /**
   * Returns the current source.
   *
   * @return its identifier, unsigned; {@link #NO_SOURCE} if nothing has come
   */
  long ssrc();

  /**
   * Returns what was added to extend the first number, which tells one numbering of a source from
   * the next.
   *
   * @return a multiple of 65536
   */
  long startCycle();

  /**
   * Returns how many packets there should have been.
   *
   * @return packets since the numbering began
   */
  long expected();

  /**
   * Returns how many packets came, counted as often as they came (RFC 3550 appendix A.3).
   *
   * @return packets since the numbering began
   */
  long received();

  /**
   * Returns the highest sequence number with its cycles since the numbering began.
   *
   * @return 32 bit, unsigned
   */
  long highest();

  /**
   * Returns the jitter.
   *
   * @return units of the timestamp
   */
  long jitterUnits();

  /**
   * Returns what the sender said of its clock.
   *
   * @return the clock
   */
  SenderClock senderClock();

  /**
   * Returns what is to be answered of the other side's extended reports.
   *
   * @return the last reference time
   */
  ReferenceTime referenceTime();
}
