package io.rtsper.core.control;

import io.rtsper.api.RtspPhase;
import io.rtsper.api.RtspProtocolException;
import io.rtsper.api.RtspTransportException;
import io.rtsper.api.spi.PacketInput;
import io.rtsper.core.capture.CapturedConnection;
import io.rtsper.core.context.Counters;
import io.rtsper.core.context.QuirkLedger;
import io.rtsper.core.context.SessionContext;
import io.rtsper.core.message.FrameEvents;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * Gives each interleaved packet of a control connection to the input of its track (RFC 2326
 * §10.12). The hot path: one array access a packet, no allocation.
 */
public final class ChannelInputs implements FrameEvents {

  private static final int COUNT = 256;

  private final @Nullable PacketInput[] rtp = new @Nullable PacketInput[COUNT];
  private final @Nullable PacketInput[] rtcp = new @Nullable PacketInput[COUNT];

  /** Channels that were a track's, so that what still comes is no surprise. */
  private final boolean[] left = new boolean[COUNT];

  private final Counters counters;
  private final QuirkLedger quirks;
  private @Nullable CapturedConnection captured;
  private long arrivalNanos;
  private boolean closed;
  private boolean reported;

  ChannelInputs(SessionContext context) {
    this.counters = context.counters();
    this.quirks = context.quirks();
  }

  /** Notes the time of the packets that one read brings. */
  void batchStarts(long nanoTime) {
    arrivalNanos = nanoTime;
  }

  /** Has what comes recorded as well. */
  void capture(CapturedConnection by) {
    captured = by;
  }

  /** Lets everything that still comes fall: the connection is on its way out. */
  public void close() {
    closed = true;
  }

  @Override
  public void packet(int channel, ByteBuffer buffer, int offset, int length) {
    if (captured != null) {
      captured.received(channel, buffer, offset, length);
    }
    if (closed) {
      return;
    }
    PacketInput input = rtp[channel];
    if (input != null) {
      input.onRtp(buffer, offset, length, arrivalNanos);
      return;
    }
    input = rtcp[channel];
    if (input != null) {
      input.onRtcp(buffer, offset, length, arrivalNanos);
      return;
    }
    counters.unknownChannelPackets++;
    if (!left[channel]) {
      // Each counts, and the first is told: only that needs a text.
      String detail = reported ? "" : "channel " + channel;
      reported = true;
      quirks.report(ControlQuirks.UNASSIGNED_CHANNEL, detail);
    }
  }

  @Override
  public boolean isKnown(int channel) {
    return rtp[channel] != null || rtcp[channel] != null;
  }

  /**
   * Returns the lower of two adjacent channels that are free.
   *
   * @return an even channel
   * @throws RtspTransportException if there is none
   */
  public int freePair() {
    for (int channel = 0; channel < COUNT - 1; channel += 2) {
      if (!isKnown(channel) && !isKnown(channel + 1)) {
        return channel;
      }
    }
    throw new RtspTransportException(
        RtspPhase.REQUEST,
        "all " + COUNT + " interleaved channels of the connection are taken; set up fewer tracks",
        null);
  }

  /**
   * Gives the packets of two channels to an input, in place of those that it has.
   *
   * @param input the input of a track
   * @param rtpChannel the channel of RTP
   * @param rtcpChannel the channel of RTCP, perhaps the same
   * @throws RtspProtocolException if one belongs to another input
   */
  public void bind(PacketInput input, int rtpChannel, int rtcpChannel) {
    check(input, rtpChannel);
    check(input, rtcpChannel);
    unbind(input);
    rtp[rtpChannel] = input;
    rtcp[rtcpChannel] = input;
  }

  /**
   * Takes the channels of an input back.
   *
   * @param input the input of a track
   */
  public void unbind(PacketInput input) {
    for (int channel = 0; channel < COUNT; channel++) {
      if (rtp[channel] == input) {
        rtp[channel] = null;
        left[channel] = true;
      }
      if (rtcp[channel] == input) {
        rtcp[channel] = null;
        left[channel] = true;
      }
    }
  }

  private void check(PacketInput input, int channel) {
    if (channel < 0 || channel >= COUNT) {
      throw new RtspProtocolException(
          RtspPhase.REQUEST,
          "the server gave interleaved channel " + channel + ", which is not from 0 to 255",
          null);
    }
    PacketInput owner = rtp[channel] != null ? rtp[channel] : rtcp[channel];
    if (owner != null && owner != input) {
      throw new RtspProtocolException(
          RtspPhase.REQUEST,
          "the server gave interleaved channel " + channel + " to two tracks",
          null);
    }
  }
}
