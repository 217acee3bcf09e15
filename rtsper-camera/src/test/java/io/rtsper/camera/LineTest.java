package io.rtsper.camera;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rtsper.camera.SentPacket.Fate;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What a line does to packets, and that the camera says so to the packet. */
class LineTest {

  private static final int PACKETS = 2000;

  /** Returns a camera that sends that many packets and closes; what it sends is kept. */
  private static CameraBuilder camera(Line line) {
    return Camera.builder()
        .seed(7)
        .firstSequence(0)
        .line(line)
        .recordPackets()
        .asFastAsPossible()
        .senderReports(Duration.ZERO)
        .packetLimit(PACKETS)
        .closeAtLimit();
  }

  /** Returns the sequence numbers that come of one track. */
  private static List<Integer> received(Camera camera) throws IOException {
    List<Integer> all = new ArrayList<>();
    try (TestClient client = new TestClient(camera)) {
      client.play(0);
      client.frames.forEach(frame -> add(all, frame));
      while (true) {
        add(all, client.next());
      }
    } catch (EOFException e) {
      return all;
    }
  }

  private static void add(List<Integer> all, TestClient.Incoming frame) {
    if (frame.channel() == 0) {
      all.add(ByteBuffer.wrap(frame.frame()).getShort(2) & 0xffff);
    }
  }

  private static List<Integer> sent(Camera camera, Fate... fates) {
    return camera.sentPackets(0).stream()
        .filter(packet -> List.of(fates).contains(packet.fate()))
        .map(SentPacket::sequence)
        .toList();
  }

  @Test
  void aPerfectLinePassesOnEverythingOnceAndInOrder() throws IOException {
    try (Camera camera = camera(Line.perfect()).start()) {
      assertThat(received(camera)).isEqualTo(IntStream.range(0, PACKETS).boxed().toList());
      assertThat(camera.sentPackets()).hasSize(PACKETS).allMatch(p -> p.fate() == Fate.SENT);
    }
  }

  @Test
  void whatIsLostDoubledAndOvertakenIsWhatTheCameraSays() throws IOException {
    Line line = Line.perfect().loss(0.05).drop(100, 119).duplicate(0.02).reorder(0.05, 3);
    try (Camera camera = camera(line).start()) {
      List<Integer> received = received(camera);
      assertThat(received).isEqualTo(sent(camera, Fate.SENT, Fate.DUPLICATED));
      List<Integer> lost = sent(camera, Fate.DROPPED);
      assertThat(lost).containsAll(IntStream.range(100, 120).boxed().toList());
      assertThat(lost.size() - 20).isBetween(PACKETS / 40, PACKETS / 10);
      assertThat(sent(camera, Fate.DUPLICATED).size()).isBetween(PACKETS / 100, PACKETS / 25);
      assertThat(sent(camera, Fate.SENT, Fate.DROPPED))
          .containsExactlyInAnyOrderElementsOf(IntStream.range(0, PACKETS).boxed().toList());
      assertThat(overtaken(received)).isBetween(PACKETS / 40, PACKETS / 10);
    }
  }

  /** Returns how many come behind a later one, which are three packets late or less. */
  private static int overtaken(List<Integer> received) {
    int highest = -1;
    int count = 0;
    for (int sequence : received) {
      count += sequence < highest ? 1 : 0;
      assertThat(highest - sequence).isLessThanOrEqualTo(3);
      highest = Math.max(highest, sequence);
    }
    return count;
  }

  @Test
  void aPacketComesBehindAsManyAsAreAsked() throws IOException {
    try (Camera camera = camera(Line.perfect()).start()) {
      camera.line(Line.perfect().reorder(1, 2));
      // All are held for two others: the order is the same.
      assertThat(received(camera)).isEqualTo(IntStream.range(0, PACKETS).boxed().toList());
    }
  }

  @Test
  void theSameSeedDoesTheSame() throws IOException {
    Line line = Line.perfect().loss(0.1).reorder(0.1, 2).duplicate(0.1);
    Map<Integer, List<SentPacket>> runs = new HashMap<>();
    for (int seed : new int[] {1, 1, 2}) {
      try (Camera camera = camera(line).seed(seed).start()) {
        received(camera);
        List<SentPacket> packets = camera.sentPackets();
        assertThat(runs.getOrDefault(seed, packets)).isEqualTo(packets);
        runs.put(seed, packets);
        assertThat(camera.seed()).isEqualTo(seed);
      }
    }
    assertThat(fates(runs.get(1))).isNotEqualTo(fates(runs.get(2)));
  }

