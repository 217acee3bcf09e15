package io.rtsper.core.frame;

import io.rtsper.api.FrameOptions;
import io.rtsper.api.FrameOptions.Damaged;
import io.rtsper.api.FrameOptions.ParameterSets;
import io.rtsper.api.media.CodecParameters;
import io.rtsper.api.media.Discontinuity;
import io.rtsper.api.media.MediaKind;
import io.rtsper.api.media.Track;
import org.jspecify.annotations.Nullable;

/**
 * What one consumer gets of one track: from a key frame on, without what is damaged or needs it,
 * and told what was left out. For the event loop only.
 */
final class FrameTap {

  /** Where the frames go. */
  interface Target {

    /**
     * Makes room for a frame; what is left out for that is {@linkplain FrameTap#leftOutOfQueue
     * given back}.
     *
     * @return false if it is this frame that is to be left out
     */
    boolean makeRoom(FrameView frame);

    /**
     * Takes a frame, which is valid during the call.
     *
     * @return whether it keeps the frame's bytes, by a copy of the view
     */
    boolean take(FrameView frame);
  }

  private final FrameOptions options;
  private final Target target;
  private final FrameTally tally;

  private boolean begun;
  private boolean awaitsKeyFrame = true;

  /** Whether frames of the track need others. */
  private boolean dependent;

  private long dropped;
  private long lossSeen;
  private @Nullable Discontinuity pending;
  private @Nullable CodecParameters parameters;

  /**
   * Makes a tap through which nothing has come.
   *
   * @param options what the consumer wants
   * @param target the consumer
   * @param tally counts what is left out
   * @param lossTotal how many packets of the track are missing so far
   */
  FrameTap(FrameOptions options, Target target, FrameTally tally, long lossTotal) {
    this.options = options;
    this.target = target;
    this.tally = tally;
    this.lossSeen = lossTotal;
  }

  /** Returns whether it goes to that target. */
  boolean leadsTo(Target to) {
    return target == to;
  }

  /** Returns whether frames of the track need others, as far as is known. */
  boolean isDependent() {
    return dependent;
  }

  /** Packets are missing. */
  void lost() {
    if (options.damaged() == Damaged.DROP) {
      awaitsKeyFrame = true;
    }
  }

  /** What comes next doesn't continue what came before, for more than a loss. */
  void broken(Discontinuity reason) {
    awaitsKeyFrame |= reason != Discontinuity.TIME_LEAP;
    if (begun) {
      pending = FrameView.weightier(pending, reason);
    }
  }

  /** A frame that came is left out. */
  void leftOut() {
    awaitsKeyFrame = true;
    if (begun) {
      dropped++;
      tally.dropped++;
    }
  }

  /**
   * A frame that was taken is left out after all.
   *
   * @param inherited whether another one says in its place what it had to say
   */
  void leftOutOfQueue(FrameView frame, boolean inherited) {
    tally.dropped++;
    if (!inherited) {
      dropped += 1 + frame.dropped;
      lossSeen -= frame.lostBefore;
      pending = FrameView.weightier(frame.discontinuity, pending);
      parameters = null;
    }
  }

  /** All that was taken is left out, so that what comes next has nothing to refer to. */
  void startAnew() {
    awaitsKeyFrame = true;
  }

  /**
   * Passes a frame on, if the consumer wants it.
   *
   * @return whether the consumer keeps its bytes
   */
  boolean offer(FrameView frame) {
    dependent |= !frame.keyFrame;
    if (awaitsKeyFrame && !frame.keyFrame) {
      leftOut();
      return false;
    }
    if (frame.damaged && options.damaged() == Damaged.DROP) {
      leftOut();
      return false;
    }
    if (!target.makeRoom(frame)) {
      leftOut();
      return false;
    }
    frame.dropped = dropped;
    frame.lostBefore = begun ? frame.lossTotal - lossSeen : 0;
    frame.discontinuity =
        frame.lostBefore > 0 ? FrameView.weightier(pending, Discontinuity.LOSS) : pending;
    frame.insertsSets = wantsSets(frame) && frame.lacksSets();
    begun = true;
    awaitsKeyFrame = false;
    dropped = 0;
    lossSeen = frame.lossTotal;
    pending = null;
    parameters = frame.parameters;
    return target.take(frame);
  }

  @SuppressWarnings("ReferenceEquality") // Parameters that changed are another object.
  private boolean wantsSets(FrameView frame) {
    return options.parameterSets() == ParameterSets.ALWAYS
        ? frame.keyFrame
        : options.parameterSets() == ParameterSets.ON_CHANGE && frame.parameters != parameters;
  }

  /** Passes on a frame that was kept for whoever comes first. */
  void replay(FrameView kept) {
    if (kept.lostBefore > 0) {
      lost();
    }
    if (kept.discontinuity != null && kept.discontinuity != Discontinuity.LOSS) {
      broken(kept.discontinuity);
    }
    lossSeen = kept.lossTotal - kept.lostBefore;
    offer(new FrameView(kept));
  }

  /** Returns whether a track is one of which most frames need others. */
  static boolean mayDepend(Track track) {
    return track.kind() == MediaKind.VIDEO;
  }
}
