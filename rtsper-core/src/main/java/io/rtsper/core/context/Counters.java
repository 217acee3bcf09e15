package io.rtsper.core.context;

/** What a session counts besides its tracks; written on its event loop alone. */
public final class Counters {

  public long connections;
  public long reconnects;
  public long bytesReceived;
  public long requests;
  public long responses;
  public long serverRequests;
  public long lateResponses;
  public long unknownChannelPackets;
  public long garbageBytes;
  public long keepalives;
  public long firstPacketNanos = -1;
}
