package io.rtsper.core.receive;

/** What one track received, over all connections. */
final class ReceptionCounts {

  long packets;
  long bytes;
  long duplicates;
  long late;
  long malformed;
  long discarded;
  long ssrcChanges;
}
