package io.rtsper.core.session;

import io.rtsper.api.RtspPhase;
import io.rtsper.api.RtspTransportException;
import io.rtsper.api.spi.MediaTransportContext;
import java.nio.ByteBuffer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A track's view of the interleaved channels of the connection that it is set up on: the one that
 * is there when the server has answered, since some close the one before at a 401.
 */
final class InterleavedAccess implements MediaTransportContext.Interleaved {

  private final TrackChannel track;
  private final Supplier<@Nullable ControlConnection> current;
  private @Nullable ControlConnection bound;

  InterleavedAccess(TrackChannel track, Supplier<@Nullable ControlConnection> current) {
    this.track = track;
    this.current = current;
  }

  @Override
  public int freePair() {
    return channels(current.get()).freePair();
  }

  @Override
  public void bind(int rtp, int rtcp) {
    unbind();
    ControlConnection on = current.get();
    channels(on).bind(track, rtp, rtcp);
    bound = on;
  }

  @Override
  public void unbind() {
    if (bound != null) {
      bound.demultiplexer().channels().unbind(track);
      bound = null;
    }
  }

  @Override
  public void send(int channel, ByteBuffer packet) {
    if (bound != null) {
      bound.sendInterleaved(channel, packet);
    }
  }

  private static InterleavedChannels channels(@Nullable ControlConnection connection) {
    if (connection == null) {
      throw new RtspTransportException(
          RtspPhase.REQUEST, "there is no connection for interleaved media", null);
    }
    return connection.demultiplexer().channels();
  }
}
