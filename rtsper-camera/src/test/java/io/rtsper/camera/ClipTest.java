package io.rtsper.camera;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Put together again, the payloads are the clip. */
class ClipTest {

  private static List<byte[]> payloads(int track) {
    List<byte[]> payloads = new ArrayList<>();
    for (ClipPacket packet : Clip.load().packets()) {
      if (packet.track() == track) {
        ByteBuffer buffer = ByteBuffer.allocate(2000);
        packet.putPayload(buffer);
        byte[] payload = new byte[buffer.flip().remaining()];
        buffer.get(payload);
        payloads.add(payload);
      }
    }
    return payloads;
  }

  @Test
  void videoPayloadsHoldAllNalUnits() {
    List<byte[]> units = new ArrayList<>();
    ByteArrayOutputStream fragments = new ByteArrayOutputStream();
    for (byte[] payload : payloads(Clip.VIDEO)) {
      assertThat(payload).hasSizeLessThanOrEqualTo(1400);
      switch (payload[0] & 0x1f) {
        case 24 -> {
          ByteBuffer aggregate = ByteBuffer.wrap(payload).position(1);
          while (aggregate.hasRemaining()) {
            byte[] unit = new byte[aggregate.getShort()];
            aggregate.get(unit);
            units.add(unit);
          }
        }
        case 28 -> {
          if (payload[1] < 0) {
            fragments.reset();
            fragments.write((payload[0] & 0xe0) | (payload[1] & 0x1f));
          }
          fragments.write(payload, 2, payload.length - 2);
          if ((payload[1] & 0x40) != 0) {
            units.add(fragments.toByteArray());
          }
        }
        default -> units.add(payload);
      }
    }
    List<byte[]> expected = PlayedClip.pictures().stream().flatMap(List::stream).toList();
    assertThat(PlayedClip.pictures()).hasSize(100);
    assertThat(units).hasSameSizeAs(expected);
    for (int i = 0; i < units.size(); i++) {
      assertThat(units.get(i)).isEqualTo(expected.get(i));
    }
  }

  @Test
  void everyPictureEndsWithTheMarker() {
    long markers =
        Clip.load().packets().stream()
            .filter(packet -> packet.track() == Clip.VIDEO && packet.marker())
            .count();
    assertThat(markers).isEqualTo(100);
  }

  @Test
  void audioPayloadsHoldOneAccessUnitEach() {
    List<byte[]> payloads = payloads(Clip.AUDIO);
    assertThat(payloads).hasSize(125).hasSameSizeAs(PlayedClip.audioFrames());
    for (int i = 0; i < payloads.size(); i++) {
      ByteBuffer payload = ByteBuffer.wrap(payloads.get(i));
      assertThat(payload.getShort()).as("AU-headers-length in bits").isEqualTo((short) 16);
      int header = payload.getShort() & 0xffff;
      byte[] unit = new byte[payload.remaining()];
      payload.get(unit);
      assertThat(header >> 3).isEqualTo(unit.length);
      assertThat(unit).isEqualTo(PlayedClip.audioFrames().get(i));
    }
  }

  @Test
  void thereIsAPlaceToStartAtEachSecond() {
    for (int second = 0; second < 4; second++) {
      ClipPacket packet =
          Clip.load().packets().get(Clip.load().randomAccessAt(second * 1_000_000L + 500_000));
      assertThat(packet.micros()).isEqualTo(second * 1_000_000L);
      assertThat(packet.track()).isEqualTo(Clip.VIDEO);
    }
  }
}
