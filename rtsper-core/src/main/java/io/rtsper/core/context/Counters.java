package io.rtsper.core.context;

import io.rtsper.api.LossCause;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;

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

  /** How long the last keepalive took to be answered; -1 before the first one. */
  public long roundTripNanos = -1;

  /** The losses of each cause; replaced at each, since other threads read it. */
  private volatile Map<LossCause, Long> losses = Map.of();

  public void lost(LossCause cause) {
    Map<LossCause, Long> more = new EnumMap<>(LossCause.class);
    more.putAll(losses);
    more.merge(cause, 1L, Long::sum);
    losses = Collections.unmodifiableMap(more);
  }

  /** Returns what the session was lost for, and how often; immutable. */
  public Map<LossCause, Long> losses() {
    return losses;
  }
}
