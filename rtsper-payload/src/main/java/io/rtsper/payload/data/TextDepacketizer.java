package io.rtsper.payload.data;

import io.rtsper.api.Quirk;
import io.rtsper.api.media.DataParameters;
import io.rtsper.api.media.Discontinuity;
import io.rtsper.api.media.Track;
import io.rtsper.api.rtp.RtpPacket;
import io.rtsper.api.sdp.RtpMap;
import io.rtsper.api.spi.Depacketizer;
import io.rtsper.api.spi.DepacketizerContext;
import io.rtsper.payload.assembly.FrameAssembly;
import java.nio.ByteBuffer;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Reads text as it is typed (RFC 4103): a frame is the UTF-8 text of a packet. Packets of the
 * payload type {@code red} have that of packets before them again (RFC 2198 §3), which takes the
 * place of what was lost:
 *
 * <pre>
 *  1 PT(7) timestamp offset(14) length(10)   for each block of a packet before, the oldest first
 *  0 PT(7)                                   the block of this packet
 *  the blocks in the same order
 * </pre>
 *
 * <p>Blocks may be empty. A missing block that no packet has again is a loss like any other.
 */
final class TextDepacketizer implements Depacketizer {

  private static final int PAYLOAD_TYPES = 128;
  private static final int MORE = 0x80;
  private static final int HEADER_LENGTH = 4;

  /** The most blocks that are sent again in a packet; two are usual. */
  private static final int MAX_GENERATIONS = 16;

  private static final long NONE = -1;

  private final DepacketizerContext context;
  private final FrameAssembly frame;
  private final boolean[] redundant = new boolean[PAYLOAD_TYPES];
  private final boolean[] text = new boolean[PAYLOAD_TYPES];
  private final int[] headers = new int[MAX_GENERATIONS];

  /** The number of the packet before; -1 if there is none that this one continues. */
  private long sequence = NONE;

  TextDepacketizer(DepacketizerContext context) {
    this.context = context;
    this.frame = new FrameAssembly(context.frames());
    Track track = context.track();
    for (int type : track.description().payloadTypes()) {
      String encoding = track.description().rtpMap(type).map(RtpMap::encoding).orElse("");
      switch (encoding.toLowerCase(Locale.ROOT)) {
        case "red" -> redundant[type] = true;
        case "t140" -> text[type] = true;
        default -> {
          // Some other format, of which no packet is expected here.
        }
      }
    }
    context.frames().parameters(DataParameters.of("t140"));
  }

  @Override
  public void onPacket(RtpPacket packet) {
    int from = packet.payloadOffset();
    int to = from + packet.payloadLength();
    long number = packet.extendedSequence();
    int missing = sequence == NONE ? 0 : (int) Math.min(MAX_GENERATIONS, number - sequence - 1);
    sequence = number;
    long time = packet.extendedTimestamp();
    if (!redundant[packet.payloadType()]) {
      block(time, packet.buffer(), from, to);
    } else if (from < to) {
      Quirk quirk = blocks(time, missing, packet.buffer(), from, to);
      if (quirk != null) {
        context.quirks().report(quirk, "");
      }
    }
  }

  private void block(long time, ByteBuffer bytes, int from, int to) {
    frame.begin(time, true);
    frame.append(bytes, from, to);
    frame.end(true);
  }

  /** Takes the block of the packet, and those that are missing before it. */
  private @Nullable Quirk blocks(long time, int missing, ByteBuffer bytes, int from, int to) {
    int at = from;
    int count = 0;
    int total = 0;
    while (at < to && (bytes.get(at) & MORE) != 0) {
      if (to - at < HEADER_LENGTH || count == MAX_GENERATIONS) {
        return DataQuirks.RED_UNREADABLE;
      }
      headers[count] = bytes.getInt(at);
      total += headers[count] & 0x3FF;
      count++;
      at += HEADER_LENGTH;
    }
    if (at == to || at + 1 + total > to) {
      return DataQuirks.RED_UNREADABLE;
    }
    boolean other = !text[bytes.get(at)];
    at++;
    for (int i = 0; i < count; i++) {
      int length = headers[i] & 0x3FF;
      boolean isText = text[headers[i] >> 24 & 0x7F];
      other |= !isText;
      if (isText && count - i <= missing) {
        block(time - (headers[i] >> 10 & 0x3FFF), bytes, at, at + length);
      }
      at += length;
    }
    if (text[bytes.get(at - total - 1)]) {
      block(time, bytes, at, to);
    }
    return other ? DataQuirks.RED_OTHER_FORMAT : null;
  }

  @Override
  public void onDiscontinuity(Discontinuity reason) {
    if (reason != Discontinuity.LOSS) {
      sequence = NONE;
    }
  }
}
