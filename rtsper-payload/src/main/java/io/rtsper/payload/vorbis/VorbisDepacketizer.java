package io.rtsper.payload.vorbis;

import io.rtsper.api.Quirk;
import io.rtsper.api.media.Discontinuity;
import io.rtsper.api.rtp.RtpPacket;
import io.rtsper.api.spi.Depacketizer;
import io.rtsper.api.spi.DepacketizerContext;
import io.rtsper.payload.assembly.FrameAssembly;
import io.rtsper.payload.assembly.Parameters;
import java.nio.ByteBuffer;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Reads Vorbis (RFC 5215 §2): packets with their lengths, or a part of one, behind four bytes.
 *
 * <pre>
 *  Ident(24) F(2) VDT(2) packets(4) | length(16) data | length(16) data …
 *
 *  F    0 whole packets, 1 the first part of one, 2 another part, 3 the last
 *  VDT  0 Vorbis, 1 packed headers, 2 comments
 * </pre>
 *
 * <p>The identifier says to which headers the packets belong. The timestamp is that of the first
 * one; those behind it begin where the one before ends, which depends on the sizes of both blocks.
 */
final class VorbisDepacketizer implements Depacketizer {

  private static final int PREFIX_LENGTH = 4;
  private static final int WHOLE = 0;
  private static final int FIRST_PART = 1;
  private static final int LAST_PART = 3;
  private static final int SOUND = 0;
  private static final int HEADERS = 1;
  private static final int NONE = -1;

  /** The longest headers that are taken from the stream; those of encoders have 3 to 9 KiB. */
  private static final int MAX_HEADERS = 1 << 16;

  private final DepacketizerContext context;
  private final FrameAssembly frame;
  private final Parameters parameters;
  private final VorbisConfigurations configurations;
  private int current = NONE;
  private @Nullable VorbisConfiguration configuration;

  /** The size of the block before; 0 if it isn't known. */
  private int blockBefore;

  /** What has come of headers that are in several packets. */
  private byte[] headers = new byte[0];

  private int headersOf = NONE;
  private boolean startMayBeLost = true;
  private byte firstByte;

  VorbisDepacketizer(DepacketizerContext context) {
    this.context = context;
    this.frame = new FrameAssembly(context.frames());
    this.parameters = new Parameters(context.frames());
    this.configurations = new VorbisConfigurations(context.memory());
    readDescription();
  }

  private void readDescription() {
    String described = context.track().parameters().getOrDefault("configuration", "");
    if (!described.isEmpty()) {
      int first = configurations.read(described);
      if (first == NONE) {
        context.quirks().report(VorbisQuirks.CONFIGURATION, "");
      } else {
        use(first);
      }
    }
  }

  private boolean use(int identifier) {
    if (identifier != current) {
      VorbisConfiguration before = configuration;
      VorbisConfiguration now = configurations.get(identifier);
      current = identifier;
      configuration = now;
      if (now == null || before == null || !now.parameters.equals(before.parameters)) {
        blockBefore = 0;
      }
      if (now != null) {
        parameters.set(now.parameters);
      }
    }
    return configuration != null;
  }

  @Override
  public void onPacket(RtpPacket packet) {
    int from = packet.payloadOffset();
    int to = from + packet.payloadLength();
    if (from == to) {
      return;
    }
    Quirk quirk = null;
    if (to - from < PREFIX_LENGTH) {
      giveUp();
      quirk = VorbisQuirks.LENGTH;
    } else {
      ByteBuffer bytes = packet.buffer();
      int prefix = bytes.getInt(from);
      int fragment = prefix >> 6 & 3;
      int identifier = prefix >>> 8;
      switch (prefix >> 4 & 3) {
        case SOUND ->
            quirk = sound(packet.extendedTimestamp(), identifier, fragment, bytes, from + 4, to);
        case HEADERS -> quirk = headers(identifier, fragment, bytes, from + 4, to);
        default -> {
          // Comments, which decoding doesn't need, and what is reserved (§2.2).
        }
      }
    }
    if (quirk != null) {
      context.quirks().report(quirk, "");
    }
  }

  private void giveUp() {
    frame.drop();
    dropHeaders();
    startMayBeLost = true;
    blockBefore = 0;
  }

  // ---- Sound

  private @Nullable Quirk sound(
      long time, int identifier, int fragment, ByteBuffer bytes, int from, int to) {
    boolean unfinished = headersOf != NONE;
    dropHeaders();
    if (!use(identifier)) {
      giveUp();
      return VorbisQuirks.OTHER_CONFIGURATION;
    }
    Quirk quirk =
        fragment == WHOLE ? whole(time, bytes, from, to) : part(time, fragment, bytes, from, to);
    return quirk == null && unfinished ? VorbisQuirks.FRAGMENT : quirk;
  }

