package io.rtsper.core.frame;

import io.rtsper.api.RtspException;
import io.rtsper.api.RtspPhase;
import io.rtsper.api.RtspProtocolException;
import io.rtsper.api.media.AudioParameters;
import io.rtsper.api.media.CodecParameters;
import io.rtsper.api.media.Discontinuity;
import io.rtsper.api.media.MediaKind;
import io.rtsper.api.media.Track;
import io.rtsper.api.media.VideoParameters;
import io.rtsper.api.rtp.RtpPacket;
import io.rtsper.api.spi.Depacketizer;
import io.rtsper.api.spi.DepacketizerContext;
import io.rtsper.api.spi.DepacketizerProvider;
import io.rtsper.api.spi.FrameWriter;
import io.rtsper.api.spi.MemoryBudget;
import io.rtsper.api.spi.QuirkReporter;
import io.rtsper.core.clock.TrackClock;
import io.rtsper.core.context.SessionContext;
import io.rtsper.core.receive.FrameCounts;
import io.rtsper.core.receive.PacketTaker;
import java.util.Arrays;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Makes frames of one track's packets, as long as somebody takes them, and passes each on to all
 * who do. It outlives a reconnection. For the event loop only, but for what says otherwise.
 */
public final class TrackFrames implements PacketTaker {

  private static final long NANOS = 1_000_000_000L;
  private static final FrameTap[] NO_TAPS = {};

  private final SessionContext context;
  private final BooleanSupplier makeRoom;
  private final SlabWriter writer;
  private final FrameView view;
  private final FrameTally tally = new FrameTally();
  private final DecodingTimes decodingTimes = new DecodingTimes();

  private volatile Track track;
  private volatile @Nullable CodecParameters parameters;
  private ParameterSetUnits sets = ParameterSetUnits.NONE;
  private @Nullable TrackClock timeline;

  /** How many frames may come before one that is shown before them; negative if unknown. */
  private int reordered;

  /** How long a frame lasts, in units of the clock rate; 0 if unknown. */
  private long ticks;

  private FrameTap[] taps = NO_TAPS;
  private @Nullable Depacketizer depacketizer;

  /** Whether it has been looked for. */
  private boolean opened;

  private boolean over;

  /** Whether what was begun is given up since nothing continues it: nothing of it is missing. */
  private boolean breaking;

  private boolean failureTold;
  private long lastSequence = Long.MIN_VALUE;
  private long lossTotal;

  /**
   * Makes the frames of a track, which nobody takes yet.
   *
   * @param makeRoom gives back memory of frames that wait, if any do
   */
  TrackFrames(SessionContext context, Track track, BooleanSupplier makeRoom) {
    this.context = context;
    this.track = track;
    this.makeRoom = makeRoom;
    this.view = new FrameView(track);
    this.writer = new SlabWriter(context.memory(), context.options().maxFrameBytes(), new Taker());
  }

  /** Returns the track as it was described last; from any thread. */
  Track track() {
    return track;
  }

  /** Returns the parameters of the frames now, if any are known; from any thread. */
  @Nullable CodecParameters parameters() {
    return parameters;
  }

  /** Returns what became of the packets so far. */
  public FrameCounts counts() {
    return tally.counts();
  }

  // ---- Who takes them

  /** Lets a consumer take part from its next key frame on. */
  FrameTap tap(FrameConsumer consumer) {
    FrameTap tap = new FrameTap(consumer.options(), consumer, tally, lossTotal);
    FrameTap[] more = new FrameTap[taps.length + 1];
    System.arraycopy(taps, 0, more, 0, taps.length);
    more[taps.length] = tap;
    taps = more;
    consumer.tapped(track, tap);
    return tap;
  }

  /** Takes a consumer's part away; the depacketizer of the last one rests from the next packet. */
  void untap(FrameConsumer consumer) {
    int left = 0;
    FrameTap[] fewer = new FrameTap[taps.length];
    for (FrameTap tap : taps) {
      if (!tap.leadsTo(consumer)) {
        fewer[left++] = tap;
      }
    }
    taps = left == 0 ? NO_TAPS : Arrays.copyOf(fewer, left);
  }

