package io.rtsper.payload.jpeg;

import io.rtsper.api.media.ChromaFormat;
import io.rtsper.api.media.ColourDescription;
import io.rtsper.api.media.Discontinuity;
import io.rtsper.api.media.VideoParameters;
import io.rtsper.api.rtp.RtpPacket;
import io.rtsper.api.sdp.SdpAttribute;
import io.rtsper.api.spi.Depacketizer;
import io.rtsper.api.spi.DepacketizerContext;
import io.rtsper.payload.assembly.FrameAssembly;
import io.rtsper.payload.assembly.Parameters;
import java.nio.ByteBuffer;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Makes JPEG files of the parts of their scans (RFC 2435 §3.1):
 *
 * <pre>
 *   type-specific(8) | fragment offset(24) | type(8) | Q(8) | width/8 (8) | height/8 (8)
 *   types 64 to 127:            restart interval(16) | F L count(14)
 *   offset 0 and Q from 128 on: MBZ(8) | precision(8) | length(16) | quantization tables
 * </pre>
 */
final class JpegDepacketizer implements Depacketizer {

  private static final int HEADER_LENGTH = 8;
  private static final int RESTART_LENGTH = 4;
  private static final int TABLES_LENGTH = 4;
  private static final int RESTART_TYPES = 64;
  private static final int TABLES_IN_BAND = 128;
  private static final int TABLES_EACH_TIME = 255;
  private static final int HIGHEST_QUALITY = 99;
  private static final Pattern DIMENSIONS = Pattern.compile("(\\d{1,5})\\s*,\\s*(\\d{1,5})");
  private static final byte[] END = {(byte) 0xFF, (byte) 0xD9};

  private final DepacketizerContext context;
  private final FrameAssembly frame;
  private final Parameters parameters;
  private final double frameRate;
  private final int describedWidth;
  private final int describedHeight;

  /** By quality from 128 on: tables that later pictures may refer to. */
  private final @Nullable QuantizationTables[] kept = new QuantizationTables[TABLES_IN_BAND];

  private @Nullable QuantizationTables last;
  private int lastQuality;
  private @Nullable JpegPicture headerPicture;
  private @Nullable QuantizationTables headerTables;
  private byte[] header = new byte[0];
  private int next;

  JpegDepacketizer(DepacketizerContext context) {
    this.context = context;
    this.frame = new FrameAssembly(context.frames());
    this.parameters = new Parameters(context.frames());
    this.frameRate = context.track().description().framerate().orElse(0);
    int[] size = dimensions(context);
    this.describedWidth = size[0];
    this.describedHeight = size[1];
  }

  /** Reads {@code a=x-dimensions:2048,64}, which says what the headers have no room for. */
  private static int[] dimensions(DepacketizerContext context) {
    int[] size = new int[2];
    for (SdpAttribute attribute : context.track().description().attributes()) {
      Matcher sides = DIMENSIONS.matcher(attribute.valueOrEmpty());
      if (attribute.name().equals("x-dimensions") && sides.matches()) {
        size[0] = Math.min(Integer.parseInt(sides.group(1)), 0xFFFF);
        size[1] = Math.min(Integer.parseInt(sides.group(2)), 0xFFFF);
      }
    }
    return size;
  }

  @Override
  public void onPacket(RtpPacket packet) {
    int length = packet.payloadLength();
    if (length == 0) {
      if (packet.marker()) {
        end();
      }
      return;
    }
    int from = packet.payloadOffset();
    int to = from + length;
    ByteBuffer bytes = packet.buffer();
    if (length < HEADER_LENGTH) {
      frame.damage();
      context.quirks().report(JpegQuirks.HEADER, "");
      return;
    }
    int offset = bytes.getInt(from) & 0xFF_FFFF;
    int type = bytes.get(from + 4) & 0xFF;
    int scan = from + HEADER_LENGTH;
    int interval = 0;
    if (type >= RESTART_TYPES && type < 2 * RESTART_TYPES) {
      if (to - scan < RESTART_LENGTH) {
        frame.damage();
        context.quirks().report(JpegQuirks.HEADER, "");
        return;
      }
      interval = bytes.getShort(scan) & 0xFFFF;
      scan += RESTART_LENGTH;
    }
    if (frame.isOther(packet.extendedTimestamp()) || (frame.begun() && offset == 0)) {
      end();
    }
    if (offset == 0) {
      begin(packet, bytes, scan, interval);
    } else if (frame.begun()) {
      append(bytes, offset, scan, to);
    }
    if (packet.marker()) {
      end();
    }
  }

  /** Begins a picture with the packet that has its first part. */
  private void begin(RtpPacket packet, ByteBuffer bytes, int from, int interval) {
    int payload = packet.payloadOffset();
    int type = bytes.get(payload + 4) & (RESTART_TYPES - 1);
    if (type > 1 || bytes.get(payload + 4) < 0) {
      context.quirks().report(JpegQuirks.TYPE, "");
      return;
    }
    int to = payload + packet.payloadLength();
    int quality = bytes.get(payload + 5) & 0xFF;
    int scan = quality < TABLES_IN_BAND ? from : behindTables(bytes, from, to);
    if (scan < 0) {
      context.quirks().report(JpegQuirks.HEADER, "");
      return;
    }
    QuantizationTables tables = tables(quality, bytes, from, scan);
    if (tables == null) {
      context.quirks().report(JpegQuirks.NO_TABLES, "");
      return;
    }
    int width = side(bytes.get(payload + 6) & 0xFF, describedWidth);
    int height = side(bytes.get(payload + 7) & 0xFF, describedHeight);
    if (width == 0 || height == 0) {
      context.quirks().report(JpegQuirks.NO_SIZE, "");
      return;
    }
    int specific = bytes.get(payload) & 0xFF;
    boolean field = specific == 1 || specific == 2;
    JpegPicture picture = new JpegPicture(width, height, type == 1, interval, field);
    setHeader(picture, tables);
    frame.begin(packet.extendedTimestamp(), true);
    frame.append(header, 0, header.length);
    next = 0;
    append(bytes, 0, scan, to);
    tell(quality, tables);
    if (interval == 0 && hasRestartMarker(bytes, scan, to)) {
      context.quirks().report(JpegQuirks.RESTART_MARKERS, "");
    }
  }

