package io.rtsper.core.frame;

import io.rtsper.api.media.Discontinuity;
import io.rtsper.api.media.VideoParameters;
import io.rtsper.api.rtp.RtpPacket;
import io.rtsper.api.spi.Depacketizer;
import io.rtsper.api.spi.DepacketizerContext;
import io.rtsper.api.spi.DepacketizerProvider;
import io.rtsper.api.spi.FrameWriter;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/**
 * A format whose payloads are words: {@code K} or {@code P} for a frame, {@code *} if it is
 * damaged, {@code +} if more packets of it follow, {@code !} to have the depacketizer throw, then
 * the frame's bytes. In units, {@code /} stands before each.
 */
final class ToyFormat implements DepacketizerProvider {

  final List<String> told = new ArrayList<>();
  int opened;
  int closed;

  @Override
  public String name() {
    return "TOY";
  }

  @Override
  public Depacketizer depacketizer(DepacketizerContext context) {
    opened++;
    return new Toy(context.frames());
  }

  static VideoParameters parameters(String... sets) {
    List<byte[]> units = new ArrayList<>();
    for (String set : sets) {
      units.add(set.getBytes(java.nio.charset.StandardCharsets.US_ASCII));
    }
    return VideoParameters.builder("avc1.640028").parameterSets(units).size(640, 480).build();
  }

  private final class Toy implements Depacketizer {

    private final FrameWriter frames;
    private boolean begun;

    private Toy(FrameWriter frames) {
      this.frames = frames;
    }

    @Override
    public void onPacket(RtpPacket packet) {
      ByteBuffer payload = packet.payload();
      byte[] bytes = new byte[payload.remaining()];
      payload.get(bytes);
      int from = 0;
      boolean key = false;
      boolean damaged = false;
      boolean more = false;
      for (boolean flags = true; flags && from < bytes.length; ) {
        switch (bytes[from]) {
          case 'K' -> key = true;
          case 'P' -> key = false;
          case '*' -> damaged = true;
          case '+' -> more = true;
          case '!' -> throw new IllegalStateException("a mistake");
          case '=' -> {
            String sets =
                new String(
                    bytes,
                    from + 1,
                    bytes.length - from - 1,
                    java.nio.charset.StandardCharsets.US_ASCII);
            frames.parameters(parameters(sets.split(",")));
            return;
          }
          default -> flags = false;
        }
        from += flags ? 1 : 0;
      }
      if (!begun) {
        frames.begin(packet.extendedTimestamp());
      }
      begun = more;
      write(bytes, from);
      if (frames.length() == 0) {
        begun = false;
      } else if (!more) {
        frames.end(key, damaged);
      }
    }

    private void write(byte[] bytes, int start) {
      int from = start;
      while (from < bytes.length) {
        boolean unit = bytes[from] == '/';
        int to = from + 1;
        while (to < bytes.length && bytes[to] != '/') {
          to++;
        }
        from += unit ? 1 : 0;
        if (unit && !frames.beginUnit()) {
          return;
        }
        ByteBuffer room = frames.reserve(to - from);
        if (room == null) {
          return;
        }
        room.put(bytes, from, to - from);
        frames.commit(to - from);
        if (unit) {
          frames.endUnit();
        }
        from = to;
      }
    }

    @Override
    public void onDiscontinuity(Discontinuity reason) {
      told.add(reason.name());
      frames.drop();
      begun = false;
    }

    @Override
    public void close() {
      closed++;
      frames.drop();
    }
  }
}
