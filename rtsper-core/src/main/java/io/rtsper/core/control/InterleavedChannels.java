package io.rtsper.core.session;

import io.rtsper.api.RtspPhase;
import io.rtsper.api.RtspProtocolException;
import io.rtsper.api.RtspTransportException;
import org.jspecify.annotations.Nullable;

/** Which track the interleaved channels of one control connection belong to (RFC 2326 §10.12). */
final class InterleavedChannels {

  static final int COUNT = 256;

  private final @Nullable TrackChannel[] rtp = new @Nullable TrackChannel[COUNT];
  private final @Nullable TrackChannel[] rtcp = new @Nullable TrackChannel[COUNT];
  private final boolean[] left = new boolean[COUNT];

  /** Returns the track whose RTP comes on a channel, or null. */
  @Nullable TrackChannel rtp(int channel) {
    return rtp[channel];
  }

  /** Returns the track whose RTCP comes on a channel, or null. */
  @Nullable TrackChannel rtcp(int channel) {
    return rtcp[channel];
  }

  /** Returns whether a channel was a track's, so that what still comes is no surprise. */
  boolean isLeft(int channel) {
    return left[channel];
  }

  boolean isBound(int channel) {
    return rtp[channel] != null || rtcp[channel] != null;
  }

  int freePair() {
    for (int channel = 0; channel < COUNT - 1; channel += 2) {
      if (!isBound(channel) && !isBound(channel + 1)) {
        return channel;
      }
    }
    throw new RtspTransportException(
        RtspPhase.REQUEST,
        "all " + COUNT + " interleaved channels of the connection are taken; set up fewer tracks",
        null);
  }

  void bind(TrackChannel track, int rtpChannel, int rtcpChannel) {
    check(track, rtpChannel);
    check(track, rtcpChannel);
    unbind(track);
    rtp[rtpChannel] = track;
    rtcp[rtcpChannel] = track;
  }

  void unbind(TrackChannel track) {
    for (int channel = 0; channel < COUNT; channel++) {
      if (rtp[channel] == track) {
        rtp[channel] = null;
        left[channel] = true;
      }
      if (rtcp[channel] == track) {
        rtcp[channel] = null;
        left[channel] = true;
      }
    }
  }

  private void check(TrackChannel track, int channel) {
    if (channel < 0 || channel >= COUNT) {
      throw new RtspProtocolException(
          RtspPhase.REQUEST,
          "the server gave interleaved channel " + channel + ", which is not from 0 to 255",
          null);
    }
    TrackChannel owner = rtp[channel] != null ? rtp[channel] : rtcp[channel];
    if (owner != null && owner != track) {
      throw new RtspProtocolException(
          RtspPhase.REQUEST,
          "the server gave interleaved channel " + channel + " to two tracks",
          null);
    }
  }
}
