package io.rtsper.camera;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a camera's media was built with.
 *
 * @param firstSequence the first sequence number of each track, -1 for a random one
 * @param firstTimestamp the first timestamp of each track, null for a random one
 */
record MediaSettings(
    List<String> transports,
    Multicast multicast,
    Playback.Pace pace,
    Line line,
    int firstSequence,
    @Nullable Integer firstTimestamp,
    boolean recordsPackets,
    long seed) {}
