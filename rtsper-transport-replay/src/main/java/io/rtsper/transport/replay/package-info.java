/**
 * The replay of captures. From the file to the session: {@link CapturedPackets} reads a file's
 * packets, {@link CaptureScan} makes messages, frames and datagrams of them, {@link Recording}
 * knows what was asked and answered, {@link Script} answers a session by it, {@link MediaFeed}
 * brings the media and {@link ReplayLink} is the link. All but the last two are free of threads.
 */
@NullMarked
package io.rtsper.transport.replay;

import org.jspecify.annotations.NullMarked;