  // ---- What comes

  /** A connection was opened at that moment. */
  void connected(long nanoTime) {
    tally.connectedNanos = nanoTime;
    tally.firstKeyFrameNanos = -1;
  }

  /**
   * Takes what the timestamps mean.
   *
   * @param times is asked as each frame ends
   */
  public void timeline(TrackClock times) {
    timeline = times;
  }

  /**
   * Begins anew with the track as it is described now.
   *
   * @param described the track
   */
  public void restart(Track described) {
    rest();
    track = described;
  }

  /**
   * Packets are missing before the next one.
   *
   * @param count how many
   */
  public void lost(int count) {
    lossTotal += count;
    for (FrameTap tap : taps) {
      tap.lost();
    }
    tell(Discontinuity.LOSS);
  }

  @Override
  public void onDiscontinuity(Discontinuity reason) {
    decodingTimes.reset();
    for (FrameTap tap : taps) {
      tap.broken(reason);
    }
    if (reason != Discontinuity.TIME_LEAP) { // which changes nothing of what is in the packets
      lastSequence = Long.MIN_VALUE;
      tell(reason);
    }
  }

  private void tell(Discontinuity reason) {
    Depacketizer of = depacketizer;
    if (of != null) {
      breaking = reason != Discontinuity.LOSS;
      try {
        of.onDiscontinuity(reason);
      } catch (RtspException strict) {
        throw strict;
      } catch (RuntimeException | LinkageError thrown) {
        failed(thrown);
      } finally {
        breaking = false;
      }
    }
  }

  @Override
  public void onPacket(RtpPacket packet) {
    if (taps.length == 0 || over) {
      rest();
      return;
    }
    long sequence = packet.extendedSequence();
    if (sequence <= lastSequence) {
      return; // It came late, and its frame is gone.
    }
    lastSequence = sequence;
    Depacketizer of = opened ? depacketizer : open();
    if (of == null) {
      return;
    }
    writer.arrived(packet.receiveNanoTime());
    try {
      of.onPacket(packet);
    } catch (RtspException strict) {
      throw strict;
    } catch (RuntimeException | LinkageError thrown) {
      failed(thrown);
    }
  }

  private @Nullable Depacketizer open() {
    opened = true;
    parameters = null;
    sets = ParameterSetUnits.NONE;
    reordered = track.kind() == MediaKind.VIDEO ? -1 : 0;
    Track of = track;
    view.track = of;
    DepacketizerProvider provider = context.providers().depacketizer(of.encoding()).orElse(null);
    if (provider != null) {
      try {
        depacketizer =
            provider.depacketizer(new Needs(of, writer, context.memory(), context.quirks()));
      } catch (RtspException strict) {
        throw strict;
      } catch (RuntimeException | LinkageError thrown) {
        failed(thrown);
        opened = true;
      }
    }
    return depacketizer;
  }

  /** Stops making frames, until a packet comes that somebody wants frames of. */
  private void rest() {
    if (!opened) {
      return;
    }
    opened = false;
    lastSequence = Long.MIN_VALUE;
    decodingTimes.reset();
    Depacketizer of = depacketizer;
    depacketizer = null;
    if (of != null) {
      breaking = true;
      try {
        of.close();
      } catch (RuntimeException | LinkageError thrown) {
        tellFailure(thrown);
      } finally {
        breaking = false;
      }
    }
    writer.release();
  }

  /** A mistake in a depacketizer costs what it has begun, and no more; another one goes on. */
  private void failed(Throwable thrown) {
    tellFailure(thrown);
    rest();
    for (FrameTap tap : taps) {
      tap.leftOut();
    }
  }