  private @Nullable Quirk whole(long time, ByteBuffer bytes, int from, int to) {
    boolean unfinished = frame.begun();
    frame.drop();
    startMayBeLost = false;
    int at = from;
    long samples = 0;
    while (to - at >= 2) {
      int length = bytes.getShort(at) & 0xFFFF;
      at += 2;
      if (length > to - at) {
        giveUp();
        return VorbisQuirks.LENGTH;
      }
      if (length > 0) {
        frame.begin(time + ticks(samples), true);
        frame.append(bytes, at, at + length);
        samples += end(bytes.get(at));
      }
      at += length;
    }
    return at < to ? VorbisQuirks.LENGTH : unfinished ? VorbisQuirks.FRAGMENT : null;
  }

  private @Nullable Quirk part(long time, int fragment, ByteBuffer bytes, int from, int to) {
    int length = to - from < 2 ? NONE : bytes.getShort(from) & 0xFFFF;
    if (length <= 0 || length > to - from - 2) {
      giveUp();
      return VorbisQuirks.LENGTH;
    }
    int at = from + 2;
    Quirk quirk = null;
    if (fragment == FIRST_PART) {
      quirk = frame.begun() ? VorbisQuirks.FRAGMENT : null;
      startMayBeLost = false;
      firstByte = bytes.get(at);
      frame.begin(time, true);
    } else if (!frame.begun() || frame.isOther(time)) {
      quirk = startMayBeLost ? null : VorbisQuirks.FRAGMENT;
      giveUp();
      return quirk;
    }
    frame.append(bytes, at, at + length);
    if (fragment == LAST_PART) {
      end(firstByte);
    }
    return quirk;
  }

  /** Ends a frame whose packet begins with a byte; returns how many samples it has. */
  private int end(byte first) {
    VorbisConfiguration known = configuration;
    int block = known == null ? 0 : known.block(first);
    int samples = 0;
    if (known != null && block > 0) {
      samples = ((blockBefore > 0 ? blockBefore : known.blockBefore(first)) + block) / 4;
    }
    blockBefore = block;
    frame.duration(ticks(samples));
    frame.end(true);
    return samples;
  }

  private long ticks(long samples) {
    int clock = context.track().clockRate();
    int rate = configuration == null ? 0 : configuration.parameters.sampleRate();
    return clock > 0 && rate > 0 ? samples * clock / rate : samples;
  }

  // ---- Headers

  private @Nullable Quirk headers(
      int identifier, int fragment, ByteBuffer bytes, int from, int to) {
    frame.drop();
    int length = to - from < 2 ? NONE : bytes.getShort(from) & 0xFFFF;
    if (length < 0 || length > to - from - 2) {
      giveUp();
      return VorbisQuirks.LENGTH;
    }
    if (fragment == WHOLE || fragment == FIRST_PART) {
      dropHeaders();
      headersOf = identifier;
    } else if (headersOf != identifier) {
      dropHeaders();
      return startMayBeLost ? null : VorbisQuirks.FRAGMENT;
    }
    startMayBeLost = false;
    int before = headers.length;
    if (before + length > MAX_HEADERS || !context.memory().reserve(length)) {
      dropHeaders();
      return VorbisQuirks.CONFIGURATION;
    }
    headers = Arrays.copyOf(headers, before + length);
    bytes.get(from + 2, headers, before, length);
    return fragment == WHOLE || fragment == LAST_PART ? takeHeaders() : null;
  }

  private @Nullable Quirk takeHeaders() {
    byte[] all = headers;
    int identifier = headersOf;
    dropHeaders();
    if (!configurations.put(identifier, all, 0, all.length)) {
      return VorbisQuirks.CONFIGURATION;
    }
    current = NONE; // They may be others under the same identifier.
    use(identifier);
    return null;
  }

  private void dropHeaders() {
    context.memory().release(headers.length);
    headers = new byte[0];
    headersOf = NONE;
  }

  // ---- Breaks

  @Override
  public void onDiscontinuity(Discontinuity reason) {
    giveUp();
    if (reason != Discontinuity.LOSS) {
      configurations.clear();
      current = NONE;
      configuration = null;
      readDescription();
    }
  }

  @Override
  public void close() {
    giveUp();
    configurations.clear();
  }
}
