package io.rtsper.payload.assembly;

import io.rtsper.api.rtp.RtpPacket;
import io.rtsper.api.spi.DepacketizerContext;
import java.nio.ByteBuffer;

/**
 * Joins packets up to the one with the marker, or up to another timestamp. For formats whose
 * packets don't say where a frame begins: that is known of what follows a marker, and else by what
 * the bytes look like. After a loss, a frame is whole only if it certainly begins there, or if the
 * one missing packet was the last of the frame before.
 */
public final class MarkedFrames {

  private final DepacketizerContext context;
  private final FrameAssembly frame;
  private final UnitStart start;
  private final int longest;
  private boolean fresh = true;
  private boolean lost;
  private boolean markers;
  private boolean missingMarkers;
  private boolean tooLong;
  private boolean keyFrame;
  private long sequence;

  /**
   * Makes what joins a track's packets.
   *
   * @param context where the frames go
   * @param start tells whether a frame begins
   * @param longest the longest frame
   */
  public MarkedFrames(DepacketizerContext context, UnitStart start, int longest) {
    this.context = context;
    this.frame = new FrameAssembly(context.frames());
    this.start = start;
    this.longest = longest;
  }

  /**
   * Ends the frame that was begun if the packet isn't one of it.
   *
   * @return whether the packet begins a frame; then {@link #begin} comes next
   */
  public boolean packet(RtpPacket packet) {
    long number = packet.extendedSequence();
    boolean endLost = lost && number - sequence == 2 && frame.begun() && markers && !missingMarkers;
    sequence = number;
    if (frame.isOther(packet.extendedTimestamp())) {
      boolean noMarker = frame.isWhole() && !tooLong;
      frame.end(keyFrame);
      lost &= !endLost;
      missingMarkers |= noMarker;
      if (noMarker) {
        context.quirks().report(AssemblyQuirks.NO_MARKER, "");
      }
    }
    return !frame.begun();
  }

  /** Begins a frame with the part of it that a packet holds. */
  public void begin(long time, ByteBuffer bytes, int from, int to) {
    UnitStart.Certainty certainty = start.of(bytes, from, to);
    boolean whole =
        lost
            ? certainty == UnitStart.Certainty.CERTAIN
            : !fresh || certainty != UnitStart.Certainty.NONE;
    frame.begin(time, whole);
    lost = false;
    fresh = false;
    tooLong = false;
  }

  /** Adds to the frame that was begun. */
  public void append(ByteBuffer bytes, int from, int to) {
    lost = false; // What is missing is of this frame.
    if (tooLong) {
      return;
    }
    if (frame.length() + to - from > longest) {
      tooLong = true;
      frame.truncate(0);
      frame.damage();
      context.quirks().report(AssemblyQuirks.TOO_LONG, "");
      return;
    }
    frame.append(bytes, from, to);
  }

  /** Says whether decoding can start at the frame that was begun. */
  public void keyFrame(boolean key) {
    keyFrame = key;
  }

  /** Ends the frame that was begun, if the packet says so. */
  public void marker(RtpPacket packet) {
    if (packet.marker() && frame.begun()) {
      markers = true;
      frame.end(keyFrame);
    }
  }

  /** Is told that packets are missing before the next one. */
  public void loss() {
    frame.damage();
    lost = true;
  }

  /** Drops what was begun and forgets what came. */
  public void reset() {
    frame.drop();
    fresh = true;
    lost = false;
    markers = false;
    missingMarkers = false;
  }
}