  /** More reordering doesn't change which packets are lost. */
  @Test
  void oneFaultDoesNotMoveTheOthers() throws IOException {
    List<List<Integer>> lost = new ArrayList<>();
    for (double share : new double[] {0, 0.5}) {
      try (Camera camera = camera(Line.perfect().loss(0.1).reorder(share, 1)).start()) {
        received(camera);
        lost.add(sent(camera, Fate.DROPPED));
      }
    }
    assertThat(lost.get(0)).isNotEmpty().isEqualTo(lost.get(1));
  }

  private static List<Fate> fates(List<SentPacket> packets) {
    return packets.stream().map(SentPacket::fate).toList();
  }

  @Test
  void delayTakesItsTimeAndJitterKeepsTheOrder() throws IOException {
    Line line = Line.perfect().delay(Duration.ofMillis(150)).jitter(Duration.ofMillis(100));
    try (Camera camera =
            Camera.builder().firstSequence(0).seed(3).line(line).recordPackets().start();
        TestClient client = new TestClient(camera)) {
      long start = System.nanoTime();
      client.play(0);
      for (int i = 0; i < 50; i++) {
        assertThat(ByteBuffer.wrap(client.frame(0)).getShort(2)).isEqualTo((short) i);
        if (i == 0) {
          assertThat(System.nanoTime() - start).isGreaterThan(49_000_000L);
        }
      }
    }
  }

  @Test
  void forgeriesOverUdpComeFromElsewhereAndHoldZeros() throws IOException {
    for (Line.Forgery kind : Line.Forgery.values()) {
      try (Camera camera =
              Camera.builder()
                  .firstSequence(0)
                  .seed(5)
                  .recordPackets()
                  .line(Line.perfect().forgeries(0.5, kind))
                  .start();
          TestClient client = new TestClient(camera);
          UdpClient ports = UdpClient.unicast()) {
        client.ask(
            "SETUP", "/trackID=0", "Transport: RTP/AVP;unicast;client_port=" + ports.ports());
        client.ask("PLAY", "");
        List<UdpClient.Datagram> all = ports.rtp(40);
        var own = all.stream().filter(LineTest::holdsMedia).toList();
        var forged = all.stream().filter(datagram -> !holdsMedia(datagram)).toList();
        assertThat(own).extracting(UdpClient.Datagram::source).containsOnly(own.get(0).source());
        assertThat(forged)
            .hasSizeBetween(5, 35)
            .extracting(UdpClient.Datagram::source)
            .containsOnly(forged.get(0).source())
            .doesNotContain(own.get(0).source());
        assertThat(forged.get(0).source().getAddress().equals(own.get(0).source().getAddress()))
            .isEqualTo(kind == Line.Forgery.OTHER_PORT);
        List<SentPacket> log = camera.sentPackets(0).subList(0, 40);
        assertThat(all)
            .extracting(UdpClient.Datagram::sequence)
            .isEqualTo(log.stream().map(SentPacket::sequence).toList());
        assertThat(all)
            .extracting(LineTest::holdsMedia)
            .isEqualTo(log.stream().map(packet -> packet.fate() == Fate.SENT).toList());
      }
    }
  }

  private static boolean holdsMedia(UdpClient.Datagram datagram) {
    return datagram.bytes().get(12) != 0;
  }

  @Test
  void whatCannotBeIsRefused() {
    assertThatThrownBy(() -> Line.perfect().loss(1.1)).hasMessageContaining("from 0 to 1");
    assertThatThrownBy(() -> Line.perfect().loss(Double.NaN)).hasMessageContaining("NaN");
    assertThatThrownBy(() -> Line.perfect().reorder(0.1, 0)).hasMessageContaining("behind one");
    assertThatThrownBy(() -> Line.perfect().drop(3, 2)).hasMessageContaining("from 3 to 2");
    try (Camera camera = Camera.open()) {
      assertThatThrownBy(camera::sentPackets).hasMessageContaining("recordPackets()");
    }
  }
}
