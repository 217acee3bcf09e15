package io.rtsper.payload.mpeg;

import io.rtsper.api.Quirk;
import io.rtsper.api.media.VideoParameters;
import io.rtsper.api.spi.DepacketizerContext;
import io.rtsper.api.spi.FrameWriter;
import io.rtsper.payload.assembly.Parameters;
import io.rtsper.payload.nal.ParameterSetTable;
import io.rtsper.payload.nal.StartCodes;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * Start codes and headers of MPEG-4 visual (ISO 14496-2 §6.2.1). The headers are in the description
 * ({@code config}), in the stream, or in both; those of the stream count.
 */
final class Mpeg4VisualSyntax implements PictureSyntax {

  static final int LAST_OBJECT = 0x1F;
  static final int LAST_LAYER = 0x2F;
  static final int SEQUENCE = 0xB0;
  static final int SEQUENCE_END = 0xB1;
  static final int USER_DATA = 0xB2;
  static final int GROUP = 0xB3;
  static final int VISUAL_OBJECT = 0xB5;
  static final int PICTURE = 0xB6;

  /** The type of a picture that is intra-coded, in the first two bits behind its start code. */
  private static final int TYPE_I = 0;

  /** Bytes from a picture's start code to its type. */
  private static final int PICTURE_START = 5;

  private static final int UNKNOWN = -1;

  private final DepacketizerContext context;

  /** The headers; the only ones, under 0. */
  private final ParameterSetTable headers;

  private final int describedProfile;
  private boolean described;
  private boolean intra;
  private @Nullable VideoParameters parameters;

  Mpeg4VisualSyntax(DepacketizerContext context) {
    this.context = context;
    this.headers = new ParameterSetTable(context.memory(), 1);
    this.describedProfile =
        Parameters.number(context.track().parameters(), "profile-level-id", UNKNOWN);
    readDescription(context.frames());
  }

  private void readDescription(FrameWriter frames) {
    byte[] config = context.track().description().config().orElse(new byte[0]);
    if (config.length > 0) {
      Quirk quirk = take(ByteBuffer.wrap(config), 0, config.length, frames);
      described = quirk == null;
      if (quirk != null) {
        context.quirks().report(MpegQuirks.CONFIG, "");
      }
    }
  }

  @Override
  public boolean isVeryFirst(int code) {
    return code == SEQUENCE;
  }

  @Override
  public boolean isBefore(int code) {
    return code <= LAST_LAYER
        || code == SEQUENCE
        || code == USER_DATA
        || code == GROUP
        || code == VISUAL_OBJECT
        || code == PICTURE;
  }

  @Override
  public boolean isPicture(int code) {
    return code == PICTURE;
  }

  @Override
  public boolean isEnd(int code) {
    return code == SEQUENCE_END;
  }

  @Override
  public boolean isOther(int code, ByteBuffer bytes, int from, int to) {
    return isBefore(code);
  }

  @Override
  public int pictureStart() {
    return PICTURE_START;
  }

  @Override
  public void takePicture(ByteBuffer bytes, int from) {
    intra = (bytes.get(from + 4) >> 6 & 3) == TYPE_I;
  }

  @Override
  public @Nullable Quirk takeHeaders(ByteBuffer bytes, int from, int to, FrameWriter frames) {
    boolean layer = false;
    int end = to;
    int at = StartCodes.find(bytes, from, to);
    while (at >= 0 && at + 3 < to && end == to) {
      int code = bytes.get(at + 3) & 0xFF;
      layer |= code > LAST_OBJECT && code <= LAST_LAYER;
      if (code == GROUP) {
        end = at;
      }
      at = StartCodes.find(bytes, at + 3, to);
    }
    if (!layer || headers.has(0, bytes, from, end)) {
      return null;
    }
    boolean differs = described;
    described = false;
    Quirk quirk = take(bytes, from, end, frames);
    return quirk == null && differs ? MpegQuirks.CONFIG_DIFFERS : quirk;
  }

  private @Nullable Quirk take(ByteBuffer bytes, int from, int to, FrameWriter frames) {
    Mpeg4VisualLayer layer = Mpeg4VisualLayer.read(bytes, from, to);
    if (layer == null) {
      return MpegQuirks.SEQUENCE_UNREADABLE;
    }
    byte[] kept = headers.put(0, bytes, from, to);
    double rate = context.track().description().framerate().orElse(0);
    VideoParameters now =
        layer.parameters(kept == null ? new byte[0] : kept, describedProfile, rate);
    VideoParameters before = parameters;
    if (before == null || !now.equals(before)) {
      parameters = now;
      frames.parameters(now);
    }
    return null;
  }

  @Override
  public boolean isKey() {
    return intra;
  }

  @Override
  public void reset(FrameWriter frames) {
    close();
    intra = false;
    described = false;
    parameters = null;
    readDescription(frames);
  }

  @Override
  public void close() {
    headers.clear();
  }
}
