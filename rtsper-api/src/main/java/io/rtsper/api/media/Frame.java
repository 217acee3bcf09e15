package io.rtsper.api.media;

import io.rtsper.api.DoNotImplement;
import io.rtsper.api.rtp.MediaTimeline;
import io.rtsper.api.rtp.WallClockSource;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * One access unit of video, or one frame of audio or data, as it was encoded. Frames of a track
 * come in decoding order.
 *
 * <p>A frame that was taken from a queue is immutable and stays valid. One that a {@link
 * io.rtsper.api.FrameListener} is given is valid during the call only.
 */
@DoNotImplement
public interface Frame {

  /**
   * Returns the track.
   *
   * @return the track
   */
  Track track();

  /**
   * Returns the RTP timestamp, extended to 64 bit: when the frame is shown.
   *
   * @return units of the track's clock rate
   */
  long timestamp();

  /**
   * Returns the timestamp of decoding: of the frames of a track it grows from one to the next, and
   * none is behind {@link #timestamp()}. Where frames come in another order than they are shown
   * (B-frames), it is reckoned from how far the stream says that the orders differ.
   *
   * @return units of the track's clock rate; empty if the stream doesn't say, or no frame rate is
   *     stated for the first frames of such a stream
   */
  OptionalLong decodingTimestamp();

  /**
   * Returns when the frame is shown, on the session's clock, on which all tracks are aligned: see
   * {@link MediaTimeline}. As it was known when the frame was complete.
   *
   * @return nanoseconds since the start of play; {@link MediaTimeline#UNKNOWN} for a track whose
   *     clock rate isn't known
   */
  long presentationNanos();

  /**
   * Returns when the frame is shown, on the session's clock.
   *
   * @return the time since the start of play; empty for a track whose clock rate isn't known
   */
  default Optional<Duration> presentationTime() {
    long nanos = presentationNanos();
    return nanos == MediaTimeline.UNKNOWN ? Optional.empty() : Optional.of(Duration.ofNanos(nanos));
  }

  /**
   * Returns when the frame was captured or recorded, on the sender's wall clock: see {@link
   * MediaTimeline#wallClockNanos}. As it was known when the frame was complete.
   *
   * @return nanoseconds since 1970; {@link MediaTimeline#UNKNOWN} until it is known
   */
  long wallClockNanos();

  /**
   * Returns when the frame was captured or recorded, on the sender's wall clock.
   *
   * @return the moment; empty until it is known
   */
  default Optional<Instant> wallClock() {
    long nanos = wallClockNanos();
    return nanos == MediaTimeline.UNKNOWN
        ? Optional.empty()
        : Optional.of(
            Instant.ofEpochSecond(
                Math.floorDiv(nanos, 1_000_000_000L), Math.floorMod(nanos, 1_000_000_000L)));
  }

  /** {@return where the time on the wall clock comes from; empty until it is known} */
  Optional<WallClockSource> wallClockSource();

  /**
   * Returns how long the frame lasts.
   *
   * @return the time; empty if the format doesn't tell
   */
  Optional<Duration> duration();

  /**
   * Returns when the first packet of the frame was read.
   *
   * @return nanoseconds on the client's clock, by default that of {@link System#nanoTime()}
   */
  long receiveNanoTime();

  /**
   * Returns when the last packet of the frame was read.
   *
   * @return nanoseconds on the client's clock, by default that of {@link System#nanoTime()}
   */
  long lastReceiveNanoTime();

  /**
   * Returns the number of bytes of {@link #data()}, which is the same with either framing.
   *
   * @return bytes
   */
  int length();

  /**
   * Returns the frame's bytes; of H.264 and its successors with start codes, as of {@code
   * data(NalFraming.START_CODES)}.
   *
   * @return a read-only buffer
   */
  ByteBuffer data();

  /**
   * Returns the frame's bytes. Parameter sets that were asked for come before the pictures. {@link
   * NalFraming#LENGTHS} is how frames are stored, and without parameter sets to insert this is a
   * view of it; anything else is a copy. {@link #copyTo} makes one where the caller wants it.
   *
   * @param framing what stands before each NAL unit; of no effect on formats without NAL units
   * @return a read-only buffer
   */
  ByteBuffer data(NalFraming framing);

  /**
   * Copies the frame's bytes to a buffer at its position, which advances by {@link #length()}.
   *
   * @param destination takes the bytes
   * @param framing what stands before each NAL unit; of no effect on formats without NAL units
   * @throws java.nio.BufferOverflowException if they don't fit; nothing is written then
   */
  void copyTo(ByteBuffer destination, NalFraming framing);

  /**
   * Returns the NAL units one by one, without what stands before each in {@link #data()}.
   *
   * @return read-only views; a single one of all bytes for a format without NAL units
   */
  List<ByteBuffer> nalUnits();

  /**
   * Returns whether decoding can start here.
   *
   * @return true for a key frame, and for each frame of a format that has none
   */
  boolean isKeyFrame();

  /**
   * Returns whether part of the frame is missing, or may be.
   *
   * @return true if it is; only for who {@linkplain io.rtsper.api.FrameOptions#withDamaged asked}
   *     for such frames
   */
  boolean isDamaged();

  /**
   * Returns why the frame doesn't continue the one before it, frames that were {@linkplain
   * #dropped() left out} on this side aside. Of several reasons it is the weightiest.
   *
   * @return the reason, or empty if it does
   */
  Optional<Discontinuity> discontinuity();

  /**
   * Returns how many packets of the track are missing since the frame before, as known now.
   *
   * @return the number
   */
  long lostBefore();

  /**
   * Returns how many frames of the track that came were left out since the one before: this
   * consumer was too slow, they were damaged or needed a frame that was, or there was no memory.
   *
   * @return the number
   */
  long dropped();

  /**
   * Returns the parameters that hold for this frame.
   *
   * @return the parameters, or empty if they aren't known
   */
  Optional<CodecParameters> parameters();

  /**
   * Returns a frame that stays valid, with bytes of its own.
   *
   * @return an immutable frame
   */
  Frame copy();
}
