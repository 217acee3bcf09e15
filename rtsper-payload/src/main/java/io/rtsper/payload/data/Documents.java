package io.rtsper.payload.data;

import io.rtsper.api.Quirk;
import io.rtsper.api.media.Discontinuity;
import io.rtsper.api.spi.DepacketizerContext;
import io.rtsper.payload.assembly.AssemblyQuirks;
import io.rtsper.payload.assembly.FrameAssembly;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * Puts documents, or units, together of what packets have of them. One ends with the marker, where
 * a packet has another timestamp, and where another one begins for certain.
 *
 * <p>What comes first of all or after a loss may be amid one: it is left out up to the next end if
 * it doesn't look like a beginning. After a loss, one that only looks like it is damaged.
 */
final class Documents {

  /** The longest document; those of cameras have 1 to 50 KiB. */
  static final int MAX_LENGTH = 1 << 20;

  private final DepacketizerContext context;
  private final DocumentStart start;
  private final FrameAssembly frame;

  /** What comes is the rest of a document that is left out. */
  private boolean skipping;

  /** The timestamp of the document that is begun or left out. */
  private long timestamp;

  /** What comes next is the first of a document. */
  private boolean boundary;

  private boolean lost;
  private Beginning habit = Beginning.NONE;
  private Beginning began = Beginning.NONE;
  private @Nullable Quirk found;

  Documents(DepacketizerContext context, DocumentStart start) {
    this.context = context;
    this.start = start;
    this.frame = new FrameAssembly(context.frames());
  }

  /** Takes what a packet has; both indices are the same if that is nothing. */
  void packet(long time, boolean marker, ByteBuffer bytes, int from, int to) {
    found = null;
    if (from < to) {
      part(time, bytes, from, to);
      lost = false;
    }
    if (marker) {
      if (frame.begun()) {
        end();
      }
      skipping = false;
      boundary = true;
      lost = false;
    }
    Quirk quirk = found;
    if (quirk != null) {
      context.quirks().report(quirk, "");
    }
  }

  /** Returns whether a packet begins a document as far as marker and timestamp tell. */
  private boolean begins(long time, ByteBuffer bytes, int from, int to) {
    boolean amid = frame.begun() || skipping;
    return !amid || time != timestamp || start.look(bytes, from, to) == Beginning.CERTAIN;
  }

  private void part(long time, ByteBuffer bytes, int from, int to) {
    if (begins(time, bytes, from, to)) {
      begin(time, start.look(bytes, from, to));
      if (!skipping) {
        start.begin(bytes, from, to);
      }
    }
    if (!skipping) {
      append(bytes, from, to);
    }
  }

  private void begin(long time, Beginning look) {
    if (frame.begun()) {
      found = frame.isWhole() ? AssemblyQuirks.NO_MARKER : null;
      end();
      boundary = !lost;
    } else if (skipping) {
      boundary = !lost && time != timestamp;
    }
    boolean sure =
        look == Beginning.CERTAIN
            || (look == Beginning.LIKELY && (!lost || (start.isHabit() && habit == look)));
    skipping = !boundary && look == Beginning.NONE;
    timestamp = time;
    if (!skipping) {
      began = look;
      frame.begin(time, boundary || sure);
    }
    boundary = false;
  }

  private void append(ByteBuffer bytes, int from, int to) {
    if (frame.length() + to - from > MAX_LENGTH) {
      frame.drop();
      skipping = true;
      found = AssemblyQuirks.TOO_LONG;
    } else {
      frame.append(bytes, from, to);
    }
  }

  private void end() {
    if (frame.isWhole()) {
      habit = began;
    }
    frame.end(true);
  }

  /** Is told that what comes next doesn't continue what came before. */
  void discontinuity(Discontinuity reason) {
    boundary = false;
    lost = reason == Discontinuity.LOSS;
    if (lost) {
      frame.damage();
    } else {
      frame.drop();
      skipping = false;
      habit = Beginning.NONE;
    }
  }

  /** Drops what was begun. */
  void close() {
    frame.drop();
  }
}