  /** Tells what was odd of tables and quality. */
  private void tell(int quality, QuantizationTables tables) {
    if (tables.count() != 2) {
      context.quirks().report(JpegQuirks.TABLES, "");
    }
    if (quality > HIGHEST_QUALITY && quality < TABLES_IN_BAND) {
      context.quirks().report(JpegQuirks.QUALITY, "");
    }
  }

  /** A side of eight pixels each; what the description says where that is the same or says none. */
  private static int side(int eighths, int described) {
    return eighths == 0 || (described + 7) / 8 == eighths ? described : 8 * eighths;
  }

  private void setHeader(JpegPicture picture, QuantizationTables tables) {
    boolean sameTables = Objects.equals(tables, headerTables);
    if (sameTables && picture.equals(headerPicture)) {
      return;
    }
    headerPicture = picture;
    headerTables = tables;
    header = JpegHeader.of(picture, tables);
    parameters.set(
        VideoParameters.builder("jpeg")
            .size(picture.width(), picture.height())
            .samples(picture.halfHeight() ? ChromaFormat.YUV420 : ChromaFormat.YUV422, 8)
            .colour(new ColourDescription(2, 2, 2, true))
            .interlaced(picture.field())
            .frameRate(frameRate)
            .reorderedFrames(0)
            .build());
  }

  /** Returns where the scan begins behind the tables; -1 if they don't fit. */
  private static int behindTables(ByteBuffer bytes, int from, int to) {
    if (to - from < TABLES_LENGTH) {
      return -1;
    }
    int length = bytes.getShort(from + 2) & 0xFFFF;
    return length > to - from - TABLES_LENGTH ? -1 : from + TABLES_LENGTH + length;
  }

  /** Returns the tables of a picture; null if it refers to what never came. */
  private @Nullable QuantizationTables tables(int quality, ByteBuffer bytes, int from, int scan) {
    if (quality < TABLES_IN_BAND) {
      if (last == null || lastQuality != quality) {
        last = QuantizationTables.ofQuality(quality);
        lastQuality = quality;
      }
      return last;
    }
    int start = from + TABLES_LENGTH;
    QuantizationTables known = quality == lastQuality ? last : kept[quality - TABLES_IN_BAND];
    if (start >= scan) {
      return known;
    }
    if (known != null && known.isAt(bytes, start, scan)) {
      return known;
    }
    QuantizationTables read =
        QuantizationTables.read(bytes, start, scan, bytes.get(from + 1) & 0xFF);
    if (read == null) {
      return known;
    }
    if (quality < TABLES_EACH_TIME) {
      keep(quality - TABLES_IN_BAND, read);
    }
    last = read;
    lastQuality = quality;
    return read;
  }

  private void keep(int index, QuantizationTables tables) {
    QuantizationTables before = kept[index];
    if (before != null) {
      context.memory().release(before.length());
      kept[index] = null;
    }
    if (context.memory().reserve(tables.length())) {
      kept[index] = tables;
    }
  }

  private static boolean hasRestartMarker(ByteBuffer bytes, int from, int to) {
    for (int i = from; i + 1 < to; i++) {
      if (bytes.get(i) == -1 && (bytes.get(i + 1) & 0xF8) == 0xD0) {
        return true;
      }
    }
    return false;
  }

  private void append(ByteBuffer bytes, int offset, int from, int to) {
    boolean joins = offset == next;
    boolean wasWhole = frame.isWhole();
    if (!joins) {
      frame.damage();
    }
    frame.append(bytes, from, to);
    next = offset + to - from;
    if (!joins && wasWhole) {
      context.quirks().report(JpegQuirks.FRAGMENT, "");
    }
  }

  private void end() {
    ByteBuffer written = frame.written();
    boolean noEnd = false;
    if (written != null) {
      int to = written.limit();
      while (to - written.position() > 2 && written.get(to - 1) == 0) {
        to--; // Some fill the last packet up.
      }
      noEnd = written.get(to - 2) != END[0] || written.get(to - 1) != END[1];
      if (noEnd) {
        frame.append(END, 0, END.length);
      }
    }
    boolean told = noEnd && frame.isWhole();
    frame.end(true);
    if (told) {
      context.quirks().report(JpegQuirks.NO_END, "");
    }
  }

  @Override
  public void onDiscontinuity(Discontinuity reason) {
    if (reason == Discontinuity.LOSS) {
      frame.damage();
    } else {
      close();
    }
  }

  @Override
  public void close() {
    frame.drop();
    for (int i = 0; i < kept.length; i++) {
      QuantizationTables tables = kept[i];
      if (tables != null) {
        context.memory().release(tables.length());
        kept[i] = null;
      }
    }
    last = null;
    lastQuality = 0;
  }
}
