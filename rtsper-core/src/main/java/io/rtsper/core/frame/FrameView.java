package io.rtsper.core.frame;

import io.rtsper.api.media.CodecParameters;
import io.rtsper.api.media.Discontinuity;
import io.rtsper.api.media.Frame;
import io.rtsper.api.media.NalFraming;
import io.rtsper.api.media.Track;
import io.rtsper.api.media.VideoParameters;
import io.rtsper.api.rtp.MediaTimeline;
import io.rtsper.api.rtp.WallClockSource;
import java.nio.BufferOverflowException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * A frame where it lies in a slab. Each track has one that is laid over frame after frame; what a
 * queue keeps is a copy of that view, whose fields nobody changes any more once it was taken.
 */
final class FrameView implements Frame {

  static final long UNKNOWN = MediaTimeline.UNKNOWN;

  private static final byte[] NOTHING = {};

  // Of the frame.
  Track track;
  byte[] bytes = NOTHING;
  int from;
  int to;
  boolean units;
  long timestamp;
  long decodingTimestamp = UNKNOWN;
  long presentationNanos = UNKNOWN;
  long wallClockNanos = UNKNOWN;
  @Nullable WallClockSource wallClockSource;
  long durationNanos = UNKNOWN;
  long receiveNanos;
  long lastReceiveNanos;
  boolean keyFrame;
  boolean damaged;
  @Nullable CodecParameters parameters;
  ParameterSetUnits sets = ParameterSetUnits.NONE;

  /** The slab that the bytes are in, while it counts for this frame. */
  @Nullable Slab slab;

  /** How many packets of the track were missing in all up to this frame. */
  long lossTotal;

  // Of whoever gets it.
  @Nullable Discontinuity discontinuity;
  long lostBefore;
  long dropped;
  boolean insertsSets;

  FrameView(Track track) {
    this.track = track;
  }

  /** Makes a view of the same bytes. */
  FrameView(FrameView other) {
    track = other.track;
    bytes = other.bytes;
    from = other.from;
    to = other.to;
    units = other.units;
    timestamp = other.timestamp;
    decodingTimestamp = other.decodingTimestamp;
    presentationNanos = other.presentationNanos;
    wallClockNanos = other.wallClockNanos;
    wallClockSource = other.wallClockSource;
    durationNanos = other.durationNanos;
    receiveNanos = other.receiveNanos;
    lastReceiveNanos = other.lastReceiveNanos;
    keyFrame = other.keyFrame;
    damaged = other.damaged;
    parameters = other.parameters;
    sets = other.sets;
    slab = other.slab;
    lossTotal = other.lossTotal;
    discontinuity = other.discontinuity;
    lostBefore = other.lostBefore;
    dropped = other.dropped;
    insertsSets = other.insertsSets;
  }

  /** Returns a view that stays, with the slab pinned for it. */
  FrameView pinned() {
    Slab of = slab;
    if (of == null) {
      throw new IllegalStateException("the frame has no memory of the session's");
    }
    of.pin();
    return new FrameView(this);
  }

  /** Gives the pin back: the bytes are the garbage collector's from now on. */
  void unpin() {
    Slab of = slab;
    slab = null;
    if (of != null) {
      of.unpin();
    }
  }

  /** Returns how many bytes it has in its slab. */
  int storedLength() {
    return to - from;
  }

  /** Returns whether parameter sets could be put before it that it doesn't have. */
  boolean lacksSets() {
    return units && !sets.isEmpty() && !sets.areIn(bytes, from, to);
  }

  /** Takes over what a frame before it had to say, which is left out. */
  void inherit(FrameView before) {
    dropped += 1 + before.dropped;
    lostBefore += before.lostBefore;
    discontinuity = weightier(before.discontinuity, discontinuity);
    insertsSets |= before.insertsSets && lacksSets();
  }

  /** Returns the one of two reasons that says more. */
  static @Nullable Discontinuity weightier(
      @Nullable Discontinuity one, @Nullable Discontinuity other) {
    if (one == null || other == null) {
      return one == null ? other : one;
    }
    return weight(other) > weight(one) ? other : one;
  }

  private static int weight(Discontinuity reason) {
    return switch (reason) {
      case LOSS -> 0;
      case TIME_LEAP -> 1;
      case NEW_SOURCE -> 2;
      case SEEK -> 3;
      case RECONNECTED -> 4;
    };
  }

  @Override
  public Track track() {
    return track;
  }

  @Override
  public long timestamp() {
    return timestamp;
  }

