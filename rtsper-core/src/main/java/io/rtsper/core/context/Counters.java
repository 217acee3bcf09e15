package io.rtsper.core.session;

/** What a session counts besides its tracks. */
final class Counters {

  long connections;
  long reconnects;
  long bytesReceived;
  long requests;
  long responses;
  long serverRequests;
  long lateResponses;
  long unknownChannelPackets;
  long garbageBytes;
  long keepalives;
  long firstPacketNanos = -1;
}
