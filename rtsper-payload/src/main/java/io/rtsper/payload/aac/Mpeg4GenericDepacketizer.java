package io.rtsper.payload.aac;

import io.rtsper.api.media.Discontinuity;
import io.rtsper.api.media.Track;
import io.rtsper.api.rtp.RtpPacket;
import io.rtsper.api.spi.Depacketizer;
import io.rtsper.api.spi.DepacketizerContext;
import io.rtsper.payload.assembly.FrameAssembly;
import io.rtsper.payload.assembly.Parameters;
import io.rtsper.payload.bits.BitReader;
import java.nio.ByteBuffer;
import java.util.Map;

/**
 * Reads units of MPEG-4 as RFC 3640 has them: several in a packet, or one over several packets. A
 * frame is one unit; each can be decoded by itself. The marker plays no part, since a unit is whole
 * when it has the size that its headers say.
 */
final class Mpeg4GenericDepacketizer implements Depacketizer {

  private final DepacketizerContext context;
  private final FrameAssembly frame;
  private final Parameters parameters;
  private final AccessUnitHeaders headers;
  private final boolean interleaved;
  private final int constantSize;
  private boolean configured;

  /** Units of the track's clock from one frame to the next; 0 if that isn't known. */
  private long duration;

  /** The size of the unit of which a part has come. */
  private int wanted;

  /** Whether a packet is missing, so that a part may not be the first one. */
  private boolean lost;

  Mpeg4GenericDepacketizer(DepacketizerContext context) {
    this.context = context;
    this.frame = new FrameAssembly(context.frames());
    this.parameters = new Parameters(context.frames());
    Track track = context.track();
    Map<String, String> format = track.parameters();
    this.headers = new AccessUnitHeaders(format);
    this.interleaved = Parameters.number(format, "maxdisplacement", 0) > 0;
    this.constantSize = Parameters.number(format, "constantsize", 0);
    this.duration = Parameters.number(format, "constantduration", 0);
    if (format.getOrDefault("streamtype", "5").equals("5")) {
      configure(track);
    }
  }

  private void configure(Track track) {
    byte[] bytes = track.description().config().orElse(new byte[0]);
    AudioSpecificConfig config =
        AudioSpecificConfig.read(new BitReader(bytes, 0, bytes.length), true);
    if (config == null) {
      context.quirks().report(AacQuirks.CONFIG, "");
      return;
    }
    take(config, bytes);
  }

  private void take(AudioSpecificConfig config, byte[] bytes) {
    configured = true;
    parameters.set(config.parameters(bytes));
    if (duration == 0 && config.coreSamples > 0) {
      int clock = context.track().clockRate();
      duration =
          clock > 0 ? (long) config.coreSamples * clock / config.coreRate : config.coreSamples;
    }
  }

  @Override
  public void onPacket(RtpPacket packet) {
    int from = packet.payloadOffset();
    int to = from + packet.payloadLength();
    if (from == to) {
      return;
    }
    ByteBuffer bytes = packet.buffer();
    long time = packet.extendedTimestamp();
    if (Adts.isAt(bytes, from, to) && Adts.frameLength(bytes, from) <= to - from) {
      // No headers but those of ADTS (go2rtc#1328); read as headers, their length never fits.
      frame.drop();
      adts(time, bytes, from, to);
      return;
    }
    if (!headers.read(bytes, from, to)) {
      frame.drop();
      context.quirks().report(AacQuirks.HEADERS, "");
      return;
    }
    if (headers.isIndexed()) {
      if (interleaved) {
        frame.drop();
        context.quirks().report(AacQuirks.INTERLEAVED, "");
        return;
      }
      context.quirks().report(AacQuirks.INDEX, "");
    }
    units(time, bytes, headers.dataOffset(), to, packet.marker());
  }

