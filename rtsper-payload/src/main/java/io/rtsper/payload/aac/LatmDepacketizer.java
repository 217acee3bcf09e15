package io.rtsper.payload.aac;

import io.rtsper.api.media.Discontinuity;
import io.rtsper.api.rtp.RtpPacket;
import io.rtsper.api.spi.Depacketizer;
import io.rtsper.api.spi.DepacketizerContext;
import io.rtsper.payload.assembly.FrameAssembly;
import io.rtsper.payload.assembly.Parameters;
import io.rtsper.payload.bits.BitReader;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Reads AAC as a LATM multiplex (RFC 6416 §6): a multiplex element in one packet or over several,
 * with one frame or more, each behind its length. The configuration is in the description, or in
 * the elements ({@code cpresent}), where their bits don't lie on the boundaries of bytes.
 */
final class LatmDepacketizer implements Depacketizer {

  private static final int FIRST_SIZE = 2048;
  private static final int LONGEST_ELEMENT = 1 << 16;

  private final DepacketizerContext context;
  private final FrameAssembly frame;
  private final Parameters parameters;
  private final boolean configInElements;
  private final BitReader bits = new BitReader();
  private @Nullable LatmConfig config;
  private byte[] element = new byte[0];
  private byte[] unit = new byte[0];
  private int length;
  private long timestamp;
  private long duration;
  private boolean lost;

  /** Whether the sender sets the marker at all, as it should at the end of each element. */
  private boolean markers;

  LatmDepacketizer(DepacketizerContext context) {
    this.context = context;
    this.frame = new FrameAssembly(context.frames());
    this.parameters = new Parameters(context.frames());
    byte[] described = context.track().description().config().orElse(new byte[0]);
    this.configInElements =
        Parameters.number(context.track().parameters(), "cpresent", described.length > 0 ? 0 : 1)
            != 0;
    if (described.length > 0) {
      bits.wrap(described, 0, described.length);
      take(LatmConfig.read(bits, described));
    }
  }

  private void take(@Nullable LatmConfig read) {
    if (read == null) {
      context.quirks().report(AacQuirks.CONFIG, "");
      return;
    }
    config = read;
    parameters.set(read.audio.parameters(read.audioBytes));
    int clock = context.track().clockRate();
    duration =
        clock > 0
            ? (long) read.audio.coreSamples * clock / read.audio.coreRate
            : read.audio.coreSamples;
  }

  @Override
  public void onPacket(RtpPacket packet) {
    int payload = packet.payloadLength();
    if (payload == 0) {
      return;
    }
    long time = packet.extendedTimestamp();
    if (length > 0 && time != timestamp) {
      length = 0;
      context.quirks().report(AacQuirks.LATM, "");
    }
    if (lost) {
      // It may not be the first part of an element; the one behind the next marker is.
      lost = !packet.marker();
      return;
    }
    markers |= packet.marker();
    if (!keep(length + payload)) {
      length = 0;
      context.quirks().report(AacQuirks.LATM, "");
      return;
    }
    timestamp = time;
    packet.copyPayload(element, length);
    length += payload;
    boolean whole = read();
    if (whole || packet.marker()) {
      length = 0;
      if (!whole) {
        context.quirks().report(AacQuirks.LATM, "");
      }
    }
  }

  /** Makes room for an element, within the session's memory. */
  private boolean keep(int size) {
    if (size <= element.length) {
      return true;
    }
    int wanted = Math.max(size, Math.max(FIRST_SIZE, 2 * element.length));
    if (size > LONGEST_ELEMENT || !context.memory().reserve(wanted - element.length)) {
      return false;
    }
    element = Arrays.copyOf(element, wanted);
    return true;
  }

  /** Writes the frames of the element, if all of them are there; returns whether they are. */
  private boolean read() {
    bits.wrap(element, 0, length);
    if (configInElements && !bits.flag()) {
      LatmConfig read = LatmConfig.read(bits, element);
      if (read == null || bits.overrun()) {
        return false;
      }
      take(read);
    }
    LatmConfig known = config;
    return known != null && fits(known) && write(known);
  }

  private boolean fits(LatmConfig known) {
    int start = bits.position();
    for (int i = 0; i < known.subFrames; i++) {
      bits.skip(8 * frameLength(known));
    }
    // What is left fills the last byte up, unless other data follows.
    boolean fits = !bits.overrun() && (known.otherData || bits.left() < 8);
    bits.wrap(element, 0, length);
    bits.skip(start);
    return fits;
  }

  private int frameLength(LatmConfig known) {
    if (known.frameBytes > 0) {
      return known.frameBytes;
    }
    int size = 0;
    int part;
    do {
      part = bits.bits(8);
      size += part;
    } while (part == 255 && !bits.overrun());
    return size;
  }

  private boolean write(LatmConfig known) {
    for (int i = 0; i < known.subFrames; i++) {
      int size = frameLength(known);
      int at = bits.position();
      if (size > 0) {
        frame.begin(timestamp + i * duration, true);
        if ((at & 7) == 0) {
          frame.append(element, at >> 3, (at >> 3) + size);
        } else {
          shifted(at, size);
        }
        frame.duration(duration);
        frame.end(true);
      }
      bits.skip(8 * size);
    }
    return true;
  }

  /** Appends bytes that don't begin where a byte does. */
  private void shifted(int at, int size) {
    if (size > unit.length) {
      if (!context.memory().reserve(size - unit.length)) {
        frame.drop();
        return;
      }
      unit = new byte[size];
    }
    int shift = at & 7;
    int from = at >> 3;
    for (int i = 0; i < size; i++) {
      unit[i] = (byte) (element[from + i] << shift | (element[from + i + 1] & 0xFF) >> (8 - shift));
    }
    frame.append(unit, 0, size);
  }

  @Override
  public void onDiscontinuity(Discontinuity reason) {
    length = 0;
    lost = reason == Discontinuity.LOSS && markers;
    if (reason != Discontinuity.LOSS) {
      forget();
    }
  }

  private void forget() {
    context.memory().release(element.length + unit.length);
    element = new byte[0];
    unit = new byte[0];
    markers = false;
  }

  @Override
  public void close() {
    forget();
  }
}
