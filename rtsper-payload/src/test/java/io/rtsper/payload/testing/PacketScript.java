package io.rtsper.payload.testing;

import static org.assertj.core.api.Assertions.assertThat;

import io.rtsper.api.media.Discontinuity;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;

/**
 * Packets as bytes, for a fuzzer: what happens before a packet and its marker (1), units of 900
 * that its timestamp is above the one before (1), its length (2), its payload.
 */
public final class PacketScript {

  private static final int MARKER = 1;
  private static final int LOSS = 2;
  private static final int NEW_SOURCE = 4;
  private static final int STEP = 900;

  private PacketScript() {}

  /** Returns the script of packets of which none is lost. */
  public static byte[] of(List<Packet> packets) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    long time = 0;
    for (Packet packet : packets) {
      out.write(packet.marker() ? MARKER : 0);
      out.write((int) ((packet.timestamp() - time) / STEP));
      time = packet.timestamp();
      out.write(packet.payload().length >> 8);
      out.write(packet.payload().length);
      out.writeBytes(packet.payload());
    }
    return out.toByteArray();
  }

  /** Returns the script of payloads in hexadecimal digits, each with the marker. */
  public static byte[] of(String... payloads) {
    return of(
        Arrays.stream(payloads)
            .map(digits -> HexFormat.of().parseHex(digits.replace(" ", "")))
            .map(payload -> new Packet(0, true, payload))
            .toList());
  }

  /** Plays a script, and expects that nothing is thrown, made up, or left. */
  public static void play(Receiver receiver, byte[] script) {
    ByteBuffer in = ByteBuffer.wrap(script);
    long time = 0;
    long bytes = 0;
    while (in.remaining() >= 4) {
      int flags = in.get();
      time += (in.get() & 0xFF) * (long) STEP;
      byte[] payload = new byte[Math.min(in.getShort() & 0xFFFF, in.remaining())];
      in.get(payload);
      bytes += payload.length;
      if ((flags & LOSS) != 0) {
        receiver.lose(1);
      }
      if ((flags & NEW_SOURCE) != 0) {
        receiver.discontinuity(Discontinuity.NEW_SOURCE);
      }
      receiver.packet(time, (flags & MARKER) != 0, payload);
    }
    long written = receiver.frames().stream().mapToLong(frame -> frame.data().length() / 2).sum();
    // A NAL unit has a length of four bytes before it.
    assertThat(written).isLessThanOrEqualTo(5 * bytes);
    assertThat(receiver.close().taken()).isZero();
  }
}