  private void units(long time, ByteBuffer bytes, int from, int to, boolean marker) {
    if (frame.begun() && (frame.isOther(time) || headers.count() > 1)) {
      frame.drop();
      context.quirks().report(AacQuirks.SIZE, "");
    }
    if (!headers.hasSizes()) {
      if (constantSize > 0) {
        constantUnits(time, bytes, from, to);
      } else {
        // One unit, or a part of it, whose end the marker tells (RFC 3640 §3.2.3).
        part(time, bytes, from, to, marker);
      }
    } else if (headers.count() == 0) {
      unit(time, bytes, from, to);
      context.quirks().report(AacQuirks.HEADERS, "no header");
    } else if (headers.count() == 1 && headers.size(0) > to - from) {
      fragment(time, bytes, from, to);
    } else {
      sizedUnits(time, bytes, from, to);
    }
  }

  private void sizedUnits(long time, ByteBuffer bytes, int from, int to) {
    if (frame.begun()) {
      // The last part of a unit has the size of all of it; this is a whole one.
      frame.drop();
    }
    int at = from;
    boolean odd = false;
    for (int i = 0; i < headers.count(); i++) {
      int size = headers.size(i);
      if (size > to - at) {
        odd = true;
        break;
      }
      if (size == 0) {
        odd = true;
      } else {
        unit(time + i * duration, bytes, at, at + size);
      }
      at += size;
    }
    if (odd) {
      context.quirks().report(AacQuirks.SIZE, "");
    } else if (at < to) {
      context.quirks().report(AacQuirks.REST, "");
    }
  }

  private void constantUnits(long time, ByteBuffer bytes, int from, int to) {
    int at = from;
    for (int i = 0; to - at >= constantSize; i++) {
      unit(time + i * duration, bytes, at, at + constantSize);
      at += constantSize;
    }
    if (at < to) {
      context.quirks().report(AacQuirks.REST, "");
    }
  }

  /** Takes a part of a unit that is longer than a packet (RFC 3640 §3.2.3.1). */
  private void fragment(long time, ByteBuffer bytes, int from, int to) {
    int size = headers.size(0);
    if (!frame.begun() || size != wanted) {
      frame.begin(time, true);
      wanted = size;
    }
    frame.append(bytes, from, to);
    int length = frame.length();
    if (length == wanted) {
      end();
    } else if (length > wanted) {
      frame.drop();
      context.quirks().report(AacQuirks.SIZE, "");
    }
  }

  private void part(long time, ByteBuffer bytes, int from, int to, boolean marker) {
    if (!frame.begun()) {
      frame.begin(time, !lost);
    }
    lost = false;
    frame.append(bytes, from, to);
    if (marker) {
      end();
    }
  }

  /** Takes a whole unit, without the header that files have, if it comes with one. */
  private void unit(long time, ByteBuffer bytes, int from, int to) {
    if (Adts.isAt(bytes, from, to) && Adts.frameLength(bytes, from) == to - from) {
      adts(time, bytes, from, to);
      return;
    }
    frame.begin(time, true);
    frame.append(bytes, from, to);
    end();
  }

  private void end() {
    frame.duration(duration);
    frame.end(true);
  }

  /** Takes frames with headers of ADTS, one after the other. */
  private void adts(long time, ByteBuffer bytes, int from, int to) {
    int at = from;
    for (int i = 0; Adts.isAt(bytes, at, to); i++) {
      int length = Adts.frameLength(bytes, at);
      if (length > to - at) {
        break;
      }
      if (!configured) {
        take(Adts.config(bytes, at), Adts.configBytes(bytes, at));
      }
      frame.begin(time + i * duration, true);
      frame.append(bytes, at + Adts.headerLength(bytes, at), at + length);
      end();
      at += length;
    }
    context.quirks().report(AacQuirks.ADTS, "");
    if (at < to) {
      context.quirks().report(AacQuirks.REST, "");
    }
  }

  @Override
  public void onDiscontinuity(Discontinuity reason) {
    frame.drop();
    lost = reason == Discontinuity.LOSS;
  }

  @Override
  public void close() {
    frame.drop();
  }
}
