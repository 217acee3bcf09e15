package io.rtsper.payload.mpeg;

import io.rtsper.api.media.ChromaFormat;
import io.rtsper.api.media.Discontinuity;
import io.rtsper.api.media.VideoParameters;
import io.rtsper.api.rtp.RtpPacket;
import io.rtsper.api.spi.Depacketizer;
import io.rtsper.api.spi.DepacketizerContext;
import io.rtsper.payload.assembly.MarkedFrames;
import io.rtsper.payload.assembly.Parameters;
import io.rtsper.payload.assembly.UnitStart;
import io.rtsper.payload.bits.BitReader;
import java.nio.ByteBuffer;

/**
 * Joins packets of MPEG-4 visual to pictures (RFC 6416 §5): they hold the stream as it is. Its
 * headers are in the description, and may stand before key pictures, too.
 */
final class Mp4vDepacketizer implements Depacketizer {

  private static final int LAST_LAYER = 0x2F;
  private static final int FIRST_LAYER = 0x20;
  private static final int SEQUENCE = 0xB0;
  private static final int GROUP = 0xB3;
  private static final int PICTURE = 0xB6;
  private static final int DEFAULT_LEVEL = 1;

  private final DepacketizerContext context;
  private final MarkedFrames frames;
  private final Parameters parameters;

  Mp4vDepacketizer(DepacketizerContext context) {
    this.context = context;
    this.frames = new MarkedFrames(context, Mp4vDepacketizer::start, Integer.MAX_VALUE);
    this.parameters = new Parameters(context.frames());
    byte[] config = context.track().description().config().orElse(new byte[0]);
    if (!read(config)) {
      context.quirks().report(MpegVideoQuirks.CONFIG, "");
    }
  }

  private static UnitStart.Certainty start(ByteBuffer bytes, int from, int to) {
    int code = MpegStartCode.at(bytes, from, to);
    if (code == SEQUENCE) {
      return UnitStart.Certainty.CERTAIN;
    }
    if (code == PICTURE && !isIntra(bytes, from, to)) {
      return UnitStart.Certainty.CERTAIN; // Headers come before key pictures alone.
    }
    boolean possible = code == PICTURE || code == GROUP || (code >= 0 && code <= LAST_LAYER);
    return possible ? UnitStart.Certainty.POSSIBLE : UnitStart.Certainty.NONE;
  }

  private static boolean isIntra(ByteBuffer bytes, int at, int to) {
    return to - at > MpegStartCode.LENGTH && (bytes.get(at + 4) & 0xC0) == 0;
  }

  @Override
  public void onPacket(RtpPacket packet) {
    int from = packet.payloadOffset();
    int to = from + packet.payloadLength();
    ByteBuffer bytes = packet.buffer();
    boolean begins = frames.packet(packet);
    if (from < to) {
      if (begins) {
        frames.begin(packet.extendedTimestamp(), bytes, from, to);
        int picture = MpegStartCode.find(PICTURE, bytes, from, to);
        frames.keyFrame(picture != MpegStartCode.NONE && isIntra(bytes, picture, to));
      }
      frames.append(bytes, from, to);
    }
    frames.marker(packet);
  }

  /** Reads the headers of the description; returns whether they say what the pictures are. */
  private boolean read(byte[] config) {
    ByteBuffer bytes = ByteBuffer.wrap(config);
    int level = Parameters.number(context.track().parameters(), "profile-level-id", DEFAULT_LEVEL);
    int sequence = MpegStartCode.find(SEQUENCE, bytes, 0, config.length);
    if (sequence >= 0 && config.length > sequence + MpegStartCode.LENGTH) {
      level = config[sequence + MpegStartCode.LENGTH] & 0xFF;
    }
    int layer = MpegStartCode.NONE;
    for (int code = FIRST_LAYER; code <= LAST_LAYER && layer < 0; code++) {
      layer = MpegStartCode.find(code, bytes, 0, config.length);
    }
    if (layer < 0) {
      return false;
    }
    return readLayer(
        new BitReader(config, layer + MpegStartCode.LENGTH, config.length), config, level);
  }

  /** Reads a video object layer (ISO/IEC 14496-2 §6.2.3). */
  private boolean readLayer(BitReader bits, byte[] config, int level) {
    bits.skip(1 + 8); // random_accessible_vol, video_object_type_indication
    int version = 1;
    if (bits.flag()) {
      version = bits.bits(4);
      bits.skip(3);
    }
    int[] aspect = aspect(bits);
    if (bits.flag()) {
      bits.skip(3); // chroma_format, low_delay
      if (bits.flag()) {
        bits.skip(79);
      }
    }
    int shape = bits.bits(2);
    if (shape == 3 && version != 1) {
      bits.skip(4);
    }
    bits.skip(1);
    int resolution = bits.bits(16);
    bits.skip(1);
    double rate = 0;
    if (bits.flag() && resolution > 0) {
      int ticks = bits.bits(Math.max(1, 32 - Integer.numberOfLeadingZeros(resolution - 1)));
      rate = ticks > 0 ? (double) resolution / ticks : 0;
    }
    if (shape != 0) {
      return false;
    }
    bits.skip(1);
    int width = bits.bits(13);
    bits.skip(1);
    int height = bits.bits(13);
    bits.skip(1);
    boolean interlaced = bits.flag();
    if (bits.overrun() || width == 0 || height == 0) {
      return false;
    }
    double described = context.track().description().framerate().orElse(0);
    parameters.set(
        VideoParameters.builder("mp4v.20." + level)
            .configuration(config)
            .size(width, height)
            .profile(level >> 4, level & 0xF)
            .samples(ChromaFormat.YUV420, 8)
            .pixelAspect(aspect[0], aspect[1])
            .interlaced(interlaced)
            .frameRate(rate > 0 ? rate : described)
            .build());
    return true;
  }

  private static int[] aspect(BitReader bits) {
    return switch (bits.bits(4)) {
      case 2 -> new int[] {12, 11};
      case 3 -> new int[] {10, 11};
      case 4 -> new int[] {16, 11};
      case 5 -> new int[] {40, 33};
      case 15 -> new int[] {bits.bits(8), bits.bits(8)};
      default -> new int[] {1, 1};
    };
  }

  @Override
  public void onDiscontinuity(Discontinuity reason) {
    if (reason == Discontinuity.LOSS) {
      frames.loss();
    } else {
      frames.reset();
    }
  }

  @Override
  public void close() {
    frames.reset();
  }
}
