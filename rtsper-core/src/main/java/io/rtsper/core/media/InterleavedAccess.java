package io.rtsper.core.media;

import io.rtsper.api.RtspPhase;
import io.rtsper.api.RtspTransportException;
import io.rtsper.api.spi.MediaTransportContext;
import io.rtsper.api.spi.PacketInput;
import io.rtsper.core.control.ChannelInputs;
import io.rtsper.core.control.ControlConnection;
import java.nio.ByteBuffer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A track's view of the interleaved channels of the connection that it is set up on: the one that
 * is there when the server has answered, since some close the one before at a 401.
 */
final class InterleavedAccess implements MediaTransportContext.Interleaved {

  private final MediaTransportContext track;
  private final PacketInput input;
  private final Supplier<@Nullable ControlConnection> current;
  private final Runnable whenWritable;
  private @Nullable ControlConnection bound;

  InterleavedAccess(
      MediaTransportContext track,
      PacketInput input,
      Supplier<@Nullable ControlConnection> current) {
    this.track = track;
    this.input = input;
    this.current = current;
    this.whenWritable = this::writable;
  }

  @Override
  public int freePair() {
    return inputs(current.get()).freePair();
  }

  /** Returns whether the track's packets come on the connection. */
  boolean isBound() {
    return bound != null;
  }

  @Override
  public void bind(int rtp, int rtcp) {
    unbind();
    ControlConnection on = current.get();
    inputs(on).bind(input, rtp, rtcp);
    bound = on;
  }

  @Override
  public void unbind() {
    if (bound != null) {
      bound.inputs().unbind(input);
      bound = null;
    }
  }

  @Override
  public boolean send(int channel, ByteBuffer packet) {
    if (bound != null) {
      return bound.sendInterleaved(channel, packet, whenWritable);
    }
    packet.position(packet.limit());
    return true;
  }

  private void writable() {
    if (bound != null) {
      track.writable();
    }
  }

  private static ChannelInputs inputs(@Nullable ControlConnection connection) {
    if (connection == null) {
      throw new RtspTransportException(
          RtspPhase.REQUEST, "there is no connection for interleaved media", null);
    }
    return connection.inputs();
  }
}