  @Override
  public OptionalLong decodingTimestamp() {
    return decodingTimestamp == UNKNOWN ? OptionalLong.empty() : OptionalLong.of(decodingTimestamp);
  }

  @Override
  public long presentationNanos() {
    return presentationNanos;
  }

  @Override
  public long wallClockNanos() {
    return wallClockNanos;
  }

  @Override
  public Optional<WallClockSource> wallClockSource() {
    return Optional.ofNullable(wallClockSource);
  }

  @Override
  public Optional<Duration> duration() {
    return durationNanos == UNKNOWN
        ? Optional.empty()
        : Optional.of(Duration.ofNanos(durationNanos));
  }

  @Override
  public long receiveNanoTime() {
    return receiveNanos;
  }

  @Override
  public long lastReceiveNanoTime() {
    return lastReceiveNanos;
  }

  private byte[] inserted() {
    return insertsSets ? sets.joined() : NOTHING;
  }

  @Override
  public int length() {
    return to - from + inserted().length;
  }

  @Override
  public ByteBuffer data() {
    return data(NalFraming.START_CODES);
  }

  @Override
  public ByteBuffer data(NalFraming framing) {
    if (!units || (framing == NalFraming.LENGTHS && !insertsSets)) {
      return NalUnits.view(bytes, from, to);
    }
    ByteBuffer copy = ByteBuffer.allocate(length());
    copyTo(copy, framing);
    return copy.flip().asReadOnlyBuffer();
  }

  @Override
  public void copyTo(ByteBuffer destination, NalFraming framing) {
    if (destination.remaining() < length()) {
      throw new BufferOverflowException();
    }
    byte[] inserted = inserted();
    if (inserted.length == 0) {
      copyPart(bytes, from, to, destination, framing);
      return;
    }
    int place = sets.placeIn(bytes, from, to);
    copyPart(bytes, from, place, destination, framing);
    copyPart(inserted, 0, inserted.length, destination, framing);
    copyPart(bytes, place, to, destination, framing);
  }

  private void copyPart(byte[] of, int start, int end, ByteBuffer destination, NalFraming framing) {
    int at = destination.position();
    destination.put(of, start, end - start);
    if (units && framing == NalFraming.START_CODES) {
      NalUnits.startCodes(of, start, end, destination, at);
    }
  }

  @Override
  public List<ByteBuffer> nalUnits() {
    List<ByteBuffer> views = new ArrayList<>();
    if (!units) {
      views.add(NalUnits.view(bytes, from, to));
      return views;
    }
    byte[] inserted = inserted();
    int place = inserted.length == 0 ? from : sets.placeIn(bytes, from, to);
    NalUnits.views(bytes, from, place, views);
    NalUnits.views(inserted, 0, inserted.length, views);
    NalUnits.views(bytes, place, to, views);
    return views;
  }

  @Override
  public boolean isKeyFrame() {
    return keyFrame;
  }

  @Override
  public boolean isDamaged() {
    return damaged;
  }

  @Override
  public Optional<Discontinuity> discontinuity() {
    return Optional.ofNullable(discontinuity);
  }

  @Override
  public long lostBefore() {
    return lostBefore;
  }

  @Override
  public long dropped() {
    return dropped;
  }

  @Override
  public Optional<CodecParameters> parameters() {
    return Optional.ofNullable(parameters);
  }

  @Override
  public Frame copy() {
    ByteBuffer own = ByteBuffer.allocate(length());
    copyTo(own, NalFraming.LENGTHS);
    FrameView copy = new FrameView(this);
    copy.bytes = own.array();
    copy.from = 0;
    copy.to = own.array().length;
    copy.insertsSets = false;
    copy.slab = null;
    return copy;
  }

  /** Returns what it is in words: {@code video H264 1280x720 key pts=12.345s 48213 bytes}. */
  @Override
  public String toString() {
    StringBuilder text = new StringBuilder(track.media());
    text.append(' ').append(track.encoding());
    if (parameters instanceof VideoParameters video && video.width() > 0) {
      text.append(' ').append(video.width()).append('x').append(video.height());
    }
    text.append(keyFrame ? " key" : "").append(damaged ? " damaged" : "");
    if (presentationNanos == UNKNOWN) {
      text.append(" timestamp=").append(timestamp);
    } else {
      text.append(String.format(Locale.ROOT, " pts=%.3fs", presentationNanos / 1e9));
    }
    return text.append(' ').append(length()).append(" bytes").toString();
  }
}
