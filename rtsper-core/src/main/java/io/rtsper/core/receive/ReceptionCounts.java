package io.rtsper.core.receive;

/** What one track received, over all connections. */
final class ReceptionCounts {

  long duplicates;
  long malformed;
  long discarded;
  long ssrcChanges;
}
