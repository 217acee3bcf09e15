package io.rtsper.payload.testing;

import static org.assertj.core.api.Assertions.assertThat;

import io.rtsper.testkit.contract.RecordedFrame;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/** Sends packets as networks and faulty senders do. */
public final class Losses {

  private Losses() {}

  /** Sends packets of which a share is lost. */
  public static void send(List<Packet> packets, Receiver receiver, Random random, int percent) {
    int lost = 0;
    for (Packet packet : packets) {
      if (random.nextInt(100) < percent) {
        lost++;
        continue;
      }
      if (lost > 0) {
        receiver.lose(lost);
        lost = 0;
      }
      receiver.packet(packet.timestamp(), packet.marker(), packet.payload());
    }
  }

  /** Expects that each frame which isn't marked as damaged is one of those that were sent. */
  public static void expectNoFalseFrame(Receiver receiver, List<RecordedFrame> sent) {
    List<RecordedFrame> whole =
        receiver.whole().stream().map(frame -> frame.withCodec("").lasting(0)).toList();
    assertThat(whole.stream().filter(frame -> !sent.contains(frame)))
        .as("frames that seem whole")
        .isEmpty();
    assertThat(whole).doesNotHaveDuplicates();
  }

  /** Sends packets of which some bytes are changed, more often at the beginning, or cut off. */
  public static void sendChanged(List<Packet> packets, Receiver receiver, Random random) {
    for (Packet packet : packets) {
      byte[] payload = packet.payload().clone();
      if (random.nextInt(4) == 0) {
        payload = Arrays.copyOf(payload, random.nextInt(payload.length + 1));
      }
      for (int i = random.nextInt(4); i > 0 && payload.length > 0; i--) {
        int within = random.nextBoolean() ? Math.min(6, payload.length) : payload.length;
        payload[random.nextInt(within)] = (byte) random.nextInt();
      }
      receiver.packet(packet.timestamp(), packet.marker(), payload);
      if (random.nextInt(20) == 0) {
        receiver.lose(1);
      }
    }
  }
}
