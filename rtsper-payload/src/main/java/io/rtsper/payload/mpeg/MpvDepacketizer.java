package io.rtsper.payload.mpeg;

import io.rtsper.api.media.ChromaFormat;
import io.rtsper.api.media.Discontinuity;
import io.rtsper.api.media.VideoParameters;
import io.rtsper.api.media.VideoParametersBuilder;
import io.rtsper.api.rtp.RtpPacket;
import io.rtsper.api.spi.Depacketizer;
import io.rtsper.api.spi.DepacketizerContext;
import io.rtsper.payload.assembly.MarkedFrames;
import io.rtsper.payload.assembly.Parameters;
import io.rtsper.payload.assembly.UnitStart;
import io.rtsper.payload.bits.BitReader;
import java.nio.ByteBuffer;

/**
 * Joins packets of MPEG-1 and MPEG-2 video to pictures (RFC 2250 §3). Each has a header of four
 * bytes, or of eight if its bit T is set. What it says of the picture isn't read: GStreamer fills
 * it with zeros. A picture has its sequence and group headers before it.
 */
final class MpvDepacketizer implements Depacketizer {

  private static final int HEADER_LENGTH = 4;
  private static final int EXTENSION_LENGTH = 4;
  private static final int HAS_EXTENSION = 0x04;
  private static final int PICTURE = 0x00;
  private static final int SEQUENCE = 0xB3;
  private static final int EXTENSION = 0xB5;
  private static final int GROUP = 0xB8;
  private static final int INTRA = 1;
  private static final int SEQUENCE_LENGTH = 12;
  private static final double[] RATES = {
    0, 24_000 / 1001.0, 24, 25, 30_000 / 1001.0, 30, 50, 60_000 / 1001.0, 60
  };

  private final DepacketizerContext context;
  private final MarkedFrames frames;
  private final Parameters parameters;
  private final BitReader bits = new BitReader();
  private final byte[] scratch = new byte[SEQUENCE_LENGTH];

  MpvDepacketizer(DepacketizerContext context) {
    this.context = context;
    this.frames = new MarkedFrames(context, MpvDepacketizer::start, Integer.MAX_VALUE);
    this.parameters = new Parameters(context.frames());
  }

  private static UnitStart.Certainty start(ByteBuffer bytes, int from, int to) {
    return switch (MpegStartCode.at(bytes, from, to)) {
      case SEQUENCE -> UnitStart.Certainty.CERTAIN;
      case GROUP -> UnitStart.Certainty.POSSIBLE;
      // Headers may come before a key picture, and before no other.
      case PICTURE ->
          pictureType(bytes, from, to) > INTRA
              ? UnitStart.Certainty.CERTAIN
              : UnitStart.Certainty.POSSIBLE;
      default -> UnitStart.Certainty.NONE;
    };
  }

  private static int pictureType(ByteBuffer bytes, int at, int to) {
    return to - at > MpegStartCode.LENGTH + 1 ? bytes.get(at + 5) >> 3 & 7 : 0;
  }

  @Override
  public void onPacket(RtpPacket packet) {
    int payload = packet.payloadOffset();
    int to = payload + packet.payloadLength();
    ByteBuffer bytes = packet.buffer();
    boolean begins = frames.packet(packet);
    int from = payload + HEADER_LENGTH;
    if (from <= to && (bytes.get(payload) & HAS_EXTENSION) != 0) {
      from += EXTENSION_LENGTH;
    }
    if (from < to) {
      if (begins) {
        frames.begin(packet.extendedTimestamp(), bytes, from, to);
        look(bytes, from, to);
      }
      frames.append(bytes, from, to);
    }
    frames.marker(packet);
    if (from > to && payload < to) {
      frames.loss();
      context.quirks().report(MpegVideoQuirks.HEADER, "");
    }
  }

  /** Looks at the beginning of a frame, in which its headers are. */
  private void look(ByteBuffer bytes, int from, int to) {
    int picture = MpegStartCode.find(PICTURE, bytes, from, to);
    frames.keyFrame(
        picture == MpegStartCode.NONE
            ? MpegStartCode.at(bytes, from, to) == SEQUENCE
            : pictureType(bytes, picture, to) == INTRA);
    if (MpegStartCode.at(bytes, from, to) == SEQUENCE && to - from >= SEQUENCE_LENGTH) {
      sequence(bytes, from, to);
    }
  }

  /** Reads a sequence header and its extension (ISO/IEC 13818-2 §6.2.2). */
  private void sequence(ByteBuffer bytes, int from, int to) {
    bytes.get(from + MpegStartCode.LENGTH, scratch, 0, 4);
    bits.wrap(scratch, 0, 4);
    int width = bits.bits(12);
    int height = bits.bits(12);
    int aspect = bits.bits(4);
    int rate = bits.bits(4);
    double frameRate = rate < RATES.length ? RATES[rate] : 0;
    int extension = MpegStartCode.find(EXTENSION, bytes, from + SEQUENCE_LENGTH, to);
    if (extension == MpegStartCode.NONE || to - extension < 10) {
      parameters.set(
          VideoParameters.builder("mp4v.6A")
              .size(width, height)
              .samples(ChromaFormat.YUV420, 8)
              .frameRate(frameRate)
              .build());
      return;
    }
    bytes.get(extension + MpegStartCode.LENGTH, scratch, 0, 6);
    bits.wrap(scratch, 0, 6);
    bits.skip(4);
    int indication = bits.bits(8);
    boolean progressive = bits.flag();
    int chroma = bits.bits(2);
    width |= bits.bits(2) << 12;
    height |= bits.bits(2) << 12;
    bits.skip(22);
    double scale = (1.0 + bits.bits(2)) / (1 + bits.bits(5));
    boolean escape = (indication & 0x80) != 0;
    int profile = indication >> 4 & 7;
    VideoParametersBuilder builder = VideoParameters.builder("mp4v." + objectType(profile, escape));
    if (aspect > 1 && aspect < 5) {
      pixelAspect(builder, aspect, width, height);
    }
    parameters.set(
        builder
            .size(width, height)
            .profile(profile, indication & 0xF)
            .samples(
                chroma == 1
                    ? ChromaFormat.YUV420
                    : chroma == 2 ? ChromaFormat.YUV422 : ChromaFormat.YUV444,
                8)
            .interlaced(!progressive)
            .frameRate(frameRate * scale)
            .build());
  }

  /** Returns the object type of ISO/IEC 14496-1: simple 60, main 61 … 4:2:2 65. */
  private static String objectType(int profile, boolean escape) {
    if (escape) {
      return "65";
    }
    return switch (profile) {
      case 5 -> "60";
      case 3 -> "62";
      case 2 -> "63";
      case 1 -> "64";
      default -> "61";
    };
  }

  /** The whole picture is 4:3, 16:9 or 2.21:1. */
  private static void pixelAspect(
      VideoParametersBuilder builder, int aspect, int width, int height) {
    int across = aspect == 2 ? 4 : aspect == 3 ? 16 : 221;
    int down = aspect == 2 ? 3 : aspect == 3 ? 9 : 100;
    int num = across * height;
    int den = down * width;
    int a = num;
    int b = den;
    while (b != 0) {
      int rest = a % b;
      a = b;
      b = rest;
    }
    if (a > 0) {
      builder.pixelAspect(num / a, den / a);
    }
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
