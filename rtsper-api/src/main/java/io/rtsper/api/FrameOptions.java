package io.rtsper.api;

import static java.util.Objects.requireNonNull;

import io.rtsper.api.media.Track;
import java.util.Collection;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What one consumer of frames wants. By default: the frames of all tracks, none of them damaged,
 * parameter sets before each key frame, and a queue of 256 frames or 16 MiB that leaves frames out
 * up to the next key frame where the consumer is too slow.
 *
 * <p>Immutable; each consumer of a session has its own.
 */
public final class FrameOptions {

  /** How many frames wait at most unless something else is said: some seconds. */
  public static final int DEFAULT_QUEUE_FRAMES = 256;

  /**
   * How many bytes wait at most unless something else is said: some seconds of a 4K camera, whose
   * key frames have 1 to 3 MB.
   */
  public static final int DEFAULT_QUEUE_BYTES = 16 << 20;

  private static final FrameOptions DEFAULT =
      new FrameOptions(DEFAULT_QUEUE_FRAMES, DEFAULT_QUEUE_BYTES, null);

  private final int queueFrames;
  private final int queueBytes;
  private final @Nullable Set<Integer> tracks;
  private Overflow overflow = Overflow.DROP_TO_KEY_FRAME;
  private Damaged damaged = Damaged.DROP;
  private ParameterSets parameterSets = ParameterSets.ALWAYS;

  private FrameOptions(int queueFrames, int queueBytes, @Nullable Set<Integer> tracks) {
    this.queueFrames = queueFrames;
    this.queueBytes = queueBytes;
    this.tracks = tracks;
  }

  /** What becomes of a frame for which the queue has no room. */
  public enum Overflow {

    /**
     * It is left out, and so are those after it, up to a key frame: what waits goes on to be
     * decodable. If the queue is still full then, what waits is left out in favour of the key
     * frame. Of tracks each of whose frames stands for itself, where there is no other, the oldest
     * are left out.
     */
    DROP_TO_KEY_FRAME,

    /**
     * It takes the place of the oldest, whether or not what remains can be decoded: for formats
     * each of whose frames stands for itself, and for who looks at {@link
     * io.rtsper.api.media.Frame#isKeyFrame()}.
     */
    KEEP_LATEST,

    /**
     * None is left out: the connection isn't read until half of the queue was taken, so that TCP
     * holds the sender back, and all tracks and consumers of the session with it. For media over
     * TCP alone. The queue may grow over its bounds by what one read brings, and by what comes
     * before the answer to a request of the session's, up to the session's memory limit; behind
     * that, frames are left out all the same.
     *
     * <p>Meanwhile media that stalls and keepalives that aren't answered are no loss.
     */
    BLOCK_SENDER
  }

  /** What becomes of frames that aren't whole, and of those that need them. */
  public enum Damaged {

    /** After a loss all frames up to the next whole key frame are left out. */
    DROP,

    /** They are delivered, {@linkplain io.rtsper.api.media.Frame#isDamaged() flagged}. */
    DELIVER
  }

  /**
   * When the parameter sets of H.264 and its successors are put before a frame that doesn't have
   * them itself.
   */
  public enum ParameterSets {
    /** Before each key frame. */
    ALWAYS,
    /** Before the first frame and where they changed. */
    ON_CHANGE,
    /** Never: frames are as they were sent. */
    NEVER
  }

  /**
   * Returns the options of a consumer that says nothing.
   *
   * @return the default options
   */
  public static FrameOptions defaults() {
    return DEFAULT;
  }

  private FrameOptions copy(int frames, int bytes, @Nullable Set<Integer> of) {
    FrameOptions copy = new FrameOptions(frames, bytes, of);
    copy.overflow = overflow;
    copy.damaged = damaged;
    copy.parameterSets = parameterSets;
    return copy;
  }

  /**
   * Returns these options with other bounds of the queue; the one that is reached first holds. A
   * single frame waits whatever its size. All that waits in a session counts to its {@linkplain
   * RtspSessionBuilder#memoryLimit memory limit}, where what several consumers share counts once.
   *
   * @param frames how many frames wait at most, 1 or more
   * @param bytes how many bytes wait at most, 1 or more
   * @return options
   * @throws RtspValidationException if a bound is less than 1
   */
  public FrameOptions withQueue(int frames, int bytes) {
    if (frames < 1 || bytes < 1) {
      throw new RtspValidationException(
          "queue of frames: " + frames + " frames, " + bytes + " bytes; give 1 or more of each");
    }
    return copy(frames, bytes, tracks);
  }

  /**
   * Returns these options with another policy for frames for which there is no room.
   *
   * @param policy the policy
   * @return options
   */
  public FrameOptions withOverflow(Overflow policy) {
    FrameOptions copy = copy(queueFrames, queueBytes, tracks);
    copy.overflow = requireNonNull(policy, "policy");
    return copy;
  }

  /**
   * Returns these options with the tracks whose frames are wanted.
   *
   * @param wanted some of {@link RtspSession#tracks()}, known by their {@linkplain Track#index()
   *     place} also when the server describes them anew
   * @return options
   * @throws RtspValidationException if none is given
   */
  public FrameOptions withTracks(Collection<Track> wanted) {
    Set<Integer> places = new TreeSet<>();
    wanted.forEach(track -> places.add(track.index()));
    if (places.isEmpty()) {
      throw new RtspValidationException("frames of no track are wanted; give one at least");
    }
    return copy(queueFrames, queueBytes, Set.copyOf(places));
  }

  /**
   * Returns these options with another policy for frames that aren't whole.
   *
   * @param policy the policy
   * @return options
   */
  public FrameOptions withDamaged(Damaged policy) {
    FrameOptions copy = copy(queueFrames, queueBytes, tracks);
    copy.damaged = requireNonNull(policy, "policy");
    return copy;
  }

  /**
   * Returns these options with another policy for parameter sets.
   *
   * @param policy the policy
   * @return options
   */
  public FrameOptions withParameterSets(ParameterSets policy) {
    FrameOptions copy = copy(queueFrames, queueBytes, tracks);
    copy.parameterSets = requireNonNull(policy, "policy");
    return copy;
  }

  /** {@return how many frames wait at most} */
  public int queueFrames() {
    return queueFrames;
  }

  /** {@return how many bytes wait at most} */
  public int queueBytes() {
    return queueBytes;
  }

  /** {@return what becomes of frames for which there is no room} */
  public Overflow overflow() {
    return overflow;
  }

  /** {@return what becomes of frames that aren't whole} */
  public Damaged damaged() {
    return damaged;
  }

  /** {@return when parameter sets are put before a frame} */
  public ParameterSets parameterSets() {
    return parameterSets;
  }

  /**
   * Returns the places of the tracks that are wanted.
   *
   * @return the places in the description, 0 for the first; empty for all
   */
  public Optional<Set<Integer>> tracks() {
    return Optional.ofNullable(tracks);
  }

  /**
   * Returns whether the frames of a track are wanted.
   *
   * @param track the track
   * @return true if they are
   */
  public boolean wants(Track track) {
    return tracks == null || tracks.contains(track.index());
  }

  /** Returns the policies and the bounds. */
  @Override
  public String toString() {
    return "FrameOptions["
        + (tracks == null ? "all tracks" : "tracks " + new TreeSet<>(tracks))
        + ", "
        + queueFrames
        + " frames or "
        + queueBytes
        + " bytes, "
        + overflow
        + ", damaged "
        + damaged
        + ", parameter sets "
        + parameterSets
        + "]";
  }
}
