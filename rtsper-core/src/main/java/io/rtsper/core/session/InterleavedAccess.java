package io.rtsper.core.session;

import io.rtsper.api.RtspPhase;
import io.rtsper.api.RtspTransportException;
import io.rtsper.api.spi.MediaTransportContext;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/** A track's view of the interleaved channels of the connection that it was set up on. */
final class InterleavedAccess implements MediaTransportContext.Interleaved {

  private final TrackChannel track;
  private final @Nullable ControlConnection connection;

  InterleavedAccess(TrackChannel track, @Nullable ControlConnection connection) {
    this.track = track;
    this.connection = connection;
  }

  @Override
  public int freePair() {
    return channels().freePair();
  }

  @Override
  public void bind(int rtp, int rtcp) {
    channels().bind(track, rtp, rtcp);
  }

  @Override
  public void unbind() {
    if (connection != null) {
      connection.demultiplexer().channels().unbind(track);
    }
  }

  @Override
  public void send(int channel, ByteBuffer packet) {
    if (connection != null) {
      connection.sendInterleaved(channel, packet);
    }
  }

  private InterleavedChannels channels() {
    if (connection == null) {
      throw new RtspTransportException(
          RtspPhase.REQUEST, "there is no connection for interleaved media", null);
    }
    return connection.demultiplexer().channels();
  }
}