  private void tellFailure(Throwable thrown) {
    if (!failureTold) {
      failureTold = true;
      RtspProtocolException failure =
          new RtspProtocolException(
              RtspPhase.MEDIA,
              "the depacketizer of "
                  + track
                  + " failed with "
                  + thrown.getClass().getSimpleName()
                  + ", and begins anew; please report it with the stack of the cause",
              thrown);
      context.notifier().tell((listener, session) -> listener.onError(session, failure));
    }
  }

  /** Nothing more comes: what is whole is passed on, and all memory is given back. */
  void end() {
    Depacketizer of = depacketizer;
    if (of != null && !over) {
      try {
        of.flush();
      } catch (RuntimeException | LinkageError thrown) {
        tellFailure(thrown);
      }
    }
    over = true;
    rest();
  }

  /** What a depacketizer is given. */
  record Needs(Track track, FrameWriter frames, MemoryBudget memory, QuirkReporter quirks)
      implements DepacketizerContext {}

  // ---- What the depacketizer writes

  private final class Taker implements SlabWriter.Owner {

    @Override
    public boolean ended(boolean keyFrame, boolean damaged) {
      FrameView frame = view;
      lay(frame, keyFrame, damaged);
      tally.frames++;
      if (keyFrame) {
        tally.keyFrames++;
        if (tally.firstKeyFrameNanos < 0 && !damaged) {
          tally.firstKeyFrameNanos = Math.max(0, frame.lastReceiveNanos - tally.connectedNanos);
        }
      }
      if (damaged) {
        tally.damaged++;
      }
      boolean kept = false;
      for (FrameTap tap : taps) {
        if (!context.delivery().hasEnded()) {
          kept |= tap.offer(frame);
        }
      }
      return kept;
    }

    private void lay(FrameView frame, boolean keyFrame, boolean damaged) {
      Slab slab = writer.slab();
      CodecParameters now = parameters;
      frame.slab = slab;
      frame.bytes = slab.bytes;
      frame.from = writer.start();
      frame.to = writer.start() + writer.length();
      frame.units = writer.inUnits();
      frame.timestamp = writer.timestamp();
      frame.decodingTimestamp = decodingTimes.next(writer.timestamp(), reordered, ticks);
      TrackClock times = timeline;
      if (times != null) {
        frame.presentationNanos = times.presentationNanos(frame.timestamp);
        frame.wallClockNanos = times.wallClockNanos(frame.timestamp);
        frame.wallClockSource = times.sourceOf(frame.timestamp);
      }
      frame.durationNanos = durationNanos(now);
      frame.receiveNanos = writer.firstNanos();
      frame.lastReceiveNanos = writer.lastNanos();
      frame.keyFrame = keyFrame;
      frame.damaged = damaged;
      frame.parameters = now;
      frame.sets = sets;
      frame.lossTotal = lossTotal;
    }

    private long durationNanos(@Nullable CodecParameters now) {
      int rate = track.clockRate();
      if (writer.duration() > 0 && rate > 0) {
        return Math.round((double) writer.duration() * NANOS / rate);
      }
      return now instanceof AudioParameters audio
              && audio.samplesPerFrame() > 0
              && audio.sampleRate() > 0
          ? audio.samplesPerFrame() * NANOS / audio.sampleRate()
          : FrameView.UNKNOWN;
    }

    @Override
    public void refused() {
      if (taps.length == 0) {
        return;
      }
      for (FrameTap tap : taps) {
        tap.leftOut();
      }
    }

    @Override
    public void abandoned() {
      if (!breaking) {
        tally.damaged++;
      }
    }

    @Override
    public void changed(CodecParameters next) {
      parameters = next;
      sets = ParameterSetUnits.of(next);
      if (next instanceof VideoParameters video) {
        double rate = video.frameRate().orElse(0);
        reordered = video.reorderedFrames().orElse(-1);
        ticks = rate > 0 ? Math.round(track.clockRate() / rate) : 0;
      }
    }

    @Override
    public boolean makeRoom() {
      return makeRoom.getAsBoolean();
    }
  }
}
